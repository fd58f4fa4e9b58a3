"""What kind a file is that should be a picture: by its first bytes, as people call it."""

from __future__ import annotations

_BY_START: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "en GIF-bild"),
    (b"BM", "en BMP-bild"),
    (b"II*\0", "en TIFF-bild"),
    (b"MM\0*", "en TIFF-bild"),
    (b"II+\0", "en TIFF-bild"),
    (b"MM\0+", "en TIFF-bild"),
    (b"8BPS", "en Photoshop-bild"),
    (b"gimp xcf", "en GIMP-bild"),
    (b"\0\0\1\0", "en ikon (ICO)"),
    (b"\0\0\2\0", "en muspekare (CUR)"),
    (b"\0\0\0\x0cjP  ", "en JPEG 2000-bild"),
    (b"\xff\x4f\xff\x51", "en JPEG 2000-bild"),
    (b"\0\0\0\x0cJXL ", "en JPEG XL-bild"),
    (b"\xff\x0a", "en JPEG XL-bild"),
    (b"\xd7\xcd\xc6\x9a", "en WMF-bild"),
    (b"\xc5\xd0\xd3\xc6", "en EPS-bild"),
    (b"%!PS", "en EPS-bild"),
    (b"%PDF", "en PDF"),
    (b"qoif", "en QOI-bild"),
    (b"\x76\x2f\x31\x01", "en OpenEXR-bild"),
    (b"icns", "en Mac-ikon (ICNS)"),
    (b"PK\3\4", "en zip-fil eller ett Office-dokument"),
    (b"\xd0\xcf\x11\xe0", "ett äldre Office-dokument"),
    (b"\x1f\x8b", "en packad fil (gzip), kanske en SVGZ-bild"),
    (b"version https://git-lfs", "bara en hänvisning (Git LFS) till en bild som inte är hämtad"),
    (b"{\\rtf", "ett RTF-dokument"),
)
_BY_BRAND: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"avif", b"avis"), "en AVIF-bild"),
    ((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "en HEIC-bild"),
    ((b"crx ",), "en råbild (CR3)"),
)
"""Brands of files of ISO/IEC 14496-12 (4.3), those within them too."""

_MARKUP = ((b"<svg", "en SVG-bild"), (b"<!doctype html", "en webbsida (HTML)"), (b"<html", "en webbsida (HTML)"))
_LOOKED_AT = 4096


def kind_of_picture(data: bytes) -> str | None:
    """Return what a file is, with its article («en GIF-bild»); None when its first bytes tell nothing."""
    if data[4:8] == b"ftyp":
        brands = data[8 : min(int.from_bytes(data[:4], "big"), _LOOKED_AT)]
        return next((kind for known, kind in _BY_BRAND if any(brand in brands for brand in known)), "en film")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "en WebP-bild"
    if data[:4] == b"\1\0\0\0" and data[40:44] == b" EMF":
        return "en EMF-bild"
    return next((kind for start, kind in _BY_START if data.startswith(start)), None) or _markup(data)


def _markup(data: bytes) -> str | None:
    """Return the kind of a file of markup, which may begin with remarks, in any encoding."""
    start = data[:_LOOKED_AT].replace(b"\0", b"").lower()
    return next((kind for mark, kind in _MARKUP if mark in start), None)
