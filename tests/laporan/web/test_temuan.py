"""Issue 9 item 13: findings lead to the repair, are grouped by rule, and may be accepted with a reason."""

import contextlib
import io
import json
import re

import pytest
from openpyxl import load_workbook

from laporan.models import TemuanDiterima
from laporan.temuan.nama import ATURAN, nama_aturan
from sakip.models import Jejak, PerangkatDaerah
from tests.alat import alamat, teks
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.pabrik import (
    AnggaranFactory,
    EvaluasiAKIPFactory,
    NarasiFactory,
    RealisasiAnggaranFactory,
    RealisasiFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db
MELEBIHI = "anggaran.realisasi_melebihi_pagu"


@pytest.fixture
def d():
    """Spending above the pagu, an IKU without its description, a narrative of another year."""
    d = buat_instansi()
    d.sub.anggaran.all().delete()
    AnggaranFactory(simpul=d.sub, tahun=TAHUN, pagu=100)
    RealisasiAnggaranFactory(simpul=d.sub, tahun=TAHUN, triwulan=1, nilai=150)
    AnggaranFactory(total=True, perangkat_daerah=d.instansi, tahun=TAHUN, pagu=7)
    TargetFactory(indikator=d.i.iku, tahun=TAHUN, nilai=80)
    NarasiFactory(perangkat_daerah=d.instansi, tahun=TAHUN, bagian="3.1.analisis.IKU1", teks="Pada tahun 2011 naik.")
    return d


def ke(d, nama, **lain):
    return alamat(nama, kode=d.kode, tahun=TAHUN, **lain)


def isi(d, klien, saring=""):
    return klien.get(ke(d, "temuan") + saring)


def test_9_13_temuan_menunjuk_medannya_bagi_yang_boleh(d, masuk):
    html = isi(d, masuk(d.perencanaan)).content.decode()
    i = d.i.iku
    for tujuan in (
        f"{ke(d, 'isian_lembar', bidang=d.mutasi.pk, triwulan=TW)}#s{d.sub.pk}",
        f"{ke(d, 'rencana_indikator', objek='IKU1')}#id_formulasi",
        f"{ke(d, 'rencana_simpul', objek='SK1')}",
        ke(d, "buku_kerja"),
    ):
        assert f'href="{tujuan}"' in html, tujuan
    assert f"#i{i.pk}" in html


def test_9_13_medan_yang_ditunjuk_ada_di_halamannya(d, masuk):
    klien = masuk(d.perencanaan)
    html = isi(d, klien).content.decode()
    tujuan = {t for t in re.findall(r'href="([^"]+#[a-z][^"]*)"', html) if "#isi" not in t and "ikon" not in t}
    assert len(tujuan) >= 5
    for satu in tujuan:
        halaman, _, jangkar = satu.partition("#")
        jawaban = klien.get(halaman)
        assert jawaban.status_code == 200, satu
        assert f'id="{jangkar}"' in jawaban.content.decode(), satu


def test_9_13_yang_tidak_boleh_diberi_tahu_siapa(d, masuk):
    jawaban = isi(d, masuk(d.kepala))
    assert f'href="{ke(d, "rencana_indikator", objek="IKU1")}' not in jawaban.content.decode()
    kata = teks(jawaban)
    assert "Hanya Subbag Perencanaan yang dapat mengubah rencana." in kata
    assert "Diisi oleh Bidang Mutasi atau Subbag Perencanaan." in kata


def test_9_13_akip_dan_skala_menunjuk_barisnya_dalam_buku_kerja(d, masuk):
    """There is no page for them: the workbook is given opened at the row."""
    for tahun in (TAHUN - 1, TAHUN):
        EvaluasiAKIPFactory(perangkat_daerah=d.instansi, tahun=tahun, komponen="", nilai=70, urutan=9)
        EvaluasiAKIPFactory(perangkat_daerah=d.instansi, tahun=tahun, komponen="Perencanaan", nilai=60)
    PerangkatDaerah.objects.filter(pk=d.instansi.pk).update(skala="buatan")
    klien = masuk(d.perencanaan)
    html = isi(d, klien).content.decode().replace("&amp;", "&")
    tempat = {"EvaluasiAKIP": str(TAHUN), "Instansi": "skala"}
    for lembar, kunci in tempat.items():
        tujuan = f"{ke(d, 'buku_kerja')}?lembar={lembar}&kunci={kunci}"
        assert f'href="{tujuan}"' in html
        halaman = klien.get(tujuan).content.decode().replace("&amp;", "&")
        assert f"terbuka pada lembar {lembar}, baris {kunci}" in halaman
        unduh = re.search(r'href="([^"]*/unduh/[?]lembar=[^"]*)"', halaman)[1]
        lembar_terbuka = load_workbook(io.BytesIO(klien.get(unduh).content)).active
        assert lembar_terbuka.title == lembar
        sel = lembar_terbuka[lembar_terbuka.sheet_view.selection[-1].activeCell]
        baris = [s.value for s in lembar_terbuka[sel.row]]
        assert lembar_terbuka.cell(1, sel.column).value == "nilai"
        assert (str(baris[0]), sel.value) == (kunci, "buatan" if lembar == "Instansi" else 70)
        assert lembar == "Instansi" or not baris[1], "baris totalnya"
    kata = teks(isi(d, masuk(d.kepala)))
    assert "yang dapat mengunggah buku kerja." in kata


def test_9_13_dikelompokkan_menurut_aturan_dengan_jumlah(d, masuk):
    kata = teks(isi(d, masuk(d.perencanaan)))
    assert "Realisasi melebihi pagu (1)" in kata
    assert re.search(r"Galat \(\d+\)", kata)


def test_9_13_tidak_pernah_kunci_mentah(d, masuk):
    kata = teks(isi(d, masuk(d.perencanaan)))
    assert "3.1.analisis" not in kata
    assert f"Analisis {d.i.iku.nama}" in kata
    for kunci in ATURAN:
        assert kunci not in kata
    assert "Pagu seluruh instansi dinyatakan" in kata and "total total" not in kata


def test_9_13_aturan_yang_belum_bernama_tetap_kata():
    assert nama_aturan("uji.aturan_baru") == "Uji: aturan baru"


def terima(d, klien, alasan="Sudah sesuai addendum", **ubahan):
    return klien.post(ke(d, "temuan_terima"), {"aturan": MELEBIHI, "objek": "SK1", "alasan": alasan} | ubahan)


def test_9_13_diterima_dengan_alasan_dan_tetap_tampak(d, masuk):
    klien = masuk(d.perencanaan)
    assert terima(d, klien).status_code == 302
    kata = teks(isi(d, klien))
    assert "Realisasi melebihi pagu (1)" not in kata
    assert "Diterima dengan alasan (1)" in kata and "Sudah sesuai addendum" in kata and str(d.perencanaan) in kata
    assert "1 diterima dengan alasan" in teks(klien.get(ke(d, "instansi")))
    assert Jejak.objects.filter(tabel=TemuanDiterima._meta.db_table, oleh=d.perencanaan).exists()

    data = json.loads(klien.get(ke(d, "temuan_unduh", format="json")).content)
    diterima = [t for t in data if t["diterima"]]
    assert [(t["aturan"], t["diterima"]["alasan"]) for t in diterima] == [(MELEBIHI, "Sudah sesuai addendum")]
    lembar = load_workbook(io.BytesIO(klien.get(ke(d, "temuan_unduh", format="xlsx")).content)).active
    assert [s.value for s in lembar["G"] if s.value] == ["diterima", "Sudah sesuai addendum"]


def test_9_13_rekap_menghitung_yang_terbuka(d, masuk):
    inspektorat = masuk(d.inspektorat)

    def galat():
        return int(re.search(r'galat"\s*>(\d+)</a', inspektorat.get(f"/pemda/{TAHUN}/").content.decode())[1])

    sebelum = galat()
    terima(d, masuk(d.perencanaan))
    assert galat() == sebelum - 1


def test_9_13_nilai_lain_membuatnya_temuan_lagi(d, masuk):
    klien = masuk(d.perencanaan)
    terima(d, klien)
    d.sub.realisasi_anggaran.update(nilai=151)
    kata = teks(isi(d, klien))
    assert "Realisasi melebihi pagu (1)" in kata and "Diterima dengan alasan (" not in kata
    terima(d, klien, "Sudah diperiksa lagi")
    assert TemuanDiterima.objects.get().alasan == "Sudah diperiksa lagi"


def test_9_13_penerimaan_dibatalkan(d, masuk):
    klien = masuk(d.kepala)
    terima(d, klien)
    klien.post(ke(d, "temuan_batal_terima"), {"aturan": MELEBIHI, "objek": "SK1"})
    assert not TemuanDiterima.objects.exists()
    assert "Realisasi melebihi pagu (1)" in teks(isi(d, klien))


def test_9_13_penerimaan_setahun_dan_triwulan_terpisah(d, masuk):
    klien = masuk(d.perencanaan)
    terima(d, klien)
    assert "Diterima dengan alasan (" not in teks(klien.get(ke(d, "temuan", triwulan=1)))
    data = {"aturan": MELEBIHI, "objek": "SK1", "alasan": "Baru triwulan I"}
    klien.post(ke(d, "temuan_terima", triwulan=1), data)
    assert sorted(TemuanDiterima.objects.values_list("alasan", flat=True)) == [
        "Baru triwulan I",
        "Sudah sesuai addendum",
    ]


@pytest.mark.parametrize(
    ("ubahan", "kalimat"),
    [
        ({"alasan": "  "}, "Tulis alasannya"),
        ({"alasan": "x" * 2001}, "paling panjang 2000 huruf"),
        ({"objek": "tidak-ada"}, "Temuan ini sudah tidak ada"),
    ],
)
def test_9_13_penerimaan_yang_ditolak(d, masuk, ubahan, kalimat):
    jawaban = terima(d, masuk(d.perencanaan), **ubahan)
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert not TemuanDiterima.objects.exists()


def test_9_13_analisis_menunjuk_kotaknya(d, masuk):
    NarasiFactory._meta.model.objects.all().delete()
    RealisasiFactory(indikator=d.i.iku, tahun=TAHUN, nilai=10)
    html = isi(d, masuk(d.perencanaan), "?aturan=capaian.analisis_belum").content.decode()
    assert f'href="{ke(d, "isian_rinci", nomor=d.i.iku.pk, triwulan=TW)}#a-penghambat"' in html


def test_9_13_perintah_menghitung_yang_diterima_terpisah(d, masuk):
    from django.core.management import call_command

    terima(d, masuk(d.perencanaan))
    keluaran = io.StringIO()
    with contextlib.suppress(SystemExit):
        call_command("periksa", d.kode, str(TAHUN), stdout=keluaran)
    assert [t["objek"] for t in json.loads(keluaran.getvalue()) if t["diterima"]] == ["SK1"]


def test_kalimat_yang_bertentangan_tampil_dengan_kedua_angka_dan_tempatnya(d, masuk):
    """A sentence of the report or of an entry against the computed number: both, where, and how to get there."""
    RealisasiFactory(indikator=d.i.iku, tahun=TAHUN, nilai=60, penghambat="Capaian hanya 71,5 persen karena cuaca.")
    NarasiFactory(
        perangkat_daerah=d.instansi, tahun=TAHUN, bagian="3.1.deret.IKU1", teks="Tahun ini dengan capaian 88,25 persen."
    )
    jawaban = isi(d, masuk(d.perencanaan))
    halaman = " ".join(teks(jawaban).split())
    for tertulis in ("71,5 persen", "88,25 persen"):
        assert f"{tertulis}, capaian" in halaman and "adalah 75,00" in halaman, halaman
    assert "cuaca" in halaman and "Tahun ini" in halaman
    html = jawaban.content.decode()
    assert "#a-penghambat" in html and alamat("naskah_bagian", kode=d.kode, bagian="3.1.deret.IKU1") in html
