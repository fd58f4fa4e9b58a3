"""E-mail addresses: those that no server takes are told where they are written."""

from __future__ import annotations

import pytest
from conftest import WorkspaceFolder
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.errors import InvalidInputError
from naravard_docs.meeting.domain_names import is_domain, length_by_idna
from naravard_docs.workspace.workspace import Workspace

ADDRESSES = (
    *("a" * 65 + "@b.se", "a@-b.se", "a@b-.se", "a@xn--.se", "a@ab--c.se", "a@b.-se", "a@b..se", "a@b", "@b.se"),
    *("a" * 60 + "@" + ".".join(["b" * 40] * 5) + ".se", "a@xn--b.se", "a@b.se-", "a@.se", "a.@b.se", ".a@b.se"),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_that_cannot_be(workspace: WorkspaceFolder, address: str) -> None:
    """An address that no server takes is told where it is written."""
    workspace.write_template("personer.yaml", f"anna: {{namn: Anna, e-post: '{address}'}}\n")
    with pytest.raises(InvalidInputError) as caught:
        _ = Workspace(workspace.root).house
    assert "ingen e-postadress" in caught.value.problems[0].message


GOOD_ADDRESSES = (
    *("a" * 64 + "@b.se", "a@b-c.se", "a@åmål.se", "a@xn--ml-yiab.se", "kommun@umea.se", "a.b+c@d.e.f.se"),
    *("a@b--c.se", "a@1.se"),
)


@pytest.mark.parametrize("address", GOOD_ADDRESSES)
def test_addresses_that_can_be(workspace: WorkspaceFolder, address: str) -> None:
    """Those at the limits, and with å, ä and ö, are addresses."""
    workspace.write_template("personer.yaml", f"anna: {{namn: Anna, e-post: '{address}'}}\n")
    assert Workspace(workspace.root).house.contacts["anna"].email == address


@pytest.mark.parametrize("name", ["-a.se", "a-.se", "a.-b.se", "xn--.se", "xn--a.se", "", "a..b"])
def test_names_that_no_server_has(name: str) -> None:
    """The same rules hold for the mail server's own name."""
    assert not is_domain(name)


@given(st.text(st.sampled_from("a-.Å1"), max_size=140) | st.integers(0, 70).map(lambda number: f"a.{'x' * number}.se"))
def test_the_length_of_a_domain_is_that_of_its_bytes_by_idna(domain: str) -> None:
    """A domain of ASCII is measured without Python's tables, and is refused where they refuse it."""
    try:
        by_tables = len(domain.encode("idna"))
    except UnicodeError:
        with pytest.raises(UnicodeError):
            length_by_idna(domain)
    else:
        assert length_by_idna(domain) == by_tables
