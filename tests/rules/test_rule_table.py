"""The table of rules: each rule has texts, a source and two examples that are tried; no id is left without one."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest
from command import Run
from conftest import REPOSITORY
from rule_examples import problems_of_example

from naravard_docs.errors import Level
from naravard_docs.meeting.body import Profile
from naravard_docs.meeting.finding import Finding
from naravard_docs.meeting.rule_table import CHECK_RULES, told_levels
from naravard_docs.workspace.rule_texts import rule_texts


def ids_in_source() -> set[str]:
    """Return the ids that the program's source names as those of findings and problems."""
    files = [path for path in (REPOSITORY / "naravard_docs").rglob("*.py") if path.name != "rule_table.py"]
    in_code = {found for path in files for found in re.findall(r'"(NV\d{3})"', path.read_text("utf-8"))}
    return in_code | {"NV001", "NV002"}


def test_every_rule_has_its_texts() -> None:
    """The table and the texts have the same rules, in the same order, and no text is empty."""
    assert list(rule_texts()) == list(CHECK_RULES)
    for text in rule_texts().values():
        assert all((text.why, text.remedy, text.source, text.bad, text.good))
        assert text.why.endswith(".") and text.remedy.endswith(".")


def test_every_rule_is_used() -> None:
    """What the program finds is in the table, and the table has nothing that it never finds."""
    assert ids_in_source() == set(CHECK_RULES)


@pytest.mark.parametrize("rule", CHECK_RULES)
def test_a_bad_example_gives_its_rule(tmp_path: Path, rule: str) -> None:
    """What is bad in an example is found by exactly the rule that it is an example of."""
    found = problems_of_example(tmp_path, rule_texts()[rule], is_bad=True)
    assert {problem.rule for problem in found if problem.level is not Level.NOTE} == {rule}, found


@pytest.mark.parametrize("rule", CHECK_RULES)
def test_a_good_example_is_good(tmp_path: Path, rule: str) -> None:
    """Nothing is found in a good example."""
    found = problems_of_example(tmp_path, rule_texts()[rule], is_bad=False)
    assert [problem for problem in found if problem.level is not Level.NOTE] == []


def test_levels_follow_the_profile() -> None:
    """A body hears only of rules of its profile, and what happened is no error of adopted minutes."""
    found = [Finding("NV202", ("a",), "m", "r"), Finding("NV103", ("a",), "m", "r")]
    assert [(f.rule, level) for f, level in told_levels(found)] == [("NV103", Level.ERROR)]
    assert [(f.rule, level) for f, level in told_levels(found, Profile.NOTES, is_adopted=True)] == [
        ("NV202", Level.WARNING),
        ("NV103", Level.WARNING),
    ]


def test_the_chapter_is_made_of_the_table() -> None:
    """docs/handbok/regler.md is what ``python docs/make_rules_chapter.py`` makes."""
    spec = importlib.util.spec_from_file_location("make_rules_chapter", REPOSITORY / "docs" / "make_rules_chapter.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.CHAPTER.read_text("utf-8") == made.chapter()


def test_rules_are_listed(run: Run) -> None:
    """Without a number every rule has a line; a profile leaves out those that are no matter of its bodies."""
    every, notes = run("regler"), run("regler", "--profil", "minnesanteckningar")
    assert [line.split()[0] for line in every.out.splitlines()] == list(CHECK_RULES)
    assert "NV202  fel" in notes.out and "NV104" not in notes.out and "NV202" not in run(
        "regler", "--profil", "nämnd"
    ).out  # fmt: skip


@pytest.mark.parametrize("written", ["NV203", "nv203", "203", "[NV203]"])
def test_a_rule_is_explained(run: Run, written: str) -> None:
    """A number, however it is written, gives why, what to do, the source, how grave, and both examples."""
    answer = run("regler", written)
    assert answer.code == 0
    for said in ("NV203  Ett beslutsärende saknar beslut", "Gör så här:", "Kommunallagen 5 kap. 67 §", "Fel:", "Rätt:"):
        assert said in answer.out
    assert "# naravard: tillåt NV203 och skälet" in answer.out


def test_an_unknown_rule_is_refused(run: Run) -> None:
    """A number that no rule has gives the one that is likely meant."""
    answer = run("regler", "NV20")
    assert answer.code == 2 and "ingen regel «NV20»" in answer.err and "menade du «NV2" in answer.err


def test_rules_are_data(run: Run) -> None:
    """--json has every rule with its level for each profile."""
    listed = json.loads(run("regler", "--json").out)
    assert [each["nummer"] for each in listed] == list(CHECK_RULES)
    assert listed[0]["nivå"].keys() == {profile.value for profile in Profile}
