"""click in Swedish: headings of the help, names with aliases, and its own errors in our words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from naravard_docs.swedish import did_you_mean, enumeration

USAGE, OPTIONS, COMMANDS = "Användning: ", "Flaggor", "Kommandon"


class SwedishCommand(click.Command):
    """A command whose help is Swedish and ends with examples."""

    def __init__(self, *args: Any, examples: Iterable[str] = (), alias: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {}).setdefault("help_option_names", ["--hjälp", "--help", "-h"])
        super().__init__(*args, **kwargs)
        self.examples, self.alias = tuple(examples), alias

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _swedish_help(super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [{"[OPTIONS]": "[FLAGGOR]"}.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section("Exempel"):
                for example in self.examples:
                    formatter.write_text(example)


class SwedishGroup(click.Group):
    """Commands under Swedish names, each with its English alias."""

    command_class = SwedishCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {}).setdefault("help_option_names", ["--hjälp", "--help", "-h"])
        kwargs.setdefault("subcommand_metavar", "KOMMANDO [FLAGGOR] …")
        super().__init__(*args, **kwargs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if found is not None:
            return found
        return next((c for c in self.commands.values() if cmd_name and getattr(c, "alias", "") == cmd_name), None)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            names = [*self.commands, *(getattr(c, "alias", "") for c in self.commands.values())]
            close = did_you_mean(args[0], [name for name in names if name])
            raise SwedishUsageError(
                f"okänt kommando «{args[0]}»", close or "se alla kommandon med: naravard --hjälp", ctx
            )
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _swedish_help(super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[FLAGGOR] KOMMANDO …", prefix=USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [
            (
                f"{name}, {alias}" if (alias := getattr(command, "alias", "")) and alias != name else name,
                command.get_short_help_str(80),
            )
            for name, command in self.commands.items()
        ]
        with formatter.section(COMMANDS):
            formatter.write_dl(rows)


class SwedishUsageError(click.UsageError):
    """Wrong usage, in Swedish already, with a remedy."""

    def __init__(self, message: str, remedy: str, ctx: click.Context | None = None) -> None:
        super().__init__(message, ctx)
        self.remedy = remedy


class OneOf(click.ParamType):  # type: ignore[type-arg]
    """Words from a list, several with commas between."""

    name = "ord"

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        chosen = tuple(word.strip().lower() for word in str(value).split(",") if word.strip())
        for word in chosen:
            if word not in self.words:
                listed = enumeration([f"«{known}»" for known in self.words], "eller")
                raise SwedishUsageError(
                    f"«{word}» kan inte väljas här", did_you_mean(word, self.words) or f"skriv {listed}", ctx
                )
        if not chosen:
            raise SwedishUsageError("inget är valt", f"skriv ett eller flera av: {', '.join(self.words)}", ctx)
        return chosen

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class Number(click.ParamType):  # type: ignore[type-arg]
    """A whole number within limits."""

    name = "tal"

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if str(value).isdecimal() and self.lowest <= int(value) <= self.highest:
            return int(value)
        raise SwedishUsageError(
            f"«{value}» går inte att använda", f"skriv ett heltal {self.lowest}–{self.highest}", ctx
        )


def phrased(error: click.UsageError) -> tuple[str, str]:
    """Give click's own usage errors as a Swedish message with a remedy, by their kind."""
    help_hint = f"se hjälpen: {error.ctx.command_path if error.ctx else 'naravard'} --hjälp"
    match error:
        case SwedishUsageError():
            return error.message, error.remedy or help_hint
        case click.NoSuchOption():
            close = did_you_mean(error.option_name, error.possibilities or ())
            return f"okänd flagga {error.option_name}", close or help_hint
        case click.MissingParameter():
            name = error.param.human_readable_name.upper() if error.param else ""
            return f"{name} saknas", help_hint
        case click.BadOptionUsage():
            return f"flaggan {error.option_name} är fel använd (den vill kanske ha ett värde)", help_hint
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"värdet för {name} går inte att använda", help_hint
        case _:
            return "för många eller fel argument", help_hint


def _swedish_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Visa hjälpen."
    return option


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(ctx)) is not None]
    if rows:
        with formatter.section(OPTIONS):
            formatter.write_dl(rows)
