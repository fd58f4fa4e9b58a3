"""Font files of the organisation's own, spoiled in many ways: a fault of the font is told, never one of ours."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from fuzzed import STEM, run, write_workspace

from naravard_docs.style.font_names import FACES, FaceKey
from naravard_docs.style.fonts import face_file
from naravard_docs.style.theme import Theme

pytestmark = pytest.mark.slow

SEEDS = range(*map(int, os.environ.get("FUZZ_SEEDS", "0:10").split(":")))
WHOLE = {
    name: (f"hel-{key.style}.ttf", face_file(Theme(), key).read_bytes())
    for name, key in zip(("normal", "fet", "kursiv", "fet_kursiv"), FACES, strict=True)
}


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
    """Have the organisation use a font beside three that are whole; names differ, since one name is read once."""
    files = {**WHOLE, "normal": (name, data)}
    for written, content in files.values():
        (root / "templates" / written).write_bytes(content)
    kinds = ", ".join(f"{kind}: {written}" for kind, (written, _) in files.items())
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
