"""What is wrong with a file's signatures, in words: each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.check.signed_report import Coverage, LaterChange, SignatureFacts, SignedReport
from naravard_docs.errors import Level, Problem
from naravard_docs.swedish import enumeration, fold, quote

_SIGNED_LATER = "anslag"
"""How the name of a field begins that is signed when the minutes are posted, after they are adjusted."""

_AGAIN = "skriv under den byggda filen på nytt, eller hämta filen som den var när den skrevs under"
_SEALED = (
    "be om filen direkt från underskriftstjänsten; "
    "en fil som har skrivits ut eller sparats om har inga giltiga underskrifter"
)


def signature_problems(report: SignedReport, has_trusted: bool) -> Iterator[Problem]:
    """Yield what is wrong with the signatures, and what of them is not known."""
    signing = [each for each in report.signatures if not each.is_timestamp]
    if not signing:
        yield _unsigned(report)
        return
    for number, facts in enumerate(report.signatures, 1):
        yield from _of_signature(facts, name_of(facts, number), is_last=number == len(report.signatures))
    yield from _unfilled(report, signing)
    yield from _untrusted(report.signatures, has_trusted)


def name_of(facts: SignatureFacts, number: int) -> str:
    """Return how messages name a signature: its number and whose it is."""
    word = "tidsstämpel" if facts.is_timestamp else "underskrift"
    return f"{word} {number}" + (f" ({facts.signer})" if facts.signer else "")


def _unsigned(report: SignedReport) -> Problem:
    what = "bara en tidsstämpel, ingen underskrift" if report.signatures else "ingen elektronisk underskrift"
    return Problem(
        f"filen har {what} som går att kontrollera; en stämpel eller en underskriftssida är bara text",
        "be underskriftstjänsten om den undertecknade filen (PAdES), eller spara dess kvittens bredvid",
    )


def _of_signature(facts: SignatureFacts, name: str, is_last: bool) -> Iterator[Problem]:
    if not facts.is_readable:
        said = f"{name} i fältet {quote(facts.field_name)} går inte att läsa: den är skadad, eller av en okänd sort"
        yield Problem(said, _SEALED)
    elif not facts.is_intact:
        said = "stämmer inte: filen är ändrad efter underskriften eller omskriven av ett annat program"
        yield Problem(f"{name} {said}", _SEALED)
    elif facts.coverage is Coverage.PART:
        yield Problem(f"{name} omfattar inte hela filen, så resten kan vara vad som helst", _AGAIN)
    elif facts.later is LaterChange.OTHER:
        yield Problem(f"filen är ändrad efter {name}, på annat sätt än genom nya underskrifter", _AGAIN)
    elif not facts.is_allowed:
        yield Problem(f"filen är ändrad på ett sätt som {name} förbjuder", _AGAIN)
    elif is_last and facts.later is LaterChange.FORMS:
        yield Problem(f"fält är ifyllda efter {name}", "se efter vad som är ifyllt", level=Level.WARNING)


def _unfilled(report: SignedReport, signing: list[SignatureFacts]) -> Iterator[Problem]:
    """Yield who has not signed, and who signed in another's field."""
    signed = {each.field_name: each for each in signing}
    wanted = {name: purpose for name, purpose in report.fields.items() if not name.startswith(_SIGNED_LATER)}
    empty = [purpose for name, purpose in wanted.items() if name not in signed]
    if empty and len(signing) < len(wanted):
        said = f"{len(signing)} av {len(wanted)} underskrifter finns; saknas: {enumeration(empty)}"
        yield Problem(said, "låt dem skriva under också, om de ska det", level=Level.WARNING)
    for name, purpose in report.fields.items():
        if name in signed and signed[name].signer and not _may_be(signed[name].signer, purpose):
            said = f"fältet «{purpose}» är underskrivet av {signed[name].signer}"
            yield Problem(said, "se efter att rätt person har skrivit under där", level=Level.WARNING)


def _may_be(signer: str, purpose: str) -> bool:
    """Return whether any of a signer's names stands in what a field is for; a field may have no name in it."""
    return bool(set(fold(signer).split()) & set(fold(purpose.replace(",", " ")).split())) or "," not in purpose


def _untrusted(signatures: tuple[SignatureFacts, ...], has_trusted: bool) -> Iterator[Problem]:
    readable = [each for each in signatures if each.is_readable]
    if not has_trusted and readable:
        yield Problem(
            "utfärdaren är inte kontrollerad: vem som helst kan göra ett certifikat med ett namn i",
            "lägg utfärdarnas certifikat i en mapp och ange den: --betrodda MAPP",
            level=Level.HINT,
        )
    for each in readable:
        if each.is_trusted is False:
            said = (
                f"certifikatet för {each.signer} är inte utfärdat av någon betrodd, eller gällde inte när det användes"
            )
            yield Problem(said, f"det är utfärdat av {each.issuer}; lägg den i mappen om ni litar på den")
