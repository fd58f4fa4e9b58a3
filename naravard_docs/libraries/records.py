"""Records (msgspec.Struct) changed as dataclasses are, with arguments that type checkers know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace as replace  # msgspec's own takes anything
else:
    import dataclasses

    from msgspec import Struct, structs

    def replace(record, /, **changes):
        """Return a record, which may be a dataclass, with other values of some of its fields."""
        changed = structs.replace if isinstance(record, Struct) else dataclasses.replace
        return changed(record, **changes)
