"""References from a meeting to what is shared between meetings: keys that must exist, files that must be there.

The reader puts a ``References`` in pydantic's validation context, so that a wrong key is reported with all
other problems, at its place. Without a context (a model made in code) references are not checked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Annotated

from msgspec import Struct
from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.suggestions import Suggested, Suggests
from naravard_docs.meeting.values import Line


class References(Struct, frozen=True):
    """What a meeting may refer to; None for keys that are not known, which are not judged.

    ``attachment_fault`` gives why a file cannot be attached and what to do, or None; ``unless_recommendation`` gives
    the recommendations that there are when a reference is none of them, else None.
    """

    bodies: Collection[str] | None
    contacts: Collection[str] | None
    distribution_lists: Collection[str] | None
    attachment_fault: Callable[[str], tuple[str, str] | None]
    unless_recommendation: Callable[[str], Collection[str] | None]


def _known(kind: str, file: str) -> AfterValidator:
    def check(key: str, info: ValidationInfo) -> str:
        known = getattr(info.context, kind) if isinstance(info.context, References) else None
        if known is not None and key not in known:
            raise PydanticCustomError("key_unknown", "unknown key", {"file": file, "known": sorted(known)})
        return key

    return AfterValidator(check)


def _attachable(path: str, info: ValidationInfo) -> str:
    fault = info.context.attachment_fault(path) if isinstance(info.context, References) else None
    if fault is not None:
        raise PydanticCustomError("attachment_fault", "cannot be attached", {"fault": fault[0], "remedy": fault[1]})
    return path


def _recommendation(reference: str, info: ValidationInfo) -> str:
    known = info.context.unless_recommendation(reference) if isinstance(info.context, References) else None
    if known is not None:
        raise PydanticCustomError("recommendation_unknown", "no such recommendation", {"known": sorted(known)})
    return reference


BodyKey = Annotated[Line, _known("bodies", "templates/organ.yaml"), Suggests(Suggested.BODIES)]
ContactKey = Annotated[Line, _known("contacts", "templates/personer.yaml"), Suggests(Suggested.CONTACTS)]
DistributionListKey = Annotated[
    Line, _known("distribution_lists", "templates/sandlistor.yaml"), Suggests(Suggested.LISTS)
]
RecommendationReference = Annotated[Line, AfterValidator(_recommendation), Suggests(Suggested.RECOMMENDATIONS)]
"""«<meeting file's name>-<matter>», as the answer file is named."""

AttachmentPath = Annotated[Line, AfterValidator(_attachable)]
"""Path of a Markdown or PDF file, relative to the meeting file's folder."""
