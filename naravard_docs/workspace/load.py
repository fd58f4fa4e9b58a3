"""Reading a meeting: file, models, references and rules, with everything that is wrong at once."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path, PurePath

from msgspec import Struct, field

from naravard_docs.errors import (
    FileAccessError,
    InvalidInputError,
    Level,
    Place,
    Problem,
    WrongUsageError,
    in_file_order,
    of_rule,
    shown_path,
)
from naravard_docs.limits import LIMITS
from naravard_docs.markup.setting import NO_PICTURES, Pictures, pictures_of
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.finding import Finding
from naravard_docs.meeting.held import rule_times
from naravard_docs.meeting.letter_rules import letter_findings
from naravard_docs.meeting.marked_texts import written_texts
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation, meeting_recommendations
from naravard_docs.meeting.periods import text_on
from naravard_docs.meeting.rule_table import CHECK_RULES, FORM, LATER_RULES, TEMPLATES, RuleTime, told_levels
from naravard_docs.meeting.rules import meeting_findings
from naravard_docs.meeting.shared_templates import AttachedText
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.meeting.values import Reading, UnknownValueError
from naravard_docs.swedish import capitalise, date_at_start, is_empty, long_date, quote
from naravard_docs.workspace.attached_pdf import claims_pdfa
from naravard_docs.workspace.doubtful_typeface import typeface_warnings
from naravard_docs.workspace.file_names import in_nfc, path_on_disk, stem_of
from naravard_docs.workspace.folders import real_path
from naravard_docs.workspace.pale_colours import pale_colours
from naravard_docs.workspace.pictures import picture_file, picture_paths, read_pictures
from naravard_docs.workspace.section_order import section_findings
from naravard_docs.workspace.silences import Silences, printed_lines_of_silence, silences_of
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.text import read_text_file, without_invisible
from naravard_docs.yaml.tree import Loc, SourceFile, read_tree_with_faults, scalars
from naravard_docs.yaml.validate import read_as

_IF_EMPTY = "skriv texten i filen, eller ta bort bilagan ur mötesfilen"
_WORD_AFTER_HASH = re.compile(r"(\s+)(#[^\s#].*?)\s*")


class LoadedMeeting(Struct, frozen=True, dict=True):
    """A meeting as far as its file could be read, with where it came from and what is told of it.

    It can be built if none of its ``problems`` is an error, and is whole then: ``load_meeting`` gives no other.
    ``follow_ups`` are where the recommendations stand that its items follow up, by their references, and ``followed``
    the files that tell of them, None for answers that are not there yet; ``follow_ups.with_follow_ups`` reads them.
    """

    path: Path
    workspace: Workspace
    source: SourceFile
    meeting: Meeting
    body: Body
    recommendations: tuple[MeetingRecommendation, ...]
    attached_texts: Mapping[str, AttachedText] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    pictures: Pictures = NO_PICTURES
    silences: Silences = Silences()
    follow_ups: Mapping[str, RecommendationStatus] = field(default_factory=dict)
    followed: Mapping[Path, SourceFile | None] = field(default_factory=dict)
    is_held: bool = True
    """Whether the meeting has been held, as far as the day tells that it was read on."""

    @property
    def stem(self) -> str:
        return stem_of(self.path)

    def attachment_path(self, attachment: Attachment) -> Path:
        return path_on_disk(real_path(self.path).parent, attachment.path)

    @cached_property
    def sources(self) -> Mapping[str, Path]:
        """Every file that the meeting's documents are made of, by its name in the workspace.

        One that was looked for and not there is among them, since the documents become others when it comes. Which they
        are is found once for each reading of the meeting; what is in them is read when it is asked for.
        """
        used = {f"meetings/{in_nfc(self.path.name)}": self.path}
        for attachment in self.meeting.all_attachments:
            used[f"meetings/{attachment.path}"] = self.attachment_path(attachment)
        for name, path in self._picture_files():
            used[f"meetings/{name}"] = path
        folder = real_path(self.path).parent
        for path in self.followed:
            used[f"meetings/{in_nfc(PurePath(os.path.relpath(real_path(path), folder)).as_posix())}"] = path
        return {**used, **self.workspace.template_files(self.body)}

    def _picture_files(self) -> Iterator[tuple[str, Path]]:
        """Yield the files of the pictures that texts show, by their names below the meeting's folder."""
        folder = real_path(self.path).parent
        for path in self.pictures.held:
            yield path, picture_file(path, (folder,))
        for attachment, text in self.attached_texts.items():
            folders = _picture_folders(folder, attachment)
            for path in text.pictures:
                file = picture_file(path, folders)
                yield in_nfc(PurePath(os.path.relpath(file, folder)).as_posix()), file

    def place_of_attachment(self, attachment: Attachment) -> Place:
        """Return where the meeting file names an attachment."""
        loc = next(loc for loc, each in _attachments_with_paths(self.meeting) if each.path == attachment.path)
        return self.source.place_of(as_written(Meeting, (*loc, "fil"), self.source.root))

    def place_in_text(self, path: Loc, line: int, column: int = 1, length: int = 1) -> Place:
        """Return the place of a line and column, from 1, within a text of the meeting file, by its Swedish keys."""
        return self.source.place_within(as_written(Meeting, path, self.source.root), line, column, length)

    def places_of_character(self, character: str) -> tuple[Place, ...]:
        """Return every place where a character stands in a value of the meeting's files or in a Markdown attachment."""
        in_texts = (
            place
            for text in self.attached_texts.values()
            for place in _in_lines(text.file, text.text.split("\n"), character)
        )
        in_files = (place for file in self.followed.values() if file for place in places_in(file, character))
        return (*places_in(self.source, character), *in_texts, *in_files)


def load_meeting(path: Path, workspace: Workspace | None = None, today: date | None = None) -> LoadedMeeting:
    """Read a meeting file with all that it refers to, but for the answers that its items follow up.

    What is no fault until the meeting has been held is told only then; without a day (``today``) it has been.

    Raises:
        FileAccessError: if the file cannot be read.
        InvalidInputError: with every problem of the file and of templates/, in file order, warnings among them.
        WrongUsageError: if it is a file of answers.
    """
    read = read_meeting(path, workspace, today)
    if any(problem.is_error for problem in read.problems):
        raise InvalidInputError(read.problems)
    return read


def read_meeting(path: Path, workspace: Workspace | None = None, today: date | None = None) -> LoadedMeeting:
    """Read what can be read of a meeting file and what it refers to, with all that is wrong with it, but for its texts.

    ``today`` is as for ``load_meeting``.

    Raises:
        FileAccessError: if the file cannot be read.
        InvalidInputError: if the form of the file is so broken that nothing can be told of what it says.
        WrongUsageError: if it is a file of answers.
    """
    workspace = workspace or Workspace.around(path)
    _refuse_answers(path, workspace)
    source = read_tree_with_faults(read_text_file(path), path)
    meeting, of_keys = read_as(Meeting, source, workspace.references(path))
    nameless = tuple(_without_name(meeting, _body(meeting, workspace), source))
    if (day := meeting.known("date")) is not None:
        workspace = workspace.on(day)
    body = _body(meeting, workspace)
    attachments = tuple(_attachments_with_paths(meeting))
    texts, faults = _attached_texts(path, attachments, workspace)
    found = (
        *meeting_findings(meeting, body, today),
        *letter_findings(meeting, workspace.known_house),
        *section_findings(meeting, body, path, workspace),
    )
    silences, times = silences_of(source), rule_times(meeting, body, today)
    problems = silences.heed(
        (
            *of_rule(TEMPLATES, workspace.template_problems),
            *of_rule(TEMPLATES, typeface_warnings(workspace)),
            *of_rule(FORM, (*of_keys, *nameless, *faults)),
            *_placed(found, meeting, body, source, times),
            *_doubts(meeting, workspace),
            *pale_colours(workspace),
            *_file_name(path, meeting, source),
            *_taken_for_comments(source),
            *_not_for_archives(path, attachments, workspace, source),
            *printed_lines_of_silence({key: (Place(text.file, 1, 1), text.text) for key, text in texts.items()}),
            *silences.faults,
        )
    )
    asked_now = {key for key, rule in CHECK_RULES.items() if rule.time in times and key not in LATER_RULES}
    problems = (*problems, *silences.unused(problems, asked_now))
    pictures = _pictures(path, meeting, workspace)
    asked: tuple[MeetingRecommendation, ...] = ()
    if not any(problem.is_error for problem in problems):
        asked = meeting_recommendations(stem_of(path), meeting, body, workspace.house.distribution_lists)
    return LoadedMeeting(
        path,
        workspace,
        source,
        meeting,
        body,
        asked,
        texts,
        in_file_order(list(problems)),
        pictures,
        silences,
        is_held=RuleTime.ONLY_AFTER in times,
    )


def _body(meeting: Meeting, workspace: Workspace) -> Body:
    try:
        return workspace.known_house.bodies[meeting.body]
    except UnknownValueError:
        return Body.of_known({})


def _doubts(meeting: Meeting, workspace: Workspace) -> tuple[Problem, ...]:
    """Return what is likely wrong with the lists that letters are sent to."""
    lists = (letter.known("distribution_list") for _, _, letter in meeting.known_letters)
    distribution = workspace.known_distribution
    return distribution.doubts(key for key in lists if key is not None) if distribution else ()


def _refuse_answers(path: Path, workspace: Workspace) -> None:
    """Refuse an answer file, of which everything that a meeting needs would be said to be missing."""
    if path.parent.name != workspace.answers.name or real_path(path).parent != real_path(workspace.answers):
        return
    meetings = [each for each in workspace.meeting_files() if stem_of(path).startswith(f"{stem_of(each)}-")]
    meant = max(meetings, key=lambda each: len(each.stem), default=None)
    remedy = f"ange mötesfilen: {shown_path(meant)}" if meant else "ange en mötesfil i meetings/"
    raise WrongUsageError(f"{shown_path(path)} är en svarsfil, ingen mötesfil", remedy)


def _without_name(meeting: Meeting, body: Body, source: SourceFile) -> Iterator[Problem]:
    """Yield an error when what the body was called on the meeting's day is not told."""
    name, day = body.known("name"), meeting.known("date")
    if name is not None and day is not None and text_on(name, day) is None:
        place = source.place_of(as_written(Meeting, ("organ",), source.root))
        message = f"Organet {quote(meeting.body)} har inget namn den {long_date(day)}"
        yield Problem(message, "skriv vad det hette då i templates/organ.yaml, i listan under «namn»", place)


def _placed(
    found: Iterable[Finding], meeting: Meeting, body: Body, source: SourceFile, times: Container[RuleTime]
) -> Iterator[Problem]:
    """Yield what the rules find that the body hears of, each with its place."""
    profile: Profile = body.known("profile", Profile.COLLABORATION_BODY)
    is_adopted = not meeting.known("status", Status.DRAFT).is_draft
    for finding, level in told_levels(found, profile, is_adopted, times):
        place = source.place_of(as_written(Meeting, finding.path, source.root), finding.excerpt)
        yield Problem(capitalise(finding.message), finding.remedy, place, level, rule=finding.rule)


def _file_name(path: Path, meeting: Meeting, source: SourceFile) -> Iterator[Problem]:
    named, told = date_at_start(path.stem[:10]), meeting.known("date")
    day = named[0] if named else None
    if day is not None and told is not None and day != told:
        yield Problem(
            f"Filens namn säger {long_date(day)} men «datum» {long_date(told)}",
            "rätta datumet eller filens namn",
            source.place_of(as_written(Meeting, ("datum",), source.root)),
            Level.WARNING,
            rule="NV902",
        )


def _taken_for_comments(source: SourceFile) -> Iterator[Problem]:
    """Yield words that YAML takes for a comment but that look like text: «Ärende #5»."""
    for scalar in scalars(source.root):
        line = source.lines[scalar.line - 1] if scalar.line <= len(source.lines) else ""
        end = scalar.column - 1 + len(scalar.text)
        if scalar.is_plain and scalar.text and line[scalar.column - 1 : end] == scalar.text:
            if lost := _WORD_AFTER_HASH.fullmatch(line[end:]):
                place = source.place(scalar.line, end + 1 + len(lost[1]), len(lost[2]))
                yield Problem(
                    f"«{lost[2]}» räknas som en kommentar och kommer inte med i texten",
                    "sätt citattecken runt hela texten, eller ett mellanslag efter # om det är en kommentar",
                    place,
                    Level.WARNING,
                    rule="NV903",
                )


def _not_for_archives(
    path: Path, attachments: Sequence[tuple[Loc, Attachment]], workspace: Workspace, source: SourceFile
) -> Iterator[Problem]:
    """Yield PDF attachments that do not even claim to be PDF/A: they go along, but an archive may refuse them."""
    claims: dict[str, str | None] = {}
    for loc, attachment in attachments:
        if attachment.is_markdown:
            continue
        if attachment.path not in claims:
            target = path_on_disk(real_path(path).parent, attachment.path)
            claims[attachment.path] = claims_pdfa(workspace.read_attachment(target))
        if claims[attachment.path] is None:
            yield Problem(
                f"Bilagan {quote(attachment.path)} uppger sig inte vara PDF/A",
                "spara om den som PDF/A om den ska arkiveras; den följer med som den är",
                source.place_of(as_written(Meeting, (*loc, "fil"), source.root)),
                Level.WARNING,
                rule="NV904",
            )


def _attachments_with_paths(meeting: Meeting) -> Iterator[tuple[Loc, Attachment]]:
    """Yield every attachment whose file is known, with its path in the meeting file."""
    yield from ((path, each) for path, each in meeting.placed_attachments() if each.known("path") is not None)


def _attached_texts(
    path: Path, attachments: Sequence[tuple[Loc, Attachment]], workspace: Workspace
) -> tuple[dict[str, AttachedText], list[Problem]]:
    texts: dict[str, AttachedText] = {}
    problems: list[Problem] = []
    listed = sorted(attachments, key=lambda each: each[0][0] == "bilagor")
    for _, attachment in listed:  # the meeting's own last, as documents list them
        if not attachment.is_markdown:
            continue
        target = path_on_disk(real_path(path).parent, attachment.path)
        try:
            text = without_invisible(read_text_file(target))
        except InvalidInputError as error:
            problems += error.problems
        except FileAccessError as error:
            problems.append(Problem(capitalise(error.message), error.remedy))
        else:
            if is_empty(text):
                problems.append(Problem("Bilagan är tom", _IF_EMPTY, Place(target, 1, 1)))
            title = attachment.known("title") or _first_heading(text, target)
            folders = _picture_folders(real_path(path).parent, attachment.path)
            pictures = read_pictures(picture_paths([text]), folders, workspace)
            texts[attachment.path] = AttachedText(target, title, text, pictures)
            if len(text) > LIMITS.text_letters:
                message = f"Filen har {len(text)} tecken, och gränsen är {LIMITS.text_letters}"
                problems.append(Problem(message, "dela upp den, eller bifoga den som PDF", Place(target, 1, 1)))
    return texts, problems


def _picture_folders(folder: Path, attachment: str) -> tuple[Path, ...]:
    """Return the folders that an attachment's pictures are looked for in: the meeting file's, then its own."""
    return tuple(dict.fromkeys((folder, (folder / attachment).parent)))


def _pictures(path: Path, meeting: Meeting, workspace: Workspace) -> Pictures:
    """Read the pictures that the meeting's own texts show."""
    texts = (written.text for written in written_texts(meeting) if written.reading is Reading.BLOCKS)
    return pictures_of(read_pictures(picture_paths(texts), (real_path(path).parent,), workspace))


def _first_heading(text: str, path: Path) -> str:
    """Return the text's first heading of the first level, else the file's name as words."""
    headings = (line[2:].strip() for line in text.split("\n") if line.startswith("# "))
    return next(headings, "") or capitalise(stem_of(path).replace("-", " "))


def places_in(source: SourceFile, character: str) -> tuple[Place, ...]:
    """Return every place in a file where a character stands in a value; where it is an escape, the value's."""
    found: list[Place] = []
    for scalar in scalars(source.root):
        if character in scalar.text:
            lines = source.lines[: scalar.end_line]
            places = tuple(_in_lines(source.path, lines, character, first=scalar.line, column=scalar.column))
            found += places or (source.place(scalar.line, scalar.column),)
    return tuple(found)


def _in_lines(path: Path, lines: Sequence[str], character: str, first: int = 1, column: int = 1) -> Iterator[Place]:
    for number in range(first, len(lines) + 1):
        text = lines[number - 1]
        at = text.find(character, column - 1 if number == first else 0)
        if at >= 0:
            yield Place(path, number, at + 1, text)
