"""The workbook in the browser: download, upload, preview, confirm, refusals."""

import io
import os
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from capaian.models import Realisasi
from laporan.buku_kerja import jalan, pratinjau
from laporan.buku_kerja.ekspor import ekspor_buku
from laporan.buku_kerja.impor import impor_buku
from laporan.models import UnggahanBuku
from laporan.tasks import sapu_unggahan
from tests.alat import alamat, isi_basis_data, teks
from tests.conftest import DEMO
from tests.laporan.unggahan_uji import nomor, simpan, unggah
from tests.pabrik import PenggunaFactory, UnggahanBukuFactory

pytestmark = [pytest.mark.usefixtures("media"), pytest.mark.teliti]
ASLI = DEMO / "hss-2024.xlsx"


def diubah(ubah) -> bytes:
    buku = load_workbook(ASLI)
    ubah(buku)
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def naikkan_realisasi(buku):
    lembar = buku["Realisasi"]
    kolom = [s.value for s in lembar[1]].index("nilai") + 1
    lembar.cell(2, kolom).value = 12.5


def rusak(buku):
    buku["Anggaran"]["E3"] = "221.442.00"
    buku["Renstra"]["C6"] = "sasarran"
    buku.create_sheet("Catatan pribadi")["A1"] = "x"


def data() -> dict[str, list]:
    """All but the uploads themselves."""
    return isi_basis_data() | {"UnggahanBuku": []}


def tersimpan(media) -> list:
    return [p for p in (media / "pratinjau").rglob("*") if p.is_file()]


def test_unduh_data_dan_buku_kosong(perencana):
    data = perencana.get(alamat("buku_kerja_unduh"))
    assert data["Content-Disposition"].startswith('attachment; filename="buku-kerja-hss-bkpsdm-')
    assert data["X-Content-Type-Options"] == "nosniff"
    assert load_workbook(io.BytesIO(data.content))["Indikator"].max_row == 38
    kosong = load_workbook(io.BytesIO(perencana.get(alamat("buku_kerja_kosong")).content))
    assert kosong["Indikator"].max_row < 3


def test_nip_hanya_dalam_unduhan_yang_mengelolanya_dan_impornya_tidak_mengubah_apa_pun(dunia, masuk, hss):
    nip = "19990101 202001 1 001"
    type(hss).objects.filter(pk=hss.pk).update(kepala_nip=nip)
    unduhan = {p: masuk(getattr(dunia, p)).get(alamat("buku_kerja_unduh")).content for p in ("perencanaan", "bidang")}
    teks_buku = {
        p: str([list(lembar.values) for lembar in load_workbook(io.BytesIO(isi))]) for p, isi in unduhan.items()
    }
    assert nip in teks_buku["perencanaan"]
    assert "_nip" not in teks_buku["bidang"]
    assert nip not in teks_buku["bidang"]
    sebelum = data()
    hasil = impor_buku(io.BytesIO(unduhan["bidang"]), hanya=hss)
    assert hasil.disimpan, hasil.galat
    assert not hasil.berubah
    assert data() == sebelum
    hss.refresh_from_db()
    assert hss.kepala_nip == nip


def test_pratinjau_lalu_simpan(perencana, hss):
    sebelum = data()
    jawaban = unggah(perencana, diubah(naikkan_realisasi))
    assert data() == sebelum
    halaman = perencana.get(jawaban.url)
    assert "1 baris baru atau berubah" in teks(halaman)
    assert "Simpan 1 perubahan" in teks(halaman)
    assert simpan(perencana, jawaban).url == jawaban.url
    assert "disimpan: 1 baris baru atau berubah." in teks(perencana.get(jawaban.url))
    assert Realisasi.objects.filter(indikator__renstra__perangkat_daerah=hss, nilai="12.5").count() == 1
    lagi = simpan(perencana, jawaban)
    assert lagi.status_code == 422
    assert "Unggahan ini sudah disimpan" in teks(lagi)


def test_isi_yang_sama_tidak_perlu_disimpan(perencana, hss):
    halaman = perencana.get(unggah(perencana, ekspor_buku(hss)).url)
    assert "Isi berkas sama dengan data yang tersimpan." in teks(halaman)
    assert "/simpan/" not in halaman.content.decode()


def test_galat_disebut_dengan_lembar_baris_kolom(perencana):
    sebelum = data()
    jawaban = unggah(perencana, diubah(rusak))
    isi = teks(perencana.get(jawaban.url))
    assert "2 galat. Tidak ada yang disimpan." in isi
    assert "Renstra 6 jenis sasarran" in isi
    assert "Anggaran 3 pagu 221.442.00" in isi
    assert "lembar tidak dikenal" in isi
    assert "Simpan" not in isi
    assert simpan(perencana, jawaban).status_code == 422
    assert data() == sebelum


def test_temuan_unggahan_sebagai_excel(perencana):
    jawaban = unggah(perencana, diubah(rusak))
    unduhan = perencana.get(alamat("buku_kerja_temuan", nomor=nomor(jawaban)))
    lembar = load_workbook(io.BytesIO(unduhan.content)).active
    assert [s.value for s in lembar[1]] == ["tingkat", "lembar", "baris", "kolom", "ditemukan", "pesan"]
    assert lembar.max_row == 4


def test_batal_membuang_berkasnya(perencana, media):
    jawaban = unggah(perencana, diubah(naikkan_realisasi))
    assert len(tersimpan(media)) == 1
    selesai = perencana.post(alamat("buku_kerja_batal", nomor=nomor(jawaban)), follow=True)
    assert "tidak ada data yang berubah" in teks(selesai)
    assert not tersimpan(media)
    assert "Unggahan ini dibatalkan" in teks(perencana.get(jawaban.url))
    assert simpan(perencana, jawaban).status_code == 422


def test_berkas_yang_menunggu_tidak_terbaca_orang_lain(perencana, media):
    unggah(perencana, diubah(naikkan_realisasi))
    assert tersimpan(media)
    for satu in tersimpan(media):
        assert satu.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"", "Berkas kosong (0 byte)."),
        (b"bukan excel", "Berkas ini bukan buku kerja Excel (.xlsx)."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "terkunci kata sandi atau berformat lama"),
        (b"PK\x03\x04rusak", "Berkas rusak atau tidak disimpan oleh Excel."),
    ],
)
def test_penolakan_sebagai_kalimat(perencana, isi, kalimat):
    jawaban = unggah(perencana, isi)
    halaman = jawaban if jawaban.status_code == 422 else perencana.get(jawaban.url)
    assert kalimat in teks(halaman)


def test_tanpa_berkas(perencana):
    jawaban = perencana.post(alamat("buku_kerja_unggah"), {})
    assert jawaban.status_code == 422
    assert "Pilih berkas buku kerja yang akan diunggah." in teks(jawaban)


def test_berkas_terlalu_besar(perencana, settings):
    settings.BATAS_UNGGAHAN = 1024
    jawaban = unggah(perencana, b"x" * 2048)
    assert jawaban.status_code == 422
    assert "Berkas lebih besar dari" in teks(jawaban)


def test_buku_kerja_instansi_lain_ditolak(perencana):
    sebelum = data()
    halaman = perencana.get(unggah(perencana, (DEMO / "balangan-2024.xlsx").read_bytes()).url)
    assert "buku kerja ini milik instansi lain" in teks(halaman)
    assert data() == sebelum


def test_nama_berkas_yang_jahat_tidak_menjadi_html_atau_jalur(perencana, media):
    jawaban = unggah(perencana, diubah(naikkan_realisasi), nama="../../<script>alert(1)</script>.xlsx")
    halaman = perencana.get(jawaban.url)
    assert "<script>alert" not in halaman.content.decode()
    assert {p.parents[1] for p in media.rglob("*.xlsx")} == {media / "pratinjau"}


def test_pratinjau_milik_pengguna_dan_instansinya(dunia, masuk, perencana):
    jawaban = unggah(perencana, diubah(naikkan_realisasi))
    rekan = masuk(PenggunaFactory(perencanaan=True, perangkat_daerah=dunia.hss))
    assert rekan.get(jawaban.url).status_code == 404
    assert rekan.post(f"{jawaban.url}simpan/").status_code == 404
    assert masuk(dunia.kepala).get(jawaban.url).status_code == 403
    admin = masuk(dunia.admin)
    milik_admin = unggah(admin, diubah(naikkan_realisasi))
    lain = alamat("buku_kerja_pratinjau", kode=dunia.balangan.kode, nomor=nomor(milik_admin))
    assert admin.get(lain).status_code == 404


@pytest.mark.parametrize("jahat", ["..%2f..%2fetc", "x" * 43, "0", "9" * 30, "é" * 43])
def test_unggahan_yang_tidak_dikenal(perencana, jahat):
    assert perencana.get(alamat("buku_kerja_pratinjau", nomor=1234567).replace("1234567", jahat)).status_code == 404


def lewat_umur(media):
    UnggahanBuku.objects.update(dibuat=timezone.now() - jalan.UMUR - timedelta(hours=1))
    for satu in tersimpan(media):
        os.utime(satu, (1, 1))


def test_pratinjau_kedaluwarsa(perencana, media):
    jawaban = unggah(perencana, diubah(naikkan_realisasi))
    (media / "pratinjau" / "tanpa-baris.json").write_text("{}")
    lewat_umur(media)
    sapu_unggahan()
    assert "kedaluwarsa" in teks(perencana.get(jawaban.url))
    assert not tersimpan(media)


def test_unggahan_baru_membersihkan_yang_usang(perencana, media):
    unggah(perencana, diubah(naikkan_realisasi))
    lama = tersimpan(media)
    lewat_umur(media)
    unggah(perencana, diubah(naikkan_realisasi))
    assert len(tersimpan(media)) == 1
    assert not set(lama) & set(tersimpan(media))


def test_yang_sedang_dikerjakan_tidak_disapu(perencana, media):
    UnggahanBukuFactory(keadaan="menyimpan")
    lewat_umur(media)
    sapu_unggahan()
    assert UnggahanBuku.objects.count() == 1


def test_9_8_data_yang_berubah_di_antaranya_ditampilkan_lagi(perencana, hss):
    """What the person confirmed is not what would be saved now: seen again, then saved."""
    jawaban = unggah(perencana, diubah(naikkan_realisasi))
    hss.renstra.get().indikator.get(kode="I.T1.1").realisasi.all().delete()
    sebelum = data()
    assert simpan(perencana, jawaban).status_code == 302
    lagi = perencana.get(jawaban.url)
    assert "Data berubah sejak pratinjau. Tidak ada yang disimpan; periksa lagi." in teks(lagi)
    assert data() == sebelum
    simpan(perencana, jawaban)
    assert "“buku.xlsx” disimpan:" in teks(perencana.get(jawaban.url))
    assert data() != sebelum


def test_9_8_nilai_yang_berubah_tanpa_catatan_asal_disebut(perencana):
    isi = teks(perencana.get(unggah(perencana, diubah(naikkan_realisasi)).url))
    assert "Nilai tersimpan yang berubah (1)" in isi
    assert "12,5 tanpa catatan asal" in isi


def dua_sisi(hss) -> tuple[bytes, Realisasi]:
    """An export; since then a value changed in the system, in the file the same one, and a cell was emptied."""
    buku = load_workbook(io.BytesIO(ekspor_buku(hss)))
    naikkan_realisasi(buku)
    lembar = buku["Indikator"]
    lembar.cell(2, [s.value for s in lembar[1]].index("satuan") + 1).value = None
    kunci = [s.value for s in buku["Realisasi"][2]][:3]
    baris = Realisasi.objects.get(indikator__kode=kunci[0], tahun=kunci[1], triwulan=kunci[2])
    Realisasi.objects.filter(pk=baris.pk).update(nilai=44)
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue(), baris


def test_9_8_bentrok_dan_pengosongan_harus_dijawab(perencana, hss):
    berkas_, baris = dua_sisi(hss)
    jawaban = unggah(perencana, berkas_)
    isi = teks(perencana.get(jawaban.url))
    assert "Bentrok (1)" in isi
    assert "Dikosongkan oleh berkas (1)" in isi
    sebelum = data()
    for pilihan, kata in (
        ({}, "pilih nilai yang dipakai untuk 1 baris yang bentrok dan pilih apakah sel"),
        ({"semua": "berkas"}, "Belum disimpan: pilih apakah sel"),
        ({"kosongkan": "ya", "semua": "lain"}, "Belum disimpan: pilih nilai yang dipakai"),
    ):
        kurang = simpan(perencana, jawaban, pilihan)
        assert kurang.status_code == 422
        assert kata in teks(kurang)
    assert 'value="berkas" checked' in " ".join(
        simpan(perencana, jawaban, {"semua": "berkas"}).content.decode().split()
    )
    assert data() == sebelum
    assert simpan(perencana, jawaban, {"semua": "berkas", "kosongkan": "tidak"}).status_code == 302
    baris.refresh_from_db()
    assert float(baris.nilai) == 12.5
    assert not hss.renstra.get().indikator.filter(satuan="").exists()


def test_9_8_bentrok_satu_baris_memakai_sistem(perencana, hss):
    berkas_, baris = dua_sisi(hss)
    jawaban = unggah(perencana, berkas_)
    hasil = pratinjau.dari_json(UnggahanBuku.objects.get(pk=nomor(jawaban)).hasil)
    pilihan = {f"bentrok-{hasil.bentrok[0].tanda}": "sistem", "semua": "berkas", "kosongkan": "ya"}
    assert simpan(perencana, jawaban, pilihan).status_code == 302
    baris.refresh_from_db()
    assert baris.nilai == 44
    assert hss.renstra.get().indikator.filter(satuan="").count() == 1


def test_9_8_bentrok_ada_dalam_unduhan(perencana, hss):
    berkas_, baris = dua_sisi(hss)
    jawaban = unggah(perencana, berkas_)
    unduhan = perencana.get(alamat("buku_kerja_temuan", nomor=nomor(jawaban)))
    lembar = load_workbook(io.BytesIO(unduhan.content))["Perubahan"]
    isi = [[s.value for s in b] for b in lembar.iter_rows(min_row=2)]
    assert [b[6] for b in isi] == ["bentrok", "dikosongkan"]
    assert isi[0][3:6] == ["nilai", "44", "12,5"]


def test_9_8_kueri_pratinjau_tetap_berapa_pun_bentroknya(perencana, hss, django_assert_max_num_queries):
    """Who changed what is looked up once for a table."""
    buku = load_workbook(io.BytesIO(ekspor_buku(hss)))
    for ke in range(2, buku["Realisasi"].max_row + 1):
        buku["Realisasi"].cell(ke, [s.value for s in buku["Realisasi"][1]].index("sumber") + 1).value = f"x{ke}"
    Realisasi.objects.update(tindak_lanjut="Diubah di sistem")
    keluaran = io.BytesIO()
    buku.save(keluaran)
    with django_assert_max_num_queries(60):
        jawaban = unggah(perencana, keluaran.getvalue())
    assert "bentrok" in teks(perencana.get(jawaban.url))


def test_banyak_temuan_dibatasi_di_halaman(perencana, monkeypatch):
    monkeypatch.setattr("laporan.views.buku_kerja.TAMPIL", 1)
    isi = teks(perencana.get(unggah(perencana, diubah(rusak)).url))
    assert "2 temuan lagi ada dalam unduhan Excel." in isi


def test_buku_tanpa_lembar_wajib(perencana):
    buku, keluaran = Workbook(), io.BytesIO()
    buku.save(keluaran)
    isi = teks(perencana.get(unggah(perencana, keluaran.getvalue()).url))
    assert "lembar ini harus ada" in isi


@pytest.mark.parametrize("peran", ["bidang", "kepala", "inspektorat"])
def test_yang_tidak_berwenang_melihat_kalimat_bukan_formulir(dunia, masuk, peran):
    jawaban = masuk(getattr(dunia, peran)).get(alamat("buku_kerja"))
    assert "Hanya Subbag Perencanaan yang dapat mengunggah buku kerja." in teks(jawaban)
    assert 'type="file"' not in jawaban.content.decode()
