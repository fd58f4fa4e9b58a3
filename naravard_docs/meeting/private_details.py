"""Telephone numbers and private addresses in texts: what is taken out of minutes that are published.

Names, parties and titles of those elected and of officials in their duty stay; how a person is reached does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import Enum

from msgspec import Struct

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.text_places import BareText, TextSpan

MASK = "[borttaget]"
"""What stands where something was taken out."""


class DetailKind(Enum):
    """What is taken out, as messages call it."""

    TELEPHONE = "telefonnumret"
    EMAIL = "e-postadressen"
    HOME = "adressen"


class PrivateDetail(Struct, frozen=True):
    """A detail as it was written, where it stands, and ``known_as``, by which it is known however it is written."""

    kind: DetailKind
    span: TextSpan
    words: str
    known_as: str


def private_details(written: str, public_domains: Collection[str] = ()) -> tuple[PrivateDetail, ...]:
    """Return what a text tells of how people are reached, in order, none within another.

    E-mail addresses at ``public_domains`` are the organisations', as those of authorities and functions are.
    """
    bare = BareText.of(written)
    found = (*_addresses(bare), *_emails(bare, public_domains), *_telephones(bare))
    return _apart(PrivateDetail(kind, bare.span(*span), words, key) for kind, span, words, key in found)


_Found = tuple[DetailKind, TextSpan, str, str]


def _apart(details: Iterator[PrivateDetail]) -> tuple[PrivateDetail, ...]:
    chosen: list[PrivateDetail] = []
    for each in sorted(details, key=lambda each: (each.span[0], -each.span[1])):
        if not chosen or each.span[0] >= chosen[-1].span[1]:
            chosen.append(each)
    return tuple(chosen)


_CALLED = (
    r"(?:\b(?:direkt|mobil|hem|jour|tele|växel)?(?:telefon|tel|tfn|tlf)(?:nummer|nr)?|\bmobil(?:nummer|nr)?"
    r"|\bphone|\bfax|\bsms|\bring(?:a|er|s|as)?(?: (?:mig|oss|honom|henne))?(?: på)?|\bväxel|\bväxeln"
    r"|\bnås (?:(?:också |även )?(?:på|via))(?: (?:telefon|tfn|tel\.?|nummer))?)"
)
_LABELLED = lazy_pattern(
    rf"{_CALLED}[.:]?(?: ?[:=])?(?: nr\.?| nummer)? ?(?P<number>[+0-9(][0-9()/. -]{{3,22}}[0-9])(?![\w])",
    re.IGNORECASE,
)
"""Words that say that a telephone number follows: then it may have any form, of five digits or more."""

_BEFORE = r"(?<![\w/.,=-])(?<![\d] )"
_GROUPS = r"(?:\d{5,8}|\d{2,4}(?: \d{2,4}){1,3})"
_SWEDISH = lazy_pattern(
    rf"{_BEFORE}(?:"
    rf"\(?0[1-9]\d{{0,2}}\)? ?[-/] ?{_GROUPS}"  # 08-123 45 67, 070-1234567, 0920/123 45
    rf"|\(?0[1-9]\d{{0,2}}\)? \d{{2,3}}(?: \d{{2,3}}){{1,3}}"  # 070 123 45 67
    rf"|\(?0[1-9]\d{{0,2}}\)? \d{{5,8}}"  # 070 1234567
    rf"|07\d\.\d{{2,3}}(?:\.\d{{2,3}}){{1,2}}"  # 070.123.45.67
    rf"|07[02369]\d{{7}}"  # 0701234567
    rf"|0[1-9]\d{{7,8}}"  # 0907850000
    rf")(?![\w-])(?![,.]\d)"
)
_ABROAD = lazy_pattern(
    r"(?<![\w/.,=+])(?:\+|00)(?P<country>[1-9]\d{0,2})(?P<rest>(?:[ -]?\(0\)|(?<=\d)\(0\))?(?:[ -/]?\(?\d\)?){6,12})"
    r"(?![\w])(?![,.]\d)"
)
_DATE = lazy_pattern(r"0[1-9][-/ ](?:0\d|1[0-2])[-/ ](?:19|20)\d\d")
_NUMBERED = lazy_pattern(
    r"(?:\bdnr|diarie\w*|ärende\w*|\bocr|bankgiro|\bbg|plusgiro|postgiro|\bpg|konto\w*|clearing\w*|faktura\w*|\bean|isbn"
    r"|\bissn|\borg\w*|\biso|§+|\bpar\.?|\bnr|artikel\w*|fastighet\w*|avtal\w*|\bkoord\w*|\bN|\bE|\bX|\bY|post\w*nr)"
    r"(?:[- ]?(?:nummer|nr))?[.:]? ?(?:[A-ZÅÄÖ]{1,5} )?$",
    re.IGNORECASE,
)
"""What says that the digits after it are no telephone number."""

_AMOUNT_AFTER = lazy_pattern(
    r" ?(?:kr\b|kronor|[tmk]kr\b|mnkr|mdkr|sek\b|eur\b|€|%|procent|st\b|milj|ton\b|m2|m²|km\b)", re.I
)
_IN_THOUSANDS = lazy_pattern(r"\+?\d{1,3}(?: \d{3})+")
_NORDIC = ("45", "46", "47", "298", "299", "354", "358")
_FEWEST, _MOST, _MOST_IN_SWEDEN = 8, 15, 11
_LABEL_LOOKED_AT = 26


def _telephones(bare: BareText) -> Iterator[_Found]:
    for found in _LABELLED.finditer(bare.text):
        digits = _digits(found["number"])
        if 5 <= len(digits) <= _MOST and not _AMOUNT_AFTER.match(bare.text, found.end()):
            yield _telephone(bare, found.span("number"))
    for found in _SWEDISH.finditer(bare.text):
        if _is_as_long(found[0]) and not _is_other_number(bare.text, found):
            yield _telephone(bare, found.span())
    for found in _ABROAD.finditer(bare.text):
        if 8 <= len(_digits(found[0])) <= _MOST and not _is_other_number(bare.text, found) and not _is_amount(found):
            yield _telephone(bare, found.span())


def _is_as_long(written: str) -> bool:
    """Return whether a number with its area code is as long as such are; parted by blanks alone it may be a code."""
    is_sure = re.match(r"\(?0\d+\)? ?[-/]|08|07", written)
    return (_FEWEST if is_sure else _FEWEST + 1) <= len(_digits(written)) <= _MOST_IN_SWEDEN


def _telephone(bare: BareText, span: TextSpan) -> _Found:
    words = bare.text[slice(*span)]
    return DetailKind.TELEPHONE, span, words, number_known_as(words)


def number_known_as(written: str) -> str:
    """Return a telephone number as digits alone, the same from abroad as within the country."""
    digits = _digits(re.sub(r"\(0\)", "", written))
    return re.sub(r"^(?:00)?46(?=[1-9]\d{6})", "0", digits)


def _is_other_number(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - _LABEL_LOOKED_AT) : found.start()]
    is_date = _DATE.fullmatch(found[0]) is not None
    return is_date or bool(_NUMBERED.search(before)) or bool(_AMOUNT_AFTER.match(text, found.end()))


def _is_amount(found: re.Match[str]) -> bool:
    """Return whether a sign and digits are a change in a budget: «+12 345 678»."""
    return bool(_IN_THOUSANDS.fullmatch(found[0])) and not found["country"].startswith(_NORDIC)


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


_EMAIL = lazy_pattern(
    r"(?<![\w.!#$%&'+/=?^`{|}~-])[\w.!#$%&'+/=?^`{|}~-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}"
)
_PROVIDERS = lazy_pattern(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|mac|telia|bredband|comhem|spray|passagen|bahnhof"
    r"|tele2|swipnet|protonmail|proton|gmx|aol|ownit|bredband2|home|glocalnet|tiscali)\.(?:com|se|net|nu|org|me|no|fi|dk)$"
)
_AUTHORITY = lazy_pattern(
    r"(?:kommun|region|lansstyrelse|länsstyrelse|myndighet|riksdagen|regering|domstol|\.gov\b|\.europa\.eu$)"
)
_FUNCTIONS = lazy_pattern(
    r"info|kommun(?:en|kansli|styrelsen?)?|kansli(?:et)?|registrat(?:or|ur)|diari(?:um|et)|ks|kf|region(?:en)?|kund(?:tj[aä]nst"
    r"|center)|kontakt(?:center)?|medborgarservice|n[aä]mnd(?:en)?|styrelsen|dataskydd(?:sombud)?|arkiv|post|reception"
    r"|v[aä]xel|press|ekonomi|faktura|sekretariat|office"
)
"""What stands before the sign in addresses that are a function's."""


def _emails(bare: BareText, public_domains: Collection[str]) -> Iterator[_Found]:
    for found in _EMAIL.finditer(bare.text):
        address = re.sub(r" ?(?:@|\(at\)|\[at\]) ?", "@", found[0]).casefold()
        if not is_public_address(address, public_domains):
            yield DetailKind.EMAIL, found.span(), found[0], address


def is_public_address(address: str, public_domains: Collection[str] = ()) -> bool:
    """Return whether an e-mail address is that of an organisation or a function, and no private person's."""
    local, _, domain = address.casefold().rpartition("@")
    if _PROVIDERS.search(domain):
        return False
    is_known = any(domain == each or domain.endswith(f".{each}") for each in public_domains)
    return is_known or bool(_AUTHORITY.search(domain)) or _FUNCTIONS.fullmatch(local) is not None


_HOUSE = r"\d{1,4}(?!\d)(?: ?[A-Za-z](?!\w))?"
_WORD = r"[A-ZÅÄÖÉ][\w.'’:-]+"
_STREET = rf"{_WORD}(?: (?:{_WORD}|och|på|i|vid|av|gata|väg|gränd|plan|torg|allé|stig|backe|byväg)){{0,3}}"
_BETWEEN = r"(?:[ ,]+(?:lgh\.?|lägenhet|tr\.?|trappor|vån\.?|box|c/o|port)? ?[\w.]{0,6}){0,3}"
_POSTCODE = r"(?:SE?[- ])?[1-9]\d\d ?\d\d(?!\d)"
_TOWN = r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?"
_HOME = lazy_pattern(rf"(?<!\w)(?:{_STREET} {_HOUSE}){_BETWEEN}[ ,;]+{_POSTCODE},? {_TOWN}")


def _addresses(bare: BareText) -> Iterator[_Found]:
    for found in _HOME.finditer(bare.text):
        yield DetailKind.HOME, found.span(), found[0], address_known_as(found[0])


def address_known_as(written: str) -> str:
    """Return an address without what differs between ways to write it."""
    return re.sub(r"[\W_]+", "", written).casefold()
