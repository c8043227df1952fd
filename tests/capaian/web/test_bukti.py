"""Evidence on an indicator's page: every kind, refused with a sentence, stored once, served to those who may read."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from capaian.models import Berkas, Bukti, Realisasi
from sakip.berkas import terima as aturan
from sakip.models import Jejak
from tests import pabrik as p
from tests.alat import alamat, isi_basis_data, teks
from tests.capaian.isian_uji import TW
from tests.sakip.test_berkas import docx, gambar, pdf, xlsx

JSON = {"Accept": "application/json"}
BEKU = "Bukti dukung sudah dibekukan karena isiannya sudah disetujui."
DITOLAK = "Hanya bidang pemilik baris ini atau Subbag Perencanaan yang dapat mengubah bukti dukung."


@pytest.fixture
def u(instansi_triwulan, media):
    return instansi_triwulan


@pytest.fixture
def staf(u, masuk):
    return masuk(u.staf)


def tujuan(u, nama="bukti_tambah", indikator=None, **lain):
    nomor = (indikator or u.i.angka).pk
    return alamat(nama, kode=u.kode, **{"triwulan": TW, "nomor": nomor} | lain)


def berkas(isi=None, nama="surat.pdf"):
    return SimpleUploadedFile(nama, pdf() if isi is None else isi)


def tambah(klien, u, *unggahan, indikator=None, headers=None, **data):
    isi = data | ({"berkas": list(unggahan)} if unggahan else {})
    return klien.post(tujuan(u, indikator=indikator), isi, headers=headers, follow=headers is None)


def isi_unduhan(jawaban) -> bytes:
    return b"".join(jawaban.streaming_content)


def tersimpan(media):
    return [f for f in media.rglob("*") if f.is_file()]


def status(u, ke):
    """The row of the indicator in this state."""
    satu = p.RealisasiFactory(indikator=u.i.angka, triwulan=TW, dianalisis=True, diubah_oleh=u.staf)
    if ke != "draf":
        satu.ajukan(u.staf)
    if ke in ("disetujui", "diverifikasi"):
        satu.setujui(u.kabid)
    if ke == "diverifikasi":
        satu.verifikasi(u.perencanaan)
    return satu


# Every kind


@pytest.mark.parametrize(
    ("isi", "nama", "mime"),
    [
        (pdf(), "surat.pdf", "application/pdf"),
        (gambar("JPEG"), "foto.jpg", "image/jpeg"),
        (gambar("JPEG"), "foto.jpeg", "image/jpeg"),
        (gambar("PNG"), "foto.png", "image/png"),
        (xlsx(), "data.xlsx", aturan.MIME["xlsx"]),
        (docx(), "nota.docx", aturan.MIME["docx"]),
    ],
)
def test_berkas_disimpan_dan_dapat_diunduh(u, masuk, staf, media, isi, nama, mime):
    jawaban = tambah(staf, u, berkas(isi, nama))
    assert jawaban.redirect_chain == [(tujuan(u, "isian_rinci") + "#bukti", 302)]
    nama = nama.replace("jpeg", "jpg")
    assert "Bukti dukung disimpan." in teks(jawaban) and nama in teks(jawaban)
    satu = Bukti.objects.get()
    assert (satu.jenis, satu.judul, satu.oleh, satu.tahun, satu.triwulan) == ("berkas", nama, u.staf, 2024, TW)
    unduhan = masuk(u.inspektorat).get(tujuan(u, "bukti_unduh", bukti=satu.pk))
    assert isi_unduhan(unduhan) == tersimpan(media)[0].read_bytes()
    assert unduhan["Content-Type"] == mime
    assert unduhan["Content-Disposition"] == f'attachment; filename="{nama}"'
    assert unduhan["X-Content-Type-Options"] == "nosniff"
    assert unduhan["Cache-Control"] == "private, no-store"
    assert "sandbox" in unduhan["Content-Security-Policy"]


def test_beberapa_berkas_sekaligus(u, staf):
    jawaban = tambah(staf, u, berkas(), berkas(gambar(), "foto.png"), berkas(xlsx(), "data.xlsx"), judul="diabaikan")
    assert list(Bukti.objects.values_list("judul", flat=True)) == ["surat.pdf", "foto.png", "data.xlsx"]
    assert "3 bukti" in teks(staf.get(alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk)))
    assert "foto.png" in teks(jawaban)


def test_judul_menggantikan_nama_berkas(u, staf):
    tambah(staf, u, berkas(), judul=" SK Tim ")
    satu = Bukti.objects.get()
    assert satu.judul == "SK Tim"
    unduhan = staf.get(tujuan(u, "bukti_unduh", bukti=satu.pk))
    assert unduhan["Content-Disposition"] == 'attachment; filename="SK Tim.pdf"'
    assert isi_unduhan(unduhan).startswith(b"%PDF")


@pytest.mark.parametrize(("judul", "nama"), [("", "bkn.go.id"), ("Rapor BKN", "Rapor BKN")])
def test_tautan(u, staf, judul, nama):
    jawaban = tambah(staf, u, tautan=" https://bkn.go.id/rapor?tahun=2024 ", judul=judul)
    satu = Bukti.objects.get()
    assert (satu.jenis, satu.judul, satu.tautan) == ("tautan", nama, "https://bkn.go.id/rapor?tahun=2024")
    tag = rf'<a\s+href="https://bkn.go.id/rapor\?tahun=2024"\s+rel="noopener noreferrer nofollow"\s*>{nama}</a>'
    assert re.search(tag, jawaban.content.decode())
    assert staf.get(tujuan(u, "bukti_unduh", bukti=satu.pk)).status_code == 404


@pytest.mark.parametrize(("judul", "nama"), [("", "BA nomor 1"), ("Berita acara", "Berita acara")])
def test_keterangan(u, staf, judul, nama):
    jawaban = tambah(staf, u, teks="BA nomor 1\n<script>", judul=judul)
    satu = Bukti.objects.get()
    assert (satu.jenis, satu.judul, satu.teks) == ("teks", nama, "BA nomor 1\n<script>")
    assert "BA nomor 1<br>&lt;script&gt;" in jawaban.content.decode()


def test_tercatat_dalam_jejak(u, staf):
    tambah(staf, u, teks="BA nomor 1")
    satu = Jejak.objects.first()
    assert (satu.tabel, satu.oleh, satu.indikator_id, satu.baru["judul"]) == (
        "capaian_bukti",
        u.staf,
        u.i.angka.pk,
        "BA nomor 1",
    )
    staf.post(tujuan(u, "bukti_hapus", bukti=Bukti.objects.get().pk))
    assert (Jejak.objects.first().lama["judul"], Jejak.objects.first().baru) == ("BA nomor 1", None)


# Refused


TOLAK = {
    "kosong": ((b"", "surat.pdf"), {}, "Berkas kosong (0 byte)."),
    "bukan berkas": ((b"MZ program", "surat.exe"), {}, "Jenis berkas ini tidak dapat diterima."),
    "akhiran palsu": ((None, "foto.png"), {}, "Nama berkas berakhiran .png, padahal isinya PDF."),
    "svg": ((b"<svg onload=alert(1)>", "a.svg"), {}, "Unggah berkas PDF, JPG, PNG, XLSX, atau DOCX."),
    "pdf terpotong": ((pdf()[:200], "surat.pdf"), {}, "Berkas rusak atau terpotong."),
    "skrip": (None, {"tautan": "javascript:alert(1)"}, "Tautan diawali http:// atau https://"),
    "data": (None, {"tautan": "data:text/html,x"}, "Tautan diawali http:// atau https://"),
    "tanpa inang": (None, {"tautan": "https:///x"}, "Tautan diawali http:// atau https://"),
    "berspasi": (None, {"tautan": "https://a.id/a b"}, "Tautan diawali http:// atau https://"),
    "baris baru": (None, {"tautan": "https://a.id/a\nb"}, "Tautan diawali http:// atau https://"),
    "inang rusak": (None, {"tautan": "https://[::1"}, "Tautan diawali http:// atau https://"),
    "terlalu panjang": (None, {"tautan": f"https://a.id/{'x' * 500}"}, "paling panjang 500 huruf."),
    "teks kosong": (None, {"teks": "  "}, "Tulis keterangan buktinya, paling banyak 5000 huruf."),
    "teks panjang": (None, {"teks": "x" * 5001}, "Tulis keterangan buktinya, paling banyak 5000 huruf."),
    "tidak ada apa-apa": (None, {}, "Tulis keterangan buktinya, paling banyak 5000 huruf."),
}


@pytest.mark.parametrize("headers", [None, JSON], ids=["halaman", "json"])
@pytest.mark.parametrize(("unggahan", "data", "kalimat"), TOLAK.values(), ids=TOLAK)
def test_ditolak_dengan_kalimat(u, staf, media, unggahan, data, kalimat, headers):
    sebelum = isi_basis_data()
    jawaban = tambah(staf, u, *([berkas(*unggahan)] if unggahan else []), headers=headers, **data)
    assert jawaban.status_code == 422
    assert kalimat in (jawaban.json()["pesan"] if headers else teks(jawaban))
    assert isi_basis_data() == sebelum
    assert not tersimpan(media)


def test_berkas_terlalu_besar(u, staf, settings):
    settings.BATAS_BUKTI = 1000
    assert "Berkas lebih besar dari" in teks(tambah(staf, u, berkas(pdf() + b"\n" * 1000)))


@pytest.mark.parametrize("nama", ["../../etc/passwd.pdf", r"C:\rahasia\surat.pdf", "/etc/surat.pdf", "..pdf"])
def test_jalur_dalam_nama_tidak_ke_mana_mana(u, staf, media, nama):
    tambah(staf, u, berkas(nama=nama))
    satu = Bukti.objects.get()
    assert not {"/", "\\", ":"} & set(satu.judul) and ".." not in satu.judul
    assert tersimpan(media)[0].is_relative_to(media / "bukti")
    assert str(satu.berkas.nama_simpan) == str(tersimpan(media)[0].relative_to(media))


@pytest.mark.parametrize("judul", ['a"b.pdf', "a\r\nX-Jahat: 1.pdf", "../../a.pdf"])
def test_judul_yang_jahat_tidak_merusak_unduhan(u, staf, judul):
    tambah(staf, u, berkas(), judul=judul)
    unduhan = staf.get(tujuan(u, "bukti_unduh", bukti=Bukti.objects.get().pk))
    assert isi_unduhan(unduhan).startswith(b"%PDF")
    assert unduhan.status_code == 200
    assert "X-Jahat" not in unduhan
    assert unduhan["Content-Disposition"].startswith("attachment; filename")
    assert "/" not in unduhan["Content-Disposition"]


def test_karakter_nol_dalam_keterangan(u, staf):
    assert tambah(staf, u, teks="BA\x00 nomor 1").status_code == 400
    assert not Bukti.objects.exists()


def test_yang_ditolak_tidak_menggagalkan_yang_lain(u, staf):
    """Several files: those before the refused one are stored, the sentence names what is wrong."""
    jawaban = tambah(staf, u, berkas(), berkas(b"", "kosong.pdf"))
    assert jawaban.status_code == 422
    isi = teks(jawaban)
    assert "Berkas kosong (0 byte)." in isi and "kosong.pdf" in isi
    assert ("surat.pdf" in isi) is Bukti.objects.filter(judul="surat.pdf").exists()


# The same file


def test_berkas_yang_sama_dua_kali_pada_satu_indikator(u, staf, media):
    isi = pdf()
    tambah(staf, u, berkas(isi), judul="SK Tim")
    sebelum = isi_basis_data()
    jawaban = tambah(staf, u, berkas(isi, nama="lain.pdf"))
    assert jawaban.status_code == 422
    assert "Berkas ini sudah ada di sini dengan nama “SK Tim”." in teks(jawaban)
    assert isi_basis_data() == sebelum
    assert len(tersimpan(media)) == 1


def test_berkas_yang_sama_pada_dua_indikator_disimpan_sekali(u, staf, media):
    isi = pdf()
    for indikator in (u.i.angka, u.i.hitung):
        tambah(staf, u, berkas(isi), indikator=indikator)
    assert (Bukti.objects.count(), Berkas.objects.count(), len(tersimpan(media))) == (2, 1, 1)
    staf.post(tujuan(u, "bukti_hapus", bukti=Bukti.objects.first().pk))
    unduhan = staf.get(tujuan(u, "bukti_unduh", indikator=u.i.hitung, bukti=Bukti.objects.get().pk))
    assert isi_unduhan(unduhan) == isi


# Who may


@pytest.mark.parametrize("peran", ["staf", "kabid", "perencanaan", "admin"])
def test_yang_berhak_menambah_dan_menghapus(u, masuk, peran):
    klien = masuk(getattr(u, peran))
    assert "Tambah bukti" in teks(klien.get(tujuan(u, "isian_rinci")))
    tambah(klien, u, teks="BA nomor 1")
    jawaban = klien.post(tujuan(u, "bukti_hapus", bukti=Bukti.objects.get().pk), follow=True)
    assert "Bukti dukung “BA nomor 1” dihapus." in teks(jawaban)
    assert not Bukti.objects.exists()


@pytest.mark.parametrize(
    ("peran", "kalimat"),
    [
        ("staf_lain", DITOLAK),
        ("kepala", "Hanya Subbag Perencanaan atau Bidang atau Kepala Bidang yang dapat mengisi realisasi."),
        ("inspektorat", "Hanya Subbag Perencanaan atau Bidang atau Kepala Bidang yang dapat mengisi realisasi."),
    ],
)
def test_peran_lain_hanya_membaca(u, masuk, media, peran, kalimat):
    satu = p.BuktiFactory(indikator=u.i.angka, triwulan=TW, judul="BA nomor 1")
    klien = masuk(getattr(u, peran))
    halaman = teks(klien.get(tujuan(u, "isian_rinci")))
    assert "BA nomor 1" in halaman and "Tambah bukti" not in halaman and "Hapus" not in halaman
    sebelum = isi_basis_data()
    for jawaban in (tambah(klien, u, berkas()), klien.post(tujuan(u, "bukti_hapus", bukti=satu.pk))):
        assert jawaban.status_code == 403
        assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum
    assert not tersimpan(media)


def test_instansi_lain_dan_yang_belum_masuk(u, masuk, staf, client):
    tambah(staf, u, berkas())
    satu = Bukti.objects.get()
    sebelum = isi_basis_data()
    for klien, status_ in ((masuk(u.tetangga), 404), (client, 302)):
        assert klien.get(tujuan(u, "bukti_unduh", bukti=satu.pk)).status_code == status_
        assert klien.post(tujuan(u, "bukti_hapus", bukti=satu.pk)).status_code == status_
        assert klien.post(tujuan(u), {"teks": "x"}).status_code == status_
    lain = alamat("bukti_unduh", kode=u.tetangga.perangkat_daerah.kode, triwulan=TW, nomor=u.i.angka.pk, bukti=satu.pk)
    assert masuk(u.tetangga).get(lain).status_code == 404
    assert isi_basis_data() == sebelum


def test_alamat_yang_tidak_cocok_tidak_ada(u, staf):
    satu = p.BuktiFactory(indikator=u.i.angka, triwulan=TW, berupa_berkas=True)
    asing = p.BuktiFactory(triwulan=TW)
    for lain in (
        {"bukti": satu.pk, "indikator": u.i.hitung},
        {"bukti": satu.pk, "triwulan": 3},
        {"bukti": satu.pk, "tahun": 2023},
        {"bukti": satu.pk, "triwulan": None},
        {"bukti": asing.pk},
        {"bukti": asing.pk, "indikator": asing.indikator},
        {"bukti": 999_999},
    ):
        assert staf.get(tujuan(u, "bukti_unduh", **lain)).status_code == 404, lain
        assert staf.post(tujuan(u, "bukti_hapus", **lain)).status_code == 404, lain
    assert staf.get(tujuan(u, "bukti_unduh", bukti=satu.pk)).status_code == 404, "berkasnya tidak tersimpan"
    assert staf.post(tujuan(u, triwulan=None), {"teks": "x"}).status_code == 404
    assert staf.post(tujuan(u, indikator=asing.indikator), {"teks": "x"}).status_code == 404
    assert Bukti.objects.count() == 2


def test_cara_yang_salah(u, staf):
    satu = p.BuktiFactory(indikator=u.i.angka, triwulan=TW)
    assert staf.get(tujuan(u)).status_code == 405
    assert staf.get(tujuan(u, "bukti_hapus", bukti=satu.pk)).status_code == 405
    assert staf.post(tujuan(u, "bukti_unduh", bukti=satu.pk)).status_code == 405
    assert Bukti.objects.count() == 1


# Frozen


@pytest.mark.parametrize("ke", ["disetujui", "diverifikasi"])
def test_dibekukan_sejak_disetujui(u, masuk, media, ke):
    satu = p.BuktiFactory(indikator=u.i.angka, triwulan=TW)
    status(u, ke)
    klien = masuk(u.perencanaan)
    halaman = teks(klien.get(tujuan(u, "isian_rinci")))
    assert "Bukti dukung dibekukan sejak isiannya disetujui." in halaman and "Tambah bukti" not in halaman
    sebelum = isi_basis_data()
    for isi in ({"teks": "x"}, {"tautan": "https://a.id"}):
        jawaban = tambah(klien, u, **isi)
        assert jawaban.status_code == 422
        assert BEKU in teks(jawaban)
    assert tambah(klien, u, berkas(), headers=JSON).json() == {"pesan": BEKU}
    assert BEKU in teks(klien.post(tujuan(u, "bukti_hapus", bukti=satu.pk), follow=True))
    assert isi_basis_data() == sebelum
    assert not tersimpan(media)


def test_setelah_diajukan_boleh_ditambah_tetapi_tidak_dihapus(u, staf):
    satu = p.BuktiFactory(indikator=u.i.angka, triwulan=TW)
    status(u, "diajukan")
    assert "Bukti dukung disimpan." in teks(tambah(staf, u, teks="Susulan"))
    jawaban = staf.post(tujuan(u, "bukti_hapus", bukti=satu.pk), follow=True)
    assert "Isian ini sudah diajukan; tarik kembali dahulu sebelum menghapus bukti dukung." in teks(jawaban)
    assert "Hapus BA" not in teks(jawaban)
    assert Bukti.objects.count() == 2


def test_dikembalikan_membuka_bukti_lagi(u, staf):
    satu = p.BuktiFactory(indikator=u.i.angka, triwulan=TW)
    status(u, "disetujui").kembalikan(u.perencanaan, "Buktinya salah")
    staf.post(tujuan(u, "bukti_hapus", bukti=satu.pk))
    tambah(staf, u, teks="Yang benar")
    assert list(Bukti.objects.values_list("judul", flat=True)) == ["Yang benar"]


def test_pratinjau_menulis_markah_tanpa_menyimpan(u, masuk, staf):
    alamat_ = alamat("isian_pratinjau", kode=u.kode, triwulan=TW)
    sebelum = isi_basis_data()
    jawaban = staf.post(alamat_, {"teks": "- **tebal** <script>x</script>"})
    assert "<strong>tebal</strong>" in jawaban.content.decode()
    assert "<script" not in jawaban.content.decode()
    assert jawaban["Cache-Control"] == "no-store"
    assert masuk(u.kepala).post(alamat_, {"teks": "x"}).status_code == 403
    assert masuk(u.tetangga).post(alamat_, {"teks": "x"}).status_code == 404
    assert staf.get(alamat_).status_code == 405
    assert isi_basis_data() == sebelum
    assert not Realisasi.objects.filter(triwulan=TW).exists()
