"""What can be read of a value that its model refuses: a record of the sound parts, which knows nothing of the others.

Why: rules and texts are then judged together with keys and values, so that all of a file's problems come at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from naravard_docs.meeting.values import GappedTuple, Record, UnknownValueError
from naravard_docs.yaml.key_suggestions import key_meant_for
from naravard_docs.yaml.keys import item_of, record_of, swedish_keys
from naravard_docs.yaml.tree import Loc

R = TypeVar("R", bound=Record)


def partial(model: type[R], value: Any, context: object = None) -> tuple[R, list[ErrorDetails]]:
    """Return what can be read of a value that a model has refused, and what is wrong in it beside what the model tells.

    A model asks how its fields hang together (its validators «after») only when all of them are sound; here that is
    asked of the sound ones.
    """
    reading = _Reading(context)
    return reading.record(model, value, ()), reading.errors


_UNREAD = object()
"""What stands for a value that cannot be read."""


class _Reading:
    """Reads a value part by part and gathers what is wrong with how the parts hang together."""

    def __init__(self, context: object) -> None:
        self.context = context
        self.errors: list[ErrorDetails] = []

    def record(self, model: type[R], value: Any, loc: Loc) -> R:
        """Return a record of the value, whole if its model takes it."""
        try:
            return model.model_validate(value, context=self.context)
        except ValidationError as error:
            of_whole = [each for each in error.errors(include_url=False) if not each["loc"]]
            is_told = len(of_whole) == error.error_count()
        if (values := _expanded(model, value)) is None:
            return model.of_known(model.as_far_as_read(value))
        known = self._fields(model, values, loc)
        for each in of_whole if is_told else self._not_together(model, known, value, loc):
            for name in _doubtful(model, each.get("ctx", {})):
                known.pop(name, None)
        return model.of_known(known)

    def _fields(self, model: type[Record], values: Mapping[str, Any], loc: Loc) -> dict[str, Any]:
        """Return the fields that can be read, by name."""
        names, known = swedish_keys(model), {}
        meant = {key_meant_for(key, names) for key in values if key not in names and key not in names.values()}
        for name, key in names.items():
            written = [each for each in {key, name} if values.get(each) is not None]
            of_field = model.model_fields[name]
            if len(written) == 1 and key not in meant:
                read = self._field(model, name, values[written[0]], (*loc, key))
            else:
                is_absent = not written and key not in meant and not of_field.is_required()
                read = of_field.get_default(call_default_factory=True) if is_absent else _UNREAD
            if read is not _UNREAD:
                known[name] = read
        return known

    def _field(self, model: type[Record], name: str, value: Any, loc: Loc) -> Any:
        of_field = model.model_fields[name]
        if isinstance(value, str) and (read := self._read(_adapter(model, name), value)) is not _UNREAD:
            return read  # a line may be a list
        if (item := item_of(of_field.annotation)) is not None:
            listed = _listed(value, of_field)
            return self._list(item, listed, loc) if isinstance(listed, list) and listed else _UNREAD
        if (record := record_of(of_field.annotation)) is not None and issubclass(record, Record):
            return self.record(record, value, loc)
        return self._read(_adapter(model, name), value)

    def _list(self, item: Any, listed: list[Any], loc: Loc) -> Any:
        """Return a list with a place for each entry, whether it can be read or not."""
        record = record_of(item)
        if record is not None and issubclass(record, Record):
            return tuple(self.record(record, each, (*loc, n)) for n, each in enumerate(listed))
        read = [self._read(_item_adapter(item), each) for each in listed]
        if any(each is _UNREAD for each in read):
            return GappedTuple(None if each is _UNREAD else each for each in read)
        return tuple(read)

    def _read(self, adapter: TypeAdapter[Any], value: Any) -> Any:
        try:
            return adapter.validate_python(value, context=self.context)
        except ValidationError:
            return _UNREAD

    def _not_together(
        self, model: type[Record], known: Mapping[str, Any], value: Any, loc: Loc
    ) -> Iterator[ErrorDetails]:
        """Find what is wrong with how the known fields hang together, of which a model with faulty fields is silent."""
        for each in model.__pydantic_decorators__.model_validators.values():
            if each.info.mode != "after":
                continue
            try:
                each.func(model.of_known(known))
            except UnknownValueError:
                continue
            except PydanticCustomError as error:
                told = ErrorDetails(
                    type=error.type, loc=loc, msg=error.message(), input=value, ctx=dict(error.context or {})
                )
                self.errors.append(told)
                yield told


def _expanded(model: type[Record], value: Any) -> dict[str, Any] | None:
    """Return a value as a mapping by keys, a short form unfolded; None when it is none, or cannot be unfolded."""
    for each in reversed(model.__pydantic_decorators__.model_validators.values()):  # as pydantic runs them
        if each.info.mode == "before":
            try:
                value = each.func(value)
            except PydanticCustomError:
                return None
    return value if isinstance(value, dict) else None


def _listed(value: Any, of_field: FieldInfo) -> Any:
    """Return a list that is written in a shorter form as the list that it means."""
    for each in of_field.metadata:
        if isinstance(each, BeforeValidator):
            value = each.func(value)  # type: ignore[call-arg]
    return value


def _doubtful(model: type[Record], context: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields that what is told of a whole record leaves in doubt."""
    names = {key: name for name, key in swedish_keys(model).items()}
    yield from (names[key] for key in context.get("doubtful", context.get("at", ()))[:1] if key in names)


_CONFIG = ConfigDict(allow_inf_nan=False)


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    of_field: FieldInfo = model.model_fields[name]
    if not of_field.metadata:
        return TypeAdapter[Any](of_field.annotation, config=_CONFIG)  # type: ignore[arg-type]
    return TypeAdapter(Annotated[(of_field.annotation, *of_field.metadata)], config=_CONFIG)  # type: ignore[arg-type]


@cache
def _item_adapter(item: Any) -> TypeAdapter[Any]:
    return TypeAdapter(item, config=_CONFIG)
