"""Broken meetings in sound YAML: keys, kinds of value, dates, words and what does not hang together."""

from __future__ import annotations

from bad_case import Bad, BadWhole, assert_said, each
from conftest import HEAD, WorkspaceFolder

ITEM = "ärenden:\n  - rubrik: A\n"  # lines 3 and 4
DECISION = ITEM + "    beslut: [anta planen]\n"  # line 5
LETTER = """    rekommendation:
      ärende: planen
      datum: 2023-04-01
      sändlista: lanets-huvudman
      svar_senast: 2023-09-30
      svar_till: katarina-lindahl
      undertecknas_av: katarina-lindahl
"""  # below DECISION: lines 6 to 12
GROUP = "närvarande:\n  - grupp: A\n"  # lines 3 and 4


def letter_with(old: str, new: str) -> str:
    assert old in LETTER
    return DECISION + LETTER.replace(old, new)


UNKNOWN_KEYS = (
    Bad("meeting", "plast: Umeå\n", "3:1", "Okänd nyckel «plast»", "menade du «plats»?"),
    Bad("meeting-like-none", "qqqq: Umeå\n", "3:1", "Okänd nyckel «qqqq»", "organ, datum, tid, plats"),
    Bad("meeting-misspelt-english", "agenda_item: []\n", "3:1", "«agenda_item»", "menade du «ärenden»?"),
    Bad("meeting-without-dots", "arenden: []\n", "3:1", "«arenden»", "menade du «ärenden»?"),
    Bad("chair", "ordförande: {namn: A, prati: s}\n", "3:23", "«prati»", "menade du «parti»?"),
    Bad("group", GROUP + "    persner: [B]\n    personer: [C]\n", "5:5", "«persner»", "menade du «personer»?"),
    Bad("person", GROUP + "    personer:\n      - {namn: B, rol: C}\n", "6:19", "«rol»", "menade du «roll»?"),
    Bad("item", ITEM + "    föredragade: B\n", "5:5", "«föredragade»", "menade du «föredragande»?"),
    Bad("presenter", ITEM + "    föredragande: {namn: B, tittel: C}\n", "5:29", "«tittel»", "menade du «titel»?"),
    Bad("decision", ITEM + "    beslut: {sats: [a], satser: [b]}\n", "5:14", "«sats»", "menade du «satser»?"),
    Bad("clause", ITEM + "    beslut:\n      - {text: a, nivo: b}\n", "6:19", "«nivo»", "menade du «nivå»?"),
    Bad("letter", letter_with("svar_till", "svar_til: x\n      svar_till"), "11:7", "«svar_til»", "«svar_till»?"),
    Bad("attachment", "bilagor: {fil: bilagor/bilaga.md, tittel: B}\n", "3:35", "«tittel»", "menade du «titel»?"),
    Bad("next-meeting", "nästa_möte: {datum: 2023-05-12, organ: A}\n", "3:33", "«organ»", "datum, text"),
    Bad("both-languages", "date: 2023-03-24\n", "3:1", "«date» och «datum» är samma nyckel", "behåll bara «datum»"),
    Bad("both-languages-nested", ITEM + "    heading: B\n", "5:5", "«heading» och «rubrik»", "bara «rubrik»"),
)

MISSING_KEYS = (
    BadWhole("organ", "datum: 2023-03-24\n", "1:1", "Nyckeln «organ» saknas", "lägg till «organ:»"),
    BadWhole("datum", "# rad\norgan: systemledning\n", "2:1", "Nyckeln «datum» saknas", "lägg till «datum:»"),
    Bad("rubrik", "ärenden:\n  - typ: beslutsärende\n", "4:5", "Nyckeln «rubrik» saknas", "lägg till «rubrik:»"),
    Bad("grupp", "närvarande:\n  - personer: [A]\n", "4:5", "Nyckeln «grupp» saknas", "lägg till «grupp:»"),
    Bad("personer", GROUP, "4:5", "Nyckeln «personer» saknas", "en per rad: Namn (parti)"),
    Bad("namn", "ordförande: {parti: s}\n", "3:1", "Nyckeln «namn» saknas", "lägg till «namn:»"),
    Bad("text-of-clause", ITEM + "    beslut:\n      - {nivå: nämnd}\n", "6:9", "«text» saknas", "«text:»"),
    Bad("fil", "bilagor:\n  - titel: A\n", "4:5", "Nyckeln «fil» saknas", "lägg till «fil:»"),
    Bad("datum-of-next-meeting", "nästa_möte: {text: A}\n", "3:1", "Nyckeln «datum» saknas", "dag för nästa möte"),
    Bad("ärende", letter_with("      ärende: planen\n", ""), "6:5", "Nyckeln «ärende» saknas", "gällande"),
    Bad("sändlista", letter_with("      sändlista: lanets-huvudman\n", ""), "6:5", "«sändlista» saknas", "sandlistor"),
    Bad("all-of-a-letter", DECISION + "    rekommendation: {kortnamn: a}\n", "6:5", "saknas", "lägg till", errors=6),
    BadWhole("organ-without-value", "organ:\ndatum: 2023-03-24\n", "1:1", "«organ» har inget värde", "efter «organ:»"),
    Bad("rubrik-without-value", "ärenden:\n  - rubrik:\n", "4:5", "«rubrik» har inget värde", "efter «rubrik:»"),
    Bad("personer-without-value", GROUP + "    personer:\n", "5:5", "«personer» har inget värde", "skriv värdet"),
    Bad(
        "svar-without-value", letter_with("svar_senast: 2023-09-30", "svar_senast: ~"), "10:20", "inget värde", "skriv"
    ),
)

WRONG_KINDS = (
    Bad("list-for-text", "plats: [A, B]\n", "3:1", "«plats» ska vara en text, men är en lista", "citattecken"),
    Bad("mapping-for-text", "plats: {a: b}\n", "3:1", "«plats» ska vara en text, men är en mappning", "citattecken"),
    Bad("mapping-for-clause", ITEM + "    beslut:\n      - text: {a: b}\n", "6:9", "mappning", "citattecken"),
    Bad("list-for-prose", ITEM + "    text: [A]\n", "5:5", "«text» ska vara en text", "citattecken"),
    Bad("list-for-date", "nästa_möte: {datum: [A]}\n", "3:14", "«datum» ska vara en text, men är en lista", "citat"),
    Bad("list-for-word", "status: [utkast]\n", "3:1", "«status» ska vara en text", "citattecken"),
    Bad("text-for-list", "ärenden: Många\n", "3:10", "«ärenden» ska vara en lista, inte «Många»", "«- » först"),
    Bad("text-for-people", GROUP + "    personer: B\n", "5:15", "«personer» ska vara en lista", "en post per rad"),
    Bad("mapping-for-list", "ärenden: {rubrik: A}\n", "3:1", "ska vara en lista, inte en mappning", "«- » först"),
    Bad("long-dashes", "närvarande:\n  – Anna\n  – Berit\n", "4:3", "läses inte som en post", "bindestreck"),
    Bad("dash-without-blank", "ärenden:\n  -rubrik: A\n", "3:1", "«-rubrik» läses inte som", "ett mellanslag"),
    Bad("text-for-group", "närvarande:\n  - Anna\n", "4:5", "posten under «närvarande» har fel form", "«grupp»"),
    Bad("list-for-person", GROUP + "    personer:\n      - [B, C]\n", "6:9", "under «personer» har fel", "«namn»"),
    Bad("text-for-letter", DECISION + "    rekommendation: ja\n", "6:21", "har fel form", "«ärende», «datum»"),
    Bad("list-for-next-meeting", "nästa_möte: [2023-05-12]\n", "3:1", "«nästa_möte» har fel form", "«datum»"),
    Bad("word-for-number", "start_paragraf: fem\n", "3:17", "heltal, inte «fem»", "utan decimaler"),
    Bad("fraction-for-number", "start_paragraf: 1.5\n", "3:17", "heltal, inte «1.5»", "utan decimaler"),
    Bad("number-too-small", "start_paragraf: 0\n", "3:17", "minst 1, inte «0»", "skriv ett tal"),
    Bad("number-too-large", "start_paragraf: 100001\n", "3:17", "högst 100000", "skriv ett tal"),
    Bad("number-endless", f"start_paragraf: {'9' * 5000}\n", "3:17", "ska vara ett heltal", "skriv ett tal"),
    Bad("list-for-number", "start_paragraf: [1]\n", "3:1", "ska vara ett heltal, inte en lista", "skriv ett tal"),
    Bad(
        "word-for-yes",
        "bilagor: {fil: bilagor/bilaga.md, skickas_separat: kanske}\n",
        "3:52",
        "«kanske»",
        "ja eller nej",
    ),
    Bad(
        "list-for-yes",
        "bilagor: {fil: bilagor/bilaga.md, skickas_separat: [ja]}\n",
        "3:35",
        "inte en lista",
        "ja eller",
    ),
)

DATES = tuple(
    BadWhole(name, f"organ: systemledning\ndatum: {written}\n", "2:8", message, remedy)
    for name, written, message, remedy in (
        ("month-13", "2023-13-01", "«2023-13-01» finns inte i kalendern", "rätta året, månaden eller dagen"),
        ("february-30", "2023-02-30", "«2023-02-30» finns inte i kalendern", "rätta"),
        ("february-29", "2023-02-29", "finns inte i kalendern", "rätta"),
        ("year-0", "0000-01-01", "finns inte i kalendern", "rätta"),
        ("digits-alone", "20230901", "«20230901» går inte att läsa som ett datum", "skriv 2023-09-01"),
        ("short-month", "2023-3-4", "«2023-3-4» går inte att läsa", "skriv 2023-03-04"),
        ("slashes-year-first", "2023/03/24", "går inte att läsa", "skriv 2023-03-24"),
        ("slashes-year-last", "1/2/2023", "«1/2/2023» går inte att läsa", "2023-05-12 eller 12 maj 2023"),
        ("words", "i maj", "«i maj» går inte att läsa som ett datum", "skriv 2023-05-12"),
        ("no-year", "24 mars", "«24 mars» går inte att läsa", "12 maj 2023"),
        ("day-32", "32 mars 2023", "«32 mars 2023»", "12 maj 2023"),
        ("with-time", "2023-03-24 09:00", "«2023-03-24 09:00» går inte att läsa", "skriv 2023-05-12"),
        ("dotless-letter", "1 aprıl 2023", "går inte att läsa som ett datum", "12 maj 2023"),
    )
)

WORDS = (
    Bad("typ", ITEM + "    typ: beslutsärrende\n", "5:10", "«beslutsärrende»", "menade du «beslutsärende»?"),
    Bad("typ-like-none", ITEM + "    typ: hoppsan\n", "5:10", "ord som «typ» kan ha", "«beslutsärende» eller"),
    Bad("status", "status: justert\n", "3:9", "«justert»", "menade du «justerat»?"),
    Bad("visa", ITEM + "    visa: nästa_mötet\n", "5:11", "«nästa_mötet»", "menade du «nästa_möte»?"),
    Bad("deltar", "ordförande: {namn: A, deltar: distanss}\n", "3:31", "«distanss»", "menade du «distans»?"),
    Bad("nivå", ITEM + "    beslut:\n      - {text: a, nivå: fullmäktie}\n", "6:25", "«fullmäktie»", "«fullmäktige»?"),
    Bad(
        "typ-of-clause", ITEM + "    beslut: [{text: a, typ: rekomendation}]\n", "5:29", "«rekomendation»", "«rekommend"
    ),
)

EMPTY = (
    Bad("people", GROUP + "    personer: []\n", "5:5", "«personer» är tom", "minst en post"),
    Bad(
        "signatories",
        letter_with("katarina-lindahl\n", "[]\n").replace("svar_till: []", "svar_till: britta-edstrom"),
        "12:7",
        "«undertecknas_av» är tom",
        "minst en post",
    ),
    Bad("entry", "ärenden:\n  - rubrik: A\n  -\n", "5:4", "tom post i listan", "fyll i posten"),
    Bad("person", GROUP + "    personer:\n      - B\n      -\n", "7:8", "tom post i listan", "ta bort raden"),
    Bad(
        "text-of-list",
        ITEM + "    beslut:\n      - text: a\n        till: [b, '']\n",
        "7:19",
        "«till» är tom",
        "skriv en",
    ),
    Bad("text", 'plats: ""\n', "3:1", "«plats» är tom", "skriv en text"),
    Bad("text-of-blanks", 'plats: "  "\n', "3:8", "«plats» är tom", "ta bort raden"),
    Bad("name-before-party", GROUP + "    personer:\n      - (s), Umeå\n", "6:9", "«(s), Umeå» saknar namn", "först"),
    Bad("name-before-comma", ITEM + '    föredragande: ", chef"\n', "5:19", "«, chef» saknar namn", "skriv namnet"),
    Bad("decision", ITEM + '    beslut: ""\n', "5:5", "«beslut» är tom", "skriv en text"),
    Bad("decision-list", ITEM + "    beslut: []\n", "5:5", "Beslutet är tomt", "en hel mening"),
    Bad("decision-mapping", ITEM + "    beslut: {}\n", "5:5", "Beslutet är tomt", "en att-sats per rad"),
    Bad("clause", ITEM + '    beslut:\n      - ""\n', "6:9", "posten under «beslut» är tom", "skriv en text"),
)

TOGETHER = (
    Bad("sentence-and-clauses", ITEM + "    beslut:\n      text: A\n      satser: [b]\n", "5:5", "både", "inte båda"),
    Bad("opening-alone", ITEM + "    beslut:\n      inledning: A\n", "5:5", "inga «satser»", "lägg till «satser:»"),
    Bad(
        "by-of-sentence", ITEM + "    beslut: {text: A, enligt: b}\n", "5:5", "«enligt» men inga «satser»", "«satser:»"
    ),
    Bad("verb-of-sentence", ITEM + "    beslut: {text: A, verb: b}\n", "5:5", "«verb» men inga «satser»", "«satser:»"),
    Bad("opening-of-sentence", ITEM + "    beslut: {text: A, inledning: b}\n", "5:5", "inga «satser»", "«satser:»"),
    Bad("letter-without-decision", ITEM + LETTER, "5:5", "ett ärende utan beslut", "lägg till «beslut:»"),
    Bad(
        "answer-before-letter",
        letter_with("2023-09-30", "2023-03-30"),
        "10:20",
        "lämnas 30 mars 2023, före brevets datum 1 april 2023",
        "rätta «svar_senast»",
    ),
    Bad(
        "correction-before-letter",
        DECISION + LETTER + "      rättelser: [{datum: 2023-03-31, skäl: a}]\n",
        "13:27",
        "daterad 31 mars 2023, före brevet som den ersätter, 1 april 2023",
        "samma dag eller en senare",
    ),
    Bad(
        "correction-before-correction",
        DECISION + LETTER + "      rättelser: [{datum: 2023-05-02, skäl: a}, {datum: 2023-05-01, skäl: b}]\n",
        "13:57",
        "före brevet som den ersätter, 2 maj 2023",
        "samma dag eller en senare",
    ),
    Bad(
        "correction-to-nobody",
        DECISION + LETTER + "      rättelser: [{datum: 2023-05-02, skäl: a, mottagare: [umeo]}]\n",
        "13:60",
        "«umeo» finns inte på sändlistan",
        "menade du «umea»?",
    ),
    Bad(
        "correction-without-reason",
        DECISION + LETTER + "      rättelser: [{datum: 2023-05-02, anledning: a}]\n",
        "13:39",
        "Okänd nyckel «anledning»",
        "menade du «skäl»?",
    ),
    Bad("letter-before-meeting", letter_with("2023-04-01", "2023-03-01"), "8:14", "1 mars 2023, före mötet", "rätta"),
    Bad("notice-without-day", "kallelse: igår\n", "3:11", "«igår» börjar inte med ett datum", "skriv dagen först"),
    Bad("notice-with-key", "kallelse: {datum: 2023-03-01, text: A}\n", "3:31", "«text»", "datum, ändring, id"),
    Bad("link-that-is-none", "länk: Teams\n", "3:7", "«Teams» är ingen webbadress", "utan mellanslag"),
    Bad("next-meeting-without-date", "nästa_möte: Systemledningen\n", "3:13", "börjar inte med ett datum", "först"),
    Bad("next-meeting-no-such-day", "nästa_möte: 2023-02-30 A\n", "3:13", "datum som finns", "skriv datumet först"),
    Bad(
        "next-meeting-before", "nästa_möte: 2023-03-01\n", "3:13", "inte efter mötet den 24 mars 2023", "rätta datumet"
    ),
    Bad("next-meeting-same-day", "nästa_möte: 24 mars 2023\n", "3:13", "är inte efter mötet", "«nästa_möte»"),
    Bad("approver-absent", "justerare: [B]\n" + GROUP + "    personer: [C]\n", "3:13", "«B» finns inte bland", "byt"),
    Bad(
        "letters-of-one-name",
        DECISION + LETTER + "  - rubrik: B\n    beslut: [anta]\n" + LETTER,
        "16:15",
        "samma filnamn, «planen»",
        "eget «kortnamn»",
    ),
    Bad("letter-of-no-name", letter_with("ärende: planen", "ärende: «☃»"), "7:15", "inga bokstäver", "«kortnamn»"),
)


@each(UNKNOWN_KEYS)
def test_unknown_key(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A key that is not known at its level is pointed at, with the likeliest one or all that there are."""
    assert_said(workspace.problems(bad.text), bad)


@each(MISSING_KEYS)
def test_missing_key(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A key that must be there is missed at what it belongs to, or at itself when only its value is missing."""
    assert_said(workspace.problems(bad.text), bad)


@each(WRONG_KINDS)
def test_wrong_kind(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A list, a mapping, a text or a number in another's place is told by what it is and what it should be."""
    assert_said(workspace.problems(bad.text), bad)


@each(DATES)
def test_date(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A date that is none, or is written in another form, is quoted with the form to write."""
    assert_said(workspace.problems(bad.text), bad)


@each(WORDS)
def test_word(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A word that a key cannot have is quoted with the likeliest of those it can have, or all of them."""
    assert_said(workspace.problems(bad.text), bad)


@each(EMPTY)
def test_empty(bad: Bad, workspace: WorkspaceFolder) -> None:
    """What is there but says nothing is told as empty, by the name that the file gives it."""
    assert_said(workspace.problems(bad.text), bad)


@each(TOGETHER)
def test_does_not_hang_together(bad: Bad, workspace: WorkspaceFolder) -> None:
    """What is right by itself but not beside the rest is told at the key that is likeliest wrong."""
    assert_said(workspace.problems(bad.text), bad)


def test_notes_hold_no_decision(workspace: WorkspaceFolder) -> None:
    """A body whose meetings give notes only cannot decide."""
    workspace.write_template("organ.yaml", "systemledning:\n  namn: Gruppen\n  profil: minnesanteckningar\n")
    bad = Bad(
        "", ITEM + "    beslut: Ja.\n", "5:13", "minnesanteckningar kan inte innehålla beslut", "byt organets profil"
    )
    assert_said(workspace.problems(bad.text), bad)


def test_rules_point_at_english_keys(workspace: WorkspaceFolder) -> None:
    """What a rule finds is placed rightly in a file that is written with English keys."""
    text = "body: systemledning\ndate: 2023-03-24\nnext_meeting:\n  date: 2023-03-01\n"
    assert_said(workspace.problems(text), BadWhole("", text, "3:1", "är inte efter mötet", "rätta datumet"))


def test_letter_rules_point_at_english_keys(workspace: WorkspaceFolder) -> None:
    """A letter's own rule is placed at the key, whichever language the key is in."""
    text = HEAD + letter_with("2023-09-30", "2023-03-30").replace("svar_senast", "answer_by")
    assert_said(workspace.problems(text), BadWhole("", text, "10:18", "före brevets datum", "rätta «svar_senast»"))
