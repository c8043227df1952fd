"""The matrix of what was done about the recommendations of the LHE AKIP, with the value of each komponen."""

from __future__ import annotations

from typing import Any

from laporan.lkjip.laporan import Laporan
from laporan.templatetags.dokumen import nama_status

from .dasar import STRIP, Dokumen, KolomDokumen, LembarExcel


def konteks(laporan: Laporan) -> dict[str, Any]:
    return {"baris": laporan.bahan["rekomendasi"]}


def wajib(laporan: Laporan) -> list[str]:
    return [f"dokumen-rek-{n}" for n, _ in enumerate(laporan.bahan["rekomendasi"], 1)]


KOLOM = (
    KolomDokumen("No", 5),
    KolomDokumen("Tahun", 8),
    KolomDokumen("Sumber", 14),
    KolomDokumen("Komponen", 24),
    KolomDokumen("Rekomendasi", 44),
    KolomDokumen("Rencana aksi", 44),
    KolomDokumen("Target", 30),
    KolomDokumen("Waktu", 18),
    KolomDokumen("Penanggung jawab", 28),
    KolomDokumen("Status", 18),
    KolomDokumen("Capaian", 36),
)
NAMA = ("tahun", "sumber", "komponen", "rekomendasi", "rencana_aksi", "target", "waktu", "penanggung_jawab")


def lembar(laporan: Laporan) -> list[LembarExcel]:
    tabel = [
        [n, *(r[k] or STRIP for k in NAMA), nama_status(r["status"]), r["capaian"] or STRIP]
        for n, r in enumerate(laporan.bahan["rekomendasi"], 1)
    ]
    return [LembarExcel("Tindak lanjut", KOLOM, tabel)]


TINDAK_LANJUT_LHE = Dokumen(
    kunci="tindak_lanjut_lhe",
    judul="Matriks Tindak Lanjut LHE AKIP",
    guna="Rekomendasi, rencana aksi, target, waktu, penanggung jawab, dan status tindak lanjutnya.",
    konteks=konteks,
    wajib=wajib,
    lembar=lembar,
)
