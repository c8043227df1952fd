"""What Word gives back beside the stored text, without a document: blocks, live numbers, notes, tables."""

import pytest

from sakip.kaya.baca import dari_teks
from sakip.kaya.pohon import RUJUKAN, Potong
from sakip.kaya.word.alinea import (
    BIASA,
    BULAT,
    KAKI,
    TABEL,
    Alinea,
    alinea,
    berkaki,
    tercetak,
)
from sakip.kaya.word.cocok import bandingkan, terapkan
from sakip.kaya.word.pulih import pulihkan
from sakip.kaya.word.urai import Asal

NILAI = {"capaian:total": "104,52\u00a0%", "pagu:P1": "Rp1.250.000"}
TEKS = """Capaian tahun ini {{capaian:total}} dari pagu {{pagu:P1}}.

* satu
* **dua** dan `kode`
    * dalam

Menurut BPS[^1], naik; Ini -5.

| a | b |
| --- | --- |
| 1 | {{pagu:P1}} |

---

Penutup  bertulis   longgar.

[^1]: Badan Pusat Statistik, {{capaian:total}}
"""


def asal(teks=TEKS):
    return Asal("1.1", teks, NILAI)


def word(teks=TEKS):
    """As an untouched document gives it back."""
    dok = dari_teks(teks)
    kaki = berkaki(dok)
    return [tercetak(a, NILAI) for b in dok for a in alinea(b, kaki)]


def ganti(daftar, dari, ke):
    hasil = []
    for a in daftar:
        isi = tuple(Potong(p.teks.replace(dari, ke), p.tanda, p.jenis) for p in a.isi)
        hasil.append(Alinea(a.jenis, isi, a.tingkat, a.mulai))
    return hasil


def hasil(kini, teks=TEKS, tabel=("ab1Rp1.250.000",)):
    return bandingkan(asal(teks), kini, tabel)


def test_tanpa_suntingan_tidak_ada_perubahan():
    h = hasil(word())
    assert not h.perubahan and not h.tabel and not h.html
    assert terapkan(TEKS, h.perubahan) == TEKS


def test_tiga_suntingan_tepat_tiga_dan_selebihnya_tetap_huruf_demi_huruf():
    kini = ganti(ganti(ganti(word(), "Capaian tahun", "Hasil tahun"), "dalam", "di dalam"), "Penutup", "Akhir")
    h = hasil(kini)
    assert len(h.perubahan) == 3
    baru = terapkan(TEKS, h.perubahan)
    assert "Hasil tahun ini {{capaian:total}} dari pagu {{pagu:P1}}." in baru
    assert "di dalam" in baru and "`kode`" in baru and "**dua**" in baru
    assert "Menurut BPS[^1], naik; Ini -5.\n" in baru
    assert "[^1]: Badan Pusat Statistik, {{capaian:total}}" in baru
    assert "---" in baru and "| 1 | {{pagu:P1}} |" in baru
    satu = terapkan(TEKS, h.perubahan[:1])
    assert satu == TEKS.replace("Capaian tahun", "Hasil tahun").rstrip("\n")


def test_angka_hidup_yang_diubah_menjadi_ketikan_dan_disebut():
    h = hasil(ganti(word(), "104,52", "105,52"))
    assert [p.hilang for p in h.perubahan] == [("capaian:total",), ()]
    baru = terapkan(TEKS, h.perubahan[:1])
    assert "105,52" in baru and "{{pagu:P1}}" in baru


def test_angka_hidup_yang_dipindahkan_tetap_hidup():
    isi, hilang = pulihkan(
        (Potong("Dari "), Potong("pagu:P1", jenis=RUJUKAN), Potong(" tercapai.")),
        (Potong("Tercapai seluruhnya dari uang sebesar Rp1.250.000 itu."),),
        NILAI,
    )
    assert not hilang
    assert [p.teks for p in isi if p.jenis == RUJUKAN] == ["pagu:P1"]


def test_angka_dalam_angka_lain_bukan_rujukan():
    isi, hilang = pulihkan((Potong("pagu:P1", jenis=RUJUKAN),), (Potong("Rp1.250.000.000"),), NILAI)
    assert hilang == ["pagu:P1"]
    assert [p.jenis for p in isi] == ["teks"]


def test_butir_baru_masuk_ke_daftarnya():
    kini = word()
    letak = max(n for n, a in enumerate(kini) if a.jenis == BULAT)
    kini.insert(letak + 1, Alinea(BULAT, (Potong("tiga"),), 1))
    h = hasil(kini)
    assert len(h.perubahan) == 1
    daftar = dari_teks(terapkan(TEKS, h.perubahan))[1]
    assert len(daftar.butir) == 3


def test_paragraf_baru_dan_yang_dihapus():
    kini = word()
    kini.insert(1, Alinea(BIASA, (Potong("Sisipan.", frozenset({"strong"})),)))
    h = hasil(kini)
    assert len(h.perubahan) == 1
    assert "{{pagu:P1}}.\n\n**Sisipan.**\n\n* satu" in terapkan(TEKS, h.perubahan)
    h = hasil(word()[:-1])
    assert len(h.perubahan) == 1
    assert "Penutup" not in terapkan(TEKS, h.perubahan)


def test_sunting_sisip_dan_hapus_berdampingan_masing_masing_satu():
    teks = "Paragraf pertama ini.\n\nParagraf kedua itu.\n\nParagraf ketiga lagi."
    kini = ganti(word(teks), "pertama ini", "pertama itu juga")[:2]
    kini[1:1] = [Alinea(BIASA, (Potong("Sisipan yang lain sama sekali"),))]
    h = bandingkan(asal(teks), kini, ())
    assert len(h.perubahan) == 3
    for p in h.perubahan:
        assert len(dari_teks(terapkan(teks, [p]))) == 3 + len(p.baru) - (p.akhir - p.awal)
    baru = "Paragraf pertama itu juga.\n\nSisipan yang lain sama sekali\n\nParagraf kedua itu."
    assert terapkan(teks, h.perubahan) == baru


def test_tabel_tidak_pernah_diambil():
    assert hasil(word(), tabel=("ab1Rp9",)).tabel
    assert not hasil(word(), tabel=("ab1Rp9",)).perubahan
    tanpa = [a for a in word() if a.jenis != TABEL]
    h = hasil(tanpa, tabel=())
    assert h.tabel and not h.perubahan
    ganda = [*word(), Alinea(TABEL)]
    h = hasil(ganda, tabel=("ab1Rp1.250.000", "x"))
    assert h.tabel and not h.perubahan


def test_catatan_kaki_disunting_ditambah_dan_dihapus():
    h = hasil(ganti(word(), "Badan Pusat Statistik, 104,52 %", "BPS Provinsi"))
    baru = terapkan(TEKS, h.perubahan)
    assert len(h.perubahan) == 1 and "BPS[^1]" in baru and "[^1]: BPS Provinsi" in baru
    kini = word()
    kini[0] = Alinea(BIASA, (*kini[0].isi, Potong(f"{KAKI}{KAKI}Catatan baru", jenis=RUJUKAN)))
    baru = terapkan(TEKS, hasil(kini).perubahan)
    assert "[^2]: Catatan baru" in baru and "[^2]" in baru.split("\n")[0] and "[^1]: Badan" in baru
    kini = [Alinea(a.jenis, tuple(p for p in a.isi if not p.teks.startswith(KAKI)), a.tingkat) for a in word()]
    assert "[^1]" not in terapkan(TEKS, hasil(kini).perubahan)


def test_html_dibiarkan():
    teks = "<!-- HTML, hanya baca: sunting di halaman Naskah -->\n<p>satu <u>dua</u></p>"
    assert hasil(word(teks), teks, ()).html
    assert not hasil(word(teks), teks, ()).perubahan


@pytest.mark.parametrize("teks", ["", "   ", "> kutipan\n> panjang\n\n3. tiga\n4. empat\n\n### Judul *miring*"])
def test_bentuk_lain_kembali_utuh(teks):
    assert not bandingkan(asal(teks), word(teks), ()).perubahan
