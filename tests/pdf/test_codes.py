"""The codes that a document gives the letters of a face, of which a font holds 255."""

from __future__ import annotations

from naravard_docs.pdf.fonts import Codes, load_face
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.theme import Theme


def test_letters_that_come_later_are_in_the_font_that_has_them() -> None:
    """Letters beyond the first font's are shown by the next, also those of a text that comes when there are two."""
    face = load_face(Theme(), FaceKey())
    letters = [c for c in map(chr, range(0xA1, 0x2000)) if not face.lacks(c)][:330]
    at_once, one_by_one = Codes(face, 1), Codes(face, 1)
    at_once.shows("".join(letters))
    for letter in letters:
        one_by_one.shows(letter)
    for start in range(0, len(letters), 40):
        text = "".join(letters[start : start + 40])
        assert one_by_one.shows(text) == at_once.shows(text)
    late = Codes(face, 1)
    for start in range(0, len(letters), 40):
        text = "".join(letters[start : start + 40])
        assert late.shows(text) == at_once.shows(text)
