"""Charts: every label within the picture, none over another, names whole, thousands separated."""

import re
from decimal import Decimal as D
from itertools import combinations

import pytest

from laporan import bagan

from .dokumen_uji import label

PANJANG = "Program Penyelenggaraan Urusan Pemerintahan Daerah Bidang Kepegawaian serta Pendidikan dan Pelatihan"


def orang(uraian, jumlah, laki_laki=None, perempuan=None, status=""):
    return {"uraian": uraian, "jumlah": jumlah, "laki_laki": laki_laki, "perempuan": perempuan, "status": status}


PEGAWAI = [orang("Golongan III", 1234), orang(PANJANG, 2), *(orang(f"Golongan {n}", n) for n in range(4))]
BAGAN = {
    "pegawai": lambda: bagan.pegawai("x", PEGAWAI),
    "kelamin": lambda: bagan.pegawai_kelamin([("Golongan IV", 5, 3), (PANJANG, 20, None), ("II", 0, 2)]),
    "kas": lambda: bagan.kas([D(12 * 10**9), None, D(345), D(10**9)], [D(10**9), D(5), None, None]),
    "minus": lambda: bagan.batang("x", ["a", PANJANG], [bagan.Seri("Naik", [D("-1234.5"), D(99999)])]),
    "donat": lambda: bagan.donat("x", [(PANJANG, D(1)), ("b", D(1500)), ("c", D(0))]),
}


@pytest.mark.parametrize("nama", BAGAN)
def test_label_utuh_di_dalam_gambar_dan_tidak_bertumpuk(nama):
    svg = BAGAN[nama]()
    selebar, setinggi = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    semua = label(svg)
    for isi, kiri, atas, kanan, bawah in semua:
        assert kiri >= 0 and kanan <= selebar and atas >= 0 and bawah <= setinggi, isi
    for a, b in combinations(semua, 2):
        assert a[3] <= b[1] or b[3] <= a[1] or a[4] <= b[2] or b[4] <= a[2], (a[0], b[0])
    assert "…" not in svg


def test_nama_panjang_dibungkus_dan_ribuan_dipisah():
    isi = [s[0] for s in label(BAGAN["pegawai"]())]
    assert PANJANG.split() == " ".join(i for i in isi if not i.startswith("Golongan ") and not i[0].isdigit()).split()
    assert "1.234" in isi


def test_yang_tidak_bernilai_tidak_digambar():
    assert bagan.pegawai("x", []) == bagan.pegawai("x", PEGAWAI[:1]) == bagan.donat("x", [("a", D(3))]) == ""
    assert bagan.kas([None] * 4, [D(7)] * 4) == ""
    assert "Perempuan" not in bagan.pegawai_kelamin([("IV", 5, None)])


def test_pegawai_dua_jenis_kelamin_atau_lingkaran():
    dua = bagan.pegawai("x", [orang("IV", 8, 5, 3), orang("III", 2, 2, None, "non_asn"), orang("Jumlah", 10, 7, 3)])
    isi = [s[0] for s in label(dua)]
    assert {"Laki-laki", "Perempuan", "IV", "III (Non-ASN)"} <= set(isi) and "Jumlah" not in isi
    lingkaran = bagan.pegawai("Pegawai menurut jenis kelamin", [orang("Laki-laki", 30), orang("Perempuan", 10)])
    assert "<path " in lingkaran and "Laki-laki: 30 orang (75,0%)" in lingkaran
    assert "<path " not in bagan.pegawai("x", PEGAWAI) and "<rect " in bagan.pegawai("x", PEGAWAI)
    assert "<path " not in bagan.pegawai("x", [orang("a", 3), orang("b", None), orang("c", 2)])


def test_bagan_lebih_tinggi_dari_halaman_berlanjut_dengan_skala_yang_sama():
    nama = [f"{PANJANG} {n}" for n in range(40)]
    dua = [
        bagan.Seri("Pagu", [D(n + 1) for n in range(40)], terang=True),
        bagan.Seri("Realisasi", [D(n) for n in range(40)]),
    ]
    lembar = [f"{s}</svg>" for s in bagan.batang("x", nama, dua, setinggi=bagan.SETINGGI).split("</svg>")[:-1]]
    assert len(lembar) > 1 and bagan.batang("x", nama, dua).count("<svg ") == 1
    assert all(float(re.search(r'height="([\d.]+)"', s)[1]) <= bagan.SETINGGI for s in lembar)
    teks = " ".join(isi for s in lembar for isi, *_ in label(s))
    assert [n for n in range(40) if not re.search(rf"Pelatihan {n}\b", teks)] == []
    assert all("Pagu" in s and "Realisasi" in s for s in lembar), "setiap lembar dengan keterangannya"
    pagu = re.findall(r'width="([\d.]+)" height="12.00" fill="#c9dbdf"', "".join(lembar))
    assert len({round(float(w) / n, 1) for n, w in enumerate(pagu, 1)}) == 1, "satu skala"
