"""Footnotes of a Word document, which python-docx does not write."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

_AWAL = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


def tambah_kaki(p: Any, teks: str) -> None:
    """A call at the end of paragraph `p`, and its note."""
    catatan = _bagian(p.part).element
    nomor = len(catatan) - 1
    catatan.append(_catatan(nomor, teks))
    panggilan = OxmlElement("w:footnoteReference")
    panggilan.set(qn("w:id"), str(nomor))
    r = p.add_run()
    r.font.superscript = True
    r._r.append(panggilan)


def _catatan(nomor: int, teks: str) -> Any:
    catatan = parse_xml(
        f"""<w:footnote {nsdecls("w")} w:id="{nomor}"><w:p>
<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>
<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>"""
    )
    catatan.findall(f".//{qn('w:t')}")[-1].text = f" {teks}"
    return catatan


def _bagian(dokumen: Any) -> Any:
    """The document's footnotes; made where there are none yet."""
    ada = (r.target_part for r in dokumen.rels.values() if r.reltype == RELATIONSHIP_TYPE.FOOTNOTES)
    if (bagian := next(ada, None)) is None:
        nama = PackURI("/word/footnotes.xml")
        bagian = XmlPart(nama, CONTENT_TYPE.WML_FOOTNOTES, parse_xml(_AWAL), dokumen.package)
        dokumen.relate_to(bagian, RELATIONSHIP_TYPE.FOOTNOTES)
    return bagian
