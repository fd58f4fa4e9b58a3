"""Reading a log of what was sent, where there is one, within the workspace."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from naravard_docs.libraries.line_file import torn_end
from naravard_docs.send.log import Log, read_log
from naravard_docs.send.occasions import LogKind
from naravard_docs.workspace.containment import refuse_outside
from naravard_docs.workspace.files import link_target
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes, read_text_file


def log_at(path: Path, workspace: Workspace, recipients: Collection[str] | None, kind: LogKind = LogKind.LETTER) -> Log:
    """Return the log of a file, an empty one where there is none; ``recipients`` are the keys that it may tell of.

    Raises:
        FileAccessError: if it cannot be read, or lies outside the workspace.
        InvalidInputError: if a line of it cannot be understood.
    """
    target = link_target(path)
    refuse_outside(workspace.meetings, (target,))
    if not is_there(path):
        return Log(target, kind=kind)
    log = read_log(target, read_text_file(path, leaves_out_torn=True), recipients, kind)
    return log.with_torn(torn_end(read_bytes(path)), recipients)
