"""The files in meetings/svar/: whose each is, and that they are checked with their meetings."""

from __future__ import annotations

import pytest
from answering import ENTRY, MEETING, REFERENCE, STEM, answered, asked
from command import runner
from conftest import HEAD, WorkspaceFolder

from naravard_docs.builder.build import check_meeting, check_stray_answers
from naravard_docs.errors import ExitCode, InvalidInputError
from naravard_docs.responses.load import all_recommendations, load_recommendations
from naravard_docs.workspace.load import load_meeting


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        (f"{STEM}-plan.yaml", f"menade du «{REFERENCE}.yaml»?"),
        (f"{REFERENCE}.yml", f"menade du «{REFERENCE}.yaml»?"),
        (f"{STEM}.yaml", f"menade du «{REFERENCE}.yaml»?"),
    ],
)
def test_a_file_of_no_recommendation(workspace: WorkspaceFolder, name: str, remedy: str) -> None:
    """A file in meetings/svar/ that begins as the meeting but is none of its recommendations' is an error."""
    path = asked(workspace)
    workspace.write(f"meetings/svar/{name}", ENTRY)
    with pytest.raises(InvalidInputError) as caught:
        load_recommendations(load_meeting(path))
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert problem.place.file.endswith(name)
    assert (problem.message, problem.remedy) == ("Filens namn hör inte till någon rekommendation", remedy)


def test_another_meetings_file_is_left_to_it(workspace: WorkspaceFolder) -> None:
    """A meeting whose name begins as another's does not take the other's answers for its own."""
    path = asked(workspace, ENTRY)
    other = workspace.write_meeting(MEETING, f"{STEM}-extra.yaml")
    workspace.write(f"meetings/svar/{STEM}-extra-planen.yaml", ENTRY)
    assert len(load_recommendations(load_meeting(path))) == len(load_recommendations(load_meeting(other))) == 1


def test_other_files_are_let_be(workspace: WorkspaceFolder) -> None:
    """Logs, answers and what editors leave behind are no answer files."""
    for name in (f"{REFERENCE}.utskick.tsv", "umea.pdf", f".{REFERENCE}.yaml", f"~{STEM}.yaml"):
        workspace.write(f"meetings/svar/{name}", "x")
    assert answered(workspace, ENTRY).responses


def test_all_of_a_workspace(workspace: WorkspaceFolder) -> None:
    """The recommendations of all meetings come with their answers; a meeting without any gives none."""
    loaded = answered(workspace, ENTRY).meeting
    workspace.write_meeting(HEAD, "2023-03-24-annat.yaml")
    workspace.write_meeting(MEETING, "2023-03-24-tredje.yaml")
    found = all_recommendations(loaded.workspace)
    assert [(each.reference, len(each.responses)) for each in found] == [
        (REFERENCE, 1),
        ("2023-03-24-tredje-planen", 0),
    ]


def test_all_problems_of_a_workspace(workspace: WorkspaceFolder) -> None:
    """Faults of a meeting, of an answer file and a file of no meeting are told together."""
    loaded = answered(workspace, ENTRY).meeting
    workspace.write_meeting(HEAD + "plast: x\n", "2023-03-24-annat.yaml")
    workspace.write(f"meetings/svar/{REFERENCE}.yaml", ENTRY + "    fil: a.pdf\n")
    workspace.write("meetings/svar/2023-03-24-sytemledning-planen.yaml", ENTRY)
    with pytest.raises(InvalidInputError) as caught:
        all_recommendations(loaded.workspace)
    told = [(p.place.file.rsplit("/", 1)[1], p.remedy) for p in caught.value.problems if p.place and p.is_error]
    assert [file for file, _ in told] == [
        "2023-03-24-annat.yaml",
        f"{REFERENCE}.yaml",
        "2023-03-24-sytemledning-planen.yaml",
    ]
    assert told[2][1] == f"menade du «{REFERENCE}.yaml»?"


def checked(workspace: WorkspaceFolder, content: str, meeting: str = MEETING) -> list[str]:
    """Return what is wrong by «naravard kontrollera» in a meeting with answers."""
    outcome = check_meeting(asked(workspace, content, meeting))
    return [problem.message for problem in outcome.problems if problem.is_error]


def test_answers_are_checked_with_their_meeting(workspace: WorkspaceFolder) -> None:
    """What is wrong with the answers is told after what is remarked on in the meeting."""
    assert check_meeting(asked(workspace, ENTRY)).exit_code is ExitCode.DONE
    twice = MEETING.replace("    beslut:", "    text: Det gick gick bra.\n    beslut:")
    outcome = check_meeting(asked(workspace, ENTRY + "    fil: a.pdf\n", twice))
    *remarked, last = (problem.place.line for problem in outcome.problems if problem.place)
    assert 5 in remarked
    assert last == 3
    assert check_meeting(asked(workspace)).exit_code is ExitCode.CORRECTION


def test_answers_are_checked_when_a_document_cannot_be_made(workspace: WorkspaceFolder) -> None:
    """A text that has no form in a document does not hide what is wrong with the answers."""
    told = checked(
        workspace, ENTRY + "    fil: a.pdf\n", MEETING.replace("    beslut:", "    text: |\n      ---\n    beslut:")
    )
    assert [message[:12] for message in told] == ["Raden «---» ", "Filen «a.pdf"]


def test_answers_are_checked_when_the_meeting_is_amiss(workspace: WorkspaceFolder) -> None:
    """A meeting at fault hides nothing of its answers, neither misspelt keys nor unknown recipients."""
    told = checked(workspace, "svar:\n  - mottagare: ume\n    motaget: x\n", MEETING + "plast: x\n")
    assert [message[:24] for message in told] == [
        "Okänd nyckel «plast»",
        "«ume» finns inte på brev",
        "Okänd nyckel «motaget»",
    ]


def test_answers_are_checked_when_their_letter_is_not_known(workspace: WorkspaceFolder) -> None:
    """Of a letter that has no name or no list, the form of the answers is judged, and not whom it asked."""
    content = "svar:\n  - mottagare: ume\n    motaget: x\n"
    for old, new in (("      ärende: planen\n", ""), ("sändlista: lanets-huvudman", "sändlista: x")):
        assert old in MEETING
        told = checked(workspace, content, MEETING.replace(old, new))
        assert len(told) == 2 and told[1] == "Okänd nyckel «motaget»"


def test_a_file_of_no_letter_is_told_when_the_meeting_is_amiss(workspace: WorkspaceFolder) -> None:
    """An answer file that belongs to no recommendation is told together with the meeting's own faults."""
    workspace.write(f"meetings/svar/{STEM}-annat.yaml", ENTRY)
    told = checked(workspace, ENTRY, MEETING + "plast: x\n")
    assert told == ["Okänd nyckel «plast»", "Filens namn hör inte till någon rekommendation"]


def test_the_form_of_answers_is_checked_when_the_meeting_is_no_yaml(workspace: WorkspaceFolder) -> None:
    """A meeting that cannot be read at all does not hide a misspelt key of its answers."""
    told = checked(workspace, "svar:\n  - mottagare: ume\n    motaget: x\n", MEETING + "plats: [\n")
    assert [message[:24] for message in told][1:] == ["Okänd nyckel «motaget»"]


@pytest.mark.parametrize(("arguments", "code"), [((), 1), ((f"meetings/{STEM}.yaml",), 0)])
def test_a_file_of_no_meeting_is_told_with_all(
    workspace: WorkspaceFolder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
) -> None:
    """An answer file that belongs to no meeting is told when all are checked, and not when one meeting is."""
    asked(workspace, ENTRY)
    workspace.write("meetings/svar/2023-03-24-sytemledning-planen.yaml", ENTRY)
    monkeypatch.chdir(workspace.root)
    answer = runner(capsys)("kontrollera", *arguments)
    assert answer.code == code
    assert ("hör inte till någon rekommendation" in answer.err) is bool(code)


def test_a_file_of_no_meeting_is_told_what_it_may_be_named(workspace: WorkspaceFolder) -> None:
    """A name that is like none gets the names that there are to choose among."""
    asked(workspace)
    workspace.write("meetings/svar/fel-namn.yaml", ENTRY)
    (outcome,) = check_stray_answers(workspace.root)
    assert [each.remedy for each in outcome.problems] == [f"namn som hör till en rekommendation: {REFERENCE}.yaml"]


def test_an_empty_file_is_told_what_it_is(workspace: WorkspaceFolder) -> None:
    """Its remedy is not how to make a meeting file."""
    path = asked(workspace, "# ännu inget\n")
    (problem,) = (each for each in check_meeting(path).problems if each.is_error)
    assert problem.message == "Filen är tom"
    assert problem.remedy.startswith("skriv «svar:»")


@pytest.mark.parametrize("command", ["kontrollera", "bygg", "brev", "utskick", "påminn", "verifiera"])
def test_a_file_of_answers_is_no_meeting(
    workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """A command that takes a meeting file says which it is, once."""
    asked(workspace, ENTRY)
    monkeypatch.chdir(workspace.root)
    answer = runner(capsys)(command, f"meetings/svar/{REFERENCE}.yaml")
    assert answer.code == ExitCode.USAGE
    assert answer.err.count("fel: ") == 1
    assert f"fel: meetings/svar/{REFERENCE}.yaml är en svarsfil, ingen mötesfil" in answer.err
    assert f"ange mötesfilen: meetings/{STEM}.yaml" in answer.err


def letter_about(matter: str) -> str:
    return MEETING.replace("ärende: planen", f"ärende: {matter}")


def test_a_file_that_begins_as_two_meetings_is_left_to_the_one_it_is_of(workspace: WorkspaceFolder) -> None:
    """«a-b-c» is no stray of the meeting «a-b» when «a» has the matter «b-c»; when it has not, it is."""
    short = asked(workspace, meeting=letter_about("extra planer"))
    long = workspace.write_meeting(MEETING, f"{STEM}-extra.yaml")
    workspace.write(f"meetings/svar/{STEM}-extra-planer.yaml", ENTRY)
    for path in (short, long):
        assert load_recommendations(load_meeting(path))
    workspace.write_meeting(MEETING, f"{STEM}.yaml")
    with pytest.raises(InvalidInputError) as caught:
        load_recommendations(load_meeting(long))
    assert [problem.message for problem in caught.value.problems] == ["Filens namn hör inte till någon rekommendation"]


def test_two_meetings_with_one_reference_are_refused(workspace: WorkspaceFolder) -> None:
    """The matter «extra planen» of a meeting and «planen» of the same name with «-extra» would share a file."""
    paths = [
        asked(workspace, meeting=letter_about("Extra planen")),
        workspace.write_meeting(MEETING, f"{STEM}-extra.yaml"),
    ]
    for path in paths:
        with pytest.raises(InvalidInputError) as caught:
            load_recommendations(load_meeting(path))
        (problem,) = caught.value.problems
        assert problem.place is not None
        assert "ärende:" in problem.place.source_line
        assert problem.message.endswith(f"samma beteckning, {STEM}-extra-planen")
