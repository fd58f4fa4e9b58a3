"""Font files of the organisation's own, spoiled in many ways: a fault of the font is told, never one of ours."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from fuzzed import STEM, run, write_workspace

from naravard_docs.style.fonts import FaceKey, face_file
from naravard_docs.style.theme import Theme

pytestmark = pytest.mark.slow

SEEDS = range(*map(int, os.environ.get("FUZZ_SEEDS", "0:10").split(":")))
KINDS = ("normal", "fet", "kursiv", "fet_kursiv")


def spoiled_font(data: bytes, chance: random.Random) -> bytes:
    """Return a font with one to ten faults, most of them in its header and table of tables."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randrange(min(len(changed), chance.choice((300, 2_000, len(changed)))))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at : at + 4] = b"\xff" * 4
            case 2:
                changed[at : at + 4] = bytes(4)
            case _ if chance.random() < 0.3 and at > 100:
                del changed[at:]
    return bytes(changed)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small workspace, with the test standing in it."""
    monkeypatch.chdir(write_workspace(tmp_path))
    return tmp_path


def use_font(root: Path, data: bytes, name: str) -> None:
    """Have the organisation use a font; names differ, since a font of one name is read once."""
    (root / "templates" / name).write_bytes(data)
    kinds = ", ".join(f"{kind}: {name}" for kind in KINDS)
    text = f"namn: Länet\nutseende: {{typsnitt: {{namn: Eget, {kinds}}}}}\n"
    (root / "templates/organisation.yaml").write_text(text, "utf-8")


def test_a_spoiled_font_is_told_of(small: Path) -> None:
    """Whatever is wrong within it, whenever it is found, the files need another font."""
    whole = face_file(Theme(), FaceKey()).read_bytes()
    found = []
    for seed in SEEDS:
        use_font(small, spoiled_font(whole, random.Random(f"font {seed}")), f"f{seed}.ttf")
        answer = run("bygg", f"meetings/{STEM}.yaml", "--om", "--bara", "protokoll", "--till", "ut")
        if answer.code not in range(7):
            found.append((seed, answer))
    assert found == []


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\0\1\0\0" + b"\xff" * 100, b"%PDF-1.7", b"\x00" * 5000])
def test_what_is_no_font(small: Path, data: bytes) -> None:
    """A file of another kind is told by its name."""
    name = f"inget-{len(data)}.ttf"
    use_font(small, data, name)
    answer = run("bygg", f"meetings/{STEM}.yaml", "--bara", "protokoll")
    assert (answer.code, name in answer.said) == (3, True)
