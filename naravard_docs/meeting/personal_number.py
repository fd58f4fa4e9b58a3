"""Personnummer and samordningsnummer in texts, however they are written: what may never be published.

Folkbokföringslagen (1991:481) 18-18 a §§: a day of birth, three digits, and a check digit by the modulus-10 method
(Luhn); a samordningsnummer has 60 added to the day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.text_places import BareText, TextSpan

_CENTURY = r"(?P<century>(?:18|19|20) ?)?"
_LAST = r"(?P<last>\d{4})(?!\d)"
_FORMS = tuple(
    lazy_pattern(form)
    for form in (
        # 850101-1236, 19850101 - 1236, 850101+1236, 850101 1236, 8501011236
        rf"(?<![\d+]){_CENTURY}(?P<day>\d{{6}})(?P<sign> ?[-+]? ?){_LAST}",
        # 850101-12 36
        rf"(?<![\d+]){_CENTURY}(?P<day>\d{{6}})(?P<sign> ?[-+] ?)(?P<last>\d\d \d\d)(?!\d)",
        # 1985-01-01-1236, 85.01.01-1236, 85/01/01 +1236
        rf"(?<![\d+]){_CENTURY}(?P<day>\d\d(?P<between>[-./])\d\d(?P=between)\d\d)(?P<sign> ?[-+] ?){_LAST}",
        # 85 01 01 1236, 1985 01 01-1236
        rf"(?<![\d+])(?<!\d ){_CENTURY}(?P<day>\d\d \d\d \d\d)(?P<sign> ?[-+]? ?){_LAST}(?! \d)",
        # 8 5 0 1 0 1 - 1 2 3 6
        r"(?<![\d+])(?<!\d )(?P<century>(?:1 [89]|2 0) )?(?P<day>\d(?: \d){5})(?P<sign> ?[-+] ?| )"
        r"(?P<last>\d(?: \d){3})(?!\d)(?! \d)",
    )
)
_NO_PERSON = lazy_pattern(
    r"(?:\bocr|bankgiro|\bbg|plusgiro|postgiro|\bpg|konto(?:nummer|nr)?|clearing\w*|faktura\w*|\bean|\bgtin|\bisbn)"
    r"(?:[- ]?(?:nummer|nr))?[.:]? ?$",
    re.IGNORECASE,
)
"""What says that the digits after it, with no sign among them, are no person's."""

_LOOKED_AT = 24


def personal_numbers(written: str) -> tuple[TextSpan, ...]:
    """Return where a text has a person's number, split by marks, blanks or line breaks though it may be."""
    bare = BareText.of(written)
    found = {bare.span(*each) for form in _FORMS for each in _of_form(form, bare.text)}
    return tuple(sorted(found))


def is_personal_number(digits: str) -> bool:
    """Return whether ten or twelve digits are a person's number: a day that there is, and a right check digit."""
    own = digits[-10:]
    return _is_day(digits[:-10], own) and _luhn(own)


def _of_form(form: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while found := form.search(text, at):
        at = found.start() + 1
        digits = "".join(re.findall(r"\d", found[0]))
        has_sign = any(sign in found["sign"] for sign in "-+")
        before = text[max(0, found.start() - _LOOKED_AT) : found.start()]
        if is_personal_number(digits) and (has_sign or not _NO_PERSON.search(before)):
            at = found.end()
            yield found.span()


def _is_day(century: str, own: str) -> bool:
    month, day = int(own[2:4]), int(own[4:6])
    day -= 60 if day > 60 else 0
    if not 1 <= month <= 12 or day < 1:
        return False
    years = [int(f"{each}{own[:2]}") for each in ([century] if century else ["19", "20"])]
    return any(day <= monthrange(year, month)[1] for year in years)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 if n % 2 == 0 else 1) for n, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
