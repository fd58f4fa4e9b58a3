"""The markup of a picture (DrawingML)."""

from __future__ import annotations

from naravard_docs.word.xml import EMU_PER_MM, attribute


def picture_run(number: int, alternative: str, size_mm: tuple[float, float]) -> str:
    """Return the run of a document's picture, by its number among them."""
    width, height = (round(mm * EMU_PER_MM) for mm in size_mm)
    size = f'cx="{width}" cy="{height}"'
    said = attribute(alternative)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Bild {number}" descr={said}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Bild {number}" descr={said}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdPicture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
