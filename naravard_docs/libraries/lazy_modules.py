"""Modules that another library imports at its head and that few commands come to use."""

from __future__ import annotations

import importlib
import importlib.util
import sys


def import_when_used(name: str) -> None:
    """Have a module imported when somebody first asks something of it (the recipe of importlib's documentation).

    «from PIL import Image» asks nothing of it yet, «import PIL.Image» does. One that cannot be found is left to
    whoever imports it, to fail there.
    """
    parent, _, _ = name.rpartition(".")
    if name in sys.modules or (spec := importlib.util.find_spec(name)) is None or spec.loader is None:
        return
    spec.loader = loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    if parent:  # as an import does
        setattr(importlib.import_module(parent), name.removeprefix(f"{parent}."), module)
