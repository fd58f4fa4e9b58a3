"""The workspace: where meetings, templates and output lie, and what of it a meeting may use.

A workspace is the folder that holds ``meetings/``. A template file that it lacks is taken from the program's own
(``defaults/``), which have no organisation's letterhead, bodies or words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec import Struct

from naravard_docs.errors import InvalidInputError, Place, Problem, in_file_order
from naravard_docs.libraries.records import replace
from naravard_docs.limits import LIMITS, MEGABYTE
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact, DistributionList, Recipient
from naravard_docs.meeting.distribution import join_lists
from naravard_docs.meeting.organisation import Ceilings, Organisation
from naravard_docs.meeting.references import References
from naravard_docs.meeting.shared_templates import (
    LETTER_TEMPLATE,
    MAIL_TEMPLATE,
    NOTICE_TEMPLATE,
    REMINDER_TEMPLATE,
    Illustration,
    KnownEntries,
    SharedTemplates,
    TextTemplate,
    all_keys,
)
from naravard_docs.meeting.values import UnknownValueError
from naravard_docs.style.theme import Theme
from naravard_docs.swedish import quote
from naravard_docs.workspace.attached_pdf import pdf_fault
from naravard_docs.workspace.distribution import DistributionFile, findings_as_problems, principals_of
from naravard_docs.workspace.file_names import PathFault, file_fault, path_on_disk
from naravard_docs.workspace.folders import (
    default_templates,
    is_there,
    real_path,
    root_around,
    root_containing,
    templates_digest,
    yaml_files,
)
from naravard_docs.workspace.known_recommendations import references_unless_known
from naravard_docs.workspace.own_typeface import typeface_faults
from naravard_docs.workspace.picture_check import picture_fault
from naravard_docs.workspace.theme_of_look import theme_of
from naravard_docs.yaml.text import read_bytes, read_text_file, too_large
from naravard_docs.yaml.tree import Loc, SourceFile, read_tree_with_faults
from naravard_docs.yaml.validate import read_as, read_by_key

ATTACHABLE = (".md", ".pdf")
RAISE_ATTACHMENTS = "gör filen mindre, eller höj «gränser: bilaga_mb» i templates/organisation.yaml"
RAISE_TEMPLATES = "flytta filen eller gör den mindre, eller höj «gränser: mall_mb» i templates/organisation.yaml"
M = TypeVar("M", Body, Contact, DistributionList)


class Workspace(Struct, frozen=True, dict=True):
    """A folder with meetings/, templates/ and output/."""

    root: Path

    @classmethod
    def around(cls, file: Path) -> Workspace:
        """Return the workspace that a meeting file lies in."""
        return cls(root_around(file))

    @classmethod
    def containing(cls, folder: Path) -> Workspace:
        """Return the workspace that a folder lies in, or is."""
        return cls(root_containing(folder))

    @property
    def meetings(self) -> Path:
        return self.root / "meetings"

    @property
    def answers(self) -> Path:
        """Where the answers to recommendations are kept, with what was sent and the files that came."""
        return self.meetings / "svar"

    @property
    def output(self) -> Path:
        return self.root / "output"

    def meeting_files(self) -> tuple[Path, ...]:
        """Return the meeting files, by name."""
        return yaml_files(self.meetings)

    def template(self, name: str) -> Path:
        """Return the path of a template: the workspace's own, else the default.

        A name or link that leads out of templates/ gives a path where there is no file.
        """
        for folder in (self.root / "templates", default_templates()):
            path = path_on_disk(folder, name)
            if is_there(path):
                if _leads_out(path, folder):
                    break  # not the program's own instead, unseen
                return path
        return self.root / "templates" / PurePosixPath(name).name / "finns-inte"

    @property
    def house(self) -> SharedTemplates:
        """What the meetings share.

        Raises:
            InvalidInputError: with the problems of all template files at once.
        """
        if self.template_problems:
            raise InvalidInputError(self.template_problems)
        return self.known_house

    @property
    def known_house(self) -> SharedTemplates:
        """What could be read of it; what is wrong with the rest is in ``template_problems``."""
        return self._shared.house

    def on(self, day: date) -> Workspace:
        """Return the workspace with what meetings share as it was on a day."""
        if not self._is_dated:
            return self
        other = Workspace(self.root)
        other.__dict__["_shared"] = replace(self._shared, house=self.house.on(day))
        other.__dict__["templates_digest"] = self.templates_digest
        return other

    @cached_property
    def templates_digest(self) -> str:
        """The hash of the templates, as they were when it was first asked for: ask before any is read."""
        return templates_digest(self.root)

    @cached_property
    def _is_dated(self) -> bool:
        return not self.template_problems and self.house.is_dated

    @property
    def template_problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with the template files."""
        return self._shared.problems

    @property
    def distribution(self) -> DistributionFile:
        """The distribution lists, with the places of those on them; raises as ``house`` does."""
        if self._shared.distribution is None or self.template_problems:
            raise InvalidInputError(self.template_problems)
        return self._shared.distribution

    @property
    def known_distribution(self) -> DistributionFile | None:
        """The distribution lists as far as they could be read; None when the file could not."""
        return self._shared.distribution

    @cached_property
    def _shared(self) -> _TemplateCache:
        return _Templates(self).read()

    @property
    def ceilings(self) -> Ceilings:
        """How large files may be; the program's own bounds where the organisation's cannot be read."""
        try:
            ceilings = self.known_house.organisation.ceilings
            return ceilings if ceilings.is_whole else Ceilings()
        except UnknownValueError:
            return Ceilings()

    @cached_property
    def theme(self) -> Theme:
        """The look that organisation.yaml asks for, over the program's own.

        Raises:
            UnknownValueError: if the look cannot be read, of which nobody who has a ``house`` need think.
        """
        return theme_of(self.known_house.organisation.look, self.template)

    @cached_property
    def word_base(self) -> bytes | None:
        """The organisation's own Word document whose styles are used (templates/bas.docx), when there is one."""
        path = self.root / "templates" / "bas.docx"
        if not is_there(path):
            return None
        return read_bytes(path, self.house.organisation.ceilings.template_mb, RAISE_TEMPLATES)

    def read_attachment(self, path: Path) -> bytes:
        """Return an attachment's bytes.

        Raises:
            FileAccessError: if it cannot be read, or is too large.
        """
        return read_bytes(path, self.ceilings.attachment_mb, RAISE_ATTACHMENTS)

    def template_files(self, body: Body) -> dict[str, Path]:
        """Return the template files that documents of a body are made of, by name; defaults are named as such."""
        organisation = self.house.organisation
        names = ["organisation.yaml", "organ.yaml", "personer.yaml", "sandlistor.yaml"]
        names += [body.letter_template or LETTER_TEMPLATE, body.mail_template or MAIL_TEMPLATE, "bas.docx"]
        names += [organisation.logo.file] if organisation.logo else []
        typeface = organisation.look.typeface
        names += [typeface.regular, typeface.bold, typeface.italic, typeface.bold_italic] if typeface else []
        found: dict[str, Path] = {}
        for name in names:
            path = self.template(name)
            own = path.is_relative_to(self.root / "templates")
            if _is_file(path) and (own or name != "bas.docx"):
                found[f"templates/{name}" if own else f"templates/{name} (programmets)"] = path
        return found

    def references(self, meeting_file: Path) -> References:
        """Return what a meeting file may refer to."""
        house = self.known_house

        def fault(path: str) -> PathFault | None:
            return attachment_fault(self.root, real_path(meeting_file).parent, path, self.ceilings.attachment_mb)

        def unless_recommendation(reference: str) -> tuple[str, ...] | None:
            return references_unless_known(reference, self.meeting_files())

        return References(
            all_keys(house.bodies),
            all_keys(house.contacts),
            all_keys(house.distribution_lists),
            fault,
            unless_recommendation,
        )


def attachment_fault(root: Path, folder: Path, path: str, at_most_mb: int = LIMITS.attachment_mb) -> PathFault | None:
    """Return why a file cannot be attached, or None when it can."""

    def fault(target: Path) -> PathFault | None:
        suffix = PurePosixPath(path).suffix.lower()
        if suffix not in ATTACHABLE:
            return "är varken Markdown (.md) eller PDF (.pdf)", "spara bilagan som PDF"
        if not target.is_relative_to(real_path(root)):
            return "ligger utanför arbetsytan", f"lägg filen i {folder.name}/bilagor och skriv bilagor/{target.name}"
        if target.is_symlink():
            return "är en länk som inte leder till någon fil", "lägg en kopia av filen där i stället"
        if not target.is_file():
            return f"finns inte i {folder.name}/", "rätta namnet; sökvägen räknas från mötesfilens mapp"
        if (size := target.stat().st_size) == 0:
            return "är tom (0 byte)", "spara om filen från programmet som den gjordes i, eller ta bort raden"
        if size > at_most_mb * MEGABYTE:
            return too_large(size, at_most_mb), RAISE_ATTACHMENTS
        return pdf_fault(target) if suffix == ".pdf" else None

    return file_fault(folder, path, fault)


def _exists(path: Path) -> bool:
    """Return whether there is something at a path; a name that no file can have is nowhere."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _is_file(path: Path) -> bool:
    return _exists(path) and path.is_file()


def _has_comments_only(text: str) -> bool:
    """Return whether all that a file has is commented out, which is as good as nothing said; an empty file is lost."""
    lines = [line.strip() for line in text.split("\n")]
    return any(lines) and all(line.startswith("#") for line in lines if line)


class _TemplateCache(Struct, frozen=True):
    """What templates/ holds for all meetings, as far as it can be read."""

    house: SharedTemplates
    distribution: DistributionFile | None
    problems: tuple[Problem, ...]


class _Templates:
    """Reads the files of templates/ and gathers the problems of them all."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.problems: list[Problem] = []

    def read(self) -> _TemplateCache:
        organisation_source = self._tree("organisation.yaml")
        organisation = self._one(organisation_source)
        bodies_source = self._tree("organ.yaml")
        bodies = self._entries(Body, bodies_source)
        contacts = self._entries(Contact, self._tree("personer.yaml"))
        lists, members = self._distribution()
        principals = self._principals(bodies, bodies_source, lists)
        texts = self._texts(bodies, bodies_source)
        logo: Illustration | None = None
        with suppress(UnknownValueError):
            logo = self._logo(organisation, organisation_source)
        with suppress(UnknownValueError):
            self.problems += self._typeface(organisation, organisation_source)
        self.problems += self._too_large(organisation)
        house = SharedTemplates(organisation, bodies, contacts, members, texts, logo, principals)
        return _TemplateCache(house, lists, in_file_order(self.problems))

    def _tree(self, name: str) -> SourceFile | None:
        path = self.workspace.template(name)
        try:
            text = read_text_file(path)
            return read_tree_with_faults(f"{text}\n{{}}\n" if _has_comments_only(text) else text, path)
        except InvalidInputError as error:
            self.problems += error.problems
            return None

    def _one(self, source: SourceFile | None) -> Organisation:
        if source is None:
            return Organisation.of_known({})
        organisation, problems = read_as(Organisation, source)
        self.problems += problems
        return organisation

    def _entries(self, model: type[M], source: SourceFile | None) -> KnownEntries[M]:
        if source is None:
            return KnownEntries()
        entries, problems = read_by_key(model, source)
        self.problems += problems
        return entries

    def _distribution(self) -> tuple[DistributionFile | None, KnownEntries[DistributionList]]:
        """Return the lists, when they are whole, and each with all on it, as far as that is known."""
        source = self._tree("sandlistor.yaml")
        lists = self._entries(DistributionList, source)
        if source is None or not lists.has_all_keys:
            return None, lists
        distribution = join_lists(lists)
        self.problems += findings_as_problems(distribution.faults, DistributionList, source)
        return DistributionFile(source, distribution), KnownEntries(distribution.whole_lists)

    def _principals(
        self, bodies: dict[str, Body], source: SourceFile | None, lists: DistributionFile | None
    ) -> dict[str, tuple[Recipient, ...]]:
        if source is None or lists is None:
            return {}
        found, faults = principals_of(bodies, lists.distribution)
        if self.workspace.template("organ.yaml").is_relative_to(self.workspace.root):
            self.problems += findings_as_problems(faults, Body, source)
        return found  # the program's own bodies may have principals that the workspace's own lists lack

    def _texts(self, bodies: dict[str, Body], source: SourceFile | None) -> dict[str, TextTemplate]:
        wanted: dict[str, Loc | None] = dict.fromkeys(
            (LETTER_TEMPLATE, MAIL_TEMPLATE, REMINDER_TEMPLATE, NOTICE_TEMPLATE)
        )
        for key, body in bodies.items():
            for field, name in (
                ("brevmall", "letter_template"),
                ("mejlmall", "mail_template"),
                ("påminnelsemall", "reminder_template"),
                ("kallelsemall", "notice_template"),
            ):
                if (own := body.known(name)) is not None:
                    wanted[own] = (key, field)
        texts: dict[str, TextTemplate] = {}
        for name, loc in wanted.items():
            path = self.workspace.template(name)
            if loc is not None and source is not None and not _is_file(path):
                self._missing(source, loc, name)
                continue
            try:
                texts[name] = TextTemplate(path, read_text_file(path))
            except InvalidInputError as error:
                self.problems += error.problems
        return texts

    def _logo(self, organisation: Organisation, source: SourceFile | None) -> Illustration | None:
        if source is None or (logo := organisation.logo) is None:
            return None
        path = self.workspace.template(logo.file)
        if not _is_file(path):
            self._missing(source, ("logotyp", "fil"), logo.file)
            return None
        place = source.place_of(("logotyp", "fil"))
        if path.stat().st_size > organisation.ceilings.template_mb * MEGABYTE:
            return None  # told of with the other files that are too large
        data = read_bytes(path, organisation.ceilings.template_mb, RAISE_TEMPLATES)
        if fault := picture_fault(data, organisation.ceilings.picture_megapixels):
            self.problems.append(Problem(f"Bilden {quote(logo.file)} {fault[0]}", fault[1], place))
            return None
        return Illustration(data, logo.alt_text, logo.width_mm)

    def _typeface(self, organisation: Organisation, source: SourceFile | None) -> Iterator[Problem]:
        if source is not None and (typeface := organisation.look.typeface) is not None:
            yield from typeface_faults(typeface, source, self.workspace.template, organisation.ceilings.template_mb)

    def _too_large(self, organisation: Organisation) -> Iterator[Problem]:
        """Yield files in templates/ that are too large to be read, of whatever kind: all of them are hashed."""
        at_most_mb = LIMITS.template_mb
        with suppress(UnknownValueError):
            at_most_mb = organisation.ceilings.template_mb
        told = {problem.place.path for problem in self.problems if problem.place}
        for path in sorted((self.workspace.root / "templates").rglob("*")):
            if path not in told and _is_file(path) and (size := path.stat().st_size) > at_most_mb * MEGABYTE:
                yield Problem(f"Filen {too_large(size, at_most_mb)}", RAISE_TEMPLATES, Place(path, 1, 1))

    def _missing(self, source: SourceFile, loc: Loc, name: str) -> None:
        place: Place = source.place_of(loc)
        message = f"Filen {quote(name)} finns inte i templates/"
        self.problems.append(Problem(message, "lägg filen där, eller rätta namnet", place))


def _leads_out(path: Path, folder: Path) -> bool:
    try:
        return not real_path(path).is_relative_to(real_path(folder))
    except (OSError, ValueError):
        return True
