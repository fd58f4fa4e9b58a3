"""Plugins of pydantic, which the program wants none of, and is not to look for.

pydantic looks for them through ``importlib.metadata``, which it imports (with email, csv, zipfile and socket: a
twentieth of a command) even where PYDANTIC_DISABLE_PLUGINS says that there are none.
"""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType
from typing import Any

_LOADER = "pydantic.plugin._loader"


def look_for_no_plugins() -> None:
    """Have pydantic find no plugins in this process, and not look for them; to be called before it is imported."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if "pydantic" not in sys.modules:
        sys.modules[_LOADER] = _NoPlugins(_LOADER)


class _NoPlugins(ModuleType):
    """Stands for the module that looks for plugins; asked for anything else, it is that module."""

    def get_plugins(self) -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        sys.modules.pop(_LOADER, None)
        return getattr(importlib.import_module(_LOADER), name)
