"""The description that goes with the package: README.md without the pictures and links that lead into the repository.

Where a package is shown there is no repository beside it. Hatchling calls this when it builds.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURE = re.compile(r"!\[[^\]]*\]\((?!https:)[^)]*\)\n+")
_LINK = re.compile(r"\[([^\]]*)\]\((?!https:)[^)]*\)")


class Description(MetadataHookInterface):
    """Hatchling's way in: fills in what pyproject.toml calls dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        readme = Path(self.root, "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": _LINK.sub(r"\1", _PICTURE.sub("", readme))}
