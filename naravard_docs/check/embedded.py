"""What a PDF carries within it: the meeting file that it was built of, given back byte for byte."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, TextStringObject

from naravard_docs.libraries.remarks import without_remarks

_YAML = "/application/yaml"
_SUFFIXES = (".yaml", ".yml")


class MissingSourceReason(Enum):
    """Why a file gives no source."""

    NOT_PDF = auto()
    DAMAGED = auto()
    ENCRYPTED = auto()
    NO_SOURCE = auto()
    ALTERED = auto()


class MissingSourceError(ValueError):
    """A file gives no source."""

    def __init__(self, reason: MissingSourceReason) -> None:
        super().__init__(reason.name)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Source:
    """A meeting file out of a PDF; ``name`` is None when the one within is no plain name of a YAML file."""

    name: str | None
    data: bytes


@without_remarks()
def embedded_source(data: bytes) -> Source:
    """Return the source that a PDF/A-3 file carries (ISO 19005-3, 6.8).

    Raises:
        MissingSourceError: if the file is no PDF, cannot be read, or carries none.
    """
    if b"%PDF-" not in data[:1024]:
        raise MissingSourceError(MissingSourceReason.NOT_PDF)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise MissingSourceError(MissingSourceReason.ENCRYPTED)
        return _source(reader)
    except MissingSourceError:
        raise
    except DependencyError as error:  # pypdf 7.1: AES wants a library of its own already when the file is opened
        raise MissingSourceError(MissingSourceReason.ENCRYPTED) from error
    except Exception as error:  # whatever pypdf raises over a broken file: its own errors, KeyError, RecursionError …
        raise MissingSourceError(MissingSourceReason.DAMAGED) from error


def _source(reader: PdfReader) -> Source:
    associated: Any = reader.root_object.get("/AF", ArrayObject()).get_object()
    for reference in associated:
        specification = reference.get_object()
        stream = specification.get("/EF", DictionaryObject()).get_object().get("/F")
        if specification.get("/AFRelationship") == "/Source" and stream is not None:
            held = stream.get_object()
            if held.get("/Subtype") == _YAML:
                return Source(_plain_name(specification.get("/UF", specification.get("/F"))), _unchanged(held))
    raise MissingSourceError(MissingSourceReason.NO_SOURCE)


def _unchanged(stream: Any) -> bytes:
    """Return the stream's bytes; what it says of its own size and digest must be true (ISO 32000-1, 7.11.4)."""
    data: bytes = stream.get_data()
    said: Any = stream.get("/Params", DictionaryObject()).get_object()
    size, digest = said.get("/Size"), said.get("/CheckSum")
    if size is not None and int(size) != len(data):
        raise MissingSourceError(MissingSourceReason.ALTERED)
    if digest is not None and _as_bytes(digest) != hashlib.md5(data, usedforsecurity=False).digest():
        raise MissingSourceError(MissingSourceReason.ALTERED)
    return data


def _as_bytes(text: Any) -> bytes:
    if isinstance(text, TextStringObject):
        return text.original_bytes
    return bytes(text) if isinstance(text, ByteStringObject) else b""


def _plain_name(name: Any) -> str | None:
    """Return the name when it is one that is safe to write: no folder, nothing hidden, no option, a YAML file."""
    given = str(name)
    is_plain = given.isprintable() and given[:1] not in set(" .~-") and not set(given) & set('/\\:*?"<>|')
    return given if is_plain and PurePosixPath(given).suffix.lower() in _SUFFIXES else None
