"""Measurements, printed as ratios within one run: `make bench`.

Ratios, because the machines are noisy: each compares our work with the work of a library alone in
the same process, seconds apart. Needs the throwaway PostgreSQL and Redis that `make bench` starts.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402

from anggaran.models import Anggaran, RealisasiAnggaran  # noqa: E402
from anggaran.sipd.pagu import baca_pagu  # noqa: E402
from capaian.models import Realisasi  # noqa: E402
from laporan.buku_kerja.ekspor import ekspor_buku  # noqa: E402
from laporan.buku_kerja.impor import impor_buku  # noqa: E402
from laporan.ikhtisar.muat import muat  # noqa: E402
from laporan.ikhtisar.susun import hitung, susun_ikhtisar  # noqa: E402
from renstra.buku.tiga_arah import Jawaban  # noqa: E402
from renstra.models import Target  # noqa: E402
from sakip.models import PerangkatDaerah  # noqa: E402
from tests.anggaran import sipd_uji  # noqa: E402
from tests.bench import beban, naskah  # noqa: E402
from tests.bench.isian import rasio_sel  # noqa: E402
from tests.bench.lkjip import rasio_lkjip  # noqa: E402
from tests.bench.pemda import rasio_pemda  # noqa: E402
from tests.bench.provinsi import rasio_provinsi  # noqa: E402
from tests.bench.rencana import rasio_pohon  # noqa: E402
from tests.bench.waktu import lama  # noqa: E402

TAHUN = 2024
baris: list[tuple[str, str, str, bool]] = []


def catat(apa: str, nilai: float, batas: float, satuan: str = "") -> None:
    baris.append((apa, f"{nilai:.2f}{satuan}", f"≤ {batas:g}{satuan}", nilai <= batas))
    print(f"  {apa}: {nilai:.2f}{satuan} (batas {batas:g}{satuan})", file=sys.stderr, flush=True)


def sekali_jadi(kerja) -> float:
    """The shorter of two runs of work that changes the database, in seconds: the first is rolled back."""

    def batal() -> None:
        with transaction.atomic():
            kerja()
            transaction.set_rollback(True)

    return min(lama(batal), lama(kerja))


# A large agency


def buku_besar(sub_kegiatan: int, indikator: int, baris_target: int, kode: str = "besar") -> bytes:
    """A workbook of one agency with so many nodes and indicators, and `baris_target` rows of numbers."""
    buku = Workbook()
    buku.remove(buku.active)

    def lembar(nama, isi):
        ws = buku.create_sheet(nama)
        for r in isi:
            ws.append(r)

    instansi = {"pemda": "Kabupaten Uji", "kode": kode, "nama": "Dinas Uji", "singkatan": "DU", "periode_awal": 2021}
    lembar("Instansi", [["kunci", "nilai"], *instansi.items(), ("periode_akhir", 2026)])
    simpul = [["kode", "induk", "jenis", "uraian", "mendukung"], ["T1", None, "tujuan", "Tujuan", None]]
    simpul += [[f"S{n}", "T1", "sasaran", f"Sasaran {n}", None] for n in range(1, 9)]
    simpul += [[f"P{n}", f"S{n}", "program", f"Program {n}", None] for n in range(1, 9)]
    simpul += [[f"K{n}", f"P{n % 8 + 1}", "kegiatan", f"Kegiatan {n}", None] for n in range(40)]
    simpul += [[f"SK{n}", f"K{n % 40}", "sub_kegiatan", f"Sub kegiatan {n}", None] for n in range(sub_kegiatan)]
    lembar("Renstra", simpul)
    induk = [r[0] for r in simpul[1:]]
    ind = [
        [f"I{n}", induk[n % len(induk)], f"Indikator {n}", "Persen", "ya" if n < 24 else None] for n in range(indikator)
    ]
    lembar("Indikator", [["kode", "induk", "nama", "satuan", "iku"], *ind])
    target, realisasi = (
        [["indikator", "tahun", "triwulan", "versi", "nilai"]],
        [["indikator", "tahun", "triwulan", "nilai"]],
    )
    n = 0
    while len(target) + len(realisasi) < baris_target:
        i, sisa = n % indikator, n // indikator
        tahun, tw = 2024 - sisa // 5, (None, 1, 2, 3, 4)[sisa % 5]
        target.append([f"I{i}", tahun, tw, "pk", 80 + n % 17])
        realisasi.append([f"I{i}", tahun, tw, 75.25 + n % 29])
        n += 1
    lembar("Target", target)
    lembar("Realisasi", realisasi)
    lembar(
        "Anggaran",
        [
            ["sub_kegiatan", "tahun", "tahap", "pagu"],
            *([f"SK{n}", 2024, t, 10**9 + n] for n in range(sub_kegiatan) for t in ("murni", "perubahan")),
        ],
    )
    lembar(
        "RealisasiAnggaran",
        [
            ["sub_kegiatan", "tahun", "triwulan", "nilai"],
            *([f"SK{n}", 2024, tw, 2 * 10**8 + n] for n in range(sub_kegiatan) for tw in (1, 2, 3, 4)),
        ],
    )
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def ukur_impor() -> None:
    isi = buku_besar(143, 250, 18_800)

    def baca():
        buku = load_workbook(io.BytesIO(isi), read_only=True, data_only=True)
        jumlah = sum(1 for ws in buku.worksheets for _ in ws.iter_rows(values_only=True))
        assert jumlah > 19_900, jumlah

    def impor():
        hasil = impor_buku(io.BytesIO(isi))
        assert hasil.disimpan, [str(t) for t in hasil.galat[:3]]

    dasar = lama(baca, 3)
    catat("impor 20.000 baris ÷ membacanya dengan openpyxl (data baru)", sekali_jadi(impor) / dasar, 8)
    catat("impor 20.000 baris ÷ membacanya dengan openpyxl (tidak berubah)", lama(impor, 2) / dasar, 8)
    _ukur_tiga_arah()


def _ukur_tiga_arah() -> None:
    """An export of the same rows: nothing changed, changed here since, changed in the file."""
    instansi = PerangkatDaerah.objects.get(kode="besar")
    isi = ekspor_buku(instansi)

    def baca():
        buku = load_workbook(io.BytesIO(isi), read_only=True, data_only=True)
        assert sum(1 for ws in buku.worksheets for _ in ws.iter_rows(values_only=True)) > 19_900

    def impor(berkas, **opsi):
        hasil = impor_buku(io.BytesIO(berkas), **opsi)
        assert hasil.disimpan or opsi.get("uji"), [str(t) for t in hasil.galat[:3]]

    buku = load_workbook(io.BytesIO(isi))
    for nama, kolom in (("Target", "nilai"), ("Realisasi", "nilai")):
        letak = [s.value for s in buku[nama][1]].index(kolom) + 1
        for nomor in range(2, buku[nama].max_row + 1):
            buku[nama].cell(nomor, letak).value += 1
    keluaran = io.BytesIO()
    buku.save(keluaran)
    dasar = lama(baca, 3)
    catat("impor tiga arah ÷ membacanya dengan openpyxl (tidak berubah)", lama(lambda: impor(isi), 2) / dasar, 8)
    Realisasi.objects.filter(indikator__renstra__perangkat_daerah=instansi).update(sumber="diubah di sistem")
    bentrok = lama(lambda: impor(keluaran.getvalue(), uji=True), 2)
    catat("impor tiga arah ÷ membacanya dengan openpyxl (separuhnya bentrok, diuji)", bentrok / dasar, 8)
    pakai = Jawaban(semua="berkas", kosongkan=True)
    tertulis = sekali_jadi(lambda: impor(keluaran.getvalue(), jawaban=pakai))
    catat("impor tiga arah ÷ membacanya dengan openpyxl (semua baris berubah)", tertulis / dasar, 8)


def ukur_ikhtisar() -> None:
    impor_buku(io.BytesIO(buku_besar(143, 250, 5_000, "ikhtisar")))
    instansi = PerangkatDaerah.objects.select_related("pemda").get(kode="ikhtisar")
    with CaptureQueriesContext(
        connection,
    ) as kueri:
        hasil = susun_ikhtisar(instansi, TAHUN)
    assert len(hasil.simpul) == 200 and len(hasil.indikator) == 250, (len(hasil.simpul), len(hasil.indikator))
    catat("kueri ikhtisar satu tahun", len(kueri), 15)
    kita, polos = [], []
    for _ in range(7):
        kita.append(waktu_python(lambda: hitung(muat(instansi, TAHUN))))
        polos.append(waktu_python(lambda: baca_polos(instansi)))
    catat("ikhtisar 200 simpul dan 250 indikator ÷ membaca barisnya sebagai objek Django", min(kita) / min(polos), 1.5)


def waktu_python(kerja) -> float:
    """Processor time in seconds without the time within the database's driver."""
    basis_data = 0.0

    def ukur(execute, *args):
        nonlocal basis_data
        awal = time.process_time()
        hasil = execute(*args)
        basis_data += time.process_time() - awal
        return hasil

    with connection.execute_wrapper(ukur):
        awal = time.process_time()
        kerja()
        return time.process_time() - awal - basis_data


def baca_polos(instansi) -> None:
    """What any page must do: the same rows, as objects of Django."""
    milik = {"indikator__renstra__perangkat_daerah": instansi}
    semua = (
        instansi.renstra.get().simpul.all(),
        instansi.renstra.get().indikator.all(),
        Target.objects.filter(**milik),
        Realisasi.objects.filter(**milik, tahun__lte=TAHUN),
        Anggaran.objects.filter(perangkat_daerah=instansi),
        RealisasiAnggaran.objects.filter(perangkat_daerah=instansi),
    )
    assert sum(len(list(q)) for q in semua) > 5_000


def ukur_isian() -> None:
    catat("satu sel isian disimpan ÷ view Django polos yang mengubah satu baris", rasio_sel(), 4)


def ukur_naskah() -> None:
    for apa, nilai, batas, satuan in naskah.ukur():
        catat(apa, nilai, batas, satuan)


def ukur_sipd() -> None:
    berkas = sipd_uji.simpan_asli(sipd_uji.susun(sipd_uji.REKAP5, (sipd_uji.pagu(nilai=n) for n in range(8000))))

    def baca():
        buku = load_workbook(berkas, read_only=True, data_only=True)
        assert sum(1 for _ in buku.worksheets[0].iter_rows(values_only=True)) == 8001

    dasar, kita = lama(baca), lama(lambda: baca_pagu(berkas), 2)
    catat("Rekap 5 dengan 8.000 baris ÷ membacanya dengan openpyxl", kita / dasar, 3)
    catat("Rekap 5 dengan 8.000 baris dibaca", kita, 10, " detik")


def ukur_pohon() -> None:
    catat("pohon rencana 400 simpul ÷ view Django polos yang membaca baris yang sama", rasio_pohon(), 3)


def ukur_pemda() -> None:
    for apa, nilai, batas in rasio_pemda():
        catat(apa, nilai, batas)


def ukur_lkjip() -> None:
    for apa, nilai, batas, satuan in rasio_lkjip():
        catat(apa, nilai, batas, satuan)


def ukur_beban() -> None:
    for apa, nilai, batas, satuan in beban.ukur():
        catat(apa, nilai, batas, satuan)


def ukur_provinsi() -> None:
    for apa, nilai, batas, satuan in rasio_provinsi():
        catat(apa, nilai, batas, satuan)


def main(*dipilih: str) -> int:
    """All measurements but the load and the province, which take long, or those named: impor, ikhtisar, isian, naskah,
    pohon, pemda, sipd, lkjip, beban, provinsi."""
    semua = {u.__name__.removeprefix("ukur_"): u for u in (*SEMUA, ukur_beban, ukur_provinsi)}
    if asing := set(dipilih) - semua.keys():
        print(f"Ukuran tidak dikenal: {', '.join(sorted(asing))}. Yang ada: {', '.join(semua)}.", file=sys.stderr)
        return 2
    call_command("migrate", verbosity=0)
    gc.freeze()  # as web and worker do
    for nama in dipilih or [u.__name__.removeprefix("ukur_") for u in SEMUA]:
        print(nama, file=sys.stderr, flush=True)
        semua[nama]()
    lebar = max(len(b[0]) for b in baris)
    print(f"\n{'ukuran':<{lebar}}  {'nilai':>10}  {'batas':>10}")
    for apa, nilai, batas, sah in baris:
        print(f"{apa:<{lebar}}  {nilai:>10}  {batas:>10}  {'' if sah else 'LEWAT'}")
    return 0 if all(b[3] for b in baris) else 1


SEMUA = (ukur_impor, ukur_ikhtisar, ukur_isian, ukur_naskah, ukur_pohon, ukur_pemda, ukur_sipd, ukur_lkjip)

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
