"""What a person on one line may hold beside name, party, organisation and role: §§, hours, whom they serve for, how.

Such parts would else be taken for an organisation, a role or a title, and stand in its column. They are found wherever
they stand; ``person_data`` tells what they say, and which of them cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.swedish import MONTHS, fold

_DASH = r"\s*[-‐‑–—−]\s*"
_FROM_TO = r"fr\.?\s?o\.?\s?m\.?|t\.?\s?o\.?\s?m\.?"
_BECAUSE = r"(?:p\.?\s?g\.?\s?a\b\.?|på\s+grund\s+av\b|till\s+följd\s+av\b)"
_WHY = rf"(?:\s+{_BECAUSE}[^,()]*)?"
_NUMBER = r"\d+(?:\.\d+)*(?:(?:[a-zå]|\s[a-hj-z])(?!\w|\.\s?\w))?"
_RANGE = rf"{_NUMBER}(?:\s+(?:till|till\s+och\s+med|{_FROM_TO})\s+(?:§+\s*)?{_NUMBER}|{_DASH}(?:§+\s*)?(?:{_NUMBER})?)?"
_MORE_NUMBERS = rf"(?:\s*,\s*|\s+(?:och|samt|&)\s+(?:§+\s*)?){_RANGE}(?!\w|\s*[:/]|\s+(?!och\b|samt\b|{_BECAUSE})\w)"
_NO_CLOCK = r"(?!\s*,\s*\d\d?[.:]\d\d\s*[-‐‑–—−])"
_LIST = rf"(?:(?=\d+\.\d){_RANGE}(?:{_MORE_NUMBERS})*|{_RANGE}(?:{_NO_CLOCK}{_MORE_NUMBERS})*)"
_SOME_OF = r"(?:en\s+del|del(?:ar|en)?|halva|mitt|resten|början|slutet|inledningen|avslutningen|delvis|av)"
_LIMIT = (
    rf"(?:(?:{_SOME_OF}|ej|inte|icke|utom|förutom|dock|endast|bara|under|från|till|efter|före|innan|sedan|mellan|vid|för|"
    r"i|och med|jäv(?:ig)?|frånvarande|närvarande|närvara(?:de|r)|delt(?:ar|og)|med undantag|undantag(?:et)?|utan|"
    r"minus|exkl(?:usive|\.)?|inkl(?:usive|\.)?|förrän|först|åter|tillbaka|kvar|även|också|resterande|övriga|samtliga|alla|"
    rf"nästan|cirka|ca\.?|ungefär|omkring|runt|{_FROM_TO})\s+)*"
)
"""Words before numbers or hours that say more of them: with some it is data, with others it cannot be told what is."""

_ITEMS = r"(?:paragraf(?:en|er|erna)?\b|punkt(?:en|er|erna)?\b|pkt\b\.?|ärende(?:t|n|na)?\b)"
_NO_NAME_AFTER = r"(?!\s+(?-i:[A-ZÅÄÖ])\w)"
_CLOCK = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_HOUR_IN_WORDS = r"(?:(?:kvart\s+(?:i|över)|halv)\s+)?(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)\b"
_HOUR = rf"(?:{_CLOCK}|\d{{1,2}}(?!\d)|{_HOUR_IN_WORDS})"
_HOURS = (
    rf"{_HOUR}(?:(?:{_DASH}|\s+till\s+(?:kl\.?\s+)?){_HOUR}|{_DASH}(?=[\s,)]|$))?"
    rf"(?:\s+(?:och|samt)\s+(?:kl\.?\s*)?{_HOUR}{_DASH}{_HOUR}(?![\d.:])|\s*,\s*{_CLOCK}{_DASH}{_CLOCK})*"
)
_AT = (
    rf"(?:kl(?:ockan)?\b\.?|från|till|fram till|efter|före|anlände?r?|kom|åter|tillbaka|gick|lämnade|närvarande|"
    rf"{_FROM_TO}|c(?:a|irka)\b\.?|omkring|runt|senast|vid)"
)
_WENT = (
    r"(?:avv(?:ek|iker)|lämna(?:de|r)|anlän(?:de|der)|ansl(?:öt|uter)|delt(?:ar|og)|närvara(?:de|r)|"
    r"(?:kom|kommer|gick|går|närvarande)(?=\s+(?:(?:ca|cirka|kl|klockan|in|från|till|efter|före|senare|tidigare)\b|\d)))\b"
)
"""How a part begins that tells when somebody came, went or was there."""
_BY_DISTANCE = r"[^,()]*\b(?:distans|digitalt|länk|video|videolänk|telefon|teams|zoom|skype)\b"
_HALF_DAY = r"(?:för|efter)middag(?:en|ar|arna)?"
_SOME_OF_IT = (
    rf"(?:{_HALF_DAY}|(?:hela|halva|första|andra|tredje|sista|båda|under|en|ena)\s+"
    rf"(?:{_HALF_DAY}|dag(?:en|ar|arna)?|halva(?:n)?|timme(?:n)?|mötet|sammanträdet|delen|passet)|"
    r"(?:dag|dagarna|pass)\s+\d(?:\s*(?:[-–,]|och)\s*\d)*)"
)
_IN_MONTH = rf"(?:\s?/\s?\d{{1,2}}|\s+(?:{'|'.join(MONTHS)}))"
_DAY = rf"(?:den\s+)?(?:\d{{1,2}}(?:{_IN_MONTH})?{_DASH})?\d{{1,2}}{_IN_MONTH}(?:\s+\d{{4}})?|\d{{4}}-\d\d-\d\d"
_MORE_ITEMS = r"(?:beslut(?:et|en)?|fråg(?:a|an|or|orna)|nr|nummer|pp?)\b\.?"
_TAKEN_OUT = "\x1f"
"""What stands for a part that was taken out of a line: it ends what is before it as a comma does."""

_ALONE = rf"(?<=[,({_TAKEN_OUT}])\s*"
_AFTER_PARTY = r"(?<=\))\s*"
_START = rf"(?:{_ALONE}|{_AFTER_PARTY}|^\s*)"
_END = rf"\s*(?=[,(){_TAKEN_OUT}]|$)"
_AFTER_ROLE = r"(?<!^)(?<!\w)(?:ordförande|ledamot|ersättare|sekreterare|justerare)\s+"
_NOT = r"(?:ej|inte|icke)\s+"
_SHORT_SERVES = r"t(?:j|gj)(?:\w{0,6}|\.\s?g)\.?"
_SERVES = (
    r"(?:(?:som|inkallad|tjänstgörande)\s+)?(?:tjänstgör(?:ande|de)?\s+(?:i\s?stället\s+)?för|ersätter|ersatte|"
    rf"ersättare\s+för|(?:{_SHORT_SERVES}\s+)?ers\.?\s+(?:för\b|f\.)|{_SHORT_SERVES}\s+(?:för\b|f\.)|suppleant\s+för|"
    r"inträder\s+för|vikarierar\s+för|i\s?stället\s+för)"
)
_NO_MORE_NAME = rf"(?=\s*(?:[,()]|$)|\s+{_LIMIT}(?:§|kl(?:ockan)?\b|{_ITEMS}|\d)|\s+(?:på\s+)?distans\b)"
"""Where the name of one who is replaced ends, since no comma need stand before «§», «kl.» or «på distans»."""
_FULL_NAME = r"(?-i:[A-ZÅÄÖ])[\w.-]*(?:\s+(?:[a-z]{1,3}\s+)*(?-i:[A-ZÅÄÖ])[\w.-]*)+"
_FOR = rf"^\s*{_FULL_NAME}\s*(?:\([^()]*\)\s*)?(?<=[\s)])(?P<said>för\s+{_FULL_NAME}(?:\s*\([^()]*\))?){_NO_MORE_NAME}"
"""«Bo Ek (V) för Eva Al (V)»: between two names, «för» says whom somebody serves for."""

_AND_ANOTHER = r"(?:\s+(?:och|samt|&)\s+(?:för\s+)?(?-i:[A-ZÅÄÖ])[^,()§\d]*(?:\([^()]*\))?)"
_NO_PART_IN_DECISION = r"(?:delt(?:ar|og)\s+(?:ej|inte)\s+i\s+beslut(?:et|en)?|(?:ej|inte)\s+(?:i\s+)?beslut(?:et)?)\b"
_TAKES_PART = r"(?:(?:del(?:tar|tog|tagande)|närvara(?:nde|de|r))\s+)?"
_BY = r"(?:(?:på|per|via)\s+)?(?:distans|digitalt|länk|video(?:länk)?|telefon|teams|zoom|skype)(?:\s+via\s+\w+)?"
_OF_WORK = ("vård", "omsorg", "arbete", "utbildning", "undervisning", "studier", "möten", "rehabilitering", "hälsa")
_NOT_OF_WORK = "".join(rf"(?<!{word}\s)" for word in _OF_WORK)
_LONGEST, _MOST_PARTS = 1_000, 20
"""Characters of a line that are searched, and parts that are looked for, so that none takes long.

What is beyond them is not known, so that a line that has parts and is longer is not read as data.
"""


class LinePart(StrEnum):
    """What a part says that no column holds."""

    ITEMS = "items"
    HOURS = "hours"
    REPLACES = "replaces"
    REMOTELY = "remotely"
    ABSENT = "absent"
    CONFLICT = "conflict"
    LED = "led"
    NOT_DECIDING = "not_deciding"


class Way(Struct, frozen=True):
    """A way of writing a part, and a sign that no line has it without.

    Why: most lines have no such part, and compiling all the patterns for them took a quarter of a command.
    """

    part: LinePart
    sign: re.Pattern[str]
    pattern: re.Pattern[str]


def _way(part: LinePart, sign: str, pattern: str) -> Way:
    return Way(part, lazy_pattern(sign, re.IGNORECASE | re.DOTALL), lazy_pattern(pattern, re.IGNORECASE))


_IS_FOR = r"\s(?:för(?!\w)|f\.)|ersätter|ersatte"
_HAS_CLOCK = r"\d[.:]\d"
_HAS_NUMBER = rf"[,(){_TAKEN_OUT}][^,()\d]*\d"
WAYS = (
    _way(LinePart.CONFLICT, r"jäv", rf"{_START}(?P<said>(?:{_BECAUSE}\s+)?jäv(?:ig)?){_END}"),
    _way(
        LinePart.ABSENT,
        r"frånvar|förhind|ursäktad",
        rf"{_START}(?P<said>(?:anmäl[dt]\s+)?(?:frånvar(?:ande|o)|förhind(?:rad|er)|ursäktad)){_END}",
    ),
    _way(
        LinePart.ABSENT,
        r"närvarande|deltagande|återbud|sjuk",
        rf"{_START}(?P<said>{_NOT}(?:närvarande|deltagande)|(?:lämnat\s+)?återbud|sjuk(?:anmäld|skriven)?){_END}",
    ),
    _way(
        LinePart.ABSENT,
        r"(?:närvara|delt).*\s(?:ej|inte|icke)",
        rf"{_START}(?P<said>(?:närvarande|närvara(?:de|r)|delt(?:ar|og))\s+(?:ej|inte|icke)){_END}",
    ),
    _way(
        LinePart.REPLACES,
        _IS_FOR,
        rf"(?<!\w)(?P<said>{_SERVES}\s+(?:[^,()\s][^,()]*?{_NO_MORE_NAME}(?:\s*\([^()]*\))?|\([^()]*\))"
        rf"{_AND_ANOTHER}*)",
    ),
    _way(LinePart.REPLACES, r"för\s", _FOR),
    _way(
        LinePart.LED,
        r"mötes.*§",
        rf"(?<!\w)(?P<said>mötes(?:ordf(?:örande)?|sekr(?:eterare)?)\b\.?\s*,?\s*§+\s*{_LIST})",
    ),
    _way(LinePart.NOT_DECIDING, r"beslut.*§", rf"(?<!\w)(?P<said>{_NO_PART_IN_DECISION}[^,()]*?§+\s*{_LIST})"),
    _way(LinePart.REPLACES, _IS_FOR, rf"{_START}(?P<said>{_SERVES}){_END}"),
    _way(
        LinePart.ITEMS,
        r"§",
        rf"(?<![\w/])(?P<said>{_LIMIT}§+\s*{_LIST}{_WHY}|{_LIMIT}{_LIST}\s*§+(?:\s+(?:och|samt)\s+{_LIST}\s*§+)*{_WHY}|§[^,()]*)",
    ),
    _way(
        LinePart.ITEMS,
        r"(?:paragraf|punkt|pkt|ärende)\D*\d",
        rf"(?<!\w)(?P<said>{_LIMIT}{_ITEMS}\s*{_LIST}{_WHY}){_NO_NAME_AFTER}",
    ),
    _way(
        LinePart.HOURS, _HAS_CLOCK, rf"(?<!\w)(?P<said>(?:{_LIMIT}{_AT}\s*)?(?:kl\.?\s*)?{_CLOCK}{_DASH}(?:{_HOUR})?)"
    ),
    _way(LinePart.HOURS, _HAS_CLOCK, rf"(?<!\w)(?P<said>\d{{1,2}}{_DASH}{_CLOCK}){_END}"),
    _way(LinePart.HOURS, r"kl(?:ockan)?\b", rf"(?<!\w)(?P<said>{_LIMIT}kl(?:ockan)?\b\.?\s*{_HOURS})"),
    _way(LinePart.HOURS, _HAS_CLOCK, rf"(?<!\w)(?P<said>{_LIMIT}{_AT}\s+{_CLOCK})(?![.\d])"),
    _way(
        LinePart.HOURS,
        rf"{_HAS_CLOCK}|delvis|del\s+av",
        rf"{_ALONE}(?P<said>{_CLOCK}|delvis|(?:en\s+)?del\s+av\s+(?:mötet|tiden|dagen|sammanträdet)){_END}",
    ),
    _way(
        LinePart.HOURS,
        rf"\d(?:{_IN_MONTH}|-\d)|dag|halva|timme|mötet|sammanträdet|delen|pass",
        rf"{_ALONE}(?P<said>{_LIMIT}(?:{_SOME_OF_IT}|{_DAY})){_END}",
    ),
    _way(LinePart.ITEMS, _HAS_NUMBER, rf"(?:{_ALONE}|{_AFTER_PARTY})(?P<said>{_LIMIT}{_LIST}{_WHY}){_END}"),
    _way(LinePart.ITEMS, _HAS_NUMBER, rf"{_ALONE}(?P<said>{_LIMIT}{_MORE_ITEMS}\s*{_LIST}{_WHY}){_END}"),
    _way(LinePart.ITEMS, r"(?:ej|utom)\s+\d", rf"(?<!\w)(?P<said>(?:ej|utom|förutom)\s+{_LIST}){_END}"),
    _way(
        LinePart.ITEMS,
        r"(?:ordförande|ledamot|ersättare|sekreterare|justerare)\s+\d",
        rf"{_AFTER_ROLE}(?=\d+\w?\s*(?:[-–—,]|och\b))(?P<said>{_LIST}){_END}",
    ),
    _way(LinePart.ITEMS, r"\d", rf"^[^,()\d]*\s(?P<said>\d+{_DASH}\d+){_END}"),
    _way(
        LinePart.REMOTELY,
        r"distans|digitalt|länk|video|telefon|teams|zoom|skype",
        rf"{_START}(?P<said>{_TAKES_PART}{_BY}){_END}",
    ),
    _way(LinePart.REMOTELY, r"distans", rf"(?<!\w){_NOT_OF_WORK}(?P<said>på\s+distans){_END}"),
    _way(
        LinePart.HOURS,
        r"avv|lämna|anlän|ansl|delt|närvara|(?<!\w)(?:kom|kommer|gick|går)\s",
        rf"(?:{_ALONE}|{_AFTER_PARTY})(?P<said>{_WENT}(?!{_BY_DISTANCE})[^,()§]*(?:§+\s*{_LIST}[^,()§]*)?){_END}",
    ),
)
"""In the order in which they are tried where several begin at the same place."""

_REASON = (
    rf"(?:(?:anmäl[dt]\s+)?(?:frånvar(?:ande|o)|förhind(?:rad|er)|ursäktad)|{_NOT}(?:närvarande|deltagande)|"
    r"(?:lämnat\s+)?återbud|sjuk(?:dom|anmäld|skriven)?|utebliven|(?:giltigt\s+)?förfall|semester|tjänsteresa|"
    rf"(?:föräldra|tjänst|studie)?ledig(?:het)?|vab|jäv(?:ig)?|{_BECAUSE})"
)
_REASONS = (_way(LinePart.ABSENT, "", rf"{_START}(?P<said>{_REASON}(?!\w)[^,()§\d]*?){_END}"),)
"""How a part begins that tells why somebody was absent, on the line of one who was."""


class PersonPart(Struct, frozen=True):
    """A part of a line that is neither name, party, organisation, role nor title: what it tells of, and its words."""

    part: LinePart
    words: str


class PersonLine(Struct, frozen=True):
    """A line with such parts, and without them."""

    parts: tuple[PersonPart, ...]
    rest: str
    are_apart: bool = True
    """Whether no words follow a part of which nobody could tell what they are, and none before belong to it."""


@lru_cache(maxsize=1024)
def read_person_line(line: str, is_absent: bool = False) -> PersonLine:
    """Return what a line holds; that of somebody absent may tell why.

    The same people meet time after time: a line is read once for all meetings that have it.
    """
    ways = (*(_REASONS if is_absent else ()), *WAYS)
    parts, left, are_apart = _taken_out(line.replace(_TAKEN_OUT, " "), ways)
    if not parts:
        return PersonLine((), left)
    left = _BEFORE_PARTY.sub(r"\1 \2", left)
    are_apart = are_apart and not _WORDS_AFTER.search(left.lstrip(f" ,{_TAKEN_OUT}"))
    return PersonLine(parts, _tidied(left.replace(_TAKEN_OUT, ",")), are_apart)


def _taken_out(line: str, ways: Sequence[Way]) -> tuple[tuple[PersonPart, ...], str, bool]:
    """Return all parts, the line with a sign for each, and whether no words before them belong to them."""
    found: list[PersonPart] = []
    line, unsearched = line[:_LONGEST], line[_LONGEST:]
    are_apart = not unsearched
    while told := _first_part(line, ways) if len(found) < _MOST_PARTS else None:
        part, (start, end) = told
        found.append(PersonPart(part, line[start:end].strip(f" ,{_TAKEN_OUT}")))
        is_of_word = part is not LinePart.REPLACES and _OF_WORD_BEFORE.match(line, start)
        are_apart = are_apart and not (is_of_word and _WORD_BEFORE.search(line[:start]))
        line = f"{line[:start]}{_TAKEN_OUT}{line[end:]}"
    return tuple(found), f"{line}{unsearched}", are_apart and len(found) < _MOST_PARTS


_BEFORE_PARTY = lazy_pattern(rf"^(\s*[^,(){_TAKEN_OUT}]+){_TAKEN_OUT}[\s{_TAKEN_OUT}]*(\([^\W\d_]{{1,3}}\))")
"""What stands between a name and a party, as in «Bo Al på distans (S)»."""

_OF_WORD_BEFORE = lazy_pattern(r"(?:för|i|vid|under)\s", re.IGNORECASE)
_WORD_BEFORE = lazy_pattern(r"\w\s*$")
"""«ansvarig för § 5» says of what, and not when."""

_WORDS_AFTER = lazy_pattern(rf"{_TAKEN_OUT}\s*(?:[^,()\s{_TAKEN_OUT}]|\(\s*[^\s,{_TAKEN_OUT}]|,\s*\d{{1,3}}\s+[^\W\d])")
"""Words and brackets that follow a part, and a number that could be one more of it: «§§ 3, 5 Umeå kommun»."""


def _first_part(line: str, ways: Sequence[Way]) -> tuple[LinePart, tuple[int, int]] | None:
    found = [
        (match.start("said"), n, match)
        for n, way in enumerate(ways)
        if way.sign.search(line) and (match := way.pattern.search(line))
    ]
    if not found:
        return None
    _, number, match = min(found, key=lambda each: each[:2])
    return ways[number].part, match.span("said")


def _tidied(line: str) -> str:
    """Return a line without the commas, brackets, dashes and colons that are left around what was taken out."""
    line = re.sub(r"\(\s*,?\s*\)", "", line)
    parts = (re.sub(r"^[\s;:]+|(?:\s+[-–—]+|[\s;:]+)+$", "", part) for part in line.split(","))
    return ", ".join(part for part in parts if part.strip("-–— "))


_ROLE = lazy_pattern(
    r"(?:(?:\d:[ea]|förste|första|andre|andra|vice|ordinarie|tjänstgörande|adjungerad|icke|ej)\s+)*"
    r"(?:ordförande|ordf|ledamot|ersättare|suppleant|sekreterare|justerare|observatör|adjungerad)\.?",
    re.IGNORECASE,
)


def is_role_of_member(part: str) -> bool:
    """Return whether a part of a line has only the words of a role that members have: «vice ordförande»."""
    return _ROLE.fullmatch(part) is not None


def is_role(part: str) -> bool:
    """Return whether a part of a line is a role: it begins with a small letter, or has only the words of one."""
    return part[:1].islower() or _ROLE.fullmatch(part) is not None


_LANGUAGE_MARK = lazy_pattern(r"\[([^\[\]]*)\]\{lang=[A-Za-z0-9-]+\}")
_NOT_IN_NAMES = lazy_pattern(r"[\[\]{}<>|§@=\\;]|^[-–—•*+]\s|https?:")


def is_name(name: str) -> bool:
    """Return whether a text can be somebody's name: it has a letter, and no brackets but those of a language mark.

    Whether the mark names a language is not asked here, but where texts are read.
    """
    plain = _LANGUAGE_MARK.sub(r"\1", name)
    return any(character.isalpha() for character in plain) and not _NOT_IN_NAMES.search(plain)


_ABSENT = lazy_pattern(
    r"(?<!for )franvar|\b(?:ej|inte|icke)\s+(?:narvar|delta)|(?<!for )forhind|\baterbud|\bute?blev|\bsjukanm|\babsent|"
    r"\bursaktad|\b(?:narvar\w*|deltar|deltog|deltagande)\s+(?:ej|inte|icke)\W*$|"
    r"^\W*(?:sjuka?|sjukskriv\w+|hindrad\w*|saknas|saknades|borta)(?:\s+(?:ledamoter|ersattare))?\W*$"
)


def tells_of_absence(heading: str) -> bool:
    """Return whether a group's heading is that of people who were not there: «Frånvarande», «Anmält förhinder»."""
    return _ABSENT.search(fold(heading)) is not None
