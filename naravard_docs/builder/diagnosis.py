"""What is on this machine for the program to work with: versions, templates, fonts, tools, the mail account."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from naravard_docs import __version__
from naravard_docs.builder.audit import MissingToolError, missing_tool
from naravard_docs.cache.store import VARIABLE, cache_folder, is_wanted, kept_size
from naravard_docs.errors import FileAccessError, InvalidInputError, Problem, WrongUsageError
from naravard_docs.style.fonts import are_prepared
from naravard_docs.style.package_versions import installed_versions
from naravard_docs.swedish import with_noun
from naravard_docs.workspace.account import account_file, read_account
from naravard_docs.workspace.folders import is_there, root_containing
from naravard_docs.workspace.workspace import Workspace

_LIBRARIES = ("reportlab", "python-docx", "pydantic", "ruamel-yaml", "pypdf")
_TEMPLATES = ("organisation.yaml", "organ.yaml", "personer.yaml", "sandlistor.yaml", "rekommendation.md", "mejl.txt")
_SYNCED = ("onedrive", "dropbox", "google drive", "icloud", "nextcloud")
_EXTRAS = {"keyring": ("nyckelring", "nyckelring"), "msal": ("Microsoft-inloggning", "microsoft")}
LONGEST_ROOT = 130
"""How long a workspace's path may be before its longest files come near the 260 letters that Windows takes."""


class Condition(StrEnum):
    """What is to be done about something: nothing, nothing unless it is wanted, or something."""

    FINE = "ok"
    ABSENT = "saknas"
    FAULTY = "fel"


class Observation(Struct, frozen=True):
    """Something that was looked at: what it is, how it stands, and what to do about it."""

    about: str
    state: Condition
    told: str
    remedy: str = ""


def observations(folder: Path, environment: Mapping[str, str]) -> Iterator[Observation]:
    """Yield what is found on this machine and in the workspace that a folder lies in, in the order to be read."""
    yield from _program()
    yield from _workspace(folder)
    yield _fonts()
    yield _kept(environment)
    yield from _tools()
    yield from _mail(folder, environment)


def _program() -> Iterator[Observation]:
    known = installed_versions()
    listed = ", ".join(f"{name} {known[name]}" for name in _LIBRARIES if name in known)
    yield Observation("program", Condition.FINE, f"naravard {__version__} i {Path(sys.prefix)}")
    yield Observation("Python", Condition.FINE, f"{platform.python_version()} ({platform.system()}); {listed}")


def _workspace(folder: Path) -> Iterator[Observation]:
    root = root_containing(folder)
    if not (root / "meetings").is_dir():
        remedy = "gå till mappen med meetings/, eller gör en arbetsyta: naravard starta MAPP"
        yield Observation("arbetsyta", Condition.ABSENT, f"ingen i {folder}", remedy)
        return
    workspace = Workspace(root)
    yield _place_of(root)
    yield _templates(workspace)
    yield _writable(workspace)


def _place_of(root: Path) -> Observation:
    if len(str(root)) > LONGEST_ROOT:
        remedy = "flytta arbetsytan närmare enhetens rot: Windows tar inte längre sökvägar än 260 tecken"
        return Observation("arbetsyta", Condition.FAULTY, f"{root} är {len(str(root))} tecken lång", remedy)
    synced = next((name for name in _SYNCED if name in str(root).lower()), None)
    remedy = "låt inte två skriva i den samtidigt; skicka mejl från en mapp på den egna disken" if synced else ""
    return Observation("arbetsyta", Condition.FINE, f"{root}{' (synkas)' if synced else ''}", remedy)


def _templates(workspace: Workspace) -> Observation:
    own = [name for name in _TEMPLATES if workspace.template(name).is_relative_to(workspace.root)]
    others = [name for name in _TEMPLATES if name not in own]
    base = "; bas.docx används i Word" if is_there(workspace.root / "templates" / "bas.docx") else ""
    told = f"egna: {', '.join(own) or 'inga'}; programmets: {', '.join(others) or 'inga'}{base}"
    if problems := tuple(each for each in workspace.template_problems if each.is_error):
        return Observation(
            "mallar", Condition.FAULTY, f"{told}; {_first(problems)}", "se alla fel: naravard kontrollera"
        )
    if "organisation.yaml" in others:
        return Observation("mallar", Condition.ABSENT, told, "skriv er egen templates/organisation.yaml")
    return Observation("mallar", Condition.FINE, told)


def _first(problems: tuple[Problem, ...]) -> str:
    where = f"{problems[0].place}: " if problems[0].place else ""
    return f"{where}{problems[0].message}"


def _writable(workspace: Workspace) -> Observation:
    folder = next(each for each in (workspace.output, workspace.root) if each.is_dir())
    if os.access(folder, os.W_OK):
        return Observation("skrivrätt", Condition.FINE, f"{folder} går att skriva i")
    return Observation("skrivrätt", Condition.FAULTY, f"{folder} går inte att skriva i", "ge dig skrivrätt i mappen")


def _fonts() -> Observation:
    if are_prepared():
        return Observation("typsnitt", Condition.FINE, "programmets typsnitt är förberett")
    told = "programmets typsnitt förbereds första gången något byggs, och det tar omkring tio sekunder"
    return Observation("typsnitt", Condition.FINE, told)


def _kept(environment: Mapping[str, str]) -> Observation:
    """Tell where answers about meetings are kept, and how large that is."""
    if not is_wanted(environment):
        return Observation("sparade svar", Condition.FINE, f"sparas inte, för {VARIABLE} är {environment[VARIABLE]}")
    number, size = kept_size()
    files = f"{with_noun(number, 'fil', 'filer')}, {-(-size // 1000)} kB"
    told = f"{files}, i {cache_folder()}; ta bort: naravard doktor --rensa"
    return Observation("sparade svar", Condition.FINE, told)


def _tools() -> Iterator[Observation]:
    try:
        missing_tool()
        yield Observation("veraPDF", Condition.FINE, "finns; naravard granska kan användas")
    except MissingToolError as error:
        yield Observation(
            "veraPDF", Condition.ABSENT, f"{error.message}; behövs bara för naravard granska", error.remedy
        )
    office = shutil.which("soffice") or shutil.which("libreoffice")
    told = office or "finns inte i sökvägen; programmet behöver det inte"
    yield Observation("LibreOffice", Condition.FINE if office else Condition.ABSENT, told)


def _mail(folder: Path, environment: Mapping[str, str]) -> Iterator[Observation]:
    yield _account(folder, environment)
    for module, (about, extra) in _EXTRAS.items():
        if find_spec(module) is not None:
            yield Observation(about, Condition.FINE, "finns")
        else:
            remedy = f'installera med tillägget: uv tool install "naravard-docs[{extra}]"'
            yield Observation(about, Condition.ABSENT, "behövs bara för att skicka mejl", remedy)


def _account(folder: Path, environment: Mapping[str, str]) -> Observation:
    path = account_file(environment.get("NARAVARD_KONTO"))
    if not is_there(path):
        remedy = "se «Mejlkonto» i handboken: naravard handbok mejlkonto"
        return Observation("mejlkonto", Condition.ABSENT, f"{path} finns inte; behövs bara för att skicka mejl", remedy)
    try:
        account = read_account(path, root_containing(folder))
    except InvalidInputError as error:
        return Observation("mejlkonto", Condition.FAULTY, _first(error.problems), "se alla fel med naravard konto")
    except (FileAccessError, WrongUsageError) as error:
        return Observation("mejlkonto", Condition.FAULTY, error.message, error.remedy)
    return Observation("mejlkonto", Condition.FINE, f"{account.server}:{account.port}, i {path}")
