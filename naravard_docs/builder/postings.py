"""Notices that minutes are adjusted: the proof for each (anslagsbevis), and its text for the web's notice board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from naravard_docs.builder.adoption import refuse_other_words
from naravard_docs.builder.build import load_cached
from naravard_docs.builder.options import POSTINGS, BuildOptions
from naravard_docs.builder.other_files import OtherFiles, numbers_in_name, rendered_files, write_other_files
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.plan import errors_as_problems
from naravard_docs.compose.posting_proof import compose_board_text, compose_posting_proof
from naravard_docs.errors import InvalidInputError, Level, Place, Problem, WrongUsageError
from naravard_docs.mail.draft import as_text
from naravard_docs.meeting.approval import Posting
from naravard_docs.meeting.body import Profile
from naravard_docs.meeting.deadlines import why_free
from naravard_docs.meeting.item_choice import ItemChoice
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.posting_days import NoticeOfItems, notices_of, posted_on, posting_days
from naravard_docs.swedish import long_date, slug
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written

_REFUSED: Mapping[Profile, str] = {
    Profile.COLLABORATION_BODY: (
        "är ett samverkansorgan, som kommunallagen inte gäller: protokollet anslås inte, utan det är huvudmännens egna "
        "beslut som anslås och kan överklagas"
    ),
    Profile.ASSOCIATION: (
        "hör till en förening, som kommunallagen inte gäller: protokollet anslås inte, och besluten kan inte "
        "laglighetsprövas"
    ),
    Profile.NOTES: "skriver minnesanteckningar, som inte justeras och inte har några beslut att överklaga",
}
"""Why some bodies have no notice."""


def build_postings(path: Path, order: BuildOptions, posted: date | None = None) -> OtherFiles:
    """Make the notices of a meeting; ``posted`` is the day for those whose day the meeting file has not.

    Raises:
        WrongUsageError: if the body's minutes are not posted.
        InvalidInputError: if the meeting needs correction, or nothing of its minutes, or other words, were adjusted.
        FileAccessError, OutputCheckError: as building does.
    """
    loaded = load_cached(path)
    _refuse_profile(loaded)
    notices = notices_of(loaded.meeting, _boards(loaded))
    notices = posted_on(notices, posted) if posted else notices
    ready = tuple(each for each in notices if each.choice.is_adjusted)
    _refuse(loaded, ready)
    refuse_other_words(loaded)
    postings, house = tuple(each.posting for each in notices), loaded.workspace.house
    with errors_as_problems(loaded):
        pieces = [
            PlannedDocument(name, compose_posting_proof(each, postings, house))
            for name, each in zip(_names(loaded, ready), ready, strict=True)
        ]
        texts = {
            f"{piece.name}.txt": as_text(compose_board_text(each, postings, house)).encode()
            for piece, each in zip(pieces, ready, strict=True)
        }
    files = rendered_files(loaded, pieces, order)
    written, told = write_other_files(loaded, {**files, **texts}, order)
    said = tuple(_said(loaded, each, postings) for each in ready)
    return OtherFiles(written, said, (*told, *_remarks(loaded, notices, ready)))


def planned_postings(loaded: LoadedMeeting) -> tuple[PlannedDocument, ...]:
    """Return the proofs for a meeting's notices, composed.

    Raises:
        WrongUsageError: if the body's minutes are not posted.
    """
    _refuse_profile(loaded)
    notices = notices_of(loaded.meeting, _boards(loaded))
    ready = tuple(each for each in notices if each.choice.is_adjusted)
    postings, house = tuple(each.posting for each in notices), loaded.workspace.house
    with errors_as_problems(loaded):
        return tuple(
            PlannedDocument(name, compose_posting_proof(each, postings, house))
            for name, each in zip(_names(loaded, ready), ready, strict=True)
        )


def _refuse_profile(loaded: LoadedMeeting) -> None:
    if (why := _REFUSED.get(loaded.body.profile)) is not None:
        raise WrongUsageError(
            f"{loaded.body.name} {why}",
            "om organet följer kommunallagen, skriv dess profil i templates/organ.yaml: «profil: nämnd»",
        )


def _boards(loaded: LoadedMeeting) -> tuple[str, ...]:
    """Return whose notice boards a notice is to be on: of a gemensam nämnd, those of all who have formed it.

    Kommunallagen (2017:725) 9 kap. 32 §.
    """
    if loaded.body.profile is not Profile.JOINT_COMMITTEE:
        return ()
    principals = loaded.workspace.house.principals.get(loaded.meeting.body, ())
    if not principals and not all(each.board for each in loaded.meeting.postings or (Posting(),)):
        raise WrongUsageError(
            f"{loaded.body.name} är en gemensam nämnd, och det är inte sagt vilka som har bildat den; justeringen ska "
            "tillkännages på vars och ens anslagstavla (9 kap. 32 § kommunallagen)",
            "skriv «huvudmän:» i templates/organ.yaml, eller «anslagstavla:» på varje anslag i mötesfilen",
        )
    return tuple(each.name for each in principals)


def _refuse(loaded: LoadedMeeting, ready: Sequence[NoticeOfItems]) -> None:
    """Refuse to post what is not adjusted, or before it was."""
    if not ready:
        message = "Protokollet är inte justerat, så det finns ingen justering att anslå"
        remedy = f"när det är justerat, anteckna dagen: naravard justera {loaded.source.file} --datum idag"
        raise InvalidInputError((Problem(message, remedy, _status(loaded)),))
    problems = tuple(problem for each in ready if (problem := _too_early(loaded, each)) is not None)
    if problems:
        raise InvalidInputError(tuple(dict.fromkeys(problems)))


def _too_early(loaded: LoadedMeeting, notice: NoticeOfItems) -> Problem | None:
    days = posting_days(notice.posting, loaded.meeting)
    held = loaded.meeting.end_date or loaded.meeting.date
    first = days.adjusted or held
    if days.posted is None or days.is_proposed or days.posted >= first:
        return None
    before = "justeringen" if days.adjusted else "mötet"
    message = f"Anslaget sätts upp {long_date(days.posted)}, före {before} den {long_date(first)}"
    has_day = notice.index is not None and loaded.meeting.postings[notice.index].posted is not None
    place = _place(loaded, "anslag", notice.index or 0, "uppsatt") if has_day else None
    return Problem(message, "rätta det ena datumet", place)


def _status(loaded: LoadedMeeting) -> Place:
    return _place(loaded, "status")


def _place(loaded: LoadedMeeting, *path: str | int) -> Place:
    return loaded.source.place_of(as_written(Meeting, path, loaded.source.root))


def _names(loaded: LoadedMeeting, notices: Sequence[NoticeOfItems]) -> Iterator[str]:
    """Yield a name for each notice, which has its items where there are several, and its board."""
    of_items = len({each.choice.sections for each in notices}) > 1 or len(notices) != len(
        {each.posting.board for each in notices}
    )
    taken: Counter[str] = Counter()
    for each in notices:
        numbers = f"-{numbers_in_name(each.choice.sections)}" if of_items or each.posting.sections else ""
        board = f"-{slug(each.posting.board)}" if each.posting.board else ""
        name = f"{POSTINGS}{loaded.stem}-anslag{numbers}{board}"
        taken[name] += 1
        yield name if taken[name] == 1 else f"{name}-nr-{taken[name]}"


def _said(loaded: LoadedMeeting, notice: NoticeOfItems, postings: Sequence[Posting]) -> str:
    """Return the days of a notice in words, and why the last is not three weeks on, if it is not."""
    days = posting_days(notice.posting, loaded.meeting, postings)
    board = f" ({notice.posting.board})" if notice.posting.board else ""
    about = f"{_label(loaded, notice.choice)}{board}"
    if days.posted is None or days.last_of_appeal is None or days.removed is None:
        return f"klart: anslag för {about}, utan dagar"
    by = "senast " if days.is_proposed else ""
    moved = f" (den {long_date(days.moved[0])} är {days.moved[1]})" if days.moved else ""
    return (
        f"klart: anslag för {about}, uppe {by}{long_date(days.posted)}, överklagas senast "
        f"{long_date(days.last_of_appeal)}{moved}, ned {long_date(days.removed)}"
    )


def _label(loaded: LoadedMeeting, choice: ItemChoice) -> str:
    return sections_label(choice.sections, loaded.body.wording, " ") if choice.chosen else "protokollet"


def _remarks(
    loaded: LoadedMeeting, notices: Sequence[NoticeOfItems], ready: Sequence[NoticeOfItems]
) -> Iterator[Problem]:
    for each in notices:
        if each not in ready:
            message = f"inget anslag görs för det som inte är justerat: {_label(loaded, each.choice)}"
            yield Problem(message, "kör kommandot igen när det är justerat", _status(loaded), Level.WARNING)
    for each in ready:
        days = posting_days(each.posting, loaded.meeting)
        about = _label(loaded, each.choice)
        if days.is_proposed:
            message = f"det är inte sagt när anslaget för {about} sätts upp, så dagarna är förslag"
            remedy = "skriv «uppsatt:» under «anslag:» i mötesfilen, eller ange dagen: --uppsatt idag"
            yield Problem(message, remedy, level=Level.WARNING)
        elif days.posted is not None and (why := why_free(days.posted)):
            message = f"anslaget för {about} sätts upp den {long_date(days.posted)}, som är {why}"
            yield Problem(message, "kontrollera att det verkligen sätts upp den dagen", level=Level.HINT)
        if days.adjusted is None:
            message = f"det är inte sagt när {about} justerades, så anslaget säger det inte"
            yield Problem(message, "skriv «justering:» med dagen i mötesfilen", level=Level.WARNING)
        if each.posting.kept_at is None:
            message = f"anslaget för {about} säger inte var protokollet förvaras (8 kap. 12 § kommunallagen)"
            yield Problem(message, "skriv «förvaras:» under «anslag:» i mötesfilen", level=Level.WARNING)
