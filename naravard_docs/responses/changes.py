"""A change put into its recipient's entry, made when it is missing."""

from __future__ import annotations

from naravard_docs.errors import InvalidInputError, Problem
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.responses.additions import add_facts
from naravard_docs.responses.corrections import correct_facts
from naravard_docs.responses.entry import Change, EntryFacts, recipient_of
from naravard_docs.responses.outcomes import has_form_of_decisions
from naravard_docs.swedish import is_empty, quote
from naravard_docs.yaml.edit import AnswerEntry, EntryFile, NotEntriesError
from naravard_docs.yaml.tree import MapNode


def entries_by_recipient(file: EntryFile) -> dict[str, AnswerEntry]:
    """Return the first entry of each recipient, by key; changes keep it as the file is."""
    return {recipient_of(each.node): each for each in reversed(file.entries)}


def apply_change(
    file: EntryFile, known: dict[str, AnswerEntry], change: Change, recommendation: MeetingRecommendation
) -> MapNode | None:
    """Put a change into its recipient's entry; return the entry as it then reads, None when it is gone.

    ``known`` are the file's entries by recipient.

    Raises:
        InvalidInputError: if a text has a character that no file may have, or shows nothing.
        RefusedFactsError: with everything that differs from what stands and is not to be replaced.
        NotEntriesError: if what stands there of decisions has not their form, so that nothing can be added to it.
    """
    for path, value in change.values.items():
        if isinstance(value, str) and is_empty(value):
            problem = Problem(f"{quote(path[-1])} är tom", "skriv en text; med --ta-bort tas uppgiften bort")
            raise InvalidInputError((problem,))
    entry = known.get(change.recipient)
    if change.removes_entry and (entry is None or not change.reason):
        if entry is not None:
            file.remove(entry)
            known.update(entries_by_recipient(file))
            if known[change.recipient] is entry:
                del known[change.recipient]
        return None
    if entry is None:
        entry = known[change.recipient] = file.add({"mottagare": change.recipient})
    facts = EntryFacts(entry)
    if not has_form_of_decisions(facts):
        raise NotEntriesError
    (correct_facts if change.replaces or change.removes_entry else add_facts)(facts, change, recommendation)
    return facts.node
