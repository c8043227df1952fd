"""The gate, on templates broken on purpose: one for each rule, and one page that is right."""

import pytest
import weasyprint

from laporan.lkjip.bab import CetakCacat, lewat_gerbang
from sakip.cetak.gerbang import Cacat, periksa, periksa_judul
from sakip.cetak.kotak import VERSI, baca
from sakip.pdf import tata

pytestmark = pytest.mark.pdf
KERTAS = "<style>@page { size: 300pt 300pt; margin: 30pt } h1, h2 { margin: 0 }</style>"
PENUH = "".join(f"<p>Baris {n}</p>" for n in range(12))


def temuan(html):
    return periksa(baca(tata(KERTAS + html)))


def aturan(html):
    return [t.aturan for t in temuan(html)]


def test_versi_yang_dikenal():
    """The private boxes are read as this version has them: look at `kotak` and `kepala` before changing it."""
    assert weasyprint.__version__ == VERSI


def test_halaman_yang_benar_tidak_menghasilkan_temuan():
    html = "<h2>Judul</h2><p>Isi ½ ≥ → – “kutipan” الحمد لله</p><table><caption>Tabel 1 A</caption>"
    html += "<thead><tr><th>Nama</th><th>Nilai</th></tr></thead><tbody><tr><td>Satu</td><td class='a'>1,25</td></tr>"
    assert temuan(html + "</tbody></table><p class='sumber'>Sumber: data.</p>") == []


@pytest.mark.parametrize(
    ("nama", "html"),
    [
        ("luar_halaman", "<p style='position: absolute; left: 260pt; white-space: nowrap'>keluar dari kertas</p>"),
        ("luar_bidang", "<p style='white-space: nowrap; margin-left: 140pt'>melewati bidang cetak</p>"),
        (
            "luar_sel",
            "<table class='isi' style='table-layout: fixed'><tr><td style='white-space: nowrap'>"
            "12.345.678.901.234.567.890</td><td>x</td><td>y</td></tr></table>",
        ),
        ("luar_bingkai", "<div style='overflow: hidden; height: 8pt'>satu<br>dua</div>"),
        ("bertumpuk", "<p>tertindih</p><p style='margin-top: -17pt'>menindih</p>"),
        ("glif", "<p>medali \U0001f947</p>"),
        ("glif", "<svg width='90' height='20'><text y='15'>\U0001f947</text></svg>"),
        ("nyaris_kosong", "<p>hanya satu baris</p><p style='break-before: page'>lanjut</p>"),
        ("judul_di_kaki", PENUH + "<h2>Judul</h2><p style='break-before: page'>isi</p>"),
        ("tanda_tangan_sendiri", "<p>isi</p><div class='tanda-tangan' style='break-before: page'>Kepala</div>"),
        ("sumber_sendiri", PENUH + "<p class='sumber' style='break-before: page'>Sumber: data.</p>"),
    ],
)
def test_yang_rusak_ditemukan(nama, html):
    assert nama in aturan(html)


def test_akhir_bagian_sebaris_dan_ganti_kertas_bukan_cacat_rupa():
    """A section of one line has no second line to follow its heading; another paper begins a new page."""
    html = PENUH + "<h2>A</h2><p>sebaris</p><h2 style='break-before: page'>B</h2><p>satu</p><p>dua</p>"
    assert aturan(html) == []
    gaya = "<style>@page lain { size: 400pt 300pt; margin: 30pt }</style>"
    assert aturan(f"{gaya}<p>satu</p><div style='page: lain'><p>dua</p></div>") == []


def test_kehilangan_menggagalkan_dan_rupa_hanya_dicatat():
    with pytest.raises(CetakCacat, match=r"halaman III-1: teks menindih “tertindih”: “menindih”"):
        lewat_gerbang(baca(tata("<p>tertindih</p><p style='margin-top: -17pt'>menindih</p>")), "bab3", [])
    rupa = lewat_gerbang(baca(tata("<p>satu</p><p style='break-before: page'>dua</p>")), "bab3", [])
    assert rupa == ("halaman III-1: halaman terisi kurang dari seperempatnya",)


def test_judul_daftar_isi_dibaca_pada_halamannya():
    halaman = baca(tata("<h2>3.1 Capaian</h2><p>a</p><h2 style='break-before: page'>3.2 Realisasi Anggaran</h2>"))
    assert periksa_judul(halaman, [(1, "3.1 Capaian"), (2, "3.2 Realisasi Anggaran")]) == []
    salah = periksa_judul(halaman, [(1, "3.2 Realisasi Anggaran")])
    assert [(t.aturan, t.halaman, t.teks) for t in salah] == [("daftar_isi", 1, "3.2 Realisasi Anggaran")]


@pytest.mark.parametrize("kelas", ["sampul", "tanda-tangan", "unggahan"])
def test_sampul_tanda_tangan_dan_unggahan_bebas_rupa(kelas):
    html = f"<p class='{kelas}'>satu</p><p style='break-before: page'>dua</p>"
    assert aturan(html) == []


def test_temuan_menyebut_halaman_dan_teks():
    satu = Cacat("luar_sel", 3, "teks keluar dari selnya:", "1.386.855.600")
    assert satu.tulis("II-3") == "halaman II-3: teks keluar dari selnya: “1.386.855.600”"
