"""One error of a validation with the part of the file that it is about."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from naravard_docs.errors import Place
from naravard_docs.swedish import quote
from naravard_docs.yaml.key_suggestions import key_meant_for
from naravard_docs.yaml.keys import as_written, model_at, swedish_keys
from naravard_docs.yaml.tree import DOUBTFUL, ListNode, Loc, MapNode, Scalar, SourceFile, find_node, follow_path


class ErrorContext:
    """One error with what its message needs: the key, its parent's model, the value as written."""

    def __init__(self, details: ErrorDetails, model: type[BaseModel], source: SourceFile, below: Loc) -> None:
        self.kind = details["type"]
        self.is_key = details["loc"][-1:] == ("[key]",)  # pydantic's mark of a mapping's key that is wrong
        self.loc: Loc = details["loc"][:-1] if self.is_key else details["loc"]
        self.path: Loc = (*below, *as_written(model, self.loc, find_node(source.root, below)[1]))
        self.input: Any = details["input"]
        self.context: dict[str, Any] = details.get("ctx", {})
        self.source = source
        self.model = model_at(model, self.loc)
        parents = [n for n in range(len(self.loc)) if isinstance(self.loc[n], str)]
        self.parent = model_at(model, self.loc[: parents[-1]]) if parents else model
        _, self.node, self.taken = follow_path(source.root, self.path)
        self.key = next((step for step in reversed(self.taken) if isinstance(step, str)), "")

    @property
    def is_consequence(self) -> bool:
        """Whether the error only follows from others: a list whose entries all are wrong is not too short.

        Of what is doubtful the fault of its form is told.
        """
        if self.input is DOUBTFUL:
            return True
        return self.kind == "too_short" and not (isinstance(self.node, ListNode) and not self.node.items)

    @property
    def meant(self) -> tuple[Loc, ...]:
        """The path of the key that an unknown one is told to be instead."""
        key = key_meant_for(str(self.loc[-1]), swedish_keys(self.parent)) if self.parent else ""
        return ((*self.loc[:-1], key),) if key else ()

    @property
    def missing(self) -> Loc | None:
        """The path of a key that is not there."""
        return self.loc if self.kind == "missing" and not self.has_key else None

    @property
    def concerned(self) -> Loc:
        """The path below this one that a model's rule is about, as the file has it."""
        return as_written(self.model, self.context.get("at", ()), self.node)

    @property
    def has_key(self) -> bool:
        """Whether the last key of the path stands in the file (with no value)."""
        parent = find_node(self.source.root, self.path[:-1])[1]
        return isinstance(parent, MapNode) and self.path[-1] in parent.entries

    @property
    def key_place(self) -> Place:
        key, _ = find_node(self.source.root, self.path)
        return self.source.place(key.line, key.column, len(key.text)) if key else self.source.place_of(self.path)

    @property
    def value(self) -> str:
        if isinstance(self.node, Scalar):
            return quote(self.node.text)
        return "en lista" if isinstance(self.node, ListNode) else "en mappning"

    @property
    def is_entry(self) -> bool:
        return bool(self.taken) and isinstance(self.taken[-1], int)
