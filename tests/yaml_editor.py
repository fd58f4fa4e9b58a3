"""An editor for YAML without a screen: yaml-language-server, asked as VS Code asks it (LSP over stdio)."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any, NoReturn

from made import missing_tool, require_tool
from msgspec import Struct

WAIT_SECONDS = 60
_SERVER = "node_modules/yaml-language-server/out/server/src/server.js"


class Suggestion(Struct, frozen=True):
    """What an editor suggests: the words of its list, what it writes when chosen, and what it tells of it."""

    label: str
    inserted: str
    told: str


class YamlEditor:
    """A running language server, with files opened in it as they are on disk or with another text."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path, settings: dict[str, Any]) -> None:
        self._process, self._root, self._settings = process, root, settings
        self._answers: Queue[dict[str, Any]] = Queue()
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def begin(self) -> None:
        """Agree on what both can, as an editor does when it starts."""
        can = {
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": False, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
            "workspace": {"configuration": True, "didChangeConfiguration": {}},
        }
        self._ask("initialize", {"processId": os.getpid(), "rootUri": self._root.as_uri(), "capabilities": can})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def diagnostics(self, texts: Mapping[str, tuple[Path, str]]) -> dict[str, list[str]]:
        """Return what is marked in each of some texts, as if they stood at their paths: line and message."""
        opened = {name: self._open(path, text) for name, (path, text) in texts.items()}
        marked = {name: self._wait_for_diagnostics(uri) for name, uri in opened.items()}
        for uri in opened.values():
            self._close(uri)
        return {name: [f"{_line(each)}: {each['message']}" for each in found] for name, found in marked.items()}

    def suggestions(self, path: Path, text: str) -> dict[str, Suggestion]:
        """Return what is suggested where «|» stands in a text, by its label."""
        answer = self._at_mark("textDocument/completion", path, text)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {each["label"]: _suggestion(each) for each in items}

    def hover(self, path: Path, text: str) -> str:
        """Return what is told of the key or the word where «|» stands in a text."""
        answer = self._at_mark("textDocument/hover", path, text)
        return _words(answer["contents"]) if answer else ""

    def _at_mark(self, method: str, path: Path, text: str) -> Any:
        before, _, after = text.partition("|")
        uri = self._open(path, before + after)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        answer = self._ask(method, {"textDocument": {"uri": uri}, "position": position})
        self._close(uri)
        return answer

    def _open(self, path: Path, text: str) -> str:
        self._number += 1
        uri = path.with_name(f"{self._number}-{path.name}").as_uri()  # else it may tell of what stood there before
        document = {"uri": uri, "languageId": "yaml", "version": self._number, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _close(self, uri: str) -> None:
        self._tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def _wait_for_diagnostics(self, uri: str) -> list[dict[str, Any]]:
        while uri not in self._diagnostics:
            self._take(self._answers)
        return self._diagnostics.pop(uri)

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        asked = self._number
        self._send({"id": asked, "method": method, "params": params})
        while (answer := self._take(self._answers)) is None or answer.get("id") != asked:
            pass
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _take(self, queue: Queue[dict[str, Any]]) -> dict[str, Any] | None:
        """Return the next answer; what the server asks is answered, and what it marks is kept."""
        try:
            message = queue.get(timeout=WAIT_SECONDS)
        except Empty:
            _fail(self._process)
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": self._result(message)})
        else:
            return message
        return None

    def _result(self, message: dict[str, Any]) -> Any:
        """Return what an editor answers the server: its settings by section, and nothing to all else."""
        if message["method"] != "workspace/configuration":
            return None
        return [self._settings.get(each.get("section", ""), {}) for each in message["params"]["items"]]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._answers.put(json.loads(stream.read(length)))


@contextmanager
def yaml_editor(root: Path, settings: Mapping[str, Any]) -> Iterator[YamlEditor]:
    """Start the language server in a folder, with settings as VS Code has them in a file.

    The test is skipped where the server, or node, is missing.
    """
    folder = Path(os.environ.get("NARAVARD_YAMLLS") or Path.home() / ".cache/naravard_docs/yamlls")
    node = require_tool("node")
    if not (folder / _SERVER).is_file():
        missing_tool(f"yaml-language-server is not in {folder} (make yamlls puts it there)")
    command = [node, str(folder / _SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            editor = YamlEditor(process, root, _by_section(settings))
            editor.begin()
            yield editor
        finally:
            process.kill()


def _by_section(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings with dots in their names, «yaml.schemaStore.enable», as the sections that the server asks for."""
    sections: dict[str, Any] = {"yaml": {}}
    for name, value in settings.items():
        first, *path = name.split(".")
        if first == "yaml":
            within = sections["yaml"]
            for each in path[:-1]:
                within = within.setdefault(each, {})
            within[path[-1]] = value
        else:
            sections[name] = value
    return sections


def _suggestion(item: dict[str, Any]) -> Suggestion:
    inserted = item.get("textEdit", {}).get("newText") or item.get("insertText") or item["label"]
    return Suggestion(item["label"], inserted, _words(item.get("documentation", "")))


def _line(diagnostic: dict[str, Any]) -> int:
    return int(diagnostic["range"]["start"]["line"]) + 1


def _words(contents: str | dict[str, Any]) -> str:
    """Return what a hover or a suggestion tells: text, or Markdown with its kind beside it."""
    return contents if isinstance(contents, str) else str(contents["value"])


def _fail(process: subprocess.Popen[bytes]) -> NoReturn:
    raise AssertionError(f"yaml-language-server says nothing in {WAIT_SECONDS} seconds (exit code {process.poll()})")
