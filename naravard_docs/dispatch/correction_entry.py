"""Corrections put into a meeting file, where only their own lines become others."""

from __future__ import annotations

from collections.abc import Sequence

from naravard_docs.builder.meeting_edit import meeting_bytes, with_value_in_meeting, write_meeting
from naravard_docs.meeting.recommendation import LetterCorrection
from naravard_docs.responses.load import LoadedRecommendation
from naravard_docs.yaml.round_trip import FlowMapping


def write_corrections(asked: LoadedRecommendation, corrections: Sequence[LetterCorrection]) -> None:
    """Have a meeting file say that a letter has these corrections; all else in it stays byte for byte.

    Raises:
        InvalidInputError: if the file would need correction then.
        FileAccessError: if it cannot be read, changed or written.
    """
    before = meeting_bytes(asked.meeting)
    path = (*map(str, asked.recommendation.path), "rättelser")
    after = with_value_in_meeting(asked.meeting, before, path, [_value(each) for each in corrections])
    write_meeting(asked.meeting, before, after)


def _value(correction: LetterCorrection) -> FlowMapping:
    to = {"mottagare": list(correction.recipients)} if correction.recipients else {}
    before = correction.answer_by_before
    changed = {"svar_senast_förut": before.isoformat()} if before else {}
    return FlowMapping({"datum": correction.date.isoformat(), "skäl": correction.reason, **to, **changed})
