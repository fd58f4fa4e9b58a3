"""The files beside published minutes, searched for what may not be published: attachments, and templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from naravard_docs.builder.private_texts import PERSONAL_NUMBER, RULES, OwnDetails
from naravard_docs.builder.reading_copies import attached_bytes
from naravard_docs.errors import Level, Place, Problem, shown_path
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.personal_number import personal_numbers
from naravard_docs.swedish import quote, with_noun
from naravard_docs.workspace.load import LoadedMeeting

_TEXTS = (".yaml", ".md")


def problems_of_attachments(loaded: LoadedMeeting, public: Meeting, own: OwnDetails) -> Iterator[Problem]:
    """Yield what stands in the attachments of what is published; they are published as they are."""
    for path in dict.fromkeys(each.path for each in public.all_attachments):
        attachment = next(each for each in public.all_attachments if each.path == path)
        if (attached := loaded.attached_texts.get(path)) is not None:
            yield from _in_text(attached.file, attached.text)
        elif not attachment.is_markdown:
            yield from _in_pdf(loaded, attachment, own)


def problems_of_templates(loaded: LoadedMeeting) -> Iterator[Problem]:
    """Yield the personnummer that stand in templates."""
    for path in loaded.workspace.template_files(loaded.body).values():
        if path.suffix in _TEXTS:
            yield from _in_text(path, path.read_text("utf-8", errors="replace"))


def _in_text(file: Path, text: str) -> Iterator[Problem]:
    for start, end in personal_numbers(text):
        before = text[:start]
        number, column = before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
        line = text.split("\n")[number - 1]
        place = Place(file, number, column, line, min(end - start, len(line) - column + 1))
        yield _of_number(f"Ett personnummer står i {shown_path(file)}, och får inte publiceras", place)


def _of_number(message: str, place: Place) -> Problem:
    return Problem(message, "ta bort numret, eller ta bort bilagan ur mötesfilen", place, rule=PERSONAL_NUMBER)


def _in_pdf(loaded: LoadedMeeting, attachment: Attachment, own: OwnDetails) -> Iterator[Problem]:
    """Yield what stands in any layer of a PDF attachment; its place is where the meeting file names it."""
    from naravard_docs.check.layers import UnreadableLayersError, file_layers

    name, place = quote(attachment.path), loaded.place_of_attachment(attachment)
    try:
        layers = tuple(file_layers(attached_bytes(loaded, attachment)))
    except UnreadableLayersError:
        message = f"Bilagan {name} går inte att läsa, så det går inte att se om den har personnummer"
        yield Problem(message, "öppna den, skriv ut den till en ny PDF och bifoga den", place, rule=PERSONAL_NUMBER)
        return
    told = {layer.name for layer in layers if layer.is_certain and personal_numbers(layer.text)}
    for layer in sorted(told):
        yield _of_number(f"Ett personnummer står i bilagan {name}, {layer}, och får inte publiceras", place)
    if any(layer.is_page and not layer.text.strip() for layer in layers):
        message = f"Bilagan {name} har sidor utan text, så det går inte att se vad som står på dem"
        yield Problem(message, "titta på sidorna innan du publicerar bilagan", place, Level.WARNING)
    found = {each.known_as: each for layer in layers if layer.is_page for each in own.in_text(layer.text)}
    if found:
        count = with_noun(len(found), "telefonnummer eller adress", "telefonnummer eller adresser")
        message = f"Bilagan {name} har {count}, och publiceras som den är"
        rule = RULES[next(iter(found.values())).kind]
        (problem,) = loaded.silences.heed((Problem(message, _REMEDY, place, Level.WARNING, rule=rule),))
        yield problem


_REMEDY = "ta bort uppgifterna i filen, eller bilagan ur mötesfilen, om de inte får publiceras"
