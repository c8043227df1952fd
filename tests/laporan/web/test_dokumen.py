"""The pages of the documents: compose, watch, cancel, download; the cascading and its tree."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from laporan import dokumen
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.models import LKJIP, StatusSusunan, Susunan
from laporan.susun import jalan as susun
from renstra.models import Lintas, Simpul
from tests.alat import alamat, isi_basis_data, jumlah_kueri, teks
from tests.pabrik import BagianSusunanFactory, SubKegiatanFactory, SusunanFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def tanpa_pekerja(media, monkeypatch):
    """No job is sent anywhere."""
    monkeypatch.setattr(susun, "_minta_semua", lambda *_: None)


def beku(instansi, jenis="cascading", tahun=2024, triwulan=None, **lain):
    """A composition as it is frozen."""
    isi = {
        "ikhtisar": ke_json(susun_ikhtisar(instansi, tahun, triwulan)),
        "bahan": dokumen.bahan(jenis, instansi, tahun, triwulan),
    }
    return SusunanFactory(perangkat_daerah=instansi, tahun=tahun, jenis=jenis, triwulan=triwulan, **isi, **lain)


@pytest.mark.parametrize("peran", ["perencanaan", "kepala", "admin"])
def test_susun_dari_tombol(dunia, masuk, peran):
    klien = masuk(getattr(dunia, peran))
    assert "Belum pernah disusun" in teks(klien.get(alamat("dokumen")))
    assert klien.post(alamat("dokumen_susun", jenis="cascading")).url == alamat("dokumen")
    s = Susunan.objects.get()
    assert (s.jenis, s.triwulan, s.pembuat) == ("cascading", None, getattr(dunia, peran))
    assert list(s.bagian.values_list("kunci", flat=True)) == ["dokumen", "gabung"]


def test_setiap_jenis_terbuka_sendiri(perencana):
    for jenis in ("cascading", "pohon_kinerja", "cascading"):
        perencana.post(alamat("dokumen_susun", jenis=jenis))
    perencana.post(alamat("lkjip_susun"))
    assert sorted(Susunan.objects.values_list("jenis", flat=True)) == ["cascading", LKJIP, "pohon_kinerja"]


def test_halaman_lkjip_hanya_menampilkan_lkjip(perencana, hss):
    s = SusunanFactory(perangkat_daerah=hss, jenis="cascading", jadi=True)
    assert "Belum pernah disusun" in teks(perencana.get(alamat("lkjip")))
    assert perencana.get(alamat("lkjip_unduh", nomor=s.pk)).status_code == 404
    assert alamat("dokumen") in perencana.get(alamat("lkjip")).content.decode()


def test_keadaan_lewat_htmx_sama_dengan_muat_ulang(perencana, hss):
    s = SusunanFactory(perangkat_daerah=hss, jenis="cascading", berjalan=True)
    BagianSusunanFactory(susunan=s, kunci="dokumen", status=StatusSusunan.BERJALAN, langkah="Menata halaman 2")
    potongan = perencana.get(alamat("dokumen"), headers=HTMX)
    isi = potongan.content.decode()
    assert re.match(r'\s*<section\s+id="dokumen"', isi) and 'hx-trigger="every 1500ms"' in isi
    assert "Menata halaman 2" in isi and "Batalkan" in isi
    assert potongan["Cache-Control"] == "no-store"
    assert teks(potongan).strip() in teks(perencana.get(alamat("dokumen")))
    Susunan.objects.update(status=StatusSusunan.SELESAI, berkas="a.pdf", halaman=3)
    assert "hx-trigger" not in perencana.get(alamat("dokumen"), headers=HTMX).content.decode()


def test_keadaan_murah(perencana, hss):
    s = SusunanFactory(perangkat_daerah=hss, jenis="cascading", berjalan=True)
    BagianSusunanFactory(susunan=s, kunci="dokumen")
    with CaptureQueriesContext(connection) as kueri:
        perencana.get(alamat("dokumen"), headers=HTMX)
    assert len(kueri) <= 6, [k["sql"][:90] for k in kueri]
    assert not any('"ikhtisar"' in k["sql"] for k in kueri)


def test_gagal_menyebut_alasannya(perencana, hss):
    SusunanFactory(perangkat_daerah=hss, jenis="cascading", gagal=True, kesalahan="Isi dokumen: 1 bagian tidak ada")
    assert "1 bagian tidak ada" in teks(perencana.get(alamat("dokumen")))


def test_batalkan(perencana, hss):
    s = SusunanFactory(perangkat_daerah=hss, jenis="cascading", berjalan=True)
    assert perencana.post(alamat("dokumen_batal", jenis="cascading")).status_code == 302
    s.refresh_from_db()
    assert s.status == StatusSusunan.BATAL
    sebelum = isi_basis_data()
    assert perencana.post(alamat("dokumen_batal", jenis="cascading"), headers=HTMX).status_code == 200
    assert isi_basis_data() == sebelum


def test_jenis_yang_tidak_ada(perencana):
    sebelum = isi_basis_data()
    assert perencana.post(alamat("dokumen_susun", jenis="lkjip")).status_code == 404
    assert perencana.post(alamat("dokumen_batal", jenis="rahasia")).status_code == 404
    assert perencana.get(alamat("dokumen_excel", jenis="lkjip")).status_code == 404
    assert perencana.get(alamat("dokumen_pohon_gambar", nomor=99)).status_code == 404
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize("peran", ["bidang", "inspektorat"])
def test_pembaca_melihat_tanpa_tombol(dunia, masuk, peran):
    isi = teks(masuk(getattr(dunia, peran)).get(alamat("dokumen")))
    assert "Susun PDF" not in isi
    assert "Hanya Subbag Perencanaan atau Kepala yang dapat menyusun dokumen." in isi


def test_unduh_pdf_dan_excel_dari_salinan_beku(dunia, masuk, media):
    (media / "c.pdf").write_bytes(b"%PDF-cascading")
    s = beku(dunia.hss, status=StatusSusunan.SELESAI, berkas="c.pdf", halaman=2)
    Simpul.objects.filter(renstra__perangkat_daerah=dunia.hss, kode="T1").update(uraian="Tujuan yang diubah")
    klien = masuk(dunia.inspektorat)
    pdf = klien.get(alamat("dokumen_unduh", nomor=s.pk, triwulan=2))
    assert b"".join(pdf.streaming_content) == b"%PDF-cascading"
    assert pdf["Content-Disposition"] == 'attachment; filename="cascading-hss-bkpsdm-2024.pdf"'
    lama = load_workbook(io.BytesIO(klien.get(alamat("dokumen_unduh_excel", nomor=s.pk)).content)).active
    kini = load_workbook(io.BytesIO(klien.get(alamat("dokumen_excel", jenis="cascading")).content)).active
    assert lama["A7"].value.startswith("Mewujudkan Aparatur Sipil Negara")
    assert kini["A7"].value == "Tujuan yang diubah"
    assert "/Excel" not in teks(klien.get(alamat("dokumen")))


def test_susunan_instansi_lain_tidak_ada(dunia, masuk):
    s = SusunanFactory(perangkat_daerah=dunia.hss, jenis="cascading", jadi=True)
    tetangga = masuk(dunia.tetangga)
    for nama in ("dokumen_unduh", "dokumen_unduh_excel"):
        assert tetangga.get(alamat(nama, nomor=s.pk)).status_code == 404
        assert tetangga.get(alamat(nama, kode=dunia.balangan.kode, nomor=s.pk)).status_code == 404
        assert tetangga.post(alamat(nama, nomor=s.pk)).status_code == 405
    lkjip = SusunanFactory(perangkat_daerah=dunia.balangan, jadi=True)
    assert tetangga.get(alamat("dokumen_unduh", kode=dunia.balangan.kode, nomor=lkjip.pk)).status_code == 404


def test_matriks_di_layar(perencana, hss):
    Lintas.objects.create(
        simpul=Simpul.objects.get(renstra__perangkat_daerah=hss, kode="S2"), perangkat_daerah=hss, peran="Menyusun NSPK"
    )
    jawaban = perencana.get(alamat("dokumen_cascading", triwulan=1))
    isi = teks(jawaban)
    for s in susun_ikhtisar(hss, 2024).simpul:
        if s.jenis in ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan"):
            assert s.uraian in isi, s.kode
    assert "Menyusun NSPK" in isi and "1.386.855.600" in isi
    assert 'rowspan="13"' in jawaban.content.decode()
    assert 'aria-current="page"' in jawaban.content.decode(), "menu menunjuk bagian laporan"


def test_pohon_di_layar(perencana, hss):
    isi = perencana.get(alamat("dokumen_pohon")).content.decode()
    gambar = alamat("dokumen_pohon_gambar", nomor=1)
    assert gambar in isi and 'tabindex="0"' in isi and "isinya sama dengan matriks cascading" in isi
    jawaban = perencana.get(gambar)
    assert jawaban["Content-Type"].startswith("image/svg+xml")
    assert jawaban["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
    )
    assert b"@font-face" in jawaban.content and b"<script" not in jawaban.content


def test_instansi_tanpa_renstra(dunia, masuk):
    klien = masuk(dunia.pendatang)
    for nama in ("dokumen_cascading", "dokumen_pohon"):
        assert "Belum ada tujuan untuk 2024." in teks(klien.get(alamat(nama, kode="hss-baru")))
    for jenis in dokumen.DOKUMEN:
        tujuan = alamat("dokumen_excel", kode="hss-baru", jenis=jenis, triwulan=1)
        assert klien.get(tujuan).status_code == 200, jenis


@pytest.mark.parametrize("nama", ["dokumen", "dokumen_cascading", "dokumen_pohon"])
def test_satu_dan_tiga_sama_banyaknya(dunia, masuk, nama):
    klien = masuk(dunia.pendatang)
    tujuan = alamat(nama, kode="hss-baru")

    def tambah(ke):
        sub = SubKegiatanFactory(renstra__perangkat_daerah=dunia.kosong, kode=f"SK{ke}")
        Lintas.objects.create(simpul=sub, perangkat_daerah=dunia.balangan, peran="Peran")
        BagianSusunanFactory(susunan=SusunanFactory(perangkat_daerah=dunia.kosong, jenis="cascading", jadi=True))

    tambah(1)
    satu = jumlah_kueri(klien, tujuan)
    dunia.kosong.renstra.all()
    for ke in (2, 3):
        SusunanFactory(perangkat_daerah=dunia.kosong, jenis="pohon_kinerja", jadi=True)
        sub = SubKegiatanFactory(renstra=dunia.kosong.renstra.get(), kode=f"SK{ke}")
        Lintas.objects.create(simpul=sub, perangkat_daerah=dunia.balangan, peran="Peran")
    assert jumlah_kueri(klien, tujuan) == satu
    assert satu <= 22, satu
