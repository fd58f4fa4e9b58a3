"""A personnummer is known however it is written, and other numbers are not taken for one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.meeting.personal_number import personal_numbers


def check_digit(nine: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - n % 2), 10)) for n, digit in enumerate(nine))
    return str(-total % 10)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str, str]:
    """Return century, day of birth and the last four digits of a personnummer or samordningsnummer."""
    day = draw(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
    of_month = day.day + (60 if draw(st.booleans()) else 0)
    born, three = f"{day:%y%m}{of_month:02}", f"{draw(st.integers(0, 999)):03}"
    return f"{day:%Y}"[:2], born, three + check_digit(born + three)


def found_in(text: str) -> list[str]:
    return [text[start:end] for start, end in personal_numbers(text)]


FORMS = (
    "{1}-{2}", "{1}+{2}", "{1}{2}", "{0}{1}{2}", "{0}{1}-{2}", "{1} {2}", "{1} - {2}", "{0} {1}-{2}", "**{1}**-{2}",
    "{1}\u2011{2}", "{1}\u2013{2}", "{1}\u2212{2}", "{1}-\n   {2}", "> {1}-\n> {2}", "{1}\u00ad-{2}", "{1}\u200b{2}",
    "{1}\u00a0{2}", "*{1}-{2}*", "{1}\\-{2}",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@given(number=numbers(), around=st.sampled_from([("", ""), ("Bo Ek, ", ", är"), ("(", ")"), ("pnr:", "."), ("«", "»")]))
def test_every_form_is_found(form: str, number: tuple[str, str, str], around: tuple[str, str]) -> None:
    """With and without century, sign, blanks, emphasis and line breaks, it is found where it stands, whole."""
    written = form.format(*number)
    before, after = around
    found = found_in(f"{before}{written}{after}")
    assert len(found) == 1
    assert found[0].strip("*> ") in written
    assert sum(sign.isdigit() for sign in found[0]) == sum(sign.isdigit() for sign in written)


@pytest.mark.parametrize(
    "day", ["1985-01-01-", "1985 01 01 ", "85 01 01-", "1985.01.01-", "85/01/01-", "8 5 0 1 0 1 - "]
)
def test_a_day_in_parts_is_found(day: str) -> None:
    """The day may be written as a date, or digit by digit."""
    last = "1 2 3 6" if day.startswith("8 ") else "1236"
    assert len(found_in(f"Bo, {day}{last}, och")) == 1


@given(number=numbers(), error=st.integers(1, 9))
def test_a_wrong_check_digit_is_none(number: tuple[str, str, str], error: int) -> None:
    """A number with another check digit is no personnummer."""
    _, born, last = number
    assert found_in(f"{born}-{last[:3]}{(int(last[3]) + error) % 10}") == []


OTHERS = (
    "212000-2627", "2120002627", "16212000-2627", "20230901", "2023-09-01", "den 1985-01-01 kl. 12.36",
    "KS 2023/850101",
    "dnr 2023/0123",
    "bankgiro 123-4567", "plusgiro 12 34 56-7", "OCR 8501011236", "1 234 567 890 kr", "850 101 123 kr",
    "6378137 1467890", "§§ 1-20, 22", "59.3293, 18.0686", "2023-2024", "850101-1235", "850132-1232", "851301-1231",
    "12 345 678 901 234 kr", "ISBN 978-91-7000-000-1", "kl. 09.00-12.00", "0,850101", "3 850 101 1236",
)  # fmt: skip


@pytest.mark.parametrize("written", OTHERS)
def test_other_numbers_are_none(written: str) -> None:
    """Organisation numbers, days, reference and giro numbers, amounts and coordinates are no person's."""
    assert found_in(written) == []


@given(st.from_regex(r"[2-9]\d[2-9]\d\d\d-?\d{4}", fullmatch=True))
def test_no_organisation_number_is_a_persons(written: str) -> None:
    """Organisation numbers have at least 20 where a personnummer has its month."""
    assert found_in(written) == []


@given(st.integers(1, 10**9))
def test_no_amount_is_a_persons(amount: int) -> None:
    """Amounts with their thousands apart are no personnummer."""
    assert found_in(f"{amount:,} kr".replace(",", " ")) == []
