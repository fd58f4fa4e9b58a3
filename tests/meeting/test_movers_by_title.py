"""Those who move and reserve, named by title: the chair, and people with a title before the name."""

from __future__ import annotations

import pytest
from conftest import WorkspaceFolder

from naravard_docs.builder.build import check_meeting

_MEETING = """\
organ: organet
datum: 2023-03-24
ordförande: Anna Ek (M)
närvarande:
  - grupp: Ledamöter
    ställning: tjänstgörande
    personer: ["Anna Ek (M), ordförande", Bo Al (S)]
ärenden:
  - rubrik: Planen
    beslut: [anta planen]
"""


@pytest.mark.parametrize(
    ("item", "rules"),
    [
        ("yrkanden: ['Ordföranden: bifall']", []),
        ("yrkanden: ['Ordföranden Anna Ek (M): bifall', 'vice ordföranden: avslag']", []),
        ("reservationer: ['Vice ordföranden Bo Al (S)']", []),
        ("yrkanden: ['Vice ordföranden Eva Ask (S): avslag']", ["NV310"]),
        ("yrkanden: [{av: Bo Al (S), yrkar: avslag, instämmer: Eva Ask (S)}]", ["NV310"]),
    ],
)
def test_a_title_does_not_make_somebody_absent(workspace: WorkspaceFolder, item: str, rules: list[str]) -> None:
    workspace.write_template("organ.yaml", "organet:\n  namn: Nämnden\n  ordval: {numrering: paragraf}\n")
    path = workspace.write_meeting(f"{_MEETING}    {item}\n")
    assert [each.rule for each in check_meeting(path).problems if each.rule.startswith("NV3")] == rules
