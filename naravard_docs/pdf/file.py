"""The file itself: header, objects, cross-reference table and trailer (ISO 32000-1, 7.5).

In place of the canvas's own ``save``, which would keep each of a thousand structure elements as an object of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from naravard_docs.libraries.records import replace
from naravard_docs.pdf.elements import ObjectNumbers, tree_objects
from naravard_docs.pdf.marking import Marker
from naravard_docs.pdf.ready import RawObject
from naravard_docs.pdf.structure import Element

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The version, and the bytes over 127 that say that the file is no text (ISO 19005-2, 6.1.2)."""

_END = b"endstream\n"


class FileObjects(Struct, frozen=True):
    """A file's objects as it has them, in order, and the numbers of those that its trailer and a page refer to."""

    objects: list[bytes]
    catalog: int
    info: int
    metadata: int
    contents: tuple[int, ...]
    """The content stream of each page."""

    def with_objects(self, changed: Mapping[int, bytes]) -> FileObjects:
        """Return the same objects but for some, by number."""
        return replace(self, objects=[changed.get(number, data) for number, data in enumerate(self.objects, 1)])

    @property
    def data(self) -> bytes:
        """The file; its identifier is made from all else that is in it (14.4)."""
        return _assembled(self.objects, self.catalog, self.info)


def file_objects(canvas: Canvas, tree: Element, marker: Marker, root: RawObject) -> FileObjects:
    """Return the objects of a finished document; ``root`` becomes the root of its structure tree."""
    document = canvas._doc
    catalog, info = document.Reference(document.Catalog), document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    objects: list[bytes] = []
    # writing an object may add others at the end
    while (name := document.numberToId.get(len(objects) + 1)) is not None:
        objects.append(object_bytes(document.idToObject[name], document))
    numbers = {name: number for number, name in document.numberToId.items()}
    pages = [numbers[page.__InternalName__] for page in document.Pages.pages]
    at = numbers[document.Reference(root).name]
    objects[at - 1], elements = tree_objects(tree, marker, ObjectNumbers(at, pages, numbers, len(objects) + 1))
    objects += elements
    metadata = numbers[document.Reference(document.Catalog.Metadata).name]
    contents = tuple(numbers[document.Reference(page.Contents).name] for page in document.Pages.pages)
    return FileObjects(objects, numbers[catalog.name], numbers[info.name], metadata, contents)


def object_bytes(held: Any, document: Any) -> bytes:
    """Return an object as the file has it.

    A stream has an end of line before «endstream» (ISO 19005-2, 6.1.7.1), which reportlab 5.1 leaves out.
    """
    if isinstance(held, RawObject):
        return held.data
    data: bytes = pdfdoc.format(held, document, toplevel=1)
    return data.removesuffix(_END) + b"\n" + _END if data.endswith(_END) else data


def _assembled(objects: list[bytes], catalog: int, info: int) -> bytes:
    parts, at = [_HEAD], len(_HEAD)
    table = ["0000000000 65535 f \n"]
    for number, data in enumerate(objects, 1):
        part = b"%d 0 obj\n%b\nendobj\n" % (number, data.removesuffix(b"\n"))
        table.append(f"{at:010d} 00000 n \n")
        at += len(part)
        parts.append(part)
    parts.append(f"xref\n0 {len(table)}\n{''.join(table)}".encode())
    body = b"".join(parts)
    identifier = hashlib.sha256(body).hexdigest()[:32].upper()
    trailer = f"<</Size {len(table)}/Root {catalog} 0 R/Info {info} 0 R/ID [<{identifier}><{identifier}>]>>"
    return body + f"trailer\n{trailer}\nstartxref\n{at}\n%%EOF\n".encode()
