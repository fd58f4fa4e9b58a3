"""Swedish as documents write it: dates, lists, counts, names of files, likeness of words."""

from __future__ import annotations

import errno
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.swedish import (
    MONTHS,
    capitalise,
    date_at_start,
    did_you_mean,
    enumeration,
    fold,
    long_date,
    quote,
    read_date,
    slug,
    system_reason,
    with_noun,
)


@given(st.dates())
def test_long_date_is_read_back(day: date) -> None:
    """A date as the documents write it is read as the same day."""
    if day.year >= 1000:
        assert read_date(long_date(day)) == day


@given(st.dates())
def test_iso_date_is_read_back(day: date) -> None:
    """A date as ISO 8601 writes it is read as the same day."""
    assert read_date(day.isoformat()) == day


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["den {}", " {} ", "{}"]), st.booleans())
def test_long_date_as_people_write_it(day: date, form: str, is_capital: bool) -> None:
    """«den» before a date, blanks around it and a month with a capital do not matter."""
    written = long_date(day).title() if is_capital else long_date(day)
    assert read_date(form.format(written)) == day


@pytest.mark.parametrize("month", range(1, 13))
def test_months(month: int) -> None:
    """Each month has its name."""
    assert long_date(date(2021, month, 9)) == f"9 {MONTHS[month - 1]} 2021"


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Any text is read as a day or as none, without an error."""
    assert read_date(text) is None or isinstance(read_date(text), date)


@pytest.mark.parametrize(
    "text",
    ["2023-02-30", "2023-2-3", "20230203", "31 april 2023", "3 ma 2023", "2023-02-03 kl 9", "2023-02-031",
     "1 aprıl 2023", "1 auguſti 2023", "٢٠٢٣-٠٢-٠٣", "²023-02-03", "", "idag"],
)  # fmt: skip
def test_no_date(text: str) -> None:
    """What is no day of the calendar, or has another form, is no date."""
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "rest"), [("2023-05-12 Samråd", "Samråd"), ("12 maj 2023, kl. 9", "kl. 9"), ("2023-05-12", "")]
)
def test_date_at_start(text: str, rest: str) -> None:
    """A date first in a text is given with the text after it."""
    assert date_at_start(text) == (date(2023, 5, 12), rest)


def test_date_that_goes_on_as_a_word() -> None:
    """Digits that go on as another number are no date."""
    assert date_at_start("2023-05-123") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A och B"), (["A", "B", "C"], "A, B och C"), (list("ABCD"), "A, B, C och D")],
)
def test_enumeration(words: list[str], expected: str) -> None:
    """Words are joined as running text joins them."""
    assert enumeration(words) == expected


def test_enumeration_with_or() -> None:
    """Another conjunction can be asked for."""
    assert enumeration(["A", "B", "C"], "eller") == "A, B eller C"


@pytest.mark.parametrize(("number", "expected"), [(0, "0 beslut"), (1, "1 ett"), (2, "2 beslut")])
def test_counted(number: int, expected: str) -> None:
    """The word has the form that its number asks for."""
    assert with_noun(number, "ett", "beslut") == expected


@pytest.mark.parametrize(("text", "expected"), [("ärendet i Umeå", "Ärendet i Umeå"), ("", ""), ("«a» b", "«a» b")])
def test_capitalised(text: str, expected: str) -> None:
    """Only the first letter becomes a capital."""
    assert capitalise(text) == expected


@given(st.text(max_size=200))
def test_quoted_is_one_short_line(text: str) -> None:
    """A quoted value is a line of at most 62 characters, whatever it holds."""
    shown = quote(text)
    assert len(shown) <= 62 and len(shown.splitlines()) <= 1


@given(st.text(max_size=200), st.integers(min_value=1, max_value=80))
def test_slug_is_a_safe_part_of_a_file_name(text: str, longest: int) -> None:
    """A slug is ASCII letters, digits and single hyphens between them, and no longer than asked."""
    name = slug(text, longest)
    assert len(name) <= longest
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Färdplan Nära vård 2030", "fardplan-nara-vard-2030"),
        ("Åsele kommun/Ååå", "asele-kommun-aaa"),
        ("../../etc/passwd", "etc-passwd"),
        ("Straße", "strasse"),
        ("☃", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """Swedish letters lose their dots and rings, other signs part the words."""
    assert slug(text) == expected


def test_slug_is_cut_between_words() -> None:
    """A long text is cut where a word ends."""
    assert slug("systemledning och framtidsbild", 20) == "systemledning-och"


def test_slug_is_stable() -> None:
    """A slug's own slug is itself, so that names can be made twice."""
    assert slug(slug("Färdplan – Nära vård")) == slug("Färdplan – Nära vård")


@pytest.mark.parametrize("word", ["narvarande", "Närvarade", "nävarande", "NÄRVARANDE"])
def test_did_you_mean(word: str) -> None:
    """A word mistyped, or typed without its dots, leads to the known one."""
    assert did_you_mean(word, ["organ", "närvarande", "ärenden"]) == "menade du «närvarande»?"


def test_did_you_mean_nothing() -> None:
    """A word like none of the known gives no guess."""
    assert did_you_mean("qqqq", ["organ", "närvarande"]) == ""


def test_fold() -> None:
    """Folded words have neither capitals nor accents."""
    assert fold("ÅSELE Café") == "asele cafe"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disken är full"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "finns inte"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "ingen tar emot på den porten"),
        (TimeoutError("timed out"), "inget svar i tid"),
        (OSError(errno.EXDEV, "Invalid cross-device link"), "Invalid cross-device link"),
        (OSError("cannot"), "cannot"),
    ],
)
def test_why_the_system_did_not(error: OSError, said: str) -> None:
    """The common reasons are Swedish; another is given as the system says it rather than not at all."""
    assert system_reason(error) == said
