"""A report as DOCX and back: without edits nothing changes, with three exactly these."""

import io

import pytest
from defusedxml import ElementTree
from docx import Document

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.docx.susun import susun_docx
from laporan.lkjip.laporan import Laporan
from laporan.models import Narasi
from sakip.kaya.word.cocok import bandingkan, terapkan
from sakip.kaya.word.urai import Pembaca, W, WordDitolak, urai_docx
from sakip.models import PerangkatDaerah
from tests.laporan.buku_uji import INSTANSI, berhasil, dasar
from tests.laporan.dokumen_uji import DEMO
from tests.laporan.test_unggahan import gambar
from tests.pabrik import UnggahanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
KAYA = """Pendahuluan dengan *miring*, **tebal**, `kode`, dan ~~coret~~; nilainya -5.

1. satu
2. dua
   - dalam
     - lebih dalam

   paragraf kedua
3. tiga

Dari data[^1] dan R&D\\
baris baru.

> kutipan

#### Judul kecil

| a | b |
| --- | --- |
| 1 | {{capaian:total}} |

5. lima

[^1]: Menurut *BPS*, {{capaian:total}}.
"""


def kembali(data):
    hasil = urai_docx(data)
    return hasil, [bandingkan(a, hasil.alinea.get(n, []), hasil.tabel.get(n, ())) for n, a in enumerate(hasil.asal)]


def disimpan_ulang(data, sunting=lambda dok: None):
    dok = Document(io.BytesIO(data))
    sunting(dok)
    keluaran = io.BytesIO()
    dok.save(keluaran)
    return keluaran.getvalue()


def cari(dok, teks):
    return next(p for p in dok.paragraphs if teks in p.text)


@pytest.fixture
def kaya():
    isi = {"1.1": KAYA, "2.1": "Satu.\n\nDua."}
    narasi = [{"tahun": 2024, "bagian": k, "judul": "", "teks": t} for k, t in isi.items()]
    berhasil(dasar(Narasi=narasi))
    instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
    Narasi.objects.filter(bagian="1.1").update(teks=KAYA)
    return Laporan(ke_json(susun_ikhtisar(instansi, 2024)), kumpulkan(instansi, 2024))


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_tanpa_suntingan_tidak_ada_yang_berubah(laporan_demo, nama, tahun):
    laporan = laporan_demo(nama, tahun)
    hasil, semua = kembali(disimpan_ulang(susun_docx(laporan)))
    tercetak = {a.bagian for a in hasil.asal if not a.draf}
    assert tercetak == {n["bagian"] for n in laporan.bahan["narasi"] if n["teks"].strip()} - {
        t.bagian for t in laporan.narasi.menunggu
    }
    assert [(a.bagian, h) for a, h in zip(hasil.asal, semua, strict=True) if h.perubahan or h.tabel] == []
    assert hasil.luar == ()


def test_segala_bentuk_kembali_utuh(kaya):
    hasil, semua = kembali(disimpan_ulang(susun_docx(kaya)))
    assert next(a.teks for a in hasil.asal if a.bagian == "1.1") == KAYA
    assert [h for h in semua if h.perubahan or h.tabel] == []
    assert hasil.luar == ()


def test_tiga_suntingan_tepat_tiga(kaya):
    def sunting(dok):
        cari(dok, "Pendahuluan dengan").runs[0].text = "Pembukaan dengan "
        cari(dok, "lebih dalam").add_run(" sekali").bold = True
        cari(dok, "Dua.").insert_paragraph_before("Sisipan.")

    hasil, semua = kembali(disimpan_ulang(susun_docx(kaya), sunting))
    assert sum(len(h.perubahan) for h in semua) == 3
    teks = {a.bagian: terapkan(a.teks, h.perubahan) for a, h in zip(hasil.asal, semua, strict=True)}
    assert teks["2.1"] == "Satu.\n\nSisipan.\n\nDua."
    baru = KAYA.rstrip("\n").replace("Pendahuluan", "Pembukaan").replace("lebih dalam", "lebih dalam **sekali**")
    assert teks["1.1"].split() == baru.split()


def test_sel_tabel_dan_paragraf_di_luar_naskah_didaftar(kaya):
    def sunting(dok):
        tabel = next(t for t in dok.tables if t.rows[0].cells[0].text == "a")
        tabel.rows[1].cells[0].paragraphs[0].runs[0].text = "9"
        cari(dok, "Capaian Kinerja").insert_paragraph_before("Kalimat di luar.")

    hasil, semua = kembali(disimpan_ulang(susun_docx(kaya), sunting))
    assert [h.tabel for h in semua].count(True) == 1
    assert not any(h.perubahan for h in semua)
    assert hasil.luar == ("Kalimat di luar.",)


def test_dokumen_asing_ditolak():
    keluaran = io.BytesIO()
    Document().save(keluaran)
    with pytest.raises(WordDitolak, match="tidak membawa tanda"):
        urai_docx(keluaran.getvalue())


@pytest.mark.parametrize(
    "isi",
    [
        "{awal}{a}{b}{akhir}{c}",
        "<w:p>{awal}<w:r><w:t>A</w:t></w:r></w:p><w:p><w:r><w:t>B</w:t></w:r></w:p><w:p>{akhir}<w:r><w:t>C</w:t></w:r></w:p>",
        "<w:p>{awal}<w:r><w:t>A</w:t></w:r></w:p><w:p><w:r><w:t>B</w:t></w:r>{lagi}{lain}</w:p>{c}",
        "{awal}{a}{b}<w:tbl><w:tr><w:tc><w:p>{akhir}<w:r><w:t>sel</w:t></w:r></w:p></w:tc></w:tr></w:tbl>{c}",
    ],
    ids=["ditulis", "word", "libreoffice", "sebelum tabel"],
)
def test_ujung_naskah_menurut_aplikasinya(isi):
    """Where each program puts a bookmark's edges back."""
    tanda = {
        "awal": '<w:bookmarkStart w:id="1" w:name="naskah_0"/>',
        "akhir": '<w:bookmarkEnd w:id="1"/>',
        "lagi": '<w:bookmarkStart w:id="2" w:name="naskah_0"/>',
        "lain": '<w:bookmarkEnd w:id="2"/>',
    }
    alinea = {h: f"<w:p><w:r><w:t>{h.upper()}</w:t></w:r></w:p>" for h in "abc"}
    pembaca = Pembaca()
    pembaca.jalan(ElementTree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{isi.format(**tanda, **alinea)}</w:body>'))
    assert ["".join(p.teks for p in a.isi) for a in pembaca.alinea[0]] == ["A", "B"]
    assert pembaca.tabel == {}
    assert pembaca.luar == ["C"]


def test_gambar_di_dalam_naskah_kembali_utuh(kaya, settings, tmp_path):
    """Neither the picture nor its caption is prose; what stands around them is."""
    settings.MEDIA_ROOT = tmp_path
    instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
    sidik = "ab" * 32
    (tmp_path / "a.png").write_bytes(gambar(ukuran=(60, 40)))
    UnggahanFactory(perangkat_daerah=instansi, tahun=2024, bagian="gambar", sidik=sidik, berkas="a.png")
    bergambar = f'Awal.\n\n![Rapat](gambar:{sidik} "Rapat tahunan")\n\nAkhir.'
    Narasi.objects.filter(bagian="2.1").update(teks=bergambar)
    data = susun_docx(Laporan(ke_json(susun_ikhtisar(instansi, 2024)), kumpulkan(instansi, 2024)))
    assert "Rapat tahunan" in " ".join(p.text for p in Document(io.BytesIO(data)).paragraphs)
    terbaca, semua = kembali(disimpan_ulang(data))
    assert [h.perubahan for h in semua] == [()] * len(semua) and sum(terbaca.gambar.values()) == 1

    def sunting(dok):
        cari(dok, "Akhir.").runs[0].text = "Penutup."

    terbaca, semua = kembali(disimpan_ulang(data, sunting))
    ubah = [(a.teks, h.perubahan) for a, h in zip(terbaca.asal, semua, strict=True) if h.perubahan]
    assert [terapkan(*satu) for satu in ubah] == [bergambar.replace("Akhir.", "Penutup.")]
