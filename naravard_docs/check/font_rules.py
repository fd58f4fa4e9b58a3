"""The fonts of a PDF: they are in the file, their text can be read out, and they are as wide as the file says."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import partial
from typing import Any

from naravard_docs.check.content import FontCharacters
from naravard_docs.check.embedded_font import EmbeddedFont, read_deflated_font, read_embedded_font
from naravard_docs.check.findings import Violation, run_rule
from naravard_docs.check.objects import Stream
from naravard_docs.check.pdf import PdfFile

_A = "ISO 19005-2"
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_MOST_APART = 1
"""How much a width may differ, in thousandths of the size (ISO 19005-2, 6.2.11.5)."""

_BLANK = ("Zs", "Zl", "Zp", "Cc", "Cf")
"""The categories of characters that draw nothing."""


def font_faults(file: PdfFile) -> Iterator[Violation]:
    """Yield the fonts that are not in the file or are otherwise than it says, or whose text cannot be read out."""
    for number, font in file.fonts.items():
        name = str(font.get("/BaseFont", "")).split("+")[-1]
        inner = file.plain(file.plain(font.get("/DescendantFonts") or [font])[0])
        descriptor = file.plain(inner.get("/FontDescriptor"))
        if not isinstance(descriptor, dict) or not any(key in descriptor for key in _FONT_FILES):
            yield Violation("typsnitt", f"{_A}, 6.2.11.4", f"typsnittet {name} är inte inbäddat")
        else:
            judge = partial(_program_faults, file, font, name, descriptor, file.characters_of[number])
            yield from run_rule(f"typsnittet {name}", judge, f"{_A}, 6.2.11.4")
        if "/ToUnicode" not in font:
            yield Violation("typsnitt", f"{_A}, 6.2.11.7", f"typsnittet {name} saknar ToUnicode")


def _program_faults(
    file: PdfFile, font: dict[str, Any], name: str, descriptor: dict[str, Any], characters: FontCharacters
) -> Iterator[Violation]:
    """Compare what the file says of each code that is used with the font program that it carries."""
    stream = file.plain(descriptor.get("/FontFile2"))
    if font.get("/Subtype") != "/TrueType" or not isinstance(stream, Stream):
        yield Violation("typsnitt", f"{_A}, 6.2.11.4", f"typsnittet {name} är inte av sorten TrueType")
        return
    try:
        is_deflated = stream.entries.get("/Filter") == "/FlateDecode"
        program = read_deflated_font(stream.raw) if is_deflated else read_embedded_font(stream.data)
    except (struct.error, ValueError, LookupError):
        yield Violation("typsnitt", f"{_A}, 6.2.11.4", f"det inbäddade typsnittet {name} är skadat")
        return
    first, widths = int(file.plain(font["/FirstChar"])), [float(file.plain(w)) for w in file.plain(font["/Widths"])]
    said = dict(enumerate(widths, first))
    for code in sorted(characters.used - {0}):  # a .notdef that is shown is told by its page
        fault = _code_fault(program, code, said.get(code), characters.characters.get(code, ""))
        if fault is not None:
            clause, what = fault
            yield Violation("typsnitt", f"{_A}, {clause}", f"typsnittet {name}, kod {code}: {what}")


def _code_fault(program: EmbeddedFont, code: int, width: float | None, character: str) -> tuple[str, str] | None:
    """Return the clause that a code breaks and how, None when it is as the file says."""
    glyph = program.glyphs.get(code, 0)
    if not 0 < glyph < len(program.advances):
        return "6.2.11.8", "tecknet finns inte i det inbäddade typsnittet"
    if width is None or abs(width - program.advances[glyph]) > _MOST_APART:
        said = "ingen" if width is None else f"{width:g}"
        return "6.2.11.5", f"bredden är {said} i filen men {program.advances[glyph]:g} i det inbäddade typsnittet"
    if not program.is_drawn[glyph] and any(unicodedata.category(c) not in _BLANK for c in character):
        return "6.2.11.4", f"«{character}» har ingen form i det inbäddade typsnittet"
    return None
