"""Broken form: what YAML itself, or the program's strict reading of it, does not let through."""

from __future__ import annotations

import pytest
from bad_case import Bad, BadWhole, assert_said, each
from conftest import HEAD, WorkspaceFolder

from naravard_docs.errors import InvalidInputError
from naravard_docs.workspace.load import load_meeting

ITEM = "ärenden:\n  - rubrik: A\n"
BOMB = (
    "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b]\n"
)

SYNTAX = (
    Bad("tab-before-key", "\tplats: Umeå\n", "3:1", "tabbtecken", "mellanslag"),
    Bad("tab-before-entry", "ärenden:\n\t- rubrik: A\n", "4:1", "tabbtecken", "två för varje nivå"),
    Bad("double-quote-unclosed", 'plats: "Umeå\ntid: 9\n', "3:8", "slutar aldrig", "avslutande citattecknet"),
    Bad("single-quote-unclosed", "plats: 'Umeå\n", "3:8", "slutar aldrig", "avslutande citattecknet"),
    Bad(
        "bracket-unclosed-at-end", "justerare: [Anna, Berit\n", "3:12", "hakparenteser slutar aldrig", "avsluta listan"
    ),
    Bad("bracket-unclosed-before-key", "justerare: [Anna\nplats: Umeå\n", "3:12", "hakparenteser", "med ]"),
    Bad("comma-missing-in-brackets", "justerare: [{namn: A} B]\n", "3:23", "saknar ett kommatecken", "kommatecken"),
    Bad("brace-unclosed-at-end", "ordförande: {namn: Anna\n", "3:13", "klammerparentesen slutar", "avsluta med }"),
    Bad("brace-unclosed-before-key", "ordförande: {namn: A\nplats: B\n", "3:13", "klammerparentesen", "avsluta med }"),
    Bad("key-indented-at-top", " plats: Umeå\n", "3:2", "«plats:» är indraget", "samma kolumn"),
    Bad(
        "key-indented-too-little", ITEM + "   typ: beslutsärende\n", "5:4", "passar inte in i listan", "rätta indraget"
    ),
    Bad("key-indented-too-far", ITEM + "      typ: beslutsärende\n", "5:7", "«typ:» är indraget", "samma kolumn"),
    Bad("entry-indented-too-little", "justerare:\n  - Anna\n - Berit\n", "5:2", "passar inte in", "rätta indraget"),
    Bad("entry-indented-too-far", "justerare:\n  - Anna\n   - Berit\n", "5:4", "«- Berit» läses som", "rätta indraget"),
    Bad("entry-without-dash", "justerare:\n  - Anna\n  Berit\n", "5:3", "kolon saknas", "dra in raden"),
    Bad("colon-in-heading", "ärenden:\n  - rubrik: Forum: Tankar\n", "4:18", "kolon följt av", "citattecken"),
    Bad("colon-in-clause", ITEM + "    beslut: Mötet beslutade: att gå\n", "5:28", "mitt i en text", "citattecken"),
    Bad("at-sign-first", "plats: @hem\n", "3:8", "tecken som YAML inte tillåter", "citattecken"),
    Bad("percent-first", "plats: %hem\n", "3:8", "tecken som YAML inte tillåter", "citattecken"),
    Bad("backtick-first", "plats: `hem`\n", "3:8", "tecken som YAML inte tillåter", "citattecken"),
    Bad("percent-line", "%hem\nplats: Umeå\n", "3:1", "börjar med %", "ta bort raden"),
    BadWhole("percent-line-first", "%YAML 2.0\n---\n" + HEAD, "1:1", "börjar med %", "ta bort raden"),
    Bad("backslash-in-quotes", 'plats: "C:\\Data"\n', "3:12", "omvänt snedstreck", "enkla citattecken"),
    Bad("control-character", "plats: Ume\x07å\n", "3:11", "U+0007", "ta bort tecknet"),
    Bad("control-character-by-escape", 'plats: "Ume\\x07å"\n', "3:8", "U+0007", "ta bort tecknet"),
    Bad("half-a-character-by-escape", 'plats: "\\ud800"\n', "3:8", "U+D800", "ta bort tecknet"),
    Bad("nul-by-escape", 'plats: "Ume\\0å"\n', "3:8", "U+0000", "ta bort tecknet"),
    Bad("block-header", "plats: |x\n  Umeå\n", "3:9", "textblockets början", "skriv bara | eller >"),
    Bad("block-text-on-header", ITEM + "    text: | hej\n      då\n", "5:13", "textblockets", "nästa rad"),
    Bad("colon-missing", "plats Umeå\ntid: 9\n", "3:1", "kolon saknas", "nyckel: värde"),
    Bad("colon-missing-last", "plats Umeå\n", "3:1", "kolon saknas", "nyckel: värde"),
    Bad("blank-after-colon-missing", "plats:Umeå\ntid: 9\n", "3:1", "Mellanslag saknas", "«plats: Umeå»"),
    Bad("hard-blank-after-colon", "plats:\u00a0Umeå\n", "3:1", "Mellanslag saknas", "vanligt mellanslag"),
    Bad("hard-blanks-as-indent", "\u00a0\u00a0plats: Umeå\n", "3:1", "före «plats»", "vanliga mellanslag"),
    Bad("entry-among-keys", "- Anna\n", "3:1", "passar inte in bland nycklarna", "rätta indraget"),
    Bad("entry-beside-its-key", "ärenden: - rubrik: A\n", "3:10", "samma rad som nyckeln", "egen rad"),
    Bad("text-after-quote", "plats: 'it's'\n", "3:12", "efter det avslutande citattecknet", "andra slaget"),
    Bad("bracket-first", "plats: ]\n", "3:8", "tecken som YAML inte tillåter", "citattecken"),
)

FORM = (
    Bad("two-documents", "---\nplats: Umeå\n", "3:1", "mer än ett YAML-dokument", "ta bort raden «---»"),
    BadWhole("empty-file", "", "1:1", "Filen är tom", "naravard ny"),
    BadWhole("blank-lines-only", "\n\n\n", "1:1", "Filen är tom", "naravard ny"),
    BadWhole("comment-only", "# bara en kommentar\n", "1:1", "Filen är tom", "naravard ny"),
    BadWhole("document-mark-only", "---\n", "1:1", "Filen är tom", "naravard ny"),
    BadWhole("file-is-a-list", "- Anna\n- Berit\n", "1:1", "nycklar och värden", "nyckel och kolon"),
    BadWhole("file-is-a-text", "# rad\nhej\n", "2:1", "nycklar och värden", "nyckel och kolon"),
    Bad("anchor", "plats: &u Umeå\n", "3:8", "«&u» läses som ett ankare", "citattecken"),
    Bad("alias", "plats: &u Umeå\ntid: *u\nstatus: utkast\n", "3:8", "ankare", "skriv ut värdet", errors=2),
    Bad("alias-undefined", "plats: *u\n", "3:8", "«*u» läses som ett alias", "citattecken"),
    Bad("text-begins-with-emphasis", "plats: *Digitalt* möte\n", "3:8", "«*Digitalt*» läses som", "börjar med *"),
    Bad("text-begins-with-ampersand", "plats: & co\n", "3:9", "* och & betyder", "citattecken"),
    Bad("merge-key", "ordförande:\n  <<: {namn: A}\n", "4:3", "sammanslagning (<<)", "skriv ut nycklarna"),
    Bad("tag-of-yaml", "plats: !!str 5\n", "3:8", "«!!str» läses som en tagg", "ta bort taggen"),
    Bad("tag-of-own", "plats: !viktigt Umeå\n", "3:8", "«!viktigt»", "börjar med !"),
    Bad("alias-bomb", BOMB, "3:4", "ankare", "skriv ut värdet", errors=19),
    Bad("too-deep", f"plats: {'[' * 40}{']' * 40}\n", "3:37", "för många nivåer", "skriv enklare"),
    Bad("endlessly-deep", f"plats: {'[' * 20_000}\n", "3:37", "för många nivåer", "skriv enklare"),
    Bad("key-twice", "datum: 2023-03-25\n", "3:1", "«datum» står två gånger; första gången på rad 2", "behåll den ena"),
    Bad("key-twice-nested", ITEM + "    rubrik: B\n", "5:5", "första gången på rad 4", "ny post med «- »"),
    Bad("key-twice-in-braces", "ordförande: {namn: A, namn: B}\n", "3:23", "«namn» står två gånger", "behåll"),
    Bad("key-is-a-list", "[plats]: Umeå\n", "3:1", "nyckel kan inte vara en lista", "citattecken"),
    Bad("key-missing-before-colon", ": Umeå\n", "3:1", "saknas en nyckel", "skriv nyckeln först"),
)


@each(SYNTAX)
def test_syntax(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A slip of YAML's syntax is told where it was made, in words about the text and not about the parser."""
    assert_said(workspace.problems(bad.text), bad)


@each(FORM)
def test_form(bad: Bad, workspace: WorkspaceFolder) -> None:
    """YAML that says a thing twice, elsewhere or in no known form is refused at its place."""
    assert_said(workspace.problems(bad.text), bad)


ENCODINGS = (
    ("cp1252", (HEAD + "plats: Umeå\n").encode("cp1252"), "3:11", "«å»"),
    ("cp1252-first-line", ("# Årsmöte\n" + HEAD).encode("cp1252"), "1:3", "«Å»"),
    ("cp1252-after-letters", (HEAD + "plats: då ").encode() + "ö\n".encode("cp1252"), "3:11", "«ö»"),
    ("cp1252-after-byte-order-mark", b"\xef\xbb\xbf" + (HEAD + "plats: ").encode() + b"Ume\xe5\n", "3:11", "«å»"),
    ("cp1252-old-line-ends", (HEAD + "plats: Umeå\n").replace("\n", "\r\n").encode("cp1252"), "3:11", "«å»"),
    ("cp1252-cut-off", (HEAD + "plats: Ume").encode() + b"\xc3", "3:11", "cp1252"),
    ("utf-16", HEAD.encode("utf-16"), "1:1", "UTF-16"),
    ("utf-16-big-endian", b"\xfe\xff" + HEAD.encode("utf-16-be"), "1:1", "UTF-16"),
    ("utf-16-without-mark", HEAD.encode("utf-16-le"), "1:1", "UTF-16"),
)


@pytest.mark.parametrize(("content", "where", "message"), [e[1:] for e in ENCODINGS], ids=[e[0] for e in ENCODINGS])
def test_encoding(content: bytes, where: str, message: str, workspace: WorkspaceFolder) -> None:
    """A file that is not UTF-8 is told at its first wrong character, with how to save it anew."""
    assert_said(workspace.problems(content), Bad("", "", where, message, "UTF-8"))


def test_the_line_that_is_not_utf8_is_shown_as_it_was_meant(workspace: WorkspaceFolder) -> None:
    """The source line of a wrongly encoded file is readable in the message."""
    problem = workspace.problems((HEAD + "plats: Umeå stad\r\n").encode("cp1252"))[0]
    assert problem.place is not None
    assert problem.place.source_line == "plats: Umeå stad"


def test_huge_file(workspace: WorkspaceFolder) -> None:
    """A file of 50 MB is refused by its size, unread."""
    path = workspace.write_meeting(HEAD)
    with path.open("r+b") as file:
        file.truncate(50_000_000)
    with pytest.raises(InvalidInputError) as caught:
        load_meeting(path)
    assert_said(caught.value.problems, Bad("", "", "1:1", "50 megabyte", "gränsen är 10 MB"))
