"""Pictures as other programs make them: every form of PNG and JPEG, made here, each as it is to be seen or be refused.

All that can be shown have the same motif: a dark corner up to the left, a red one up to the right, the rest pale.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from msgspec import Struct
from PIL import Image, ImageChops

WIDTH, HEIGHT = 48, 24
BLUE, RED, PALE, WHITE = (20, 60, 120), (200, 40, 40), (230, 220, 200), (255, 255, 255)
DPI = 20_000

Pixel = tuple[int, ...]


class Shown(Struct, frozen=True):
    """A picture that comes out, and how it is to be seen; grey ones are judged as grey."""

    data: bytes
    seen: Image.Image
    tolerance: int = 3


def colour_at(x: int, y: int) -> Pixel:
    if y < HEIGHT // 2:
        return BLUE if x < WIDTH // 4 else RED if x >= WIDTH // 2 else PALE
    return PALE


@cache
def motif(size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    return drawn_with({}).resize(size, Image.Resampling.NEAREST)


def drawn_with(other: Mapping[Pixel, Pixel], mode: str = "RGB") -> Image.Image:
    """Return the motif with other colours for some of its own."""
    made = Image.new(mode, (WIDTH, HEIGHT))
    made.putdata([other.get(c := colour_at(x, y), c) for y in range(HEIGHT) for x in range(WIDTH)])
    return made


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def png(
    bits: int,
    kind: int,
    level: Callable[[int, int], Pixel],
    before: Sequence[tuple[bytes, bytes]] = (),
    after: Sequence[tuple[bytes, bytes]] = (),
    interlaced: bool = False,
) -> bytes:
    """Return a PNG by its levels at each place, with other chunks before and after its pixels (ISO/IEC 15948)."""
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    rows = (
        b"\0" + _packed([one for x in range(left, WIDTH, across) for one in level(x, y)], bits)
        for left, top, across, down in passes
        for y in range(top, HEIGHT, down)
    )
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, bits, kind, 0, 0, interlaced)
    chunks = ((b"IHDR", header), *before, (b"IDAT", zlib.compress(b"".join(rows))), *after, (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _packed(levels: Sequence[int], bits: int) -> bytes:
    if bits == 16:
        return struct.pack(f">{len(levels)}H", *levels)
    written = "".join(f"{level:0{bits}b}" for level in levels)
    written += "0" * (-len(written) % 8)
    return int(written, 2).to_bytes(len(written) // 8, "big")


def grey(x: int, y: int, most: int) -> int:
    """Return black where the motif is blue, a third where it is red, white elsewhere, of the most that there is."""
    return {BLUE: 0, RED: most // 3, PALE: most}[colour_at(x, y)]  # type: ignore[index]


def _grey_seen(hidden: Pixel | None = None) -> Image.Image:
    """Return the grey motif, a third of the light made white where that is what nobody is to see."""
    light = {BLUE: (0, 0, 0), RED: (85, 85, 85), PALE: WHITE}
    return drawn_with({**light, hidden: WHITE} if hidden else light)


def _seen_without(hidden: Pixel) -> Image.Image:
    return drawn_with({hidden: WHITE})


_INDEX = {BLUE: 0, RED: 1, PALE: 2}
_PALETTE = (b"PLTE", bytes((*BLUE, *RED, *PALE)))


def _index(x: int, y: int) -> Pixel:
    return (_INDEX[colour_at(x, y)],)  # type: ignore[index]


def _opacity(x: int, y: int) -> int:
    return 0 if colour_at(x, y) == RED else 255


def _greys() -> Iterator[tuple[str, Shown]]:
    for bits in (1, 2, 4, 8, 16):
        most = 2**bits - 1
        levels = partial(_grey_level, most=most)
        seen = _grey_seen() if bits > 1 else drawn_with({BLUE: (0, 0, 0), RED: (0, 0, 0), PALE: WHITE})
        yield f"grå PNG, {bits} bitar", Shown(png(bits, 0, levels), seen)
        yield f"grå PNG, {bits} bitar, sammanflätad", Shown(png(bits, 0, levels, interlaced=True), seen)
        if bits > 1:
            none = (b"tRNS", struct.pack(">H", most // 3))
            yield f"grå PNG, {bits} bitar, en nivå genomskinlig", Shown(png(bits, 0, levels, [none]), _grey_seen(RED))


def _grey_level(x: int, y: int, most: int) -> Pixel:
    return (grey(x, y, most),)


def _palettes() -> Iterator[tuple[str, Shown]]:
    two = (b"PLTE", bytes((*BLUE, *PALE)))
    yield "palett, 1 bit", Shown(png(1, 3, lambda x, y: (min(1, *_index(x, y), 1),), [two]), drawn_with({RED: PALE}))
    for bits in (2, 4, 8):
        yield f"palett, {bits} bitar", Shown(png(bits, 3, _index, [_PALETTE], interlaced=bits == 4), motif())
        clear = png(bits, 3, _index, [_PALETTE, (b"tRNS", b"\xff\0")])
        yield f"palett, {bits} bitar, en färg genomskinlig", Shown(clear, _seen_without(RED))
    yield "palett, halvt genomskinlig", Shown(png(8, 3, _index, [_PALETTE, (b"tRNS", b"\x80")]), _half_seen())


def _true_colours() -> Iterator[tuple[str, Shown]]:
    for bits, times in ((8, 1), (16, 257)):
        colours, opaque, light = (partial(each, times=times) for each in (_colour, _colour_and_alpha, _grey_and_alpha))
        none = (b"tRNS", struct.pack(">3H", *(times * level for level in RED)))
        yield f"RGB PNG, {bits} bitar", Shown(png(bits, 2, colours), motif())
        yield f"RGB PNG, {bits} bitar, sammanflätad", Shown(png(bits, 2, colours, interlaced=True), motif())
        yield f"RGB PNG, {bits} bitar, en färg genomskinlig", Shown(png(bits, 2, colours, [none]), _seen_without(RED))
        yield f"RGBA PNG, {bits} bitar", Shown(png(bits, 6, opaque), _seen_without(RED))
        yield f"grå PNG med alfa, {bits} bitar", Shown(png(bits, 4, light), _grey_seen(RED))


def _colour(x: int, y: int, times: int = 1) -> Pixel:
    return tuple(times * level for level in colour_at(x, y))


def _colour_and_alpha(x: int, y: int, times: int) -> Pixel:
    return (*_colour(x, y, times), times * _opacity(x, y))


def _grey_and_alpha(x: int, y: int, times: int) -> Pixel:
    return times * grey(x, y, 255), times * _opacity(x, y)


def _half_seen() -> Image.Image:
    return drawn_with({BLUE: tuple(round((level * 128 + 255 * 127) / 255) for level in BLUE)})


def _exif(orientation: object) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


def turned_motif(orientation: int) -> Image.Image:
    """Return the motif as a camera stored it that was held in a certain way."""
    turning = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    back = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}.get(orientation)
    turn = back if back is not None else Image.Transpose(turning[orientation]) if orientation in turning else None
    return motif() if turn is None else motif().transpose(turn)


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **({"quality": 97, "subsampling": 0} if form in ("JPEG", "MPO") else {}), **options)
    return out.getvalue()


def _turned() -> Iterator[tuple[str, Shown]]:
    for n in range(1, 9):
        yield f"JPEG, riktning {n}", Shown(_saved(turned_motif(n), "JPEG", exif=_exif(n)), motif(), 12)
    for n in (3, 6, 8):
        yield f"PNG, riktning {n}", Shown(_saved(turned_motif(n), "PNG", exif=_exif(n)), motif())
    late = png(8, 2, lambda x, y: colour_at(WIDTH - 1 - x, HEIGHT - 1 - y), after=[(b"eXIf", _exif(3)[6:])])
    yield "PNG, riktningen efter punkterna", Shown(late, motif())
    for name, exif in (("ingen", b"Exif\0\0II*\0\x08\0\0\0\xff\xff"), ("skräp", b"Exif\0\0xyz"), ("9", _exif(9))):
        yield f"JPEG, riktning som inte finns: {name}", Shown(_saved(motif(), "JPEG", exif=exif), motif(), 12)
    yield "PNG, trasig Exif", Shown(png(8, 2, _colour, [(b"eXIf", b"II*\0\xff\xff\xff\x7f")]), motif())


def _profiled() -> Iterator[tuple[str, Shown]]:
    for name, profile in (("sRGB", _srgb()), ("trasig", b"trasig" * 30), ("grå", _profile("GRAY", 2.2))):
        yield f"JPEG, profil {name}", Shown(_saved(motif(), "JPEG", icc_profile=profile), motif(), 12)
        yield f"PNG, profil {name}", Shown(_saved(motif(), "PNG", icc_profile=profile), motif())
    swapped = Image.merge("RGB", motif().split()[::-1])
    for form, tolerance in (("PNG", 8), ("JPEG", 14)):
        data = _saved(swapped, form, icc_profile=_profile("RGB ", 2.2, swapped=True))
        yield f"{form}, profil som byter färger", Shown(data, motif(), tolerance)
        clear = motif().convert("L")
        darker = clear.point(lambda light: round(255 * (light / 255) ** 1.8))
        made = _saved(clear, form, icc_profile=_profile("GRAY", 2.2 * 1.8))
        yield f"grå {form}, mörk profil", Shown(made, darker.convert("RGB"), tolerance)
    alpha = motif().copy()
    alpha.putalpha(Image.new("L", alpha.size, 255))
    yield "RGBA PNG, profil sRGB", Shown(_saved(alpha, "PNG", icc_profile=_srgb()), motif())
    yield "PNG, annat gamma", Shown(png(8, 2, _colour, [(b"gAMA", struct.pack(">I", 100_000))]), motif())


def _srgb() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _profile(space: str, gamma: float, swapped: bool = False) -> bytes:
    """Return a small colour profile (ICC.1:2001-04): grey, or of sRGB's colours, red and blue in each other's place."""

    def curve() -> bytes:
        return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"

    def xyz(*amounts: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(each * 65536) for each in amounts))

    named = b"desc\0\0\0\0" + struct.pack(">I", 4) + b"egen" + bytes(79)
    tags = {b"desc": named, b"cprt": b"text\0\0\0\0fri\0", b"wtpt": xyz(0.9642, 1, 0.8249)}
    if space == "GRAY":
        tags[b"kTRC"] = curve()
    else:
        red, blue = xyz(0.4361, 0.2225, 0.0139), xyz(0.1431, 0.0606, 0.7141)
        tags.update({b"rXYZ": blue if swapped else red, b"bXYZ": red if swapped else blue})
        tags.update({b"gXYZ": xyz(0.3851, 0.7169, 0.0971), **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve())})
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", at + len(body), len(data))
        body += padded
    header = struct.pack(
        ">I4sI4s4s4s12s4s", at + len(body), b"test", 0x02100000, b"mntr", space.encode(), b"XYZ ", bytes(12), b"acsp"
    )
    header += bytes(28) + struct.pack(">3i", 63190, 65536, 54061) + bytes(48)
    return header + struct.pack(">I", len(tags)) + table + body


def _jpegs() -> Iterator[tuple[str, Shown]]:
    seen = motif()
    yield "JPEG", Shown(_saved(seen, "JPEG"), seen, 12)
    yield "progressiv JPEG", Shown(_saved(seen, "JPEG", progressive=True), seen, 12)
    light = seen.convert("L")
    yield "grå JPEG", Shown(_saved(light, "JPEG"), light.convert("RGB"), 12)
    yield "JPEG, RGB utan omräkning", Shown(_saved(seen, "JPEG", keep_rgb=True), seen, 12)
    inks = _inks(seen)
    inverted = _saved(inks, "JPEG")
    yield "CMYK-JPEG som Adobe skriver den", Shown(inverted, seen, 14)
    yield "progressiv CMYK-JPEG", Shown(_saved(inks, "JPEG", progressive=True), seen, 14)
    at = inverted.index(b"\xff\xee\0\x0eAdobe")
    light_inks = ImageChops.invert(ImageChops.invert(seen).convert("YCbCr")).split()
    ycck = _saved(Image.merge("CMYK", (*light_inks, Image.new("L", seen.size, 0))), "JPEG")
    yield "YCCK-JPEG", Shown(ycck[: at + 15] + b"\2" + ycck[at + 16 :], seen, 14)
    yield "JPEG med tätheten 0", Shown(_saved(seen, "JPEG", dpi=(0, 0)), seen, 12)
    yield "JPEG med orimlig täthet", Shown(_saved(seen, "JPEG", dpi=(DPI, 1)), seen, 12)
    yield "PNG med avlånga punkter", Shown(_saved(seen, "PNG", dpi=(72, 300)), seen)
    yield "JPEG med skräp efter", Shown(_saved(seen, "JPEG") + b"\0" * 99 + b"rest", seen, 12)
    yield (
        "JPEG med två bilder (MPO)",
        Shown(_saved(seen, "MPO", save_all=True, append_images=[seen.rotate(180)]), seen, 12),
    )
    moving = _saved(seen, "PNG", save_all=True, append_images=[seen.rotate(180)], duration=100)
    yield "rörlig PNG", Shown(moving, seen)
    hidden = [seen.rotate(180), seen.rotate(90)]
    yield (
        "rörlig PNG med egen första bild",
        Shown(_saved(seen, "PNG", save_all=True, default_image=True, append_images=hidden, duration=9), seen),
    )


def _inks(picture: Image.Image) -> Image.Image:
    cyan, magenta, yellow = ImageChops.invert(picture).split()
    return Image.merge("CMYK", (cyan, magenta, yellow, Image.new("L", picture.size, 0)))


def _large() -> Iterator[tuple[str, Shown]]:
    size = 4800, 2400
    turned = motif(size).transpose(Image.Transpose.ROTATE_90)
    yield "stor JPEG, liggande", Shown(_saved(turned, "JPEG", exif=_exif(6)), motif(), 12)
    yield "stor palett", Shown(_saved(motif(size).quantize(8), "PNG"), motif())
    deep = motif(size).convert("L")
    levels = deep.tobytes()
    wide = Image.frombytes("I;16", size, bytes(byte for pair in zip(levels, levels, strict=True) for byte in pair))
    yield (
        "stor grå PNG, 16 bitar",
        Shown(_saved(wide, "PNG"), deep.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.BOX)),
    )


@cache
def shown() -> dict[str, Shown]:
    """Return the pictures that come out, by their names."""
    return {
        name: each
        for make in (_greys, _palettes, _true_colours, _turned, _profiled, _jpegs, _large)
        for name, each in make()
    }


@cache
def refused() -> dict[str, tuple[bytes, str]]:
    """Return the files that are no picture to show, and words of what is said of them."""
    whole, photograph = png(8, 2, _colour), _saved(motif(), "JPEG")
    clear = Image.new("RGBA", (9, 9), (200, 0, 0, 0))
    pale = drawn_with({BLUE: (*WHITE, 255), RED: (0, 0, 0, 0), PALE: (0, 0, 0, 0)}, "RGBA")
    brand = b"\0\0\0\x18ftyp%b\0\0\0\0mif1%b" + bytes(99)
    return {
        "tom fil": (b"", "är tom (0 byte)"),
        "GIF": (_saved(motif(), "GIF"), "är en GIF-bild, och varken PNG eller JPEG"),
        "rörlig GIF": (_saved(motif(), "GIF", save_all=True, append_images=[motif().rotate(180)]), "är en GIF-bild"),
        "BMP": (_saved(motif(), "BMP"), "är en BMP-bild"),
        "TIFF": (_saved(motif(), "TIFF"), "är en TIFF-bild"),
        "WebP": (_saved(motif(), "WEBP"), "är en WebP-bild"),
        "ICO": (_saved(motif(), "ICO"), "är en ikon (ICO)"),
        "PDF": (_saved(motif(), "PDF"), "är en PDF"),
        "EPS": (_saved(motif(), "EPS"), "är en EPS-bild"),
        "HEIC": (brand.replace(b"%b", b"heic"), "är en HEIC-bild"),
        "AVIF": (brand.replace(b"%b", b"avif"), "är en AVIF-bild"),
        "JPEG 2000": (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(99), "är en JPEG 2000-bild"),
        "JPEG XL": (b"\xff\x0a" + bytes(99), "är en JPEG XL-bild"),
        "EMF": (b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(99), "är en EMF-bild"),
        "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "är en SVG-bild"),
        "SVG med huvud": ('\ufeff<?xml version="1.0"?>\n<!-- å -->\n<svg/>'.encode(), "är en SVG-bild"),
        "SVG i UTF-16": ('<?xml version="1.0" encoding="utf-16"?><svg/>'.encode("utf-16"), "är en SVG-bild"),
        "webbsida": (b"<!DOCTYPE html><title>404</title>", "är en webbsida (HTML)"),
        "Git LFS": (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "hänvisning (Git LFS)"),
        "text": ("Logotypen läggs här".encode(), "är varken PNG eller JPEG"),
        "avkortad PNG": (whole[: len(whole) * 2 // 3], "är ingen hel PNG- eller JPEG-bild"),
        "avkortad JPEG": (photograph[: len(photograph) * 2 // 3], "är ingen hel PNG- eller JPEG-bild"),
        "bara början på en PNG": (whole[:33], "är ingen hel PNG- eller JPEG-bild"),
        "PNG utan bredd": (whole[:16] + bytes(4) + whole[20:], "är ingen hel PNG- eller JPEG-bild"),
        "PNG med trasiga punkter": (whole.replace(b"IDAT\x78", b"IDAT\x00"), "är ingen hel PNG- eller JPEG-bild"),
        "JPEG med 12 bitar": (_with_bits(photograph, 12), "fler än 8 bitar"),
        "helt genomskinlig": (_saved(clear, "PNG"), "syns inte: den är helt vit eller genomskinlig"),
        "vit logotyp för mörk botten": (_saved(pale, "PNG"), "syns inte"),
        "vit JPEG": (_saved(Image.new("RGB", (90, 40), "white"), "JPEG"), "syns inte"),
        "vit grå PNG, 16 bitar": (_saved(Image.new("I;16", (9, 9), 65535), "PNG"), "syns inte"),
        "för många punkter": (_saved(Image.new("1", (9000, 9000)), "PNG"), "är 9000 × 9000 punkter"),
    }


def huge(side: int = 6000) -> bytes:
    """Return a PNG of 36 million dots, in colours and half transparent, which is packed to next to nothing."""
    packer = zlib.compressobj()
    rows = [packer.compress(b"\0" + bytes((n % 256, 60, 120, 200)) * side) for n in range(side)]
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)), (b"IDAT", b"".join(rows) + packer.flush()))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in (*chunks, (b"IEND", b"")))


def _with_bits(photograph: bytes, bits: int) -> bytes:
    at = photograph.index(b"\xff\xc0") + 4
    return photograph[:at] + bytes((bits,)) + photograph[at + 1 :]


def distance(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are from each other in their worst place, seen a little from afar."""
    size = WIDTH // 4, HEIGHT // 4
    near = [each.convert("RGB").resize(size, Image.Resampling.BOX) for each in (one, other)]
    return max(float(most) for _, most in ImageChops.difference(*near).getextrema())  # type: ignore[misc]
