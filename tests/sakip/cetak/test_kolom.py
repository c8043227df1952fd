"""Columns: numbers never wrap, decimals end alike, text shares the rest, captions and sources stay with their table."""

import re

import pytest

from sakip.cetak.kotak import baca
from sakip.pdf import longgarkan, tata

pytestmark = pytest.mark.pdf


def tabel(kepala, baris, kelas="", judul="Tabel 1.1 Uji", sumber=True):
    def sel(unsur, isi, n):
        return f"<{unsur}{' class=a' if n else ''}>{isi}</{unsur}>"

    kepala = "".join(sel("th", k, n) for n, k in enumerate(kepala))
    tubuh = "".join(f"<tr>{''.join(sel('td', s, n) for n, s in enumerate(b))}</tr>" for b in baris)
    html = f"<table class='{kelas}'><caption id='t'>{judul}</caption><thead><tr>{kepala}</tr></thead>"
    html += f"<tbody>{tubuh}</tbody></table>"
    return html + ("<p class='sumber'>Sumber: data uji.</p>" if sumber else "")


def kanan(teks):
    return round(teks.kotak.kanan, 1)


def test_sebelas_angka_di_setiap_kolom_tidak_patah():
    kepala = ["Uraian", *(f"Pagu {n} (Rp)" for n in range(5))]
    satu = baca(tata(tabel(kepala, [["Penyelenggaraan urusan pemerintahan", *["12.345.678.901"] * 5]] * 3)))[0]
    assert sum(t.isi == "12.345.678.901" for t in satu.teks) == 15


def test_tabel_uang_direbahkan_bila_jumlahnya_menyisakan_terlalu_sedikit_untuk_nama():
    kepala = ["Program", *(f"Pagu {n} (Rp)" for n in range(4)), "Serapan (%)"]

    def arah(jumlah):
        isi = [["Penyelenggaraan urusan pemerintahan daerah", *[jumlah] * 4, "91,25"]] * 3
        halaman = baca(tata(f"<p>Sebelum</p>{tabel(kepala, isi, 'uang')}<p>Sesudah</p>"))
        return [h.jenis for h in halaman]

    assert arah("98.765.432.101") == [""]
    assert arah("1.975.308.642.196") == ["", "mendatar", ""]


def test_desimal_rata_pada_koma():
    satu = baca(tata(tabel(["Uraian", "Nilai"], [["a", "7"], ["b", "12,5"], ["c", "1.234,25"]])))[0]
    letak = {t.isi.strip(): t for t in satu.teks}
    assert kanan(letak["7"]) == kanan(letak["12,5"]) == kanan(letak["1.234,25"])
    assert letak["7"].isi == "7\u2008\u2007\u2007" and letak["12,5"].isi == "12,5\u2007"


def test_naskah_di_kolom_angka_boleh_berganti_baris():
    baris = [["a", "90"], ["b", "71,00 % = (340+36+10+20+20)/600 x 100"]]
    satu = baca(tata(tabel(["Uraian", "Realisasi"], baris)))[0]
    assert all(not t.wadah or t.kotak.kanan <= t.wadah[-1].kotak.kanan for t in satu.teks)


def test_kata_hanya_dipenggal_di_sel_yang_lebih_sempit_darinya():
    baris = [["Kinerja dan kedisiplinan serta penghargaan aparatur"] * 2, ["tanggungjawabkepegawaian" * 2, "satu"]]
    satu = baca(tata("<div style='width: 90mm'>" + tabel(["Uraian", "Lain"], baris) + "</div>"))[0]
    baris = [t.isi for t in satu.teks]
    assert not any(t.endswith(("\u2010", "-")) for t in baris if "tanggung" not in t and "kepegawai" not in t), baris


def test_spasi_di_ujung_sel_tidak_mematahkan_baris():
    """With a blank at its end, `Kedisiplinan serta Penghargaan ASN` was broken behind its first word."""
    sel = "Sasaran: Meningkatnya Kinerja dan Kedisiplinan serta Penghargaan ASN"
    for lebar in range(40, 70):
        html = "<table class='isi' style='width: {}mm; font-size: 9pt'><tr><td>{}</td></tr></table>"
        rapi, berspasi = (
            [t.isi for t in baca(tata(html.format(lebar, teks)))[0].teks] for teks in (sel, f"\n  {sel}\n  ")
        )
        assert rapi == berspasi


def test_judul_diulang_sebagai_lanjutan_dan_sumber_menempel():
    halaman = baca(tata(tabel(["Uraian", "Nilai"], [[f"baris {n}", n] for n in range(120)])))
    kepala = ["".join(t.isi for t in h.teks if t.kepala) for h in halaman]
    assert "lanjutan" not in kepala[0] and all("Tabel 1.1 Uji (lanjutan)" in k for k in kepala[1:])
    isi = [t for t in halaman[-1].badan if not t.kepala]
    assert isi[-1].isi.startswith("Sumber") and len(isi) > 2


def test_keterangan_yang_nyaris_penuh_tidak_menyisakan_baris_kosong():
    """Where “(lanjutan)” makes a second line, both lines are filled on the first page too."""
    dasar = "Tabel 1.1 Realisasi program dan kegiatan penunjang sasaran pertama instansi"
    for n in range(20, 64, 2):
        judul = f"<b>Tabel 1.1</b>{dasar.removeprefix('Tabel 1.1')} {'i' * n}"
        pertama = baca(tata(tabel(["Uraian", "Nilai"], [["a", "1"], ["b", "2"]], judul=judul)))[0]
        kepala = [t for t in pertama.teks if t.kepala]
        tinggi = [t.kotak.y for t in kepala]
        atas = min(t.kotak.y for t in kepala if t.isi.strip() == "Uraian")
        akhir = max(y for y in tinggi if y < atas)
        assert atas - akhir < 28, (n, atas - akhir)


def test_baris_boleh_berganti_antara_kutip_dan_kurung():
    html = "<table class='isi' style='width: 27mm; font-size: 9pt'><tr><td>Kinerja &quot;BAIK&quot; (Persentase)"
    baris = [t.isi.strip(" \u200b") for t in baca(tata(f"{html}</td></tr></table>"))[0].teks]
    assert baris == ['Kinerja "BAIK"', "(Persentase)"]


def test_kata_empat_ratus_huruf_dapat_dipatahkan():
    html = longgarkan(f"<style>{'x' * 400}</style><p title='{'y' * 400}'>{'z' * 400}</p>")
    assert "x" * 400 in html and "y" * 400 in html and max(len(b) for b in re.findall("z+", html)) < 30
    satu = baca(tata(tabel(["Uraian", "Nilai"], [["w" * 400, "1"]])))[0]
    assert all(t.kotak.kanan <= t.wadah[-1].kotak.kanan for t in satu.teks if t.wadah)
