"""The LKjIP: a report of 150 pages with two workers, an edited section, the memory of a worker."""

from __future__ import annotations

import io
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from openpyxl import Workbook, load_workbook

from laporan import tasks
from laporan.buku_kerja.impor import impor_buku
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bab import URUTAN, berkas_unggahan, html_bab
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.laporan import Laporan
from laporan.models import Narasi, StatusSusunan, Susunan
from sakip.models import PerangkatDaerah
from sakip.pdf import tata
from tests.bench.waktu import lama
from tests.pekerja import pekerja

CONTOH = Path("fixtures/demo/hss-2024.xlsx")
TAHUN = 2024
HALAMAN = 150
KALI = 6
"""Plans side by side in the large report's workbook: that many give the pages."""
BARIS_LAMPIRAN = 2_000
PENUNJANG = (
    {"kode": "PX", "jenis": "program", "uraian": "Program penunjang"},
    {"kode": "KX", "induk": "PX", "jenis": "kegiatan", "uraian": "Kegiatan penunjang"},
)
MENYEBUT_KODE = {"kode", "induk", "indikator", "sub_kegiatan", "mengacu", "mendukung"}


def rasio_lkjip() -> Iterator[tuple[str, float, float, str]]:
    """What, how much, its limit, its unit."""
    instansi = _muat(berlipat(KALI, "tebal"))
    satu_panggilan(instansi)
    dasar = statistics.median([lama(lambda: satu_panggilan(instansi)) for _ in range(2)])
    with pekerja(proses=2) as proses, puncak_memori(proses) as puncak:
        ubah(instansi, "1.5", "pemanasan")
        selesaikan(instansi)
        dingin, satu = [], []
        for n in range(3):
            Susunan.objects.all().delete()
            dingin.append(lama(lambda: selesaikan(instansi)))
            ubah(instansi, "4.2", f"Langkah ke-{n}")
            satu.append(lama(lambda: selesaikan(instansi)))
        halaman = Susunan.objects.latest("pk").halaman or 0
    assert halaman >= HALAMAN, halaman
    nama = f"LKjIP {halaman} halaman"
    yield f"{nama} dengan 2 pekerja, dingin ÷ satu panggilan WeasyPrint", statistics.median(dingin) / dasar, 0.75, ""
    yield f"{nama} setelah satu bagian Bab IV disunting ÷ satu panggilan", statistics.median(satu) / dasar, 0.15, ""
    yield f"{nama}: puncak memori satu pekerja", puncak["mb"], 250, " MB"
    instansi = _muat(berlipat(1, "panjang", sub_kegiatan=BARIS_LAMPIRAN))
    with pekerja(proses=2) as proses, puncak_memori(proses) as puncak:
        selesaikan(instansi)
    yield f"lampiran {BARIS_LAMPIRAN} baris: puncak memori satu pekerja", puncak["mb"], 500, " MB"


def _muat(isi: bytes) -> PerangkatDaerah:
    hasil = impor_buku(io.BytesIO(isi))
    assert hasil.disimpan and hasil.instansi, [str(t) for t in hasil.galat[:3]]
    return PerangkatDaerah.objects.select_related("pemda").get(pk=hasil.instansi.pk)


def berlipat(kali: int, kode: str, sub_kegiatan: int = 0) -> bytes:
    """The demo agency's workbook with its plan so many times, and so many sub kegiatan more."""
    contoh, hasil = load_workbook(CONTOH, read_only=True), Workbook()
    hasil.remove(hasil.active)
    for ws in contoh.worksheets:
        kepala, *baris = ws.iter_rows(values_only=True)
        lembar = hasil.create_sheet(ws.title)
        lembar.append(kepala)
        for n in range(kali):
            for satu in baris:
                salinan = _salinan(ws.title, dict(zip(kepala, satu, strict=True)), n)
                if salinan is not None:
                    lembar.append([salinan[k] for k in kepala])
    for baris in hasil["Instansi"].iter_rows(min_row=2):
        if baris[0].value == "kode":
            baris[1].value = kode
    if sub_kegiatan:
        for satu in PENUNJANG:
            hasil["Renstra"].append([satu.get(sel.value) for sel in hasil["Renstra"][1]])
    for n in range(sub_kegiatan):
        for nama, isi in _sub_kegiatan(n).items():
            hasil[nama].append([isi.get(sel.value) for sel in hasil[nama][1]])
    keluaran = io.BytesIO()
    hasil.save(keluaran)
    return keluaran.getvalue()


def _sub_kegiatan(n: int) -> dict[str, dict[str, object]]:
    """One more sub kegiatan with its money, of a program that serves the whole agency: its row on each sheet."""
    sk, setahun = f"SKX{n}", {"tahun": TAHUN}
    return {
        "Renstra": {"kode": sk, "induk": "KX", "jenis": "sub_kegiatan", "uraian": f"Penyusunan dokumen ke-{n}"},
        "Anggaran": setahun | {"sub_kegiatan": sk, "tahap": "perubahan", "pagu": 10_000_000 + n},
        "RealisasiAnggaran": setahun | {"sub_kegiatan": sk, "nilai": 9_000_000 + n},
    }


def _salinan(lembar: str, baris: dict, n: int) -> dict | None:
    """The row of the n-th plan; None where it belongs to no plan and stands there already."""
    if n == 0:
        return baris
    if lembar == "Narasi":
        depan, _, kode = baris["bagian"].partition(".I.")
        return baris | {"bagian": f"{depan}.I.{kode}-{n}"} if kode else None
    berkode = MENYEBUT_KODE & baris.keys()
    if not berkode:
        return None
    return baris | {k: _akhiri(baris[k], n) for k in berkode if baris[k]}


def _akhiri(kode: str, n: int) -> str:
    return ";".join(f"{satu.strip()}-{n}" for satu in str(kode).split(";"))


def satu_panggilan(instansi: PerangkatDaerah) -> None:
    """One WeasyPrint call on the same whole document."""
    laporan = Laporan(ke_json(susun_ikhtisar(instansi, TAHUN)), kumpulkan(instansi, TAHUN))
    isi = [html_bab(kunci, laporan)[0] for kunci in URUTAN]
    badan = "".join(html.split("<body>", 1)[1].split("</body>", 1)[0] for html in isi)
    tata(isi[0].split("<body>")[0] + "<body>" + badan + "</body></html>", berkas_unggahan(laporan)).write_pdf()


def selesaikan(instansi: PerangkatDaerah) -> None:
    susunan = tasks.mulai(instansi, TAHUN)
    while susunan.terbuka:
        time.sleep(0.01)
        susunan.segarkan()
    assert susunan.status == StatusSusunan.SELESAI, susunan.kesalahan


def ubah(instansi: PerangkatDaerah, bagian: str, teks: str) -> None:
    Narasi.objects.update_or_create(perangkat_daerah=instansi, tahun=TAHUN, bagian=bagian, defaults={"teks": teks})


@contextmanager
def puncak_memori(proses):
    """Peak resident memory (MB) of the worker's children while the block runs."""
    puncak = {"mb": 0.0}
    berhenti = threading.Event()

    def amati():
        while not berhenti.wait(0.05):
            for anak in psutil.Process(proses.pid).children(recursive=True):
                try:
                    puncak["mb"] = max(puncak["mb"], anak.memory_info().rss / 1024 / 1024)
                except psutil.Error:
                    continue

    utas = threading.Thread(target=amati)
    utas.start()
    try:
        yield puncak
    finally:
        berhenti.set()
        utas.join()
