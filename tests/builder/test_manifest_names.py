"""Names of files in a manifest: those that a disk can have are read, others make it a broken manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from naravard_docs.builder.manifest import MANIFEST, read_manifest
from naravard_docs.errors import FileAccessError


def a_manifest(folder: Path, name: str) -> None:
    entry = {"fil": name, "byte": 1, "sha256": "0", "underlag": "0"}
    data = {"möte": "m.yaml", "versioner": {}, "källor": {}, "filer": [entry]}
    (folder / MANIFEST).write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize("name", ["a.pdf", f"mejl/en-och-en/{'å' * 124}.eml"])
def test_a_name_that_a_disk_can_have(name: str, tmp_path: Path) -> None:
    a_manifest(tmp_path, name)
    manifest = read_manifest(tmp_path)
    assert manifest is not None and [entry.name for entry in manifest.files] == [name]


@pytest.mark.parametrize("name", ["x" * 500, "å" * 130, "/".join(["ab"] * 900)])
def test_a_name_that_no_disk_can_have(name: str, tmp_path: Path) -> None:
    a_manifest(tmp_path, name)
    with pytest.raises(FileAccessError, match="är skadad"):
        read_manifest(tmp_path)
