"""ajv, which most editors and tools for JSON Schema are built on, takes the schemas in its full strict mode."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from made import missing_tool, require_tool

from naravard_docs.workspace.schema import schemas, schemas_with
from naravard_docs.workspace.schema_suggestions import suggestions_of
from naravard_docs.workspace.workspace import Workspace

pytestmark = pytest.mark.slow

LOOSE: dict[str, tuple[dict[str, Any], str]] = {
    "several types": ({"type": ["string", "number"]}, "strictTypes"),
    "another type's limit": ({"type": "number", "minLength": 2}, "strictTypes"),
    "an unknown keyword": ({"type": "object", "okänt": 1}, "unknown keyword"),
    "a key that is asked for, not named": ({"type": "object", "required": ["a"]}, "strictRequired"),
    "a tuple of any length": ({"type": "array", "items": [{"type": "string"}]}, "-tuple, but minItems"),
    "half a condition": ({"type": "object", "then": {}}, "without"),
}
"""Schemas that only its strict mode refuses, and a word of what it says."""


def refusals(named: dict[str, Any]) -> dict[str, str | None]:
    """Return why ajv refuses each schema; None where it does not."""
    folder = Path(os.environ.get("NARAVARD_AJV") or Path.home() / ".cache/naravard_docs/ajv")
    node = require_tool("node")
    if not (folder / "node_modules/ajv").is_dir():
        missing_tool(f"ajv is not in {folder} (make ajv puts it there)")
    environment = {**os.environ, "NODE_PATH": str(folder / "node_modules")}
    command = [node, str(REPOSITORY / "tests/ajv_strict.js")]
    said = subprocess.run(command, input=json.dumps(named).encode(), capture_output=True, env=environment, timeout=60)
    assert said.returncode == 0, said.stderr.decode()
    told: dict[str, str | None] = json.loads(said.stdout)
    return told


def test_every_schema_compiles() -> None:
    """No schema, general or of a workspace, has what ajv's strict mode refuses, and it does refuse such."""
    own = {f"own {name}": schema for name, schema in schemas_with(suggestions_of(Workspace(REPOSITORY))).items()}
    told = refusals({**schemas(), **own, **{name: schema for name, (schema, _) in LOOSE.items()}})
    assert {name: told[name] for name in (*schemas(), *own)} == dict.fromkeys((*schemas(), *own))
    assert {name: word in (told[name] or "") for name, (_, word) in LOOSE.items()} == dict.fromkeys(LOOSE, True)
