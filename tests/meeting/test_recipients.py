"""Recipients and distribution lists: what is read of them, how lists hold lists, and what is doubtful of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from bad_case import Bad, assert_said
from command import Run
from conftest import HEAD, WorkspaceFolder
from hypothesis import given
from hypothesis import strategies as st
from made import LETTER_STEM, letter, loaded
from test_bad_meeting import LETTER

from naravard_docs.builder.plan import meeting_letters
from naravard_docs.compose.mail import compose_mail
from naravard_docs.compose.recommendation import compose_recommendation
from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.inlines import Span, text
from naravard_docs.errors import InvalidInputError, Problem
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.decision import DecidingLevel
from naravard_docs.workspace.load import LoadedMeeting

MEETING = HEAD + "ärenden:\n  - rubrik: A\n    beslut: [anta]\n" + LETTER.replace("lanets-huvudman", "l")
ONE = "l:\n  namn: L\n  mottagare:\n    - namn: Sorsele kommun\n"
SIXTEEN = [
    "umea",
    "storuman",
    "mala",
    "norsjo",
    "robertsfors",
    "skelleftea",
    "vilhelmina",
    "vannas",
    "nordmaling",
    "lycksele",
    "dorotea",
    "bjurholm",
    "asele",
    "vindeln",
    "sorsele",
    "region-vasterbotten",
]


def read(workspace: WorkspaceFolder, lists: str) -> LoadedMeeting:
    """Return a meeting whose letter goes to the list «l» of a file of lists."""
    workspace.write_template("sandlistor.yaml", lists)
    return workspace.load(MEETING)


def slugs(workspace: WorkspaceFolder, lists: str) -> list[str]:
    """Return who is on the list «l», in order."""
    held = read(workspace, lists).workspace.house.distribution_lists["l"]
    return [recipient.slug for recipient in held.recipients]


def only(workspace: WorkspaceFolder, keys: str) -> Recipient:
    """Return the one recipient on a list, with some keys besides its name."""
    held = read(workspace, f"{ONE}{keys}").workspace.house.distribution_lists["l"]
    return held.recipients[0]


def about_lists(found: LoadedMeeting) -> list[Problem]:
    """Return the warnings that stand in the file of lists."""
    return [p for p in found.problems if p.place and Path(p.place.file).name == "sandlistor.yaml"]


def where(problem: Problem) -> str:
    assert problem.place is not None
    return f"{problem.place.line}:{problem.place.column}"


def test_the_example_goes_to_the_sixteen_in_the_order_of_the_source() -> None:
    """The list of lists gives those who got the letter of 2021, as its e-mail has them."""
    assert [recipient.slug for recipient in letter().recommendation.recipients] == SIXTEEN


def test_recipients_without_address_are_told_with_their_places(examples: Path, run: Run) -> None:
    """The warning stands where the first of them is written, and names the lines of all."""
    lines = (examples / "templates/sandlistor.yaml").read_text("utf-8").splitlines()
    first, last = (lines.index(f"    - nyckel: {key}") + 1 for key in ("asele", "region-vasterbotten"))
    said = run("kontrollera", f"meetings/{LETTER_STEM}.yaml").err
    assert f"templates/sandlistor.yaml:{first}:7: varning: " in said
    assert f"sandlistor.yaml, rad {first} och {last};" in said


def test_the_areas_of_the_example_hold_each_kommun_once() -> None:
    """The three närsjukvårdsområden share the fifteen kommuner between them, and the region is in none."""
    lists = loaded(LETTER_STEM).workspace.house.distribution_lists
    areas = [recipient.slug for key in lists if key.startswith("narsjukvard-") for recipient in lists[key].recipients]
    assert sorted(areas) == sorted(SIXTEEN[:-1])


def test_the_examples_raise_no_doubts() -> None:
    """No warning of the examples stands in the file of lists."""
    assert about_lists(loaded(LETTER_STEM)) == []


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ("l: {namn: L, mottagare: [{namn: C}, {namn: A}]}", ["c", "a"]),
        ("l: {namn: L, ingår: [m], mottagare: [{namn: A}]}\nm: {namn: M, mottagare: [{namn: C}]}", ["c", "a"]),
        ("m: {namn: M, mottagare: [{namn: C}, {namn: B}, {namn: A}]}\nl: {namn: L, ingår: [a, b]}", ["a", "b"]),
        (
            "l: {namn: L, ingår: [n, m]}\nm: {namn: M, mottagare: [{namn: C}, {namn: A}]}\n"
            "n: {namn: N, ingår: a, mottagare: [{namn: D}]}",
            ["a", "d", "c"],
        ),
        ("l: {namn: L, ingår: [a]}\na: {namn: M, mottagare: [{namn: B}, {namn: C}]}", ["b", "c"]),
        ("l: {namn: L, ingår: m, mottagare: [{namn: A}]}\nm: {namn: M, mottagare: [{namn: A}]}", ["a"]),
    ],
    ids=["own", "list-then-own", "by-key", "once-by-two-ways", "list-before-recipient", "the-same-twice"],
)
def test_lists_of_lists(workspace: WorkspaceFolder, lists: str, expected: list[str]) -> None:
    """A list gives what it includes, in order, and then its own; who comes by two ways comes once."""
    assert slugs(workspace, lists) == expected


RECIPIENT_FAULTS = (
    ("number-form", "organisationsnummer: 12-34", "5:28", "«12-34» är inget organisationsnummer", "tio siffror"),
    ("number-check", "organisationsnummer: 212000-2628", "5:28", "«212000-2628» har fel kontrollsiffra", "sista 7"),
    ("number-of-person", "organisationsnummer: 191212-1212", "5:28", "ett personnummer", "minst 2"),
    ("language", "språk: svenska", "5:14", "«svenska» är ingen språkkod", "sma"),
    ("date", "sammanträden: {fullmäktige: [2021-06-21, 2021-06-31]}", "5:48", "finns inte i kalendern", "rätta"),
    ("date-form", "sammanträden: {styrelse: 20210621}", "5:32", "inte att läsa som ett datum", "skriv 2021-06-21"),
    ("council", "sammanträden: {fullmaktige: 2021-06-21}", "5:22", "«fullmaktige»", "menade du «fullmäktige»?"),
    ("contact", "kontakt: Eva Ek, registrator", "5:16", "inte att läsa som en kontakt", "skriv: Namn, e-postadress"),
    ("contact-mail", "kontakt: {namn: Eva Ek, e-post: eva}", "5:39", "«eva» är ingen e-postadress", "kommun@umea.se"),
    ("contact-line-mail", "kontakt: Eva Ek, eva@sorsele", "5:16", "är ingen e-postadress", "kommun@umea.se"),
    ("mail", "e-post: kommun(at)sorsele.se", "5:15", "är ingen e-postadress", "kommun@umea.se"),
)


@pytest.mark.parametrize(
    ("key", "at", "message", "remedy"), [f[1:] for f in RECIPIENT_FAULTS], ids=[f[0] for f in RECIPIENT_FAULTS]
)
def test_a_fault_of_a_recipient(workspace: WorkspaceFolder, key: str, at: str, message: str, remedy: str) -> None:
    """What a recipient cannot be is told at its place, with what to write."""
    workspace.write_template("sandlistor.yaml", f"{ONE}      {key}\n")
    assert_said(workspace.problems(MEETING), Bad("", "", at, message, remedy))


LIST_FAULTS = (
    ("nobody", "l: {namn: L}\n", "1:1", "Sändlistan har inga mottagare", "«ingår:»"),
    ("unknown", ONE + "m: {namn: M, ingår: [sorsele]}\n", "5:22", "«sorsele» är varken", "«sorsele-kommun»"),
    ("unknown-like-none", ONE + "m: {namn: M, ingår: qqq}\n", "5:21", "«qqq» är varken", "som finns där: l, m"),
    ("itself", "l: {namn: L, ingår: [l]}\n", "1:22", "ingår i sig själv: l → l", "ta bort «l»"),
    (
        "in-a-circle",
        "l:\n  namn: L\n  ingår: [m]\nm:\n  namn: M\n  ingår:\n    - n\nn:\n  namn: N\n  ingår: l\n",
        "10:10",
        "«l» ingår i sig själv: l → m → n → l",
        "ta bort «l» här",
    ),
    (
        "one-key-for-two",
        "l:\n  namn: L\n  ingår: m\n  mottagare:\n    - {namn: Malå}\nm: {namn: M, mottagare: [{namn: Mala}]}\n",
        "5:7",
        "mottagaren «mala» har andra uppgifter i «m»",
        "på ett ställe",
    ),
    (
        "two-lists-differ",
        "l:\n  namn: L\n  ingår: [m, n]\nm: {namn: M, mottagare: [{namn: A}]}\n"
        "n: {namn: N, mottagare: [{namn: A, e-post: a@b.se}]}\n",
        "3:14",
        "mottagaren «a» har andra uppgifter i «m» än i «n»",
        "på ett ställe",
    ),
    ("english", ONE + "m: {name: M, includes: [x]}\n", "5:25", "«x» är varken", "l, m"),
)


@pytest.mark.parametrize(
    ("lists", "at", "message", "remedy"), [f[1:] for f in LIST_FAULTS], ids=[f[0] for f in LIST_FAULTS]
)
def test_a_fault_of_a_list(workspace: WorkspaceFolder, lists: str, at: str, message: str, remedy: str) -> None:
    """What is wrong with how lists hold one another is told at the key that does it, and once."""
    workspace.write_template("sandlistor.yaml", lists)
    assert_said(workspace.problems(MEETING), Bad("", "", at, message, remedy))


TWO = "l:\n  namn: L\n  mottagare:\n    - {namn: A, e-post: a@x.se, organisationsnummer: 212000-2627}\n    - "
DOUBTS = {
    "one-address": (TWO + "{namn: B, e-post: A@X.se}\n", "5:25", "B och A har båda adressen «a@x.se»"),
    "one-number": (
        TWO + "{namn: B, organisationsnummer: 2120002627}\n",
        "5:38",
        "B och A har båda organisationsnumret «212000-2627»",
    ),
    "one-address-by-two-lists": (
        "l: {namn: L, ingår: [m, n]}\nm: {namn: M, mottagare: [{namn: A, e-post: a@x.se}]}\n"
        "n: {namn: N, mottagare: [{namn: B, e-post: a@x.se}]}\n",
        "3:44",
        "B och A har båda adressen «a@x.se»",
    ),
    "one-key-in-two-lists": (
        TWO + "{namn: B}\nm: {namn: M, mottagare: [{namn: Bo, nyckel: b}]}\n",
        "5:7",
        "nyckeln «b» har andra uppgifter i sändlistan «m»",
    ),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_a_doubtful_recipient(workspace: WorkspaceFolder, name: str) -> None:
    """What is likely a slip is warned of at its place, and the letter can be made all the same."""
    lists, at, message = DOUBTS[name]
    (problem,) = about_lists(read(workspace, lists))
    assert (where(problem), problem.is_error) == (at, False)
    assert message.lower() in problem.message.lower()
    assert problem.remedy


def test_recipients_who_differ_raise_no_doubts(workspace: WorkspaceFolder) -> None:
    """Two without address or number, and a list that no letter of the meeting uses, are not warned of."""
    unused = "m: {namn: M, mottagare: [{namn: D, e-post: d@x.se}, {namn: E, e-post: d@x.se}]}\n"
    assert about_lists(read(workspace, TWO + "{namn: B}\n    - {namn: C, e-post: c@x.se}\n" + unused)) == []


PRINCIPALS = "systemledning:\n  namn: S\n  huvudmän: "
TWO_PRINCIPALS = ONE + "    - namn: Region Västerbotten\n"


@pytest.mark.parametrize("named", ["m", "[sorsele-kommun, mala-kommun]", "[l, mala-kommun]"])
def test_a_principal_left_out(workspace: WorkspaceFolder, named: str) -> None:
    """A letter whose list leaves out a principal of the body is warned of where it names the list."""
    workspace.write_template("organ.yaml", f"{PRINCIPALS}{named}\n")
    found = read(workspace, f"{ONE}m: {{namn: M, ingår: l, mottagare: [{{namn: Malå kommun}}]}}\n")
    (problem,) = [p for p in found.problems if "huvudmän" in p.message]
    assert where(problem) == "9:18"
    assert problem.message == "Sändlistan «l» saknar huvudmän i «S»: Malå kommun"
    assert not problem.is_error


@pytest.mark.parametrize("named", ["l", "sorsele-kommun", "[]"])
def test_all_principals_on_the_list(workspace: WorkspaceFolder, named: str) -> None:
    """A letter to all of the body's principals, or of a body that names none, is not warned of."""
    workspace.write_template("organ.yaml", f"{PRINCIPALS}{named}\n")
    assert [p for p in read(workspace, TWO_PRINCIPALS).problems if "huvudmän" in p.message] == []


def test_an_unknown_principal(workspace: WorkspaceFolder) -> None:
    """A principal that is neither a list nor a recipient is an error where the body names it."""
    workspace.write_template("organ.yaml", f"{PRINCIPALS}[l, sorsele]\n")
    workspace.write_template("sandlistor.yaml", ONE)
    assert_said(workspace.problems(MEETING), Bad("", "", "3:17", "«sorsele» är varken", "menade du «sorsele-kommun»?"))


def test_the_programs_own_bodies_fit_any_lists(workspace: WorkspaceFolder) -> None:
    """A workspace with lists of its own and the packaged bodies is not told of the examples' principals."""
    assert [p for p in read(workspace, ONE).problems if "huvudmän" in p.message] == []


def test_everything_that_is_known_of_a_recipient(workspace: WorkspaceFolder) -> None:
    """Contact, language, number and days are read in their short forms."""
    councils = "      sammanträden: {fullmäktige: [2021-09-27, 21 juni 2021], nämnd: 2021-05-04}\n"
    keys = "      kontakt: Eva Ek, eva.ek@sorsele.se, 0952-140 00\n      språk: sju\n"
    recipient = only(workspace, f"{keys}      organisationsnummer: 2120002627\n{councils}")
    assert recipient.contact is not None
    assert recipient.contact.model_dump() == {
        "name": "Eva Ek",
        "email": "eva.ek@sorsele.se",
        "telephone": "0952-140 00",
    }
    assert (recipient.language, recipient.organisation_number) == ("sju", "212000-2627")
    assert recipient.councils.of(DecidingLevel.COUNCIL) == (date(2021, 6, 21), date(2021, 9, 27))
    assert recipient.councils.of(DecidingLevel.COMMITTEE) == (date(2021, 5, 4),)
    assert recipient.councils.of(DecidingLevel.BOARD) == ()


@pytest.mark.parametrize("written", ["Eva Ek", "Eva Ek, 0952-140 00", "{namn: Eva Ek, telefon: 0952-140 00}"])
def test_a_contact_with_less(workspace: WorkspaceFolder, written: str) -> None:
    """Only the contact's name must be there."""
    contact = only(workspace, f"      kontakt: {written}\n").contact
    assert contact is not None
    assert (contact.name, contact.email) == ("Eva Ek", None)


@given(st.from_regex(r"[0-9]{2}[2-9][0-9]{6}", fullmatch=True))
def test_nine_digits_have_one_check_digit(nine: str) -> None:
    """Of the ten numbers that begin with the same nine digits, one is an organisation number."""

    def is_taken(tenth: int) -> bool:
        try:
            Recipient.model_validate({"namn": "A", "organisationsnummer": f"{nine}{tenth}"})
        except ValueError:
            return False
        return True

    assert sum(map(is_taken, range(10))) == 1


def test_a_name_in_another_language_is_marked(workspace: WorkspaceFolder) -> None:
    """Where a letter or an e-mail says a recipient's name, its language goes with it; the rest stays Swedish."""
    found = read(workspace, "l: {namn: L, mottagare: [{namn: Ubmeje, språk: sju}, {namn: Umeå}]}\n")
    (joint,) = meeting_letters(found)
    marked = Span(text("Ubmeje"), "sju")
    to_one = compose_recommendation(joint.to_each()[0])
    addressees = [b for b in to_one.blocks if isinstance(b, Paragraph) and b.id == "mottagare"]
    assert [paragraph.content for paragraph in addressees] == [(*text("Till "), marked)]
    for document in (compose_recommendation(joint), compose_mail(joint).text):
        assert repr(document).count(repr(marked)) == 1
        assert repr(document).count("Span(") == 1


@pytest.mark.parametrize(
    ("written", "column"), [("namn: '日本'", 14), ("nyckel: '!', namn: Sorsele kommun", 16), ("namn: Ωμέγα", 14)]
)
def test_a_recipient_without_letters_to_be_named_by(workspace: WorkspaceFolder, written: str, column: int) -> None:
    """Files, answers and the log name it by its key, so it has to have one that is not empty."""
    with pytest.raises(InvalidInputError) as caught:
        read(workspace, f"l:\n  namn: L\n  mottagare:\n    - {{{written}}}\n")
    (problem,) = (each for each in caught.value.problems if each.is_error)
    assert "har ingen bokstav a–z och ingen siffra" in problem.message
    assert str(problem.place).endswith(f"templates/sandlistor.yaml:4:{column}")
    assert "nyckel" in problem.remedy
