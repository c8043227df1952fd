"""What lets a section's prose come back from Word: a bookmark around each text, and a part that says what it was."""

from __future__ import annotations

import json
from typing import Any

from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from laporan.bagian.letak import SENDIRI
from sakip.kaya.rujukan import cari
from sakip.kaya.word.urai import AWALAN, RUANG, Pembaca, sidik

from ..laporan import Laporan

_HUBUNGAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


class PenandaNaskah:
    """The texts in the order in which they stand in the document."""

    def __init__(self, laporan: Laporan) -> None:
        self.lap = laporan
        self.teks = {n["bagian"]: n["teks"] for n in laporan.bahan["narasi"]}
        self.naskah: list[dict[str, Any]] = []

    def ujung(self, bagian: str) -> tuple[Any, Any]:
        """The bookmark's edges for one text, a stored one or else its section's draft."""
        nomor = len(self.naskah)
        teks = self.teks.get(bagian) or None
        isi = self.lap.draf[bagian.removeprefix(SENDIRI)] if teks is None else teks
        nilai = {t.teks[2:-2]: self.lap.sumber.tulis(t.rujukan) if t.rujukan else "–" for t in cari(isi)}
        self.naskah.append({"bagian": bagian, "teks": isi, "nilai": nilai, "draf": teks is None})
        awal, akhir = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for e in (awal, akhir):
            e.set(qn("w:id"), str(1000 + nomor))
        awal.set(qn("w:name"), f"{AWALAN}{nomor}")
        return awal, akhir

    def sematkan(self, dok: Any) -> None:
        """Write the part; call it when the document is complete."""
        pembaca = Pembaca(dok.styles.element, dok.part.numbering_part.element)
        pembaca.jalan(dok.element.body)
        isi = {
            "instansi": self.lap.i.perangkat_daerah.kode,
            "tahun": self.lap.i.tahun,
            "naskah": self.naskah,
            "luar": sorted({sidik(t) for t in pembaca.luar}),
        }
        tertulis = json.dumps(isi).replace("&", "\\u0026").replace("<", "\\u003c")
        data = f'<?xml version="1.0" encoding="UTF-8"?>\n<naskah xmlns="{RUANG}">{tertulis}</naskah>'.encode()
        paket = dok.part.package
        bagian = Part(paket.next_partname("/customXml/item%d.xml"), "application/xml", data, paket)
        dok.part.relate_to(bagian, _HUBUNGAN)
