"""Swedish as the documents write it: dates, lists, counts, likeness of words, names of files."""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from naravard_docs.libraries.patterns import lazy_pattern

LANGUAGE_TAG = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
"""A language tag as BCP 47 writes most of them: «sma», «en», «sv-FI»."""

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_ISO_DATE = lazy_pattern(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_LONG_DATE = lazy_pattern(rf"(?:den )?(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})", re.IGNORECASE | re.ASCII)


def long_date(day: date) -> str:
    """Return «19 mars 2021»."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_in_words(first: date, last: date | None) -> str:
    """Return «12 maj 2023», or «12–13 maj 2023» where there are several days; what the two share is said once."""
    if last is None or last == first:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last)}"
    shared = f" {first.year}" if first.year == last.year else ""
    return f"{long_date(first).removesuffix(shared)}–{long_date(last)}"


def date_at_start(text: str) -> tuple[date, str] | None:
    """Read a leading date, ISO 8601 or «12 maj 2023», and return it with the text that follows it.

    None when the text does not begin with a date that exists in the calendar.
    """
    if iso := _ISO_DATE.match(text):
        year, month, day, end = iso[1], iso[2], iso[3], iso.end()
    elif written := _LONG_DATE.match(text):
        year, month, day = written[3], str(MONTHS.index(written[2].lower()) + 1), written[1]
        end = written.end()
    else:
        return None
    if text[end : end + 1].isalnum():
        return None
    try:
        return date(int(year), int(month), int(day)), text[end:].lstrip(" ,")
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    """Read a text that is a date and nothing else; None otherwise."""
    found = date_at_start(text.strip())
    return found[0] if found and not found[1] else None


_DAY = rf"(?:den )?\d{{1,2}}(?: (?:{'|'.join(MONTHS)}))?(?: \d{{4}})?"
_ISO_DAY = r"\d{4}-\d{2}-\d{2}"
_AND = r"(?: ?(?:,|[-‐‑–—−/]{1,2}|och|samt|&|till(?: och med)?|t\.? ?o\.? ?m\.?|resp(?:ektive|\.)?) ?)"
_SEVERAL_ISO = lazy_pattern(rf"({_ISO_DAY})(?:{_AND}(?:{_ISO_DAY}|\d{{2}}-\d{{2}}|\d{{1,2}}))+(?!\d)", re.IGNORECASE)
_SEVERAL_LONG = lazy_pattern(rf"({_DAY})((?:{_AND}{_DAY})+)(?!\w)", re.IGNORECASE)
_DAY_NAME = r"(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?"
_WEEKDAY = lazy_pattern(rf"\b{_DAY_NAME}(?: ?[-–—] ?{_DAY_NAME})? +|(?:^|(?<= ))den +", re.IGNORECASE)
_SEVERAL_SHORT = lazy_pattern(r"(\d{1,2}) ?[-–—] ?\d{1,2}/(\d{1,2})[ -]+(\d{4})")


def first_of_several_days(text: str) -> str | None:
    """Return the first day of a text that is, or begins with, several: «12–13 maj 2023» gives «2023-05-12».

    Without a year that can be known, «12 maj» is given. None when it is not several days.
    """
    text = _WEEKDAY.sub("", " ".join(text.split()))
    if found := _SEVERAL_ISO.match(text):
        return found[1] if read_date(found[1]) else None
    if found := _SEVERAL_SHORT.fullmatch(text):
        return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    if (found := _SEVERAL_LONG.match(text)) is None:
        return None
    months = re.findall("|".join(MONTHS), found[0], re.IGNORECASE)
    years = re.findall(r"\d{4}", found[0])
    if not months:
        return None
    own = re.findall("|".join(MONTHS), found[1], re.IGNORECASE)
    number, month = re.match(r"\d+", found[1]), (own or months)[0].lower()
    day = f"{number[0] if number else ''} {month}"
    written = read_date(f"{day} {years[0]}") if years else None
    return written.isoformat() if written else day


def enumeration(words: Sequence[str], conjunction: str = "och") -> str:
    """Join words as running text does: «A», «A och B», «A, B och C»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def with_noun(number: int, one: str, several: str) -> str:
    """Return the number with the word in its right form: «1 beslut», «9 ärenden»."""
    return f"{number} {one if number == 1 else several}"


def with_blanks(number: int) -> str:
    """Return a number with a no-break space between thousands, as Swedish has it."""
    return f"{number:,}".replace(",", "\u00a0")


_NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def in_words(number: int) -> str:
    """Return a number as running text has it: «tio», but «13» (Svenska skrivregler: words up to twelve)."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def capitalise(text: str) -> str:
    """Return the text with its first letter as a capital and the rest untouched."""
    return text[:1].upper() + text[1:]


_LOOKS_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category that show nothing: fillers of Hangul, the empty Braille pattern."""


def uncapitalise(text: str) -> str:
    """Return a title as it stands in running text: «samverkanskoordinator», but «VD» and «IT-chef» as they are."""
    return f"{text[:1].lower()}{text[1:]}" if text[1:2].islower() else text


def is_empty(text: str) -> bool:
    """Return whether a text shows nothing: no characters, or only blanks of any kind and marks that are not seen."""
    if "!" <= text[:1] <= "~":  # most texts begin so, and are asked for hundreds of times a document
        return False
    return all(c.isspace() or c in _LOOKS_BLANK or unicodedata.category(c) == "Cf" for c in text)


def quote(text: str) -> str:
    """Put a value from a file in guillemets, shortened so that a message stays one line."""
    flat = " ".join(text.split())
    return f"«{flat if len(flat) <= 60 else flat[:57] + '…'}»"


def shorten(text: str, longest: int) -> str:
    """Return the text, cut between words with an ellipsis when it is longer than ``longest`` letters."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1].rsplit(" ", 1)[0] if " " in text[: longest - 1] else text[: longest - 1]
    return f"{kept.rstrip(' ,;:–-')} …"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return «menade du «x»?» for the likeliest known word, else an empty text."""
    close = closest(word, known)
    return f"menade du «{close}»?" if close else ""


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is likeliest to be meant, else an empty text."""
    by_fold = {fold(candidate): candidate for candidate in known}
    from difflib import get_close_matches

    close = [found for found in get_close_matches(fold(word), by_fold, n=3, cutoff=0.6) if not differ(word, found)]
    return by_fold[close[0]] if close else ""


_OPPOSITES = (
    *(("fran", "nar"), ("in", "ut"), ("for", "efter"), ("fore", "efter"), ("upp", "ned"), ("upp", "ner")),
    *(("over", "under"), ("med", "mot"), ("pa", "av"), ("nasta", "forra"), ("till", "fran"), ("start", "slut")),
)
_CHANGING = ("ej", "icke", "inte", "vice", "slut", "forra", "fd", "avgaende", "utan", "non", "not", "un")
"""What, put before a word, makes it mean something else, so that the word alone is not what was meant."""


def differ(word: str, other: str) -> bool:
    """Return whether two words that look alike mean different things: «frånvarande» and «närvarande»."""
    one, two = (re.sub(r"[^a-z0-9]+", "", fold(each)) for each in (word, other))
    changed = any(longer == f"{head}{rest}" for longer, rest in ((one, two), (two, one)) for head in _CHANGING)
    return changed or any(_are_opposite(*words, a, b) for words in ((one, two), (two, one)) for a, b in _OPPOSITES)


def _are_opposite(one: str, two: str, head: str, other: str) -> bool:
    """Return whether two words begin with one beginning each and go on alike."""
    if not (one.startswith(head) and two.startswith(other)):
        return False
    from difflib import get_close_matches

    rests = one[len(head) :], two[len(other) :]
    return min(map(len, rests)) >= 4 and bool(get_close_matches(rests[0], rests[1:], cutoff=0.75))


_LETTERS_WITHOUT_ACCENT_FORM = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ı": "i"})
"""Letters that Unicode does not take apart into a base letter and an accent."""


def fold(text: str) -> str:
    """Return the text in lower case without accents, for comparing words as people mistype them."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS_WITHOUT_ACCENT_FORM))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=16_384)
def slug(text: str, longest: int = 70) -> str:
    """Return the text as part of a file name: ASCII, lower case, hyphens, cut between words."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word
        if name and len(longer) > longest:
            break
        name = longer
    return name[:longest]


_OTHER_THAN_OWN_VOWELS = lazy_pattern("[^åäö]+")


def search_form(text: str) -> str:
    """Return the text as one searches in Swedish: in lower case, without accents but for å, ä and ö, which are letters.

    So «idé» is found by «ide», and «får» is not found by «far».
    """
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFC", text).casefold()
    if composed.replace("å", "").replace("ä", "").replace("ö", "").isascii():  # nothing to fold, as in most texts
        return composed
    return _OTHER_THAN_OWN_VOWELS.sub(lambda found: fold(found[0]), composed)


def has_word(searched: str, word: str) -> bool:
    """Return whether a word stands in a text, both in search form: anywhere in it, but a number only as a whole."""
    if word.isdecimal():
        return re.search(rf"(?<!\d){word}(?!\d)", searched) is not None
    return word in searched


_AFTER_Z = str.maketrans({"å": "z\uffff1", "ä": "z\uffff2", "ö": "z\uffff3"})


def alphabetic(text: str) -> str:
    """Return what puts a text in its place in a Swedish list: å, ä and ö last, other accents make no difference."""
    return search_form(text).translate(_AFTER_Z)


_REASONS = {
    errno.EACCES: "behörighet saknas",
    errno.EBUSY: "används av ett annat program",
    errno.ECONNABORTED: "förbindelsen bröts",
    errno.ECONNREFUSED: "ingen tar emot på den porten",
    errno.ECONNRESET: "förbindelsen bröts",
    errno.EDQUOT: "din del av disken är full",
    errno.EEXIST: "namnet är upptaget",
    errno.EFBIG: "filen är för stor för disken",
    errno.EHOSTUNREACH: "ingen väg dit",
    errno.EINVAL: "namnet går inte att använda",
    errno.EIO: "disken svarar inte som den ska",
    errno.EISDIR: "där ligger en mapp",
    errno.ELOOP: "länken leder runt i en ring",
    errno.EMFILE: "för många filer är öppna",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ENETUNREACH: "nätet nås inte",
    errno.ENOENT: "finns inte",
    errno.ENOLCK: "disken kan inte låsa filer",
    errno.ENOSPC: "disken är full",
    errno.ENOSYS: "disken kan inte låsa filer",
    errno.ENOTDIR: "en del av sökvägen är ingen mapp",
    errno.EPERM: "inte tillåtet",
    errno.EPIPE: "förbindelsen bröts",
    errno.EROFS: "disken går bara att läsa",
    errno.ETIMEDOUT: "inget svar i tid",
}


def system_reason(error: OSError) -> str:
    """Return why the system did not do something; what is not known here is given in the system's own words."""
    if isinstance(error, TimeoutError):
        return _REASONS[errno.ETIMEDOUT]
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
