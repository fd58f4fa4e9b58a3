"""Telephone numbers and private addresses are known in their usual forms, and what only resembles them is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.meeting.private_details import DetailKind, is_public_address, number_known_as, private_details


def found_in(text: str) -> list[str]:
    return [text[slice(*each.span)] for each in private_details(text)]


TELEPHONES = (
    "070-123 45 67", "0701234567", "070 123 45 67", "070-1234567", "070 1234567", "+46 70 123 45 67", "+46701234567",
    "+46 (0)70 123 45 67", "+46(0)70-123 45 67", "0046 70 123 45 67", "08-123 456 78", "08-12 34 56 78", "08 123 45 67",
    "0920-123 45", "090-785 00 00", "(090) 12 34 56", "073/123 45 67", "070.123.45.67", "070\u2011123\u00a045\u00a067",
    "070–123 45 67", "070-**123** 45 67", "070-123\n  45 67", "+47 123 45 678", "+358 40 1234567", "+45 12 34 56 78",
    "+1 212 555 1234", "+44 20 7946 0958", "+49-30-1234567",
)  # fmt: skip


@pytest.mark.parametrize("written", TELEPHONES)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("Ring Bo Ek, ", "."), ("(", ")"), ("tel. ", ", eller"), ("nås på ", "")]
)
def test_telephone_numbers_are_found(written: str, before: str, after: str) -> None:
    """Swedish and foreign numbers are found whole, whatever stands around them."""
    (found,) = found_in(f"{before}{written}{after}")
    assert number_known_as(found) == number_known_as(written)


@pytest.mark.parametrize("label", ["tel.", "tel", "tfn:", "telefon", "Telefonnummer:", "mobil", "växel", "fax", "sms"])
def test_any_number_that_is_said_to_be_one_is_found(label: str) -> None:
    """After a word for it a number of five digits or more is a telephone's."""
    assert found_in(f"{label} 14 50 00") == ["14 50 00"]


OTHERS = (
    "KS 2023/0123-456", "dnr 0123-45678", "Dnr KS 0123-456 78", "2023-09-01", "01-09-2023", "20230901", "212000-2627",
    "bankgiro 0123-4567", "bg 5050-1055", "plusgiro 01 23 45-6", "OCR 0123456789", "12 345 678 kr", "+12 345 678 kr",
    "+12 345 678", "+3 000 000 tkr", "1 234 567", "§§ 1-20, 22", "§ 0123", "kl. 08.00-16.00", "08-12 och 13-17",
    "0-100 000 kr", "00-talet", "N 6378137, E 1467890", "6580822, 674032", "59.3293, 18.0686", "ISBN 978-91-7000-000-1",
    "903 25 Umeå", "5 000-10 000", "3,5-4,2 mnkr", "0114 02 03", "https://exempel.se/0701234567", "10-12 personer",
    "0,1234567", "SFS 2017:725", "2024-01-15 09.00-12.00", "2 017-2 018", "ISO 19005-2", "nummer 12345",
    "budget 2023 850 000",
)  # fmt: skip


@pytest.mark.parametrize("written", OTHERS)
def test_other_numbers_are_no_telephones(written: str) -> None:
    """Reference numbers, days, giro numbers, amounts, paragraphs, hours, coordinates and codes stay."""
    assert found_in(written) == []


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d-%m-%Y", "%d/%m %Y"]))
def test_no_day_is_a_telephone(day: date, form: str) -> None:
    """A date in any form stays."""
    assert found_in(f"den {day.strftime(form)} beslutades") == []


@given(st.integers(-(10**9), 10**10), st.sampled_from(["kr", "tkr", "mnkr", "kronor", "procent"]))
def test_no_amount_is_a_telephone(amount: int, unit: str) -> None:
    """Amounts with their thousands apart, with a sign or none, stay."""
    assert found_in(f"{amount:+,} {unit}".replace(",", " ")) == []
    assert found_in(f"{abs(amount):,} {unit}".replace(",", " ")) == []


@given(st.integers(10, 99), st.integers(20, 99), st.integers(10, 99), st.integers(0, 9999))
def test_no_organisation_number_is_a_telephone(a: int, b: int, c: int, d: int) -> None:
    """Organisation numbers stay."""
    assert found_in(f"organisationsnummer {a}{b}{c}-{d:04}") == []
    assert found_in(f"{a}{b}{c}-{d:04}") == []


@pytest.mark.parametrize(
    "written",
    ["Storgatan 12, 903 25 Umeå", "Östra Kyrkogatan 5 B lgh 1101, 90325 Umeå", "Byvägen 3\n916 91 Robertsfors",
     "Eks väg 3, SE-903 25 UMEÅ", "Skogsbyn 114, 916 91 Robertsfors"],
)  # fmt: skip
def test_home_addresses_are_found(written: str) -> None:
    """A street with its number, followed by a postcode and a town, is an address."""
    (found,) = private_details(f"Bo Ek bor på {written}.")
    assert found.kind is DetailKind.HOME


@pytest.mark.parametrize(
    "written", ["Kungsgatan 12, Umeå", "Kommunhuset, Nämndsalen", "903 25 Umeå", "Budget 2023 på 12 sidor"]
)
def test_places_are_no_home_addresses(written: str) -> None:
    """Where a meeting is stays, and so does a postcode alone."""
    assert found_in(written) == []


@pytest.mark.parametrize("written", ["bo.ek@gmail.com", "bo (at) hotmail.com", "bo.ek@foretaget.se", "info@gmail.com"])
def test_private_mail_addresses_are_found(written: str) -> None:
    """An address is private unless it is known to be an organisation's or a function's."""
    assert found_in(f"skriv till {written}, så") == [written]


def test_public_mail_addresses_stay() -> None:
    """Those of authorities, of functions and at the organisation's own domains stay."""
    for address in ("registrator@umea.se", "ks@obo.example", "eva.alm@regionvasterbotten.se", "bo.ek@umea.kommun.se"):
        assert is_public_address(address)
    assert private_details("bo.ek@lanet.example", {"lanet.example"}) == ()
