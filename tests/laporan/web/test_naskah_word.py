"""Prose that was edited in Word: uploaded, shown change by change, taken or not. Who may, conflicts, bad files."""

import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.docx.susun import susun_docx
from laporan.lkjip.laporan import Laporan
from laporan.models import Narasi, NaskahTugas
from sakip.models import Jejak
from tests.alat import alamat, isi_basis_data, teks
from tests.pabrik import PenggunaFactory
from tests.sakip.test_berkas import docx, pdf

pytestmark = pytest.mark.pdf
_JADI = {}
HIDUP = "Capaian {{capaian:I.S3.1}} dan serapan {{serapan:total}} masa ini.\n\nKalimat kedua[^1].\n\n[^1]: Sumber lama."
LETAK = "3.1.analisis.I.S3.1"


@pytest.fixture
def bersih(hss):
    """One text with live numbers and a note, besides what the demo has."""
    Narasi.objects.filter(perangkat_daerah=hss, tahun=2024, bagian=LETAK).delete()
    Narasi.objects.create(perangkat_daerah=hss, tahun=2024, bagian=LETAK, teks=HIDUP, urutan=900)
    return hss


@pytest.fixture
def berkas(bersih):
    """`berkas(sunting)`: the agency's DOCX as it comes back, made once."""
    if not _JADI:
        beku = ke_json(susun_ikhtisar(bersih, 2024)), kumpulkan(bersih, 2024)
        _JADI["docx"] = susun_docx(Laporan(*beku))

    def buat(sunting=lambda dok: None):
        dok = Document(io.BytesIO(_JADI["docx"]))
        sunting(dok)
        keluaran = io.BytesIO()
        dok.save(keluaran)
        return keluaran.getvalue()

    return buat


def unggah(klien, data, nama="lkjip.docx"):
    return klien.post(alamat("naskah_word_periksa"), {"berkas": SimpleUploadedFile(nama, data)})


def usul(jawaban):
    assert jawaban.status_code == 200
    return [unescape(n) for n in re.findall(r'name="ambil" value="([^"]+)"', jawaban.content.decode())]


def ambil(klien, pilihan):
    jawaban = klien.post(alamat("naskah_word_ambil"), {"ambil": pilihan}, follow=True)
    assert jawaban.status_code == 200
    return teks(jawaban)


def naskah(hss):
    return dict(Narasi.objects.filter(perangkat_daerah=hss, tahun=2024).values_list("bagian", "teks"))


def cari(dok, kata):
    return next(p for p in dok.paragraphs if kata in p.text)


def ganti(dok, dari, ke, di=""):
    p = cari(dok, di or dari)
    p.runs[0].text, sisa = p.text.replace(dari, ke), p.runs[1:]
    for r in sisa:
        if not r._r.findall(".//{*}footnoteReference"):
            r._r.getparent().remove(r._r)


def tiga(dok):
    ganti(dok, "masa ini.", "pada masa berjalan.")
    cari(dok, "Kalimat kedua").insert_paragraph_before("Kalimat sisipan.")
    ganti(dok, "IKU yang mencapai", "Indikator yang mencapai")


def test_tanpa_suntingan_tidak_ada_yang_diambil(perencana, berkas):
    sebelum = isi_basis_data()
    jawaban = unggah(perencana, berkas())
    assert usul(jawaban) == []
    assert "tidak ada yang perlu diambil" in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_tiga_suntingan_diperlihatkan_dan_yang_dicentang_diambil(perencana, berkas, bersih, dunia):
    sebelum = naskah(bersih)
    assert "4.1" not in sebelum
    jawaban = unggah(perencana, berkas(tiga))
    pilihan = usul(jawaban)
    assert len(pilihan) == 3
    isi = jawaban.content.decode()
    assert "<ins>berjalan</ins>" in isi
    assert naskah(bersih) == sebelum
    assert "2 perubahan dari Word disimpan" in ambil(perencana, [pilihan[0], pilihan[2]])
    sesudah = naskah(bersih)
    assert sesudah.pop("4.1").count("{{capaian:") > 1
    baru = HIDUP.replace("masa ini.", "pada masa berjalan.")
    assert sesudah == sebelum | {LETAK: baru}
    jejak = Jejak.objects.filter(tabel=Narasi._meta.db_table).latest("pk")
    assert jejak.oleh == dunia.perencanaan


def test_angka_hidup_yang_diubah_disebut(perencana, berkas, bersih):
    jawaban = unggah(perencana, berkas(lambda dok: ganti(dok, "54,19", "55,19", "masa ini.")))
    assert "menjadi ketikan biasa atau hilang: 54,19% (capaian:I.S3.1)" in teks(jawaban).replace("\xa0", "")
    ambil(perencana, usul(jawaban))
    baru = naskah(bersih)[LETAK]
    assert baru.startswith("Capaian 55,19") and "{{serapan:total}}" in baru
    assert baru.endswith("[^1]: Sumber lama.")


def bentrok(jawaban):
    """The values of each choice: the system's, Word's, both."""
    nilai = re.findall(r'name="pilih-[^"]+"\s+value="([^"]*)"', jawaban.content.decode())
    return [unescape(n) for n in nilai]


def pilih(klien, nilai, **lain):
    jawaban = klien.post(alamat("naskah_word_ambil"), {"pilih-1-1": nilai} | lain, follow=True)
    assert jawaban.status_code == 200
    return teks(jawaban)


def test_yang_berubah_di_sistem_tidak_ditimpa(perencana, berkas, bersih):
    data = berkas(tiga)
    pilihan = usul(unggah(perencana, data))
    Narasi.objects.filter(perangkat_daerah=bersih, bagian=LETAK).update(teks="Ditulis orang lain.")
    jawaban = unggah(perencana, data)
    assert "diubah di sistem sejak berkas dibuat" in teks(jawaban)
    assert "Kalimat sisipan." in teks(jawaban) and "Ditulis orang lain." in teks(jawaban)
    assert len(usul(jawaban)) == 1
    sebelum = naskah(bersih)
    assert "Tidak ada yang disimpan" in ambil(perencana, pilihan)
    assert naskah(bersih) == sebelum


def test_bentrok_dipilih_orangnya(perencana, berkas, bersih):
    milik = Narasi.objects.filter(perangkat_daerah=bersih, bagian=LETAK)
    milik.update(teks=HIDUP.replace("masa ini.", "tahun ini."))
    sistem, word, keduanya = bentrok(jawaban := unggah(perencana, berkas(tiga)))
    assert sistem == "" and len(usul(jawaban)) == 2
    assert "<del>tahun</del>" in jawaban.content.decode()
    sebelum = naskah(bersih)
    assert "Tidak ada perubahan yang dipilih" in pilih(perencana, sistem)
    assert naskah(bersih) == sebelum
    assert "1 perubahan dari Word disimpan" in pilih(perencana, keduanya)
    awal = HIDUP.split("\n\n")[0]
    assert naskah(bersih)[LETAK].startswith(
        awal.replace("masa ini.", "tahun ini.") + "\n\n" + awal.replace("masa ini.", "pada masa berjalan.")
    )
    assert "baru saja diubah orang lain" in pilih(perencana, word)
    milik.update(teks=sebelum[LETAK])
    _, word, _ = bentrok(jawaban := unggah(perencana, berkas(tiga)))
    sisipan = next(n for n in usul(jawaban))
    assert "2 perubahan dari Word disimpan" in pilih(perencana, word, ambil=[sisipan])
    assert naskah(bersih)[LETAK].startswith(awal.replace("masa ini.", "pada masa berjalan.") + "\n\nKalimat sisipan.")


def test_yang_disunting_di_tempat_lain_digabung(perencana, berkas, bersih):
    milik = Narasi.objects.filter(perangkat_daerah=bersih, bagian=LETAK)
    milik.update(teks=f"Pembuka dari sistem.\n\n{HIDUP}")
    jawaban = unggah(perencana, berkas(tiga))
    assert bentrok(jawaban) == [] and len(usul(jawaban)) == 3
    ambil(perencana, usul(jawaban))
    assert naskah(bersih)[LETAK].startswith("Pembuka dari sistem.\n\nCapaian {{capaian:I.S3.1}}")
    assert "pada masa berjalan.\n\nKalimat sisipan.\n\nKalimat kedua[^1]." in naskah(bersih)[LETAK]


def test_berubah_hanya_di_sistem_bukan_bentrok(perencana, berkas, bersih):
    Narasi.objects.filter(perangkat_daerah=bersih, bagian=LETAK).update(teks="Ditulis orang lain.")
    assert "tidak ada yang perlu diambil" in teks(unggah(perencana, berkas()))


def test_tabel_dan_paragraf_di_luar_naskah_didaftar(perencana, berkas):
    def sunting(dok):
        cari(dok, "Kalimat kedua").insert_paragraph_before("")._p.addnext(dok.add_table(1, 1)._tbl)
        dok.paragraphs[0].insert_paragraph_before("Di luar <b>naskah</b>.")

    jawaban = unggah(perencana, berkas(sunting))
    assert usul(jawaban) == []
    assert "tabel yang diubah, ditambah, atau dihapus di Word tidak diambil" in teks(jawaban)
    assert "Di luar &lt;b&gt;naskah" in jawaban.content.decode()


def test_bidang_hanya_mengambil_bagiannya(dunia, masuk, berkas, bersih):
    orang = dunia.bidang
    pilihan = usul(unggah(masuk(dunia.perencanaan), berkas(tiga)))
    NaskahTugas.objects.create(perangkat_daerah=bersih, tahun=2024, bagian="4.1", pengguna=orang)
    jawaban = unggah(masuk(orang), berkas(tiga))
    assert "ditulis oleh Subbag Perencanaan" in teks(jawaban)
    assert len(usul(jawaban)) == 1
    sebelum = naskah(bersih)
    assert "Pilihan tidak terbaca" in ambil(masuk(orang), pilihan)
    assert naskah(bersih) == sebelum
    NaskahTugas.objects.all().delete()
    assert masuk(orang).post(alamat("naskah_word_ambil"), {"ambil": usul(jawaban)}).status_code == 403
    assert naskah(bersih) == sebelum


@pytest.mark.parametrize("peran", ["kepala", "inspektorat", "pembaca"])
def test_yang_tidak_menulis_ditolak(dunia, masuk, berkas, peran):
    klien = masuk(getattr(dunia, peran))
    assert unggah(klien, berkas(tiga)).status_code == 403
    assert "Ambil yang dipilih" not in teks(klien.get(alamat("naskah_word")))


def _asing():
    keluaran = io.BytesIO()
    Document().save(keluaran)
    return keluaran.getvalue()


def _bertanda(isi, depan=""):
    return docx(lain={"customXml/item1.xml": f'{depan}<naskah xmlns="urn:sakip:naskah:1">{isi}</naskah>'})


@pytest.mark.parametrize(
    ("data", "nama", "kalimat"),
    [
        (_asing(), "surat.docx", "tidak membawa tanda naskah"),
        (docx(), "kosong.docx", "tidak membawa tanda naskah"),
        (pdf(), "lkjip.pdf", "bukan DOCX"),
        (b"PK\x03\x04rusak", "lkjip.docx", "rusak"),
        (docx(lain={"word/media/nol": bytes(3 * 1024 * 1024)}), "bom.docx", "terlalu besar setelah diurai"),
        (
            docx(lain={"customXml/item1.xml": '<naskah xmlns="urn:sakip:naskah:1">{}</naskah>'}),
            "x.docx",
            "tanda naskah",
        ),
        (_bertanda("[" * 100_000), "dalam.docx", "tanda naskah"),
        (_bertanda("{}", '<!DOCTYPE a [<!ENTITY b "c">]>'), "dtd.docx", "tanda naskah"),
    ],
)
def test_berkas_lain_ditolak_dengan_kalimat(perencana, data, nama, kalimat):
    jawaban = unggah(perencana, data, nama)
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)


def test_laporan_lain_ditolak(dunia, masuk, berkas):
    tujuan = alamat("naskah_word_periksa").replace("hss-bkpsdm", dunia.balangan.kode)
    assert tujuan != alamat("naskah_word_periksa")
    jawaban = masuk(dunia.tetangga).post(tujuan, {"berkas": SimpleUploadedFile("a.docx", berkas())})
    assert jawaban.status_code == 422
    assert "perangkat daerah atau tahun lain" in teks(jawaban)


def test_pilihan_palsu_dan_kosong(perencana, berkas, masuk, dunia):
    assert "Pilihan tidak terbaca" in ambil(perencana, ["eyJ9:palsu"])
    assert "Tidak ada perubahan yang dipilih" in ambil(perencana, [])
    lain = masuk(PenggunaFactory(perencanaan=True, perangkat_daerah=dunia.hss))
    assert "Pilihan tidak terbaca" in ambil(lain, usul(unggah(perencana, berkas(tiga))))


def test_kueri_tetap_berapa_pun_suntingannya(perencana, berkas):
    def banyak(sunting):
        with CaptureQueriesContext(connection) as kueri:
            assert unggah(perencana, berkas(sunting)).status_code == 200
        return len(kueri)

    assert banyak(lambda dok: ganti(dok, "masa ini.", "masa itu.")) == banyak(tiga)
