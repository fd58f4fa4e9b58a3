"""What is wrong with answers, in Swedish, by error type: message, remedy and, if any, what the answer lacks."""

from __future__ import annotations

from collections.abc import Mapping

FIXED: Mapping[str, tuple[str, ...]] = {
    "section_malformed": ("{value} är ingen paragraf", "skriv § 87, 87 eller § 87 a"),
    "change_without_text": (
        "ändringen saknas: «antagen med ändring» behöver en text",
        "skriv {utfall: antagen med ändring, text: så som punkten blev}",
        "text",
    ),
    "own_decision_without_text": (
        "beslutets ord saknas: «eget beslut» behöver en text",
        "skriv {utfall: eget beslut, text: så som mottagaren beslutade}",
        "ord",
    ),
    "text_without_change": (
        "«text» hör bara till «antagen med ändring» och «eget beslut», men punkten är {outcome}",
        "ta bort texten, eller ändra utfallet",
    ),
    "committee_unnamed": ("nämndens namn saknas", "lägg till «nämnd: Socialnämnden» under «instans»", "nämnd"),
    "committee_beside_body": (
        "«nämnd» hör bara till «instans: nämnd», men instansen är {body}",
        "ta bort nämnden, eller ändra instansen",
    ),
}
