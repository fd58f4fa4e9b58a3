"""Faces as reportlab fonts: which letters they have, how wide words are, what codes a document gives letters."""

from __future__ import annotations

import itertools
from codecs import charmap_build, charmap_encode
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import ttfonts

from naravard_docs.errors import FileAccessError
from naravard_docs.pdf.face_metrics import ALPHABET, FontProgram, face_metrics, font_program
from naravard_docs.pdf.ready import RawObject
from naravard_docs.style.font_names import FaceKey, ascii_name
from naravard_docs.style.fonts import face_file
from naravard_docs.style.theme import Theme

_NBSP = "\u00a0"
_IN_ALL_FILES = frozenset((*ALPHABET, _NBSP))
_CODES = 256
_PROGRAMS = 16
"""How many fonts are kept ready for each face: documents of one kind often have the same letters."""


class MissingGlyphError(ValueError):
    """The font has no glyph for a character; it would print as an empty box."""

    def __init__(self, character: str, font_name: str) -> None:
        super().__init__(f"{font_name} has no glyph for U+{ord(character):04X}")
        self.character, self.font_name = character, font_name


class Widths(dict[str, float]):
    """Width of each word met, in thousandths of the size; kept for the life of the process."""

    def __init__(self, widths: Mapping[int, float], name: str) -> None:
        super().__init__()
        self._widths, self._name = widths, name

    def __missing__(self, word: str) -> float:
        try:
            width = sum([self._widths[ord(c)] for c in word])
        except KeyError as error:
            raise MissingGlyphError(chr(error.args[0]), self._name) from error
        self[word] = width
        return width


def _unusable(file: str) -> FileAccessError:
    return FileAccessError(
        f"typsnittsfilen {file} går inte att använda",
        "använd statiska TrueType-filer (.ttf), inte OpenType med PostScript-kurvor (.otf)",
    )


def is_in_all_files(text: str) -> bool:
    """Return whether every file's fonts have the letters of a text, whatever else it says."""
    return _IN_ALL_FILES.issuperset(text)


class Face:
    """One of the four faces: what is kept of it, and the font itself where that is not enough."""

    def __init__(self, name: str, file: str) -> None:
        self._file = file
        self.name = name
        try:
            metrics = face_metrics(Path(file), lambda: self.font.face)
        except Exception as error:  # whatever reportlab raises over a broken file: TTFError, KeyError, struct.error …
            raise _unusable(file) from error
        self.widths = Widths(metrics.widths, name)
        self.alphabet, self.described = metrics.alphabet, metrics.described
        self.alphabet_codes = {code_point: f"{code:02X}" for code, code_point in enumerate(self.alphabet) if code}
        self.alphabet_codes[ord(_NBSP)] = self.alphabet_codes[ord(" ")]
        self.alphabet_bytes = metrics.alphabet_bytes
        self.program = lru_cache(maxsize=_PROGRAMS)(self._program)
        self._known, self._common = metrics.widths, metrics.program

    @cached_property
    def font(self) -> ttfonts.TTFont:
        """The font, read when a document has letters that not all have."""
        # asciiReadable=0: only the letters used are embedded (reportlab 5.1 embeds all of ASCII otherwise)
        font = ttfonts.TTFont(self.name, self._file, asciiReadable=0, shapable=False)
        _mend_shared_advance(font.face)
        return font

    def width(self, text: str, size: float) -> float:
        """Return the width of a text in points."""
        return self.widths[text] * size / 1000

    def _program(self, subset: tuple[int, ...]) -> FontProgram:
        """Return the font of some letters, by their codes, for a file."""
        if subset == self.alphabet:
            return self._common
        try:
            return font_program(self.font.face, subset)
        except Exception as error:  # as when it was loaded, of what is first read now
            raise _unusable(self._file) from error

    def lacks(self, text: str) -> str:
        """Return the characters of a text that the face has no glyph for."""
        return "".join(c for c in dict.fromkeys(text) if ord(c) not in self._known and c != _NBSP)


def _mend_shared_advance(face: ttfonts.TTFontFace) -> None:
    """Have glyphs beyond the last record of «hmtx» keep that record's advance, in units of the font (OpenType, «hmtx»).

    Why: reportlab 5.1 keeps it in thousandths of the size, and makeSubset writes that as units of the font.
    """
    count = int.from_bytes(face.get_table("hhea")[34:36], "big")
    if len(face.hmetrics) > count:
        shared, _ = face.hmetrics[count - 1]
        face.hmetrics[count:] = [(shared, bearing) for _, bearing in face.hmetrics[count:]]


@lru_cache(maxsize=32)
def load_face(theme: Theme, key: FaceKey) -> Face:
    """Return a face, loaded once for a theme.

    Raises:
        FileAccessError: if the file is no TrueType font that reportlab can embed.
    """
    return Face(f"{ascii_name(theme.font_name)}-{key.style}", str(face_file(theme, key)))


class Codes(dict[int, str]):
    """The codes that one document gives a face's letters: hexadecimal, by code point, for ``str.translate``.

    A code is one byte, so that letters beyond the first 255 are in further fonts (subsets of the face).
    """

    def __init__(self, face: Face, number: int) -> None:
        super().__init__(face.alphabet_codes)
        self.face, self.number = face, number
        self._subsets = [list(face.alphabet)]
        self._subset_of: dict[str, int] = {}
        self._bytes = face.alphabet_bytes

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        if self.face.lacks(character):
            raise MissingGlyphError(character, self.face.name)
        if len(self._subsets[-1]) == _CODES:
            self._subsets.append([0])
        self._subsets[-1].append(code_point)
        if len(self._subsets) > 1:
            self._subset_of[character] = len(self._subsets) - 1
        written = self[code_point] = f"{len(self._subsets[-1]) - 1:02X}"
        return written

    def shows(self, text: str) -> list[tuple[str, str]]:
        """Return a text as pairs of font resource and hexadecimal codes, one pair for each subset it needs."""
        if not self._subset_of:
            try:  # nearly all texts, and several times as fast as translate
                codes = charmap_encode(text.replace(_NBSP, " "), None, self._bytes)[0].hex().upper()
            except UnicodeEncodeError:
                codes = text.translate(self)  # it has letters that are new to the document
                self._bytes = charmap_build("".join(map(chr, self._subsets[0])))
            if not self._subset_of:
                return [(f"/F{self.number}+0", codes)]
        else:  # letters that are new to the document get their codes before it is asked which font has them
            text.translate(self)
        runs = itertools.groupby(text, key=lambda c: self._subset_of.get(c, 0))
        return [(f"/F{self.number}+{subset}", "".join(run).translate(self)) for subset, run in runs]

    def embed(self, document: Any) -> None:
        """Put the fonts into a document, as what all its pages may name (ISO 32000-1, 9.6.3 and 9.8)."""
        for n, subset in enumerate(self._subsets):
            program = self.face.program(tuple(subset))
            base = f"{_tag(self.number, n)}+{self.face.name}"
            file = _put(document, program.file)
            said = f"<</Type/FontDescriptor/FontName/{base}{self.face.described}/FontFile2 {file}>>"
            descriptor, to_unicode = _put(document, said.encode()), _put(document, program.to_unicode)
            said = (
                f"<</Type/Font/Subtype/TrueType/BaseFont/{base}/FirstChar 0/LastChar {len(subset) - 1}"
                f"/Widths[{program.widths}]/ToUnicode {to_unicode}/FontDescriptor {descriptor}>>"
            )
            document.idToObject["BasicFonts"].dict[f"F{self.number}+{n}"] = document.Reference(RawObject(said.encode()))


def _put(document: Any, data: bytes) -> str:
    """Put an object into a document; return the reference to it."""
    reference: str = document.Reference(RawObject(data)).format(document).decode("ascii")
    return reference


def _tag(number: int, subset: int) -> str:
    """Return the six letters that tell a subset from others of the same face (ISO 32000-1, 9.6.4)."""
    return "".join(chr(ord("A") + n % 26) for n in (0, 0, number // 26, number, subset // 26, subset))
