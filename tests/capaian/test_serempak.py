"""Many people at once, each with a database connection of their own: nothing is lost, nothing happens twice.

Not beside the other tests of pages: their shared agencies stay in an open transaction.
"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.db.models import Sum
from django.test import Client

from anggaran.models import RealisasiAnggaran
from capaian.models import Berkas, Bukti, Realisasi
from sakip.models import Jejak, Pemberitahuan
from tests import pabrik as p
from tests.alat import alamat, kirim_sel, teks
from tests.capaian.isian_uji import TW, buat_instansi
from tests.sakip.test_berkas import pdf

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]
ISIAN = ("capaian_realisasi", "anggaran_realisasianggaran")
BAGIAN, ANALISIS = ("1", "2", "3", "4"), ("pendorong", "penghambat", "solusi", "sumber")


def serempak(orang, kerja):
    """`kerja(client, which)` in one thread per person, all started at the same moment."""
    mulai = threading.Barrier(len(orang), timeout=30)

    def jalankan(ke):
        klien = Client()
        try:
            klien.force_login(orang[ke], backend="django.contrib.auth.backends.ModelBackend")
            mulai.wait()
            return kerja(klien, ke)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(orang)) as pekerja:
        return list(pekerja.map(jalankan, range(len(orang))))


def para(u, jumlah, **sifat):
    sifat = sifat or {"perencanaan": True}
    return [p.PenggunaFactory(perangkat_daerah=u.instansi, **sifat) for _ in range(jumlah)]


def dua_ribu_sel(u):
    """(object, column, value): cells of one row stand side by side, so that different people fill them at once."""
    sel = []
    for ke in range(200):
        sub = p.SubKegiatanFactory(induk=u.sub.induk, kode=f"SX{ke}")
        sel.append((f"s{sub.pk}", "uang", f"{ke + 1}.000"))
        rasio = p.IndikatorFactory(simpul=sub, rasio=True)
        sel += [(f"i{rasio.pk}", kolom, str(ke + n)) for n, kolom in enumerate(("pembilang", "penyebut"), 1)]
        sel += [(f"i{rasio.pk}", kolom, f"{kolom} {ke}") for kolom in ANALISIS[:3]]
    for ke in range(100):
        indeks = p.IndikatorFactory(simpul=u.sub, berkomponen=True)
        for urutan in BAGIAN:
            p.KomponenFactory(indikator=indeks, urutan=urutan, maksimum=None)
        sel += [(f"i{indeks.pk}", f"bagian.{n}", str(ke + int(n))) for n in BAGIAN]
        sel += [(f"i{indeks.pk}", kolom, f"{kolom} {ke}") for kolom in ANALISIS]
    assert len(sel) == 2000
    return sel


def sel_tersimpan():
    """What stands in all cells of the quarter, as `dua_ribu_sel` writes it."""
    for r in Realisasi.objects.filter(triwulan=TW):
        for kolom in ("pembilang", "penyebut"):
            if getattr(r, kolom) is not None:
                yield f"i{r.indikator_id}", kolom, f"{getattr(r, kolom):.0f}"
        yield from ((f"i{r.indikator_id}", f"bagian.{n}", nilai) for n, nilai in r.bagian.items())
        yield from ((f"i{r.indikator_id}", k, getattr(r, k)) for k in ANALISIS if getattr(r, k))
    for r in RealisasiAnggaran.objects.filter(triwulan=TW):
        yield f"s{r.simpul_id}", "uang", f"{r.nilai / 1000:.0f}.000"


def test_dua_puluh_orang_menyimpan_dua_ribu_sel():
    u = buat_instansi()
    sel, orang = dua_ribu_sel(u), para(u, 20)

    def isi(klien, ke):
        return [kirim_sel(klien, u.kode, *satu).status_code for satu in sel[ke::20]]

    hasil = Counter(status for satu in serempak(orang, isi) for status in satu)
    assert hasil == {200: 2000}
    assert sorted(sel_tersimpan()) == sorted(sel)
    jejak = Jejak.objects.filter(tabel__in=ISIAN, triwulan=TW)
    assert Counter(jejak.values_list("oleh", flat=True)) == {o.pk: 100 for o in orang}
    ubahan = [m.objects.filter(triwulan=TW).aggregate(v=Sum("ubahan_ke"))["v"] for m in (Realisasi, RealisasiAnggaran)]
    assert sum(ubahan) == 2000


@pytest.mark.parametrize(("nama", "lama"), [("angka", ""), ("angka", "5"), ("uang", ""), ("uang", "5")])
def test_dua_puluh_orang_pada_satu_sel(nama, lama):
    u = buat_instansi()
    objek, kolom = (f"s{u.sub.pk}", "uang") if nama == "uang" else (f"i{u.i.angka.pk}", "nilai")
    if lama and nama == "uang":
        p.RealisasiAnggaranFactory(simpul=u.sub, triwulan=TW, nilai=lama)
    elif lama:
        p.RealisasiFactory(indikator=u.i.angka, triwulan=TW, nilai=lama)
    orang, sebelum = para(u, 20), Jejak.objects.filter(tabel__in=ISIAN).count()

    def isi(klien, ke):
        return kirim_sel(klien, u.kode, objek, kolom, str(100 + ke), ubahan=1 if lama else 0, lama=lama)

    jawaban = serempak(orang, isi)
    assert Counter(j.status_code for j in jawaban) == {200: 1, 409: 19}
    pemenang = next(ke for ke, j in enumerate(jawaban) if j.status_code == 200)
    for j in jawaban:
        if j.status_code == 409:
            lain = j.json()["milik_lain"]
            assert (lain["nilai"], lain["oleh"]) == (str(100 + pemenang), str(orang[pemenang]))
    assert Jejak.objects.filter(tabel__in=ISIAN).count() == sebelum + 1
    baris = (RealisasiAnggaran if nama == "uang" else Realisasi).objects.get(triwulan=TW)
    assert (baris.nilai, baris.ubahan_ke, baris.diubah_oleh) == (100 + pemenang, 2 if lama else 1, orang[pemenang])


def test_sepuluh_orang_menyetujui_baris_yang_sama():
    u = buat_instansi()
    baris = p.RealisasiFactory(indikator=u.i.angka, triwulan=TW, diubah_oleh=u.staf)
    baris.ajukan(u.staf)
    tujuan = alamat("isian_langkah", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk, langkah="setujui")

    def setujui(klien, _):
        return teks(klien.post(tujuan, {"baris": f"{u.i.angka.pk}:{baris.ubahan_ke}"}, follow=True))

    halaman = serempak(para(u, 10, kepala=True), setujui)
    assert sum("1 baris disetujui." in isi for isi in halaman) == 1
    assert Jejak.objects.filter(tabel="capaian_realisasi", baru__status="disetujui").count() == 1
    ubahan = baris.ubahan_ke
    baris.refresh_from_db()
    assert (baris.status, baris.ubahan_ke) == ("disetujui", ubahan + 1)
    kabar = Counter(Pemberitahuan.objects.filter(jenis="disetujui").values_list("pengguna", flat=True))
    assert kabar == {o.pk: 1 for o in (u.staf, u.kabid, u.perencanaan, u.perencanaan2)}


@pytest.mark.parametrize("terisi", [True, False])
def test_berkas_yang_sama_dari_banyak_orang_tersimpan_sekali(settings, tmp_path, terisi):
    settings.MEDIA_ROOT = tmp_path
    u, isi = buat_instansi(), pdf()
    if terisi:
        p.RealisasiFactory(indikator=u.i.angka, triwulan=TW)
    tujuan = alamat("bukti_tambah", kode=u.kode, triwulan=TW, nomor=u.i.angka.pk)

    def unggah(klien, _):
        berkas = SimpleUploadedFile("surat.pdf", isi)
        return klien.post(tujuan, {"berkas": berkas}, headers={"Accept": "application/json"}).status_code

    assert Counter(serempak(para(u, 8), unggah)) == {302: 1, 422: 7}
    assert (Berkas.objects.count(), Bukti.objects.count()) == (1, 1)
    assert len([f for f in tmp_path.rglob("*") if f.is_file()]) == 1
