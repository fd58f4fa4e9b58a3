"""The values that YAML scalars become: one-line texts, prose, dates, yes and no, words from a list.

The reader gives every scalar as the text that was written (yaml/tree.py), so each type here parses text and
refuses what it cannot read with an error type of its own; yaml/error_messages.py words them in Swedish.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, cast

from msgspec import Struct
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.limits import LIMITS
from naravard_docs.meeting.domain_names import is_deliverable
from naravard_docs.meeting.editor_forms import DATE_SCHEMA, TEXT_SCHEMA, YES_NO_SCHEMA
from naravard_docs.swedish import LANGUAGE_TAG, did_you_mean, is_empty, read_date

_BLANKS = lazy_pattern(r"[ \t\r\n]+")
_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[A-Za-z0-9ÅÄÖåäöéüáčđŋšŧž-]{1,40}"
_EMAIL = lazy_pattern(rf"{_ATOM}(\.{_ATOM})*@{_LABEL}(\.{_LABEL})+")
"""Addresses that every mail server takes (RFC 5322, 3.4.1), in domains of the letters that .se has."""

_ORGANISATION_NUMBER = lazy_pattern(r"(\d{6})-?(\d{4})", re.ASCII)
_WEB = lazy_pattern(r"(https?://)?[^\s/]+\.[^\s]+")
_COLOUR = lazy_pattern(r"#?([0-9A-Fa-f]{6})")
_YES_NO = {"ja": True, "yes": True, "true": True, "nej": False, "no": False, "false": False}
_TEXT_SCHEMA = WithJsonSchema(TEXT_SCHEMA)


class Reader(BeforeValidator):
    """A function that reads a written value, and needs nothing but that.

    Why: pydantic asks of every function that it is given, in each place, whether it wants to know more.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        function = cast("Callable[[Any], Any]", self.func)
        return core_schema.no_info_before_validator_function(function, schema=handler(source))


class PlainReader(Reader):
    """A function that reads a text as it is written into a plain value, with no other validator before it.

    Why: what there is to know of «str» need not be asked for at each of the hundreds of fields that are one.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        if (plain := _PLAIN.get(source)) is None:
            return super().__get_pydantic_core_schema__(source, handler)
        return core_schema.no_info_before_validator_function(cast("Callable[[Any], Any]", self.func), schema=plain())


_PLAIN: Mapping[Any, Callable[[], core_schema.CoreSchema]] = {
    str: core_schema.str_schema,
    bool: core_schema.bool_schema,
    date: core_schema.date_schema,
}
"""What pydantic makes of these where nothing else is said of them."""


class UnknownValueError(Exception):
    """What was asked for stands in the file, or should, but cannot be read there; whoever asks cannot judge."""


class Record(BaseModel):
    """A mapping of the YAML: English field names, Swedish keys as aliases, nothing unknown let in.

    One that was made of the sound parts of a faulty mapping (``of_known``) raises ``UnknownValueError`` when it is
    asked for another part.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        validate_by_name=True,
        validate_by_alias=True,
        allow_inf_nan=False,
        defer_build=True,  # a record that stands in another is built with it, and not once more for itself
    )

    written_short: ClassVar[tuple[str, ...]] = ()
    """What the record may be written as instead of a mapping: «string», or the key whose list stands for it all."""

    written_by_name: ClassVar[tuple[str, str] | None] = None
    """Two of its keys, if it may be written with the first one's value as a key of the other's: «Bo Ek (S): avslag»."""

    one_asked: ClassVar[tuple[str, ...]] = ()
    """Keys of which it has at least one."""

    @model_validator(mode="before")
    @classmethod
    def _by_its_keys(cls, value: Any) -> Any:
        """Return a mapping without the keys that have no value, which are absent, and with those of who is named."""
        if not isinstance(value, dict):
            return value
        known = _keys_of(cls)
        return keyed_by_name(cls, {key: held for key, held in value.items() if held is not None or key not in known})

    @classmethod
    def as_far_as_read(cls, value: Any) -> dict[str, Any]:  # noqa: ARG003 - some records know more of it
        """Return the fields that are sure of a value that is no mapping, by name."""
        return {}

    @classmethod
    def of_known(cls, known: Mapping[str, Any]) -> Self:
        """Return a record of which only some fields are known, by name."""
        record = cast("Self", cls.model_construct(**known))
        for name in cls.model_fields.keys() - known.keys():
            vars(record).pop(name, None)
        return record

    def known(self, name: str, otherwise: Any = None) -> Any:
        """Return the value of a field, or something else if it could not be read."""
        return self.__dict__.get(name, otherwise)

    @property
    def is_whole(self) -> bool:
        """Whether all of its fields are known, and all of theirs."""
        known = vars(self)
        return known.keys() >= type(self).model_fields.keys() and all(map(_is_whole, known.values()))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values; what was worked out of the old ones is not taken along."""
        copied = super().model_copy(update=update, deep=deep)
        for name in vars(copied).keys() - type(self).model_fields.keys():
            del vars(copied)[name]
        return copied

    if not TYPE_CHECKING:  # with it in sight, mypy would let through any name

        def __getattr__(self, name: str) -> Any:
            if name in type(self).model_fields:
                raise UnknownValueError(name)
            return super().__getattr__(name)


Record.__annotations__.clear()  # pydantic reads those of its bases anew for each of the models made of it


@cache
def _keys_of(model: type[Record]) -> frozenset[str]:
    """Return the keys that a record may be written with, in both languages."""
    return frozenset(key for name, of_field in model.model_fields.items() for key in (name, of_field.alias or name))


def keyed_by_name(model: type[Record], written: Any) -> Any:
    """Return a record that was written with a name as a key, «Bo Ek (S): avslag», with its two keys instead."""
    if model.written_by_name is None or (name := name_as_key(model, written)) is None:
        return written
    by, says = model.written_by_name
    return {by: name, says: written[name], **{key: held for key, held in written.items() if key != name}}


def name_as_key(model: type[Record], written: Any) -> str | None:
    """Return the key of a mapping that is no key but the name that a record is written by; None where there is none."""
    if model.written_by_name is None or not isinstance(written, dict):
        return None
    known = _keys_of(model)
    others = [key for key in written if key not in known]
    if len(others) != 1 or any(key in written for key in _both_languages(model, model.written_by_name)):
        return None
    return others[0] if is_no_key(others[0], model) else None


def is_no_key(written: str, model: type[Record]) -> bool:
    """Return whether what stands before a colon is no key, nor one misspelt, but the beginning of a text or a name."""
    known = _keys_of(model)
    return written not in known and (" " in written.strip() or not did_you_mean(written, known))


@cache
def _both_languages(model: type[Record], keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        name
        for english, of_field in model.model_fields.items()
        if of_field.alias in keys
        for name in (english, of_field.alias)
    )


def _is_whole(value: Any) -> bool:
    if isinstance(value, Record):
        return value.is_whole
    return not isinstance(value, tuple) or all(known is not None and _is_whole(known) for known in known_of(value))


class GappedTuple(tuple[Any, ...]):
    """A list of which some values could not be read; ``None`` stands for each of them in ``known_of`` it."""

    def __iter__(self) -> Iterator[Any]:
        raise UnknownValueError

    def known(self) -> Iterator[Any]:
        return super().__iter__()


def known_of(listed: tuple[Any, ...]) -> Iterator[Any]:
    """Return the values of a list, with None for each that could not be read."""
    return listed.known() if isinstance(listed, GappedTuple) else iter(listed)


def _one_line(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = _BLANKS.sub(" ", value).strip(" ")
    if is_empty(text):
        raise PydanticCustomError("empty_text", "empty text")
    if len(text) > LIMITS.line_letters:
        raise _longer(text, LIMITS.line_letters)
    return text


def _longer(text: str, at_most: int) -> PydanticCustomError:
    return PydanticCustomError("text_too_long", "too long", {"letters": len(text), "at_most": at_most})


def _long_line(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if len(value) > LIMITS.text_letters:
        raise _longer(value, LIMITS.text_letters)
    return " ".join(value.split())


def _prose(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if len(value) > LIMITS.text_letters:
        raise _longer(value, LIMITS.text_letters)
    return value.rstrip()


def _line_or_prose(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.strip("\n").rstrip()
    return _prose(text) if "\n" in text else _one_line(text)


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if (day := read_date(value)) is None:
        raise PydanticCustomError("date_unreadable", "not a date")
    return day


def _yes_no(value: Any) -> Any:
    if isinstance(value, str) and value.lower() not in _YES_NO:
        raise PydanticCustomError("yes_no", "neither yes nor no")
    return _YES_NO[value.lower()] if isinstance(value, str) else value


def _matching(pattern: re.Pattern[str], fault: str, group: int = 0) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if (found := pattern.fullmatch(value.strip())) is None:
            raise PydanticCustomError(fault, "wrong form")
        return found[group]

    return check


def _deliverable(address: Any) -> Any:
    if not isinstance(address, str):
        return address
    if not is_deliverable(address):
        raise PydanticCustomError("email_malformed", "no such domain can be")
    return address


def _organisation_number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if (found := _ORGANISATION_NUMBER.fullmatch(value.strip())) is None:
        raise PydanticCustomError("organisation_number_malformed", "wrong form")
    digits = found[1] + found[2]
    if digits[2] in "01":  # the month of a personnummer; organisation numbers have at least 20 there, to be told apart
        raise PydanticCustomError("organisation_number_of_person", "a person's number")
    if (check := _check_digit(digits[:9])) != digits[9]:
        raise PydanticCustomError("organisation_number_check", "wrong check digit", {"check": check})
    return f"{found[1]}-{found[2]}"


def _check_digit(digits: str) -> str:
    """Return the digit that follows nine others by the modulus-10 method (Luhn), as organisation numbers have it."""
    doubled = (int(digit) * (2 if n % 2 == 0 else 1) for n, digit in enumerate(digits))
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def _one_as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | dict | date | BaseModel) else value


class EntriesByName(Struct, frozen=True):
    """The mark of a list of records that may be written as one mapping of names to what each says."""

    model: type[Record]

    def listed(self, value: Any) -> Any:
        """Return a mapping of several names as the list of its entries, and one entry as a list of it."""
        if not isinstance(value, dict):
            return _one_as_list(value)
        known = _keys_of(self.model)
        is_by_name = self.model.written_by_name and not any(key in known for key in value)
        if not (is_by_name and all(is_no_key(key, self.model) for key in value)):
            return [value]
        return [{key: held} for key, held in value.items()]


def entries_by_name(model: type[Record]) -> Reader:
    """Return the validator of a list of records that may be written as its only member, or as a mapping by names."""
    return Reader(EntriesByName(model).listed)


def one_of(choices: type[StrEnum]) -> Reader:
    """Return the validator that reads a word of the enum whatever its capitals."""

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        for choice in choices:
            if choice.value.lower() == value.strip().lower():
                return choice
        context = {"choices": [c.value for c in choices]}
        raise PydanticCustomError("choice_unknown", "unknown word", context)

    return Reader(read)


class Reading(Enum):
    """How a text is read: as it stands, or for the marks of the text dialect, within its line or in blocks."""

    AS_WRITTEN = "as written"
    LINE = "line"
    BLOCKS = "blocks"
    LINE_OR_BLOCKS = "line or blocks"


Line = Annotated[str, PlainReader(_one_line), _TEXT_SCHEMA]
"""Text on one line, not empty, shown as it stands; inner line breaks of a folded scalar become spaces."""

MarkedLine = Annotated[str, PlainReader(_one_line), Reading.LINE, _TEXT_SCHEMA]
"""Text on one line that may have words in bold or italic, links and words in another language."""

LongLine = Annotated[str, PlainReader(_long_line), _TEXT_SCHEMA]
"""Text that is shown as it stands, of any length, with every break in it as a space; it may be empty."""

Prose = Annotated[str, PlainReader(_prose), Reading.BLOCKS, _TEXT_SCHEMA]
"""Text in blocks: paragraphs, lists, quotations, headings, tables and figures."""

LineOrProse = Annotated[str, PlainReader(_line_or_prose), Reading.LINE_OR_BLOCKS, _TEXT_SCHEMA]
"""Text that is a marked line where it stands on one line, and else has paragraphs and lists."""

SwedishDate = Annotated[
    date,
    PlainReader(_date),
    WithJsonSchema(DATE_SCHEMA),
]
"""A day: «2023-05-12» or «12 maj 2023»."""

YesNo = Annotated[
    bool,
    PlainReader(_yes_no),
    WithJsonSchema(YES_NO_SCHEMA),
]
WebAddress = Annotated[
    str,
    Reader(_matching(_WEB, "web_malformed")),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^\s*\S+\.\S+\s*$"}),
]
EmailAddress = Annotated[
    str,
    Reader(_deliverable),
    Reader(_matching(_EMAIL, "email_malformed")),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\S+@\S+\.\S+\s*$"}),
]
Fingerprint = Annotated[
    str,
    Reader(_matching(lazy_pattern(r"sha256:[0-9a-f]{64}"), "fingerprint_malformed")),
    WithJsonSchema({"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}),
]
"""What tells adopted words from all others: the SHA-256 of them."""

LanguageTag = Annotated[
    str,
    Reader(_matching(lazy_pattern(LANGUAGE_TAG), "language_malformed")),
    WithJsonSchema({"type": "string", "pattern": rf"^\s*{LANGUAGE_TAG}\s*$"}),
]
OrganisationNumber = Annotated[
    str,
    Reader(_organisation_number),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\s*\d{6}-?\d{4}\s*$"}),
]
"""Ten digits with a right check digit, given as «NNNNNN-NNNN»."""

Colour = Annotated[
    str,
    Reader(_matching(_COLOUR, "colour_malformed", group=1)),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^\s*#?[0-9A-Fa-f]{6}\s*$"}),
]
Count = Annotated[int, Field(ge=1, le=100_000)]
CountOrNone = Annotated[int, Field(ge=0, le=100_000)]
Weeks = Annotated[int, Field(ge=1, le=104)]
WeeksOrNone = Annotated[int, Field(ge=0, le=104)]
Points = Annotated[float, Field(ge=5, le=72)]
SideMarginMm = Annotated[float, Field(ge=10, le=60)]
EdgeMarginMm = Annotated[float, Field(ge=22, le=60)]
"""Margin above and below the text, with room for headers and footers."""

PictureMm = Annotated[float, Field(ge=5, le=90)]
OneOrMore = Reader(_one_as_list)
"""A list that may be written as its only member."""
