"""The file itself: header, objects, cross-reference table and trailer (ISO 32000-1, 7.5).

In place of the canvas's own ``save``, which would keep each of a thousand structure elements as an object of its own.
"""

from __future__ import annotations

import hashlib
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from naravard_docs.pdf.elements import ObjectNumbers, tree_objects
from naravard_docs.pdf.marking import Marker
from naravard_docs.pdf.ready import RawObject
from naravard_docs.pdf.structure import Element

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The version, and the bytes over 127 that say that the file is no text (ISO 19005-2, 6.1.2)."""

_END = b"endstream\n"


def file_bytes(canvas: Canvas, tree: Element, marker: Marker, root: RawObject) -> bytes:
    """Return the file of a finished document; ``root`` becomes the root of its structure tree.

    The file's identifier is made from all else that is in it (14.4).
    """
    document = canvas._doc
    catalog, info = document.Reference(document.Catalog), document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    objects: list[bytes] = []
    # writing an object may add others at the end
    while (name := document.numberToId.get(len(objects) + 1)) is not None:
        objects.append(_written(document.idToObject[name], document))
    numbers = {name: number for number, name in document.numberToId.items()}
    pages = [numbers[page.__InternalName__] for page in document.Pages.pages]
    at = numbers[document.Reference(root).name]
    objects[at - 1], elements = tree_objects(tree, marker, ObjectNumbers(at, pages, numbers, len(objects) + 1))
    objects += elements
    return _assembled(objects, numbers[catalog.name], numbers[info.name])


def _written(held: Any, document: Any) -> bytes:
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
