"""The metadata packet: the same facts as the information dictionary, and which standards the file follows."""

from __future__ import annotations

from html import escape

from naravard_docs.document.document import Meta

_PDFUA_SCHEMA = """\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
# ISO 19005-2, 6.6.2.3: a schema that XMP 2005 does not have is described in the packet itself


def xmp_packet(meta: Meta, producer: str, pdfa_part: int = 2) -> bytes:
    """Return the XMP packet that claims PDF/A-<part>a and PDF/UA-1 (ISO 19005-2, 6.6; ISO 14289-1, 5)."""
    stamp = f"{meta.date.isoformat()}T12:00:00Z"
    facts = [
        "<dc:format>application/pdf</dc:format>",
        _alternatives("dc:title", meta.title, meta.language),
        f"<dc:creator><rdf:Seq><rdf:li>{escape(meta.author)}</rdf:li></rdf:Seq></dc:creator>",
        f"<dc:language><rdf:Bag><rdf:li>{meta.language}</rdf:li></rdf:Bag></dc:language>",
        f"<dc:date><rdf:Seq><rdf:li>{stamp}</rdf:li></rdf:Seq></dc:date>",
        _alternatives("dc:description", meta.subject, meta.language) if meta.subject else "",
        f"<dc:identifier>{escape(meta.identifier)}</dc:identifier>" if meta.identifier else "",
        f"<dc:publisher><rdf:Bag><rdf:li>{escape(meta.publisher)}</rdf:li></rdf:Bag></dc:publisher>"
        if meta.publisher
        else "",
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{stamp}</xmp:ModifyDate>",
        f"<xmp:CreatorTool>{escape(producer)}</xmp:CreatorTool>",
        f"<pdf:Producer>{escape(producer)}</pdf:Producer>",
        f"<pdfaid:part>{pdfa_part}</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ]
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        + "\n".join(fact for fact in facts if fact)
        + f'\n</rdf:Description>\n{_PDFUA_SCHEMA}</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )
    return packet.encode("utf-8")


def _alternatives(name: str, text: str, language: str) -> str:
    said = escape(text)
    return (
        f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{said}</rdf:li>'
        f'<rdf:li xml:lang="{language}">{said}</rdf:li></rdf:Alt></{name}>'
    )
