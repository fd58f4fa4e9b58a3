"""Tab in bash, zsh, fish and PowerShell: click's way, with what it lacks for options that are written with «=»."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

SHELLS = ("bash", "zsh", "fish", "powershell")
VARIABLE = "_{}_COMPLETE"
_FISH_FIELDS = ('string split ","', 'string split -m 1 ","')

_BLANKS: dict[str, Callable[[str], str]] = {
    "bash": lambda value: value.replace(" ", "\\\\ "),  # its script reads «\\\\» as «\\»
    "powershell": lambda value: f"'{value}'",
}
"""How a value with blanks is put on the line, where the shell does not see to that itself."""

if TYPE_CHECKING:
    _Base = ShellComplete
else:
    _Base = object


class _Completion(_Base):
    """What is the same in all shells: silence when something fails, and the value of «--flagga=värde» filled in."""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        # bash takes «--flagga=värde» for three words, and fills in the last of them
        if self.name == "bash" and len(args) > 1 and args[-1] == "=" and args[-2].startswith("--"):
            return args[:-1], incomplete
        return args, incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        try:
            items = super().get_completions(args, incomplete)
        except Exception:  # whatever it is: the shell's line is no place to tell of it
            return []
        option, equals, _ = incomplete.partition("=")
        if self.name != "bash" and equals and option.startswith("--"):
            return [CompletionItem(f"{option}={each.value}", each.type, each.help) for each in items]
        return items

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return a suggestion as the shell's script reads it, so that a value with blanks stays one word."""
        if item.type == "plain" and " " in item.value and (blank := _BLANKS.get(self.name)):
            return super().format_completion(CompletionItem(blank(item.value), item.type, item.help))
        return super().format_completion(item)

    def source(self) -> str:
        # fish would cut a value at its first comma
        return super().source().replace(*_FISH_FIELDS) if self.name == "fish" else super().source()


def completion_of(shell: str) -> type[ShellComplete] | None:
    """Return what completes in a shell; None where click does not know it."""
    known: type[Any] | None = get_completion_class(shell) if shell in SHELLS else None
    if known is None or issubclass(known, _Completion):
        return known
    return type(f"{known.__name__}", (_Completion, known), {})


def prepare_completion() -> None:
    """Have click complete by these."""
    for shell in SHELLS:
        if (completion := completion_of(shell)) is not None:
            add_completion_class(completion, shell)


def completion_script(program: click.Context, shell: str) -> str | None:
    """Return what a shell is to read so that it asks this program; None where click does not know the shell."""
    completion, name = completion_of(shell), program.command_path
    if completion is None:
        return None
    return completion(program.command, {}, name, VARIABLE.format(name.upper())).source()
