"""What is carried over from another meeting or from the body reads back as the same text, whatever it is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planning import TODAY

from naravard_docs.agenda.new_meeting import new_meeting
from naravard_docs.errors import InvalidInputError
from naravard_docs.workspace.load import load_meeting

LINE = st.text(st.sampled_from("abåÖ 09:-#'\"\\{}[],&*!|>%@`?~=().§–«»\u00a0_/"), min_size=1, max_size=25).map(
    lambda text: f"A{' '.join(text.split())}"
)
SEVERAL = LINE | st.lists(LINE, min_size=2, max_size=3).map("\n".join)
NAMES = ("Åsa O'Neil-Öman", 'Bo "Bosse" Al', "N.N.", "Eva: Ö", "Al-Ḥasan {1}x", "Bo #5", "[Ubmeje]{lang=sju} Al")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("möten")
    (root / "meetings").mkdir()
    (root / "templates").mkdir()
    return root


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(heading=LINE, number=LINE, basis=LINE, proposal=SEVERAL, earlier=SEVERAL, task=SEVERAL, who=LINE, standing=LINE)
def test_texts_stay_the_same(
    folder: Path, heading: str, number: str, basis: str, proposal: str, earlier: str, task: str, who: str, standing: str
) -> None:
    """Headings, numbers, documents, proposals and tasks are the same in the new file, which has no errors."""
    quoted = {key: json.dumps(text, ensure_ascii=False) for key, text in locals().items() if isinstance(text, str)}
    (folder / "templates" / "organ.yaml").write_text(
        f"a: {{namn: {quoted['standing']}, stående_ärenden: [{{rubrik: {quoted['standing']}}}]}}\n", "utf-8"
    )
    (folder / "meetings" / "2027-01-08-a.yaml").write_text(
        "organ: a\ndatum: 2027-01-08\närenden:\n"
        f"  - rubrik: {quoted['heading']}\n    diarienummer: {quoted['number']}\n    underlag: [{quoted['basis']}]\n"
        f"    förslag: [{{satser: [{quoted['proposal']}]}}]\n    tidigare_behandling: {quoted['earlier']}\n"
        "    utgång: bordläggs\n"
        f"  - rubrik: B\n    beslut: [{{text: {quoted['task']}, typ: uppdrag, ansvarig: {quoted['who']}}}]\n",
        "utf-8",
    )
    try:
        before = load_meeting(folder / "meetings" / "2027-01-08-a.yaml").meeting
    except InvalidInputError:
        return
    (target := folder / "meetings" / "2027-02-12-a.yaml").unlink(missing_ok=True)
    made = new_meeting(folder, "a", date(2027, 2, 12), TODAY)
    items = {each.heading: each for each in load_meeting(target).meeting.agenda_items}
    old, new = before.agenda_items[0], items[before.agenda_items[0].heading]
    assert standing.split() == next(h for h in items if h.split() == standing.split()).split()
    assert new.reference_number == old.reference_number
    left_out = " ".join(problem.message for problem in made.problems)
    assert new.basis == old.basis or "«underlag»" in left_out
    assert new.proposals == old.proposals or "«förslag»" in left_out
    assert new.earlier_handling.startswith(old.earlier_handling) or "«tidigare_behandling»" in left_out
    assert before.agenda_items[1].decision
    for line in before.agenda_items[1].decision.all_clauses[0].text.split("\n"):
        assert line.strip() in items["Uppföljning av uppdrag"].text


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES), organisation=LINE, role=LINE)
def test_people_stay_the_same(folder: Path, name: str, organisation: str, role: str) -> None:
    """A member is the same person in the new file, however names, organisation and role are written."""
    written = json.dumps({"namn": name, "organisation": organisation, "roll": role}, ensure_ascii=False)
    (folder / "templates" / "organ.yaml").write_text(
        f"b: {{namn: B, grupper: [{{grupp: 'G: 1', personer: [{written}]}}]}}\n", "utf-8"
    )
    (target := folder / "meetings" / "2027-02-12-b.yaml").unlink(missing_ok=True)
    try:
        new_meeting(folder, "b", date(2027, 2, 12), TODAY)
    except InvalidInputError:
        assert not target.exists()
        return
    (person,) = load_meeting(target).meeting.people
    assert (person.name, person.organisation, person.role) == (name, " ".join(organisation.split(" ")), role)
