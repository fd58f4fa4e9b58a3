"""By the state of a folder all that has changed in it shows, so that nothing is kept of what is there no more."""

from __future__ import annotations

from pathlib import Path

from naravard_docs.workspace.folders import folder_state, templates_digest


def test_a_file_in_a_folder_below_shows(tmp_path: Path) -> None:
    """A font in templates/typsnitt/ that is written over changes the state, though no name in templates/ does."""
    below = tmp_path / "templates" / "typsnitt"
    below.mkdir(parents=True)
    (below / "rak.ttf").write_bytes(b"en")
    before, digest = folder_state(tmp_path / "templates"), templates_digest(tmp_path)
    (below / "rak.ttf").write_bytes(b"annan")
    assert folder_state(tmp_path / "templates") != before
    assert templates_digest(tmp_path) != digest


def test_a_ring_of_links_ends(tmp_path: Path) -> None:
    """A link to a folder is not followed, so that one that leads to its own folder has an end."""
    (tmp_path / "runt").symlink_to(tmp_path, target_is_directory=True)
    assert [Path(path).name for path, *_ in folder_state(tmp_path)] == ["runt"]
