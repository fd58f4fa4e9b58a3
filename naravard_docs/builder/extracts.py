"""Extracts of a meeting's minutes: of some items, one for each addressee, or of what was adjusted at once.

An extract is certified, so it is made only of minutes whose words are those that were adjusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from naravard_docs.builder.adoption import refuse_other_words
from naravard_docs.builder.build import load_cached
from naravard_docs.builder.not_held import no_minutes_of
from naravard_docs.builder.options import EXTRACTS, BuildOptions, Format
from naravard_docs.builder.other_files import OtherFiles, numbers_in_name, rendered_files, write_other_files
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.plan import errors_as_problems, render_document
from naravard_docs.builder.publication import publication_of
from naravard_docs.builder.reading_copies import attached_bytes
from naravard_docs.compose.extract import ExtractSource, compose_extract, compose_partial_minutes
from naravard_docs.compose.extract_mail import compose_extract_mail
from naravard_docs.errors import Level, Problem, WrongUsageError
from naravard_docs.mail.draft import Envelope, draft_bytes
from naravard_docs.mail.frame import AttachedFile
from naravard_docs.meeting.addressees import DecisionAddressee, addressees_of
from naravard_docs.meeting.item_choice import (
    ItemChoice,
    adjusted_at_once,
    choose_items,
    merged_choices,
    unknown_numbers,
)
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.numbers import ItemNumber, NumberSet
from naravard_docs.swedish import closest, enumeration, with_noun
from naravard_docs.workspace.load import LoadedMeeting


class ExtractOptions(Struct, frozen=True):
    """What to make extracts of, and how.

    ``wanted`` are the items, all where it is None; ``to_all`` makes one for each addressee; ``at_once`` makes minutes
    of what was adjusted at once; ``mails_secrets`` lets items under secrecy go with an e-mail.
    """

    wanted: NumberSet | None = None
    to_all: bool = False
    at_once: bool = False
    mails_secrets: bool = False
    build: BuildOptions = field(default_factory=BuildOptions)


class _PlannedExtract(Struct, frozen=True):
    piece: PlannedDocument
    source: ExtractSource
    addressee: DecisionAddressee | None = None


def build_extracts(path: Path, options: ExtractOptions) -> OtherFiles:
    """Make the extracts that are asked for, with an e-mail draft to each addressee who has an address.

    Raises:
        WrongUsageError: if the meeting has no such items, or nobody gets them.
        InvalidInputError: if the meeting needs correction, or its words are not those that were adjusted.
        FileAccessError, OutputCheckError: as building does.
    """
    whole = load_cached(path)
    refuse_other_words(whole)
    loaded = publication_of(whole).loaded if whole.meeting.is_published else whole
    choice = chosen_items(loaded, options)
    with errors_as_problems(loaded):
        planned = tuple(_planned(loaded, choice, options))
    files = rendered_files(loaded, [each.piece for each in planned], options.build)
    mails = _mails(loaded, planned, files, options)
    gone = {f"{each.piece.name}.eml" for each in planned if each.addressee} - mails.keys()
    written, told = write_other_files(loaded, {**files, **mails}, options.build, gone)
    covered = merged_choices([each.source.choice for each in planned])
    remarks = (*_secret(loaded, planned, options), *_unreachable(loaded, planned), *_not_adjusted(loaded, covered))
    number = "protokoll" if options.at_once else with_noun(len(planned), "utdrag", "utdrag")
    said = f"klart: {number} ur {loaded.source.file}, {_label(loaded, covered)}"
    if mails:
        said += f", {with_noun(len(mails), 'mejlutkast', 'mejlutkast')}"
    return OtherFiles(written, (said,), (*told, *remarks))


def planned_extracts(loaded: LoadedMeeting, options: ExtractOptions) -> tuple[PlannedDocument, ...]:
    """Return the extracts that are asked for, composed.

    Raises:
        WrongUsageError: if the meeting has no such items, or nobody gets them.
        InvalidInputError: if a text has a form that documents do not have.
    """
    choice = chosen_items(loaded, options)
    with errors_as_problems(loaded):
        return tuple(each.piece for each in _planned(loaded, choice, options))


def chosen_items(loaded: LoadedMeeting, options: ExtractOptions) -> ItemChoice:
    """Return the items that are asked for.

    Raises:
        WrongUsageError: if the meeting has them not, or they were not adjusted at once and that is asked for.
    """
    meeting, wanted = loaded.meeting, options.wanted
    if meeting.cancelled is not None:
        raise WrongUsageError(*no_minutes_of(loaded))
    if wanted is not None and (unknown := unknown_numbers(meeting, wanted)):
        raise _unknown(loaded, unknown)
    choice = choose_items(meeting, wanted)
    if options.at_once:
        return _adjusted_at_once(loaded, choice, options)
    if not choice.chosen:
        raise WrongUsageError(f"{loaded.source.file} har inga ärenden att göra utdrag av", "ange ett annat möte")
    return choice


def _adjusted_at_once(loaded: LoadedMeeting, choice: ItemChoice, options: ExtractOptions) -> ItemChoice:
    """Return those of the chosen items that were adjusted at once; refuse those that are asked for and were not."""
    own, every = adjusted_at_once(choice), adjusted_at_once(choose_items(loaded.meeting))
    others = tuple(each for each in choice.chosen if each.number not in own.numbers)
    if not every.chosen:
        message = f"{loaded.source.file}: inget av ärendena är omedelbart justerat"
        raise WrongUsageError(message, "skriv «omedelbar_justering: ja» på ärendet i mötesfilen")
    if options.wanted is not None and others:
        label = _label(loaded, ItemChoice(loaded.meeting, others))
        raise WrongUsageError(f"inte omedelbart justerat: {label}", f"omedelbart justerat: {_label(loaded, every)}")
    return own


def _unknown(loaded: LoadedMeeting, unknown: Sequence[ItemNumber]) -> WrongUsageError:
    every = choose_items(loaded.meeting)
    known = [str(each.number) for each in loaded.meeting.all_items]
    if not known:
        return WrongUsageError(f"{loaded.source.file} har inga ärenden att göra utdrag av", "ange ett annat möte")
    near = closest(str(unknown[0]), known)
    meant = f"; menade du {near}?" if near else ""
    asked = enumeration([str(number) for number in unknown])
    return WrongUsageError(f"mötet har inget ärende med nummer {asked}", f"mötet har {_label(loaded, every)}{meant}")


def _label(loaded: LoadedMeeting, choice: ItemChoice) -> str:
    return sections_label(choice.sections, loaded.body.wording, " ")


def _planned(loaded: LoadedMeeting, choice: ItemChoice, options: ExtractOptions) -> Iterator[_PlannedExtract]:
    if options.at_once:
        source = _source(loaded, choice)
        name = f"{EXTRACTS}{loaded.stem}-protokoll-omedelbart-{numbers_in_name(choice.sections)}"
        yield _PlannedExtract(PlannedDocument(name, compose_partial_minutes(source)), source)
    elif not options.to_all:
        source = _source(loaded, choice)
        name = f"{EXTRACTS}{loaded.stem}-utdrag-{numbers_in_name(choice.sections)}"
        yield _PlannedExtract(PlannedDocument(name, compose_extract(source)), source)
    else:
        yield from _to_each(loaded, choice)


def _to_each(loaded: LoadedMeeting, choice: ItemChoice) -> Iterator[_PlannedExtract]:
    addressees = addressees_of(choice.sent_to(), loaded.workspace.house)
    if not addressees:
        message = f"{loaded.source.file}: {_label(loaded, choice)} skickas inte till någon"
        raise WrongUsageError(message, "skriv «skickas_till:» på ärendet i mötesfilen, eller utelämna --till-alla")
    for each in addressees:
        source = _source(loaded, choice.only_for(each.words))
        name = f"{EXTRACTS}{loaded.stem}-utdrag-{numbers_in_name(source.choice.sections)}-{each.slug}"
        yield _PlannedExtract(PlannedDocument(name, compose_extract(source, each)), source, each)


def _source(loaded: LoadedMeeting, choice: ItemChoice) -> ExtractSource:
    return ExtractSource(choice, loaded.workspace.house, loaded.attached_texts, loaded.follow_ups, loaded.pictures)


def _mails(
    loaded: LoadedMeeting, planned: Sequence[_PlannedExtract], files: Mapping[str, bytes], options: ExtractOptions
) -> dict[str, bytes]:
    """Return a draft to each addressee with an address; items under secrecy go with none unless that is asked for."""
    mails: dict[str, bytes] = {}
    for each in planned:
        if each.addressee is None or each.addressee.email is None:
            continue
        if each.source.choice.secret and not options.mails_secrets:
            continue
        mail = compose_extract_mail(each.source)
        name = f"{each.piece.name}.{Format.PDF}"
        data = files.get(name) or render_document(each.piece.document, loaded.workspace, Format.PDF)
        envelope = Envelope(mail.sender, [(each.addressee.name, each.addressee.email)], mail.subject)
        attached = AttachedFile(f"{Path(each.piece.name).name}.{Format.PDF}", data)
        beside = (AttachedFile(shown, attached_bytes(loaded, pdf)) for shown, pdf in mail.attachments.items())
        mails[f"{each.piece.name}.eml"] = draft_bytes(mail.text, envelope, (attached, *beside))
    return mails


def _secret(loaded: LoadedMeeting, planned: Sequence[_PlannedExtract], options: ExtractOptions) -> Iterator[Problem]:
    """Yield that items are under secrecy, and whether they are in an e-mail."""
    secret = {number for each in planned for number in each.source.choice.secret}
    if not secret:
        return
    every = choose_items(loaded.meeting).with_sub_items()
    own = ItemChoice(loaded.meeting, tuple(each for each in every if each.number in secret))
    told = f"{_label(loaded, own)} omfattas av sekretess"
    if loaded.meeting.is_public:
        message = f"{told}, och mötet är publicerat, så utdraget har inget annat av det än bestämmelsen"
        yield Problem(message, "sätt «status: justerat» för ett helt utdrag", level=Level.WARNING)
    elif options.to_all and not options.mails_secrets:
        message = f"{told}, så utdragen med det har inga mejlutkast"
        yield Problem(message, "om det får skickas med e-post, lägg till --med-sekretess", level=Level.WARNING)
    else:
        yield Problem(told, "pröva om utdraget får lämnas ut innan du lämnar det vidare", level=Level.WARNING)


def _unreachable(loaded: LoadedMeeting, planned: Sequence[_PlannedExtract]) -> Iterator[Problem]:
    names = [each.addressee.name for each in planned if each.addressee and each.addressee.email is None]
    if names:
        message = f"{loaded.source.file}: {enumeration(names)} har ingen e-postadress, så det finns inget mejlutkast"
        remedy = "skriv adressen i templates/sandlistor.yaml eller templates/personer.yaml, eller lämna utdraget själv"
        yield Problem(message, remedy, level=Level.HINT)


def _not_adjusted(loaded: LoadedMeeting, choice: ItemChoice) -> Iterator[Problem]:
    if not choice.is_adjusted:
        parts = [ItemChoice(choice.meeting, (each,)) for each in choice.chosen]
        waiting = tuple(one for each in parts if not each.is_adjusted for one in each.chosen)
        about = _label(loaded, ItemChoice(choice.meeting, waiting) if waiting else choice)
        message = f"utdraget är märkt som utkast, eftersom protokollet inte är justerat: {about}"
        yield Problem(message, "gör utdraget när protokollet är justerat", level=Level.WARNING)
