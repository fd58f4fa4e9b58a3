"""Workspaces with their templates as they are now, which are read once for all meetings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from naravard_docs.workspace.folders import FileCache, folder_state, root_around

if TYPE_CHECKING:  # what builds is imported by what builds
    from naravard_docs.workspace.workspace import Workspace

_WORKSPACES: FileCache[Workspace] = FileCache(8)
"""By their folders of templates."""


def kept_workspace(path: Path) -> Workspace:
    """Return the workspace that a file lies in; its templates are read anew when any of them has changed."""
    templates = root_around(path) / "templates"
    return _WORKSPACES.of(templates, folder_state(templates), _read)


def _read(templates: Path) -> Workspace:
    from naravard_docs.workspace.workspace import Workspace

    workspace = Workspace(templates.parent)
    _ = workspace.templates_digest  # taken before they are read: what changes meanwhile is not proved to be the same
    return workspace
