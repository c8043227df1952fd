"""Synthetic SIPD exports for tests: the layouts of genuine files, invented names and amounts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

SKPD, SKPD_LAIN = "5.03.5.04.0.00.09.0000", "2.18.0.00.0.00.07.0000"
SUB, SUB_DUA, SUB_TIGA = "5.03.02.2.01.0006", "5.03.02.2.01.0010", "5.04.02.2.02.0007"
NAMA = {SUB: "Pengelolaan Data Uji", SUB_DUA: "Penyusunan Rencana Uji", SUB_TIGA: "Pelatihan Uji"}
ATK, RAPAT, GAJI, KOMPUTER = "5.1.02.01.01.0024", "5.1.02.01.01.0052", "5.1.01.01.01.0001", "5.2.02.10.01.0002"
REKAP3 = (
    "NO",
    "TAHUN",
    "KODE URUSAN",
    "NAMA URUSAN",
    "KODE SKPD",
    "NAMA SKPD",
    "KODE SUB UNIT",
    "NAMA SUB UNIT",
    "KODE BIDANG URUSAN",
    "NAMA BIDANG URUSAN",
    "KODE PROGRAM",
    "NAMA PROGRAM",
    "KODE KEGIATAN",
    "NAMA KEGIATAN",
    "KODE SUB KEGIATAN",
    "NAMA SUB KEGIATAN",
    "KODE SUMBER DANA",
    "NAMA SUMBER DANA",
    "KODE REKENING",
    "NAMA REKENING",
    "PAGU",
)
REKAP5 = (*REKAP3[:-1], "PAKET/KELOMPOK", "NAMA PAKET/KELOMPOK", "PAGU")
REKAP4 = (*REKAP3[:-1], "KODE STANDAR HARGA", "NAMA STANDAR HARGA", "PAGU")
_KOLOM_REALISASI = (
    "Kode SKPD|Nama SKPD|Kode Sub SKPD|Nama Sub SKPD|Kode Fungsi|Nama Fungsi|Kode Sub Fungsi|Nama Sub Fungsi|Kode "
    "Urusan|Nama Urusan|Kode Bidang Urusan|Nama Bidang Urusan|Kode Program|Nama Program|Kode Kegiatan|Nama Kegiatan|"
    "Kode Sub Kegiatan|Nama Sub Kegiatan|Kode Rekening|Nama Rekening|Nomor Dokumen|Jenis Dokumen|Jenis Transaksi|"
    "Nomor DPT|Tanggal Dokumen|Keterangan Dokumen|Nilai Realisasi|Nilai Setoran|NIP Pegawai|Nama Pegawai|"
    "Tanggal Simpan|Nomor SPD|Periode SPD|Nilai SPD|Tahapan SPD|Nama Sub Tahapan Jadwal|Tahapan APBD|Nomor SPP|"
    "Tanggal SPP|Nomor SPM|Tanggal SPM|Nomor SP2D|Tanggal SP2D|Tanggal Transfer|Nilai SP2D"
)
REALISASI = tuple(_KOLOM_REALISASI.split("|"))
NIP, PEGAWAI = "199901012024011009", "SITI PERCOBAAN"


def pagu(sub: str | None = SUB, rekening: str | None = ATK, nilai: Any = 1000, **lain: Any) -> dict[str, Any]:
    """A row of Rekap 3, 4 or 5 by header; everything can be named otherwise."""
    skpd = lain.pop("skpd", SKPD)
    bagian = (sub or "").split(".")
    return {
        "NO": 1,
        "TAHUN": 2026,
        "KODE SKPD": skpd,
        "NAMA SKPD": "Badan Uji" if skpd == SKPD else "Dinas Contoh",
        "KODE SUB UNIT": skpd,
        "NAMA SUB UNIT": "Badan Uji",
        "KODE BIDANG URUSAN": ".".join(bagian[:2]),
        "KODE PROGRAM": ".".join(bagian[:3]),
        "NAMA PROGRAM": "PROGRAM UJI",
        "KODE KEGIATAN": ".".join(bagian[:5]),
        "NAMA KEGIATAN": "Kegiatan Uji",
        "KODE SUB KEGIATAN": sub,
        "NAMA SUB KEGIATAN": NAMA.get(sub or "", "Sub Kegiatan Lain"),
        "KODE SUMBER DANA": "1.2.01" if rekening else None,
        "NAMA SUMBER DANA": "Dana Uji" if rekening else None,
        "KODE REKENING": rekening,
        "NAMA REKENING": "Belanja Uji" if rekening else None,
        "PAGU": nilai,
    } | lain


def belanja(sub: str | None = SUB, rekening: str = ATK, nilai: Any = 1000, **lain: Any) -> dict[str, Any]:
    """A row of Laporan Realisasi Per Dokumen by header."""
    skpd = lain.pop("skpd", SKPD)
    return {
        "Kode SKPD": skpd,
        "Nama SKPD": "Badan Uji" if skpd == SKPD else "Dinas Contoh",
        "Kode Sub SKPD": skpd,
        "Kode Sub Kegiatan": sub,
        "Nama Sub Kegiatan": NAMA.get(sub or "", "Sub Kegiatan Lain"),
        "Kode Rekening": rekening,
        "Nomor Dokumen": "00/TBP/1",
        "Jenis Dokumen": "TBP",
        "Tanggal Dokumen": "7 Januari 2026",
        "Keterangan Dokumen": f"Pembayaran kepada {PEGAWAI}",
        "Nilai Realisasi": nilai,
        "Nilai Setoran": 0,
        "NIP Pegawai": NIP,
        "Nama Pegawai": PEGAWAI,
        "Tanggal Simpan": "2 Maret 2026",
        "Nomor SPD": "00/SPD/1",
        "Nilai SPD": 999_999,
        "Nomor SP2D": "00/SP2D/1",
        "Tanggal SP2D": "19 Februari 2026",
        "Tanggal Transfer": "19 Februari 2026",
        "Nilai SP2D": 888_888,
    } | lain


def susun(kepala: Sequence[str], baris: Iterable[dict[str, Any]]) -> list[list[Any]]:
    return [list(kepala), *([b.get(k) for k in kepala] for b in baris)]


def susun_realisasi(*baris: dict[str, Any], total: Any = None, kepala: Sequence[str] = REALISASI) -> list[list[Any]]:
    """As SIPD writes it: three titles, an empty row, the header in row 5, and `Total` shifted by one."""
    akhir = [None] * len(kepala)
    akhir[0] = "Total"
    if total is not None:
        akhir[kepala.index("Nilai Setoran")] = total
        akhir[kepala.index("NIP Pegawai")] = 0
        akhir[kepala.index("Nilai SPD")] = "1.111.222.333"
    judul = [["LAPORAN REALISASI PER DOKUMEN"], ["KAB. UJI"], ["TAHUN 2026"], []]
    return [*judul, *susun(kepala, baris), akhir]


def simpan(**lembar: list[list[Any]]) -> io.BytesIO:
    """A workbook as Excel saves it, texts in a table apart; `=…` becomes a formula without a stored value."""
    buku = Workbook()
    buku.remove(buku.active)
    for nama, isi in lembar.items():
        ws = buku.create_sheet(nama)
        for nomor, baris in enumerate(isi, 1):
            for letak, nilai in enumerate(baris, 1):
                if nilai is not None:
                    ws.cell(nomor, letak, nilai)
    berkas = io.BytesIO()
    buku.save(berkas)
    berkas.seek(0)
    return berkas


_PAKET = "http://schemas.openxmlformats.org/package/2006"
_UTAMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HUBUNGAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def simpan_asli(isi: list[list[Any]], nama: str = "Sheet 1", kompres: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    """A workbook as SIPD writes it: texts inside the cells, no styles."""
    baris = "".join(f'<row r="{n}">{_sel_baris(n, satu)}</row>' for n, satu in enumerate(isi, 1))
    lembar = f'<worksheet xmlns="{_UTAMA}"><sheetData>{baris}</sheetData></worksheet>'
    bagian = {
        "[Content_Types].xml": f'<Types xmlns="{_PAKET}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PAKET}/relationships"><Relationship Id="r1" '
        f'Type="{_HUBUNGAN}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_UTAMA}" xmlns:r="{_HUBUNGAN}"><sheets>'
        f'<sheet name="{nama}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PAKET}/relationships"><Relationship Id="r1" '
        f'Type="{_HUBUNGAN}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": lembar,
    }
    berkas = io.BytesIO()
    with zipfile.ZipFile(berkas, "w", kompres) as arsip:
        for jalur, teks in bagian.items():
            arsip.writestr(jalur, teks)
    berkas.seek(0)
    return berkas


def _sel_baris(nomor: int, isi: Sequence[Any]) -> str:
    hasil = []
    for letak, nilai in enumerate(isi, 1):
        alamat = f"{get_column_letter(letak)}{nomor}"
        if isinstance(nilai, str):
            hasil.append(f'<c r="{alamat}" t="inlineStr"><is><t>{escape(nilai)}</t></is></c>')
        elif nilai is not None:
            hasil.append(f'<c r="{alamat}"><v>{nilai!r}</v></c>')
    return "".join(hasil)
