"""The e-mail draft, read as another program reads it: by Python's e-mail parser."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from pathlib import Path
from typing import Any

import pytest
from conftest import WorkspaceFolder
from made import (
    LETTER_STEM,
    MINUTES_STEM,
    copy_examples,
    document_of,
    example_pdf,
    letter,
    letter_name,
)
from small_pdfs import plain_pdf

from naravard_docs.builder.build import build_meeting, load_cached
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.plan import outgoing, plan_build, render
from naravard_docs.document.blocks import (
    Column,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Quote,
    Signatory,
    SignatureBlock,
    Table,
)
from naravard_docs.document.inlines import Emphasis, LineBreak, Link, Strong, Text, text
from naravard_docs.errors import ExitCode
from naravard_docs.mail.draft import Envelope, as_html, as_text, draft_bytes

MAIL_ONLY = BuildOptions(kinds=frozenset({DocumentKind.MAIL}))
UNREACHABLE = ["Åsele kommun", "Region Västerbotten"]


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


@pytest.fixture(scope="module")
def draft(built: Path) -> EmailMessage:
    return parsed((built / "output" / LETTER_STEM / "mejl" / f"{letter_name()}.eml").read_bytes())


@pytest.fixture
def own(tmp_path: Path) -> WorkspaceFolder:
    """The example workspace, to be changed."""
    return WorkspaceFolder(copy_examples(tmp_path / "arbetsyta"))


def drafts(workspace: WorkspaceFolder, order: BuildOptions = MAIL_ONLY) -> list[EmailMessage]:
    outcome = build_meeting(workspace.root / "meetings" / f"{LETTER_STEM}.yaml", order)
    assert outcome.exit_code is ExitCode.DONE
    return [parsed(path.read_bytes()) for path in sorted(workspace.root.glob("output/*/mejl/**/*.eml"))]


def change(workspace: WorkspaceFolder, name: str, old: str, new: str) -> None:
    path = workspace.root / name
    content = path.read_text("utf-8")
    assert re.search(old, content)
    path.write_text(re.sub(old, new, content), encoding="utf-8")


def body(message: EmailMessage, kind: str) -> str:
    part: Any = message.get_body((kind,))
    content = part.get_content()
    assert isinstance(content, str)
    return content


def test_it_is_a_draft(draft: EmailMessage) -> None:
    """Mail programs open it for sending, not as a mail received: X-Unsent is set and no date or id is."""
    assert draft["X-Unsent"] == "1"
    assert [name for name in ("Date", "Message-ID", "Received") if name in draft] == []


def test_it_goes_to_those_who_can_be_reached(draft: EmailMessage) -> None:
    """The To field has the 14 addresses of the list in its order, under the recipients' names."""
    recipients = [r for r in letter().recommendation.recipients if r.email is not None]
    assert len(recipients) == 14
    assert [(a.display_name, a.addr_spec) for a in draft["To"].addresses] == [(r.name, r.email) for r in recipients]


def test_those_without_address_are_named_first(draft: EmailMessage) -> None:
    """The two recipients without an address are named at the top of both bodies and are not among the addresses."""
    assert body(draft, "plain").splitlines()[:3] == [
        "Att åtgärda innan mejlet skickas: mottagare utan e-postadress",
        *UNREACHABLE,
    ]
    assert all(name in body(draft, "html").split("På uppdrag av")[0] for name in UNREACHABLE)
    assert [a.display_name for a in draft["To"].addresses if a.display_name in UNREACHABLE] == []


def test_subject_and_sender_are_the_letters(draft: EmailMessage) -> None:
    """The subject is the letter's title, every space in place, and the sender is who takes the answers."""
    assert draft["Subject"] == letter().recommendation.title
    assert draft["From"].addresses[0].display_name == "Katarina A Lindahl"
    assert draft["From"].addresses[0].addr_spec == "katarina.a.lindahl@regionvasterbotten.se"


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_both_bodies_have_recipients_and_card(draft: EmailMessage, kind: str) -> None:
    """Text and HTML both name the 16 recipients in order and end with the sender's card, in UTF-8."""
    part: Any = draft.get_body((kind,))
    assert part.get_content_charset() == "utf-8"
    shown = [line.strip() for line in re.sub(r"<[^>]+>", "", body(draft, kind)).splitlines() if line.strip()]
    lines = shown[shown.index("Till:") + 1 :]
    assert lines[:16] == [recipient.name for recipient in letter().recommendation.recipients]
    assert lines[16:22] == [
        "Katarina Lindahl",
        "Regional samverkanskoordinator",
        "Region Västerbotten",
        "katarina.a.lindahl@regionvasterbotten.se",
        "Tfn: 073-1418595",
        "Växel: 090-785 00 00",
    ]
    assert lines[-1].startswith("Vår vision: ")


def test_the_letter_is_attached(draft: EmailMessage) -> None:
    """The letter's PDF goes with the mail under a name that its receivers can read."""
    (part,) = draft.iter_attachments()
    assert part.get_filename() == f"{letter().recommendation.title}.pdf"
    assert part.get_content_type() == "application/pdf"
    assert part.get_content() == example_pdf("rekommendation-2021")


def test_pdf_attachments_go_along(own: WorkspaceFolder) -> None:
    """A PDF among the letter's appendices is attached as it is, unless it is sent separately; Markdown is not."""
    own.write("meetings/bilagor/budget år 1.pdf", plain_pdf())
    own.write("meetings/bilagor/stor.pdf", plain_pdf(1))
    added = (
        "        - bilagor/framtidsbild-nara-vard-2030.md\n        - bilagor/budget år 1.pdf\n"
        "        - {fil: bilagor/stor.pdf, skickas_separat: ja}\n"
    )
    change(own, f"meetings/{LETTER_STEM}.yaml", r"        - bilagor/framtidsbild-nara-vard-2030\.md\n?", added)
    (message,) = drafts(own)
    parts = list(message.iter_attachments())
    assert [part.get_filename() for part in parts] == [
        f"{letter().recommendation.title}.pdf",
        "Bilaga 3 Budget år 1.pdf",
    ]
    assert parts[1].get_content() == plain_pdf()


def test_what_is_attached_is_the_same_to_all(own: WorkspaceFolder) -> None:
    """A file that is changed or taken away while mails are sent is to the last what it was to the first."""
    path = own.write("meetings/bilagor/budget.pdf", plain_pdf())
    added = "        - bilagor/framtidsbild-nara-vard-2030.md\n        - bilagor/budget.pdf\n"
    change(own, f"meetings/{LETTER_STEM}.yaml", r"        - bilagor/framtidsbild-nara-vard-2030\.md\n?", added)
    production = plan_build(load_cached(own.root / f"meetings/{LETTER_STEM}.yaml"), BuildOptions())
    (made,) = outgoing(production, render(production))
    planned = made.content
    path.write_bytes(plain_pdf(1))
    assert planned.make() == planned.make()
    path.unlink()
    (_, budget) = message_from_bytes(planned.make(), policy=default).iter_attachments()
    assert budget.get_content() == plain_pdf()


def test_nobody_to_write_to(own: WorkspaceFolder) -> None:
    """Without a single address there is no To field, and everyone is named in the text."""
    change(own, "templates/sandlistor.yaml", r"\n +e-post: \S+", "")
    (message,) = drafts(own)
    assert message["To"] is None
    assert body(message, "plain").splitlines()[1:17] == [r.name for r in letter().recommendation.recipients]


def test_all_can_be_reached(own: WorkspaceFolder) -> None:
    """When everyone has an address there is no note to the coordinator."""
    change(own, "templates/sandlistor.yaml", r" +# Ingen e-post: .*", "      e-post: info@exempel.se")
    (message,) = drafts(own)
    assert len(message["To"].addresses) == 16
    assert body(message, "plain").startswith("På uppdrag av")


@pytest.mark.slow
def test_each_recipient_has_a_mail_of_its_own(own: WorkspaceFolder) -> None:
    """With one letter per recipient there are 16 drafts, each to one recipient with that one's own letter."""
    messages = drafts(own, BuildOptions(kinds=frozenset({DocumentKind.MAIL}), per_recipient=True))
    assert len(messages) == 16
    to = sorted(a.addr_spec for m in messages if m["To"] for a in m["To"].addresses)
    assert to == sorted(r.email for r in letter().recommendation.recipients if r.email is not None)
    assert all(len(m["To"].addresses) == 1 for m in messages if m["To"])
    assert len({next(iter(m.iter_attachments())).get_content() for m in messages}) == 16


def test_a_domain_with_swedish_letters_is_written_for_servers(own: WorkspaceFolder) -> None:
    """An address at a domain with å, ä or ö is written as the name system has it (RFC 5891)."""
    change(own, "templates/sandlistor.yaml", r"kommun@sorsele\.se", "kommun@åsele.se")
    (message,) = drafts(own)
    assert message["To"].addresses[-1].addr_spec == "kommun@xn--sele-poa.se"


@pytest.mark.parametrize("address", ["åsa@mala.se", "a..b@mala.se", ".a@mala.se", "a@mala_.se", "a@b@c.se"])
def test_an_address_that_no_server_takes_is_refused(own: WorkspaceFolder, address: str) -> None:
    """An address that could not be sent to is told with its line, not written and not a traceback."""
    change(own, "templates/sandlistor.yaml", r"kommun@sorsele\.se", address)
    outcome = build_meeting(own.root / "meetings" / f"{LETTER_STEM}.yaml", MAIL_ONLY)
    assert outcome.exit_code is ExitCode.CORRECTION
    (fault,) = (problem for problem in outcome.problems if problem.is_error)
    assert fault.message == f"«{address}» är ingen e-postadress"
    assert fault.place is not None


@pytest.mark.parametrize(
    "words",
    [
        "Rekommendation om nära vård på äldre dagar i Åsele, Älvsbyn och Övertorneå " * 4,
        "Bara ASCII men mycket langt " * 8,
        "Kort",
        "Åäö",
        "=?utf-8?q?inte_kodat?=",
        "Nära vård för äldre i Västerbotten – «på lika villkor»",
    ],
)
def test_headers_keep_every_space(words: str) -> None:
    """Subjects and names of any length and letters are read back as written, by old and new parsers alike."""
    words = words.strip()
    envelope = Envelope((words, "a@b.se"), [(words, "c@d.se"), ('Andra, O"Brien', "e@f.se")], words)
    data = draft_bytes(document_of(Paragraph("p", text("a"))), envelope, [])
    assert parsed(data)["Subject"] == words
    old = message_from_bytes(data, policy=compat32)
    assert str(make_header(decode_header(old["Subject"].replace("\r\n", "")))) == words
    assert parsed(data)["To"].addresses[1].display_name == 'Andra, O"Brien'
    assert [a.addr_spec for a in parsed(data)["To"].addresses] == ["c@d.se", "e@f.se"]
    name = old["From"].replace("\r\n", "").rsplit(" <", 1)[0]
    assert str(make_header(decode_header(name))).strip('"') == words
    assert all(len(line) < 999 for line in data.split(b"\r\n"))


def test_a_meeting_without_recommendations_has_no_mail(built: Path) -> None:
    """No draft is made where there is nothing to send."""
    assert not (built / "output" / MINUTES_STEM / "mejl").exists()


EVERYTHING = document_of(
    Heading("h", 2, text("Rubrik & mer")),
    Paragraph("p", (Text("Rad <ett>"), LineBreak(), Strong(text("fet")), Emphasis(text("kursiv")))),
    Paragraph("l", (Link(text("sidan"), "https://exempel.se/?a=1&b=2"), Link(text("a@b.se"), "mailto:a@b.se"))),
    List(
        "n",
        ListKind.NUMBER,
        (ListItem((Paragraph("n7", text("sju")),), "7."), ListItem((Paragraph("n8", text("åtta")),), "8.")),
    ),
    List("d", ListKind.DASH, (ListItem((Paragraph("d1", text("Att göra")),)),)),
    Table("t", (Column(text("Namn"), 1), Column(text("Ort"), 1)), ((text("Ada"), text("Umeå")), (text("Bo"), ()))),
    Quote("q", (Paragraph("q1", text("Citat")),)),
    SignatureBlock("s", (Signatory("Ada", "Ordförande"),)),
)  # fmt: skip


def test_every_block_has_a_form_in_plain_text() -> None:
    """Plain text shows every kind of block, and a link's address where its words hide it."""
    assert as_text(EVERYTHING) == (
        "Rubrik & mer\n\nRad <ett>\nfetkursiv\n\nsidan (https://exempel.se/?a=1&b=2)a@b.se\n\n7. sju\n8. åtta\n\n"
        "– Att göra\n\nNamn\tOrt\nAda\tUmeå\nBo\t\n\nCitat\n\nAda, Ordförande\n"
    )


def test_every_block_has_a_form_in_html() -> None:
    """HTML shows every kind of block, with signs that HTML reads otherwise written safely."""
    shown = as_html(EVERYTHING)
    for piece in (
        '<html lang="sv-SE">',
        "<h2>Rubrik &amp; mer</h2>",
        "<p>Rad &lt;ett&gt;<br>\n<strong>fet</strong><em>kursiv</em></p>",
        '<a href="https://exempel.se/?a=1&amp;b=2">sidan</a>',
        '<ol start="7"><li><p>sju</p></li><li><p>åtta</p></li></ol>',
        "<li><p>– Att göra</p></li></ul>",
        '<th scope="col">Namn</th>',
        "<tr><td>Bo</td><td></td></tr>",
        "<blockquote><p>Citat</p></blockquote>",
        "<p>Ada<br>Ordförande</p>",
    ):
        assert piece in shown
