"""Corrections put into a meeting file, where only their own lines become others."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import Any

from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.recommendation import LetterCorrection, Recommendation
from naravard_docs.responses.load import LoadedRecommendation
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.locks import exclusive_write
from naravard_docs.yaml.edit import NotEntriesError
from naravard_docs.yaml.edit_mapping import with_key_below
from naravard_docs.yaml.keys import as_written, swedish_keys
from naravard_docs.yaml.round_trip import FlowMapping, KeyPath, YamlValue
from naravard_docs.yaml.text import normalise_text, read_bytes, read_text_file
from naravard_docs.yaml.tree import Loc, SourceFile, plain_values, read_tree
from naravard_docs.yaml.validate import validate_file


def write_corrections(asked: LoadedRecommendation, corrections: Sequence[LetterCorrection]) -> None:
    """Have a meeting file say that a letter has these corrections; all else in it stays byte for byte.

    Raises:
        InvalidInputError: if the file would need correction then.
        FileAccessError: if it cannot be read, changed or written.
    """
    path = asked.meeting.path
    with exclusive_write(path):
        read_text_file(path)  # tells what is wrong with the encoding
        data = read_bytes(path)
        before = data.decode("utf-8-sig")
        after = _changed(asked, before, corrections)
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        write_inside(path.parent, path, mark + after.encode(), is_irreplaceable=True)


def _changed(asked: LoadedRecommendation, text: str, corrections: Sequence[LetterCorrection]) -> str:
    """Return the file's text with the corrections, judged."""
    path = asked.meeting.path
    source = read_tree(normalise_text(text), path)
    loc = as_written(Meeting, (*asked.recommendation.path, "rättelser"), source.root)
    values: list[YamlValue] = [_value(each) for each in corrections]
    try:
        changed = with_key_below(text, loc[:-1], str(loc[-1]), values, _rank)
    except NotEntriesError as error:
        message = f"{shown_path(path)} är skriven på ett sätt som programmet inte kan ändra i"
        raise FileAccessError(message, "skriv «rättelser:» för hand under «rekommendation:»") from error
    after = read_tree(normalise_text(changed), path)
    validate_file(Meeting, after)
    if _others(source, loc) != _others(after, loc):
        message = f"{shown_path(path)} går inte att ändra utan att annat i den blir ett annat"
        raise FileAccessError(message, "skriv «rättelser:» för hand under «rekommendation:»; ingenting är skrivet")
    return changed


def _others(source: SourceFile, loc: Loc) -> Any:
    """Return all that a file says but for what stands at a path."""
    said = plain_values(source.root)
    held = said
    for step in loc[:-1]:
        held = held[step]
    held.pop(loc[-1], None)
    return said


def _value(correction: LetterCorrection) -> FlowMapping:
    to = {"mottagare": list(correction.recipients)} if correction.recipients else {}
    before = correction.answer_by_before
    changed = {"svar_senast_förut": before.isoformat()} if before else {}
    return FlowMapping({"datum": correction.date.isoformat(), "skäl": correction.reason, **to, **changed})


def _rank(path: KeyPath) -> int:
    known = [name for pair in swedish_keys(Recommendation).items() for name in pair]
    return known.index(path[-1]) // 2 if path[-1] in known else len(known)
