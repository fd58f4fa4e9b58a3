"""The four font files: the organisation's own, or Source Sans 3 cut from its variable font once per machine.

reportlab needs static TrueType outlines. The packaged family is variable, so each face is subset to the letters of
European languages with punctuation and signs, cut at its weight, given a PostScript name of its own (reportlab takes
two fonts of one name for the same) and kept in the user's cache. Cutting is deterministic: no clock enters the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from naravard_docs.errors import FileAccessError
from naravard_docs.style.font_cache import is_kept, kept_file
from naravard_docs.style.font_names import FACES, FaceKey, name_face
from naravard_docs.style.font_refusals import FontError
from naravard_docs.style.own_fonts import own_face_facts, own_face_file
from naravard_docs.style.package_versions import installed_versions
from naravard_docs.style.theme import Theme

RECIPE = 1
"""Raised when the way of cutting changes, so that old files in the cache are left alone."""

_RANGES = ((0x20, 0x530), (0x1E00, 0x2000), (0x2000, 0x2400), (0x2500, 0x2800), (0xFB00, 0xFB07))
_LATIN_RANGES = (
    (0x20, 0x250),
    (0x2010, 0x2040),
    (0x20AC, 0x20AD),
    (0x2190, 0x2194),
    (0x2212, 0x2213),
    (0x2610, 0x2613),
)
_REGULAR_WEIGHT, _BOLD_WEIGHT = 400, 700


def face_file(theme: Theme, key: FaceKey) -> Path:
    """Return the TrueType file of a face, as every document takes it.

    Raises:
        FileAccessError: if an own file cannot be used, or the face can be kept neither in the user's cache nor in a
            temporary folder.
    """
    if theme.font_files is None:
        return _packaged(key)
    file = theme.font_files.of(key)
    try:
        return own_face_file(file, theme.font_name, key)
    except FontError as error:
        raise FileAccessError(f"typsnittsfilen {file} {error.message}", error.remedy) from error
    except OSError as error:
        raise _unusable(file) from error


def embeddable_face(theme: Theme, key: FaceKey) -> bytes | None:
    """Return the face as Word files carry it: of the packaged family the Latin letters only.

    None where the font may be embedded only in what cannot be edited (OpenType, OS/2 fsType: «preview & print»).
    """
    file = face_file(theme, key)
    if theme.font_files is None:
        return _kept(f"{key.style}-word", lambda: _latin_only(file)).read_bytes()
    return file.read_bytes() if own_face_facts(theme.font_files.of(key).read_bytes()).may_be_edited else None


def are_prepared() -> bool:
    """Return whether every packaged face is in the user's cache already, so that nothing has to be cut."""
    return all(is_kept(_kept_name(key.style)) for key in FACES)


def _unusable(file: Path) -> FileAccessError:
    return FileAccessError(f"typsnittsfilen {file} går inte att använda", "använd statiska TrueType-filer (.ttf)")


@lru_cache(maxsize=8)
def common_characters(theme: Theme) -> frozenset[str]:
    """Return the characters that all four faces have, the no-break space with them.

    Raises:
        FileAccessError: if a font file cannot be used.
    """
    if theme.font_files is not None:
        return _in_all_faces(theme)
    kept = _kept("letters", lambda: "".join(sorted(_in_all_faces(theme))).encode(), ".txt")
    return frozenset(kept.read_text(encoding="utf-8"))


def _in_all_faces(theme: Theme) -> frozenset[str]:
    return frozenset.intersection(*(frozenset(advances(theme, key)) for key in FACES))


@lru_cache(maxsize=32)
def advances(theme: Theme, key: FaceKey) -> Mapping[str, float]:
    """Return the width of each character that a face has, in thousandths of the size.

    Kept beside the faces: reading a font takes longer than writing a document.

    Raises:
        FileAccessError: if the font file cannot be used.
    """
    file = face_file(theme, key)
    if theme.font_files is None:
        kept = _kept(f"{key.style}-widths", lambda: _measured(file).encode(), ".txt")
    else:
        kept = kept_file(f"{file.stem}-widths.txt", lambda: _measured(file).encode())
    return _read_advances(kept.read_text(encoding="ascii"))


def _read_advances(lines: str) -> Mapping[str, float]:
    pairs = (line.split() for line in lines.splitlines())
    widths = {chr(int(code)): float(width) for code, width in pairs}
    return {**widths, "\u00a0": widths.get(" ", 0)}


def _measured(file: Path) -> str:
    """Return a line for each character of a font file: its code point and its width."""
    from fontTools.ttLib import TTFont

    try:
        font = TTFont(file, lazy=True)
        unit, widths = 1000 / font["head"].unitsPerEm, font["hmtx"]
        lines = [f"{code} {widths[name][0] * unit:g}\n" for code, name in sorted((font.getBestCmap() or {}).items())]
    except Exception as error:  # whatever fontTools raises over a broken file: KeyError, struct.error …
        raise _unusable(file) from error
    return "".join(lines)


@cache
def _packaged(key: FaceKey) -> Path:
    return _kept(key.style, lambda: _cut(key))


def _kept(style: str, make: Callable[[], bytes], suffix: str = ".ttf") -> Path:
    """Return a file of the packaged family in the cache, made when it is not there."""
    return kept_file(_kept_name(style, suffix), make)


def _kept_name(style: str, suffix: str = ".ttf") -> str:
    made_by = f"{installed_versions().get('fontpkg-source-sans-3')}-{installed_versions().get('fonttools')}-{RECIPE}"
    return f"SourceSans3-{style}-{made_by}{suffix}"


def _cut(key: FaceKey) -> bytes:
    """Return the static face as a font file."""
    import fontpkg_source_sans_3
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    files = Path(fontpkg_source_sans_3.__file__).parent / "files"
    source = "SourceSans3-Italic[wght].ttf" if key.is_italic else "SourceSans3[wght].ttf"
    font = TTFont(files / source, recalcTimestamp=False)
    _subset(font, _RANGES)
    weight = _BOLD_WEIGHT if key.is_bold else _REGULAR_WEIGHT
    face = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    name_face(face, "Source Sans 3", "SourceSans3", key)
    out = io.BytesIO()
    face.save(out, reorderTables=True)
    return out.getvalue()


def _latin_only(file: Path) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(file, recalcTimestamp=False)
    _subset(font, _LATIN_RANGES)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def _subset(font: Any, ranges: Sequence[tuple[int, int]]) -> None:
    from fontTools import subset

    options = subset.Options(
        layout_features=[], name_IDs=["*"], notdef_outline=True, glyph_names=False, recalc_timestamp=False
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for c in font.getBestCmap() if any(low <= c < high for low, high in ranges)])
    subsetter.subset(font)
