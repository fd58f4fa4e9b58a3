"""Faces as reportlab fonts: which letters they have, how wide words are, what codes a document gives letters."""

from __future__ import annotations

import itertools
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from naravard_docs.errors import FileTrouble
from naravard_docs.faces import FaceKey, face_file
from naravard_docs.theme import Theme

_NBSP = "\u00a0"
_ESCAPES = {i: f"\\{i:03o}" if i < 32 or i > 126 else chr(i) for i in range(256)}
_ESCAPES.update({40: "\\(", 41: "\\)", 92: "\\\\"})


class CharacterMissing(ValueError):
    """The font has no glyph for a character; it would print as an empty box."""

    def __init__(self, character: str, font_name: str) -> None:
        super().__init__(f"{font_name} has no glyph for U+{ord(character):04X}")
        self.character, self.font_name = character, font_name


class Widths(dict[str, float]):
    """Width of each word met, in thousandths of the size; kept for the life of the process."""

    def __init__(self, font: ttfonts.TTFont) -> None:
        super().__init__()
        self._widths: dict[int, float] = font.face.charWidths
        self._name: str = font.fontName

    def __missing__(self, word: str) -> float:
        try:
            width = sum([self._widths[ord(c)] for c in word])
        except KeyError as error:
            raise CharacterMissing(chr(error.args[0]), self._name) from error
        self[word] = width
        return width


class Face:
    """One of the four faces, loaded."""

    def __init__(self, name: str, file: str) -> None:
        try:
            # asciiReadable=0: only the letters used are embedded (reportlab 5.1 embeds all of ASCII otherwise)
            self.font = ttfonts.TTFont(name, file, asciiReadable=0, shapable=False)
        except (ttfonts.TTFError, OSError) as error:
            raise FileTrouble(
                f"typsnittsfilen {file} går inte att använda ({error})",
                "använd statiska TrueType-filer (.ttf), inte OpenType med PostScript-kurvor (.otf)",
            ) from error
        # reportlab 5.1 takes two fonts of one PostScript name for the same and fails when it writes them
        self.font.face.name = name.encode("ascii", "replace")
        pdfmetrics.registerFont(self.font)
        self.name = name
        self.widths = Widths(self.font)

    def width(self, text: str, size: float) -> float:
        """Give the width of a text in points."""
        return self.widths[text] * size / 1000

    def lacks(self, text: str) -> str:
        """Give the characters of a text that the face has no glyph for."""
        known = self.font.face.charToGlyph
        return "".join(c for c in dict.fromkeys(text) if ord(c) not in known and c != _NBSP)


@cache
def load_face(theme: Theme, key: FaceKey) -> Face:
    """Give a face, loaded once per process.

    Raises:
        FileTrouble: if the file is no TrueType font that reportlab can embed.
    """
    family = "".join(c for c in theme.font_name if c.isalnum())
    return Face(f"{family}-{key.style}", str(face_file(theme, key)))


class Codes(dict[int, str]):
    """The codes that one document gives a face's letters: escaped for strings, by code point, for ``str.translate``.

    reportlab gives the first 255 letters the font's first subset; a document with more uses further subsets.
    """

    def __init__(self, face: Face, document: Any) -> None:
        super().__init__()
        self.face, self.document = face, document
        self._subset_of: dict[str, int] = {}
        self._resources: dict[int, str] = {}

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        if self.face.lacks(character):
            raise CharacterMissing(character, self.face.name)
        ((subset, code),) = self.face.font.splitString(character, self.document)
        if subset:
            self._subset_of[character] = subset
        escaped = self[code_point] = _ESCAPES[code[0]]
        return escaped

    def shows(self, text: str) -> list[tuple[str, str]]:
        """Give a text as pairs of font resource and escaped string, one pair for each subset it needs."""
        escaped = text.translate(self)
        if not self._subset_of:
            return [(self._resource(0), escaped)]
        runs = itertools.groupby(text, key=lambda c: self._subset_of.get(c, 0))
        return [(self._resource(subset), "".join(run).translate(self)) for subset, run in runs]

    def _resource(self, subset: int) -> str:
        name = self._resources.get(subset)
        if name is None:
            name = self._resources[subset] = self.face.font.getSubsetInternalName(subset, self.document)
        return name
