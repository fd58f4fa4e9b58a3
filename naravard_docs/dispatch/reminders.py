"""Reminders to those who owe an answer: composed as of a day, with the letter that they got, sent in rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from naravard_docs.archive.archive import archive_of
from naravard_docs.builder.build import load_cached
from naravard_docs.builder.manifest import Manifest, with_follow_up
from naravard_docs.builder.options import REMINDERS, BuildOptions, DocumentKind
from naravard_docs.builder.outgoing import Draft, Outgoing
from naravard_docs.builder.output_check import refuse_faulty
from naravard_docs.builder.output_folder import OutputFolder
from naravard_docs.builder.plan import (
    BuildPlan,
    RenderedFiles,
    errors_as_problems,
    letter_piece,
    numbered_letters,
    outgoing,
    refuse_too_wide,
    refuse_unprintable,
    render,
)
from naravard_docs.builder.sent_letters import letter_remarks, problems_told_of, sent_letters
from naravard_docs.compose.recommendation import Letter
from naravard_docs.compose.reminder import compose_reminder, earlier_reminders
from naravard_docs.dispatch.letter_dispatch import LetterDispatch, LetterOccasion
from naravard_docs.dispatch.letters import own_of
from naravard_docs.dispatch.prepared import PreparedDispatches
from naravard_docs.dispatch.sent_letter import other_than_sent
from naravard_docs.errors import Level, Problem, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.deadlines import REMINDED_LATELY
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.responses.deliveries import deliveries, log_of
from naravard_docs.responses.find import about
from naravard_docs.responses.load import LoadedRecommendation, future_date_warnings, load_recommendations
from naravard_docs.responses.orphaned_files import orphans_beside
from naravard_docs.send.log import Log
from naravard_docs.swedish import long_date, with_noun
from naravard_docs.workspace.file_names import in_nfc
from naravard_docs.workspace.load import LoadedMeeting

NEW_ROUND_AFTER = REMINDED_LATELY
"""How old the last round is before another begins of itself; sooner it has to be asked for."""


def prepare_reminders(
    path: Path,
    as_of: date,
    matter: str | None = None,
    target: Path | None = None,
    starts_new_round: bool = False,
) -> PreparedDispatches[LetterDispatch]:
    """Write drafts of reminders to those who owe an answer on a day, and find what has been sent of their round.

    Raises:
        InvalidInputError, FileAccessError, OutputCheckError: as reading and building do.
        WrongUsageError: if there is no such matter.
    """
    loaded = load_cached(path)
    asked = about(matter, load_recommendations(loaded))
    letters = {letter.recommendation.reference: letter for letter in numbered_letters(loaded)}
    orphans = tuple(dict.fromkeys(orphan for each in asked for orphan in orphans_beside(each)))
    reminded = [
        _Reminded(each, letters[each.reference], each.status(as_of, deliveries(log_of(each)))) for each in asked
    ]
    production = _production(loaded, reminded)
    rendered = render(production)
    refuse_faulty(production, rendered)
    made = outgoing(production, rendered)
    doubtful = [*_too_early(reminded), *_other_letters(reminded, made, rendered)]
    names, put_aside, left = _written(loaded, rendered, target or loaded.workspace.output, as_of, reminded)
    return PreparedDispatches(
        loaded=loaded,
        dispatches=tuple(_plan(each, made, starts_new_round) for each in reminded),
        files=names,
        problems=(
            *problems_told_of(loaded),
            *orphans,
            *(remark for each in asked for remark in letter_remarks(each)),
            *(doubt for each in asked for doubt in future_date_warnings(each, as_of)),
            *doubtful,
            *put_aside,
            *left,
        ),
        put_aside=put_aside,
    )


class _Reminded(Struct, frozen=True):
    """A recommendation that is reminded of: its answers, its letter to all, and where it stands on the day."""

    loaded: LoadedRecommendation
    letter: Letter
    standing: RecommendationStatus


def _written(
    loaded: LoadedMeeting, rendered: RenderedFiles, root: Path, as_of: date, matters: Sequence[_Reminded]
) -> tuple[tuple[str, ...], tuple[Problem, ...], tuple[Problem, ...]]:
    """Write the drafts; return their names as shown, what was put aside, and which are for nobody any more."""
    folder = OutputFolder(root, f"{loaded.stem}/{REMINDERS}", "templates/paminnelse.txt")
    files = rendered.files.renamed(lambda name: name.removeprefix(REMINDERS))
    with folder.locked(files) as held:
        earlier = replace(held.earlier or Manifest(""), meeting=in_nfc(loaded.path.name))
        manifest = with_follow_up(earlier, files, "", as_of)
        put_aside = held.write(files, manifest, keeps_unlisted=True) if files else ()
        left = tuple(
            Problem(
                f"{shown_path(path)} är en påminnelse till någon som inte längre ska påminnas",
                "ta bort den",
                level=Level.WARNING,
            )
            for path in _no_longer(folder.path, earlier, files, as_of, matters)
        )
    return folder.shown_files(files), put_aside, (*left, *held.doubts)


def _production(loaded: LoadedMeeting, reminded: Sequence[_Reminded]) -> BuildPlan:
    """Compose a reminder to each who is to be reminded.

    Raises:
        InvalidInputError: with the place of a text or template that cannot be set.
    """
    with errors_as_problems(loaded):
        drafts = tuple(draft for each in reminded for draft in _drafts(each))
    production = BuildPlan(loaded, BuildOptions(frozenset({DocumentKind.MAIL})), (), drafts, {})
    refuse_unprintable(production.documents, loaded.workspace.theme, loaded.places_of_character)
    refuse_too_wide(production.documents, loaded.workspace.theme)
    return production


def _drafts(reminded: _Reminded) -> Iterator[Draft]:
    """Yield the reminders of one letter, each with the last letter that its recipient got, as it was sent.

    One that an older version sent is not in the archive: it is built again.
    """
    letter, standing = reminded.letter, reminded.standing
    got_jointly, asked = _got_jointly(reminded.loaded), letter.recommendation
    sent, archive = sent_letters(reminded.loaded), archive_of(reminded.loaded.meeting)
    own = {each.recipient.slug: each for each in letter.to_each() if each.recipient is not None}
    for each in standing.to_be_reminded:
        key = each.recipient.slug
        piece = letter_piece(letter if key in got_jointly else own[key])
        name = f"{REMINDERS}{standing.as_of}/{asked.reference}-{key}.eml"
        pdf = sent[key].pdf if key in sent else None
        mail = compose_reminder(own[key], each, standing.as_of)
        yield Draft(name, mail, piece, asked, sent_letter=archive.read(pdf) if pdf else None)


def _other_letters(
    reminded: Sequence[_Reminded], made: Sequence[Outgoing], rendered: RenderedFiles
) -> Iterator[Problem]:
    for each in reminded:
        drafts = [one.draft for one in own_of(each.loaded, made) if one.draft.sent_letter is None]
        yield from other_than_sent(each.letter, drafts, each.loaded, rendered)


def _too_early(reminded: Sequence[_Reminded]) -> Iterator[Problem]:
    """Warn of reminders to those who still have time to answer."""
    for standing in (each.standing for each in reminded):
        answer_by = standing.recommendation.letter.answer_by
        left = (answer_by - standing.as_of).days
        if left >= 0 and standing.to_be_reminded:
            when = f"om {with_noun(left, 'dag', 'dagar')}" if left else "i dag"
            whose = standing.recommendation.reference
            message = f"{whose}: sista svarsdag, {long_date(answer_by)}, är {when}, så inget svar är försenat"
            remedy = "vänta tills dagen har gått, om det inte är en påminnelse i förväg som du vill skicka"
            yield Problem(message, remedy, level=Level.WARNING)


def _got_jointly(asked: LoadedRecommendation) -> frozenset[str]:
    """Return the keys of those who, by the log, got the letter in one message with others."""
    sent = log_of(asked).sent(str(LetterOccasion()))
    shared = Counter(entry.message_id for entry in sent.values())
    return frozenset(key for key, entry in sent.items() if shared[entry.message_id] > 1)


def _plan(reminded: _Reminded, made: Sequence[Outgoing], starts_new_round: bool) -> LetterDispatch:
    asked, standing = reminded.loaded, reminded.standing
    occasion = _round(log_of(asked), standing.as_of, starts_new_round)
    return LetterDispatch(asked, occasion, own_of(asked, made), remarks=_remarks(standing))


def _round(log: Log, day: date, starts_new_round: bool) -> LetterOccasion:
    """Return the round that reminders of a day belong to: the last one while it is new, else the day's own.

    Why: who begins a round on one day and goes on with it on the next must not remind anyone twice; and each who was
    reminded so lately that no round would begin of itself has been reminded, in whichever round or by hand. A round
    that would begin after the day has not begun.
    """
    begun = {begun for entry in log.valid if (begun := LetterOccasion.read(entry.occasion).round_day)}
    rounds = sorted(each for each in begun if each <= day)
    if starts_new_round:
        return LetterOccasion(day, until=day)
    lately = day - NEW_ROUND_AFTER + timedelta(days=1)
    if not rounds or day - rounds[-1] >= NEW_ROUND_AFTER:
        return LetterOccasion(day, lately, day)
    was_asked_for = len(rounds) > 1 and rounds[-1] - rounds[-2] < NEW_ROUND_AFTER
    return LetterOccasion(rounds[-1], rounds[-1] if was_asked_for else lately, day)


def _remarks(standing: RecommendationStatus) -> dict[str, str]:
    """Return what the preview says of each who is to be reminded: «inget livstecken, 46 dagar sen, påmint 1 gång»."""
    remarks = {}
    for each in standing.to_be_reminded:
        late = f"{with_noun(each.days_late, 'dag', 'dagar')} sen" if each.days_late else ""
        earlier = earlier_reminders(each, standing.as_of)
        reminded = f"påmint {with_noun(earlier, 'gång', 'gånger')}" if earlier else ""
        remarks[each.recipient.slug] = ", ".join(filter(None, (each.state, late, reminded)))
    return remarks


def _no_longer(
    folder: Path, earlier: Manifest, files: Mapping[str, bytes], as_of: date, matters: Sequence[_Reminded]
) -> Iterator[Path]:
    """Yield the day's drafts, about these matters, to those who are not to be reminded any more."""
    own = {
        f"{as_of}/{each.loaded.reference}-{recipient.recipient.slug}.eml"
        for each in matters
        for recipient in each.standing.recipients
    }
    for entry in earlier.files:
        is_of_day = entry.as_of == as_of.isoformat() and entry.name in own
        if is_of_day and entry.name not in files and (folder / entry.name).is_file():
            yield folder / entry.name
