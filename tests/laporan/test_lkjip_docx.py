"""The LKjIP as DOCX holds what the PDF's pages hold: headings, captions, contents, every row of every table."""

import io
import zipfile

import lxml.html
import pytest
from django.core.management import call_command
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bab import URUTAN, bagian_kerja, susun_html
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.docx.susun import susun_docx
from laporan.models import Susunan
from sakip.cetak.docx.penulis import TANPA_GAMBAR, Kop, Penulis
from sakip.cetak.docx.tabel import isi_tabel
from tests.alat import alamat
from tests.laporan.dokumen_uji import DEMO
from tests.laporan.isi_uji import LENGKAP
from tests.laporan.test_lkjip_buruk import empat_puluh
from tests.pabrik import PenggunaFactory, PerangkatDaerahFactory, SusunanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def rata(teks):
    return "".join(teks.split())


def badan(laporan):
    for kunci in URUTAN:
        bab = susun_html(kunci, laporan)
        yield bab, lxml.html.document_fromstring(bab.html).find("body")


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_semua_isi_pdf_ada(laporan_demo, nama, tahun):
    laporan = laporan_demo(nama, tahun)
    data = susun_docx(laporan)
    dok = Document(io.BytesIO(data))
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    judul = [rata(p.text) for p in dok.paragraphs if p.style.name.startswith("Heading")]
    keterangan = [rata(p.text) for p in dok.paragraphs if p.style.name == "Caption"]
    baris = _baris(dok)
    alinea = {rata(p.text) for p in dok.paragraphs}
    for bab, html in badan(laporan):
        for e in bab.entri:
            cari = keterangan if e.jenis in ("tabel", "gambar") else judul
            assert any(rata(f"{e.nomor}{e.judul}") in k for k in cari), (e.nomor, e.judul)
        for r in html.iter("tr"):
            isi = [rata(c.text_content()) for c in r if c.tag in ("td", "th")]
            assert [s for s in isi if s] in baris, isi
        for p in html.iter("p"):
            if not any(a.tag in ("td", "th", "figure") for a in p.iterancestors()) and rata(p.text_content()):
                assert rata(p.text_content()) in alinea
        for butir in html.iter("li", "dt", "dd"):
            if not any(a.tag in ("td", "th") for a in butir.iterancestors()) and len(butir) == 0:
                assert rata(butir.text_content()) in alinea
    assert 'TOC \\o "1-3"' in xml
    assert 'TOC \\h \\z \\c "Tabel"' in xml and "SEQ Tabel \\* ARABIC \\r 1" in xml
    berseri = [p.text for p in dok.paragraphs if p.style.name == "Caption"]
    # Beside the lambang of the cover.
    bagan = [e for _, html in badan(laporan) for e in html.iter("figure") if e.find(".//svg") is not None]
    lukisan = [e.get("descr") for e in dok.element.body.iter(qn("wp:docPr"))]
    assert [e.find(".//svg").get("aria-label") for e in bagan] == lukisan[1:]
    assert sum(t.startswith("Gambar") for t in berseri) == len(bagan) == len(dok.inline_shapes) - 1
    assert any(s.orientation == WD_ORIENT.LANDSCAPE for s in dok.sections)
    assert TANPA_GAMBAR not in {p.text for p in dok.paragraphs}


def _baris(dok):
    """Every row's filled cells."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [
        [s for c in r.iter(f"{w}tc") if (s := rata("".join(t.text or "" for t in c.iter(f"{w}t"))))]
        for r in dok.element.body.iter(f"{w}tr")
    ]


def test_sel_yang_digabung_tetap_sejajar():
    html = "<table><thead><tr><th rowspan=2>A</th><th colspan=2>B</th></tr><tr><th>1</th><th>2</th></tr></thead>"
    tabel = isi_tabel(
        lxml.html.fromstring(f"{html}<tbody><tr><td>x</td><td class=n>5</td><td></td></tr></tbody></table>"), 9000
    )
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lebar = [
        sum(int(s.get(f"{w}val")) if (s := c.find(f"{w}tcPr/{w}gridSpan")) is not None else 1 for c in r.iter(f"{w}tc"))
        for r in tabel.iter(f"{w}tr")
    ]
    assert lebar == [3, 3, 3]
    assert [v.get(f"{w}val") for v in tabel.iter(f"{w}vMerge")] == ["restart", None]
    assert len(list(tabel.iter(f"{w}tblHeader"))) == 2
    assert [j.get(f"{w}val") for j in tabel.iter(f"{w}jc")] == ["right"]


def test_perintah_menulis_docx(impor_demo, tmp_path, capsys):
    impor_demo("hss-2024")
    berkas = tmp_path / "lkjip.docx"
    call_command("susun_lkjip", "hss-bkpsdm", "2024", docx=True, keluaran=str(berkas))
    assert Document(str(berkas)).core_properties.title.endswith("Tahun 2024")
    assert not Susunan.objects.exists()


def test_unduhan_dari_salinan_beku(impor_demo, masuk):
    instansi = impor_demo("hss-2024")
    beku = {"ikhtisar": ke_json(susun_ikhtisar(instansi, 2024)), "bahan": kumpulkan(instansi, 2024)}
    s = SusunanFactory(perangkat_daerah=instansi, tahun=2024, jadi=True, **beku)
    tujuan = alamat("lkjip_docx", nomor=s.pk)
    jawaban = masuk(PenggunaFactory(perangkat_daerah=instansi)).get(tujuan)
    assert jawaban["Content-Disposition"].endswith('.docx"')
    assert len(Document(io.BytesIO(jawaban.content)).tables) > 30
    lain = PenggunaFactory(perangkat_daerah=PerangkatDaerahFactory(pemda=instansi.pemda))
    assert masuk(lain).get(tujuan).status_code == 404


def test_daftar_mulai_dari_satu_lagi_dan_anaknya_berdiri_sendiri():
    penulis = Penulis(Kop("Judul", "Badan", "Kepala", "Kaki"), {}, lambda _: (None, None), [])
    html = "<body><ol><li>a<ul><li>a1</li></ul></li><li>b</li></ol><p>x</p><ol start=3><li>c</li></ol></body>"
    penulis.bab(html)
    isi = [(p.text, p.style.name, _nomor(p)) for p in penulis.dok.paragraphs]
    assert [(t, g) for t, g, _ in isi] == [
        ("a", "List Number"),
        ("a1", "List Bullet 2"),
        ("b", "List Number"),
        ("x", "Normal"),
        ("c", "List Number"),
    ]
    assert isi[0][2] == isi[2][2] != isi[4][2]


def _nomor(p):
    return p._p.pPr.numPr.numId.val if p._p.pPr is not None and p._p.pPr.numPr is not None else None


def test_bagan_beberapa_lembar_semuanya_dilukis(uji):
    """A chart of forty programs goes on in a second picture."""
    laporan = uji(**LENGKAP | empat_puluh())
    banyak = sum(susun_html(kunci, laporan).html.count("<svg") for kunci in bagian_kerja(laporan))
    isi = zipfile.ZipFile(io.BytesIO(susun_docx(laporan))).read("word/document.xml").decode()
    assert isi.count("<w:drawing>") == banyak
