"""A block from a spreadsheet: read from the clipboard, and spread over a grid."""

import pytest

pytestmark = pytest.mark.browser
SEBAR = "const { el, nilai } = tabel(); const diisi = [];"


@pytest.mark.parametrize(
    ("teks", "isi"),
    [
        ("45,5", [["45,5"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\r2\r", [["1"], ["2"]]),
        ("1\n\n", [["1"], [""]]),
        ("1\t2\t3\n4\n5\t6", [["1", "2", "3"], ["4"], ["5", "6"]]),
        ("\t1\t\n", [["", "1", ""]]),
        ('"dua\nbaris"\t2\n3', [["dua baris", "2"], ["3"]]),
        ('"kata ""kutip"" itu"\t2', [['kata "kutip" itu', "2"]]),
        ('"dengan\ttab"\t2', [["dengan\ttab", "2"]]),
        ('5" pipa\t2', [['5" pipa', "2"]]),
        ('"belum ditutup\t2\n3', [['"belum ditutup', "2"], ["3"]]),
        ("  12 \t 3 ", [["12", "3"]]),
        ("", [[""]]),
    ],
)
def test_urai(uji, teks, isi):
    assert uji("return urai(arg)", teks) == isi


def test_dari_sel_ke_kanan_dan_ke_bawah(uji):
    skrip = SEBAR + "const kalimat = sebar(el(0, 0), arg, () => {}); return [nilai(), kalimat]"
    nilai, kalimat = uji(skrip, [["1", "BB", "2"]])
    assert nilai == [["1", "BB", "2"], ["", "", ""], ["", ""]]
    assert kalimat == "1 baris ditempel."


def test_teks_kosong_dan_blok_tak_rata_membiarkan_sel(uji):
    nilai = uji(
        SEBAR + 'el(0, 0).value = "9"; el(2, 0).value = "8"; sebar(el(0, 0), arg, () => {}); return nilai()',
        [["", "BB"], [], ["7"]],
    )
    assert nilai == [["9", "BB", ""], ["", "", ""], ["7", ""]]


def test_pilihan_dicocokkan_dengan_teksnya(uji):
    nilai, kalimat = uji(
        SEBAR + "const kalimat = sebar(el(0, 1), arg, () => {}); return [nilai(), kalimat]",
        [["bb"], ["A (Memuaskan)"], ["CC"]],
    )
    assert [b[1] for b in nilai] == ["BB", "A", ""]
    assert kalimat == "3 baris ditempel. 1 sel dilewati karena teksnya tidak ada dalam pilihan."


def test_sel_terkunci_dan_yang_tidak_ada_dilewati(uji):
    nilai, diisi, kalimat = uji(
        SEBAR
        + """
        el(0, 2).disabled = true;
        const kalimat = sebar(el(0, 0), arg, (ke) => diisi.push(ke.value));
        return [nilai(), diisi, kalimat];
        """,
        [["1", "", "2"], ["3", "", "4"], ["5", "", "6"]],
    )
    assert nilai == [["1", "", ""], ["", "", "4"], ["5", ""]]
    assert diisi == ["1", "4", "5"]
    assert kalimat == "3 baris ditempel. 3 sel dilewati karena tidak dapat diisi."


def test_blok_yang_lebih_besar_dari_lembar(uji):
    nilai, kalimat = uji(
        SEBAR + "const kalimat = sebar(el(1, 1), arg, () => {}); return [nilai(), kalimat]",
        [["BB", "1", "x"], ["BB", "", "x"], ["BB", "2", "x"], ["BB", "3", "x"]],
    )
    assert nilai == [["", "", ""], ["", "BB", "1"], ["", "BB"]]
    assert kalimat.startswith("Tempelan berisi 4 baris, sedangkan dari sel ini hanya ada 2; 2 baris terakhir tidak")
    assert "1 kolom terakhir tidak ditempel karena di luar lembar." in kalimat


def test_baris_tersembunyi_tidak_ikut(uji):
    assert uji(
        SEBAR + 'el(1, 0).closest("tr").hidden = true; sebar(el(0, 0), arg, () => {}); return nilai()', [["1"], ["2"]]
    ) == [["1", "", ""], ["", "", ""], ["2", ""]]


TINJAU = "const { el, nilai } = tabelTinjau();"


def test_9_14_baris_terkunci_tetap_pada_tempatnya_dan_disebut(uji):
    nilai, kalimat = uji(
        TINJAU + "const kalimat = sebar(el(0), arg, () => {}); return [nilai(), kalimat]", [["1"], ["2"], [""], ["3"]]
    )
    assert nilai == ["1", "3", ""]
    assert kalimat == "3 baris ditempel. Baris yang tidak dapat diisi dilewati: “Mutasi (diajukan)”."


@pytest.mark.parametrize(
    ("dari", "isi", "tanya", "kata"),
    [
        (0, [["1"]], False, ""),
        (0, [["1"], ["2"]], True, "Baris yang tidak dapat diisi dilewati: “Mutasi (diajukan)”."),
        (1, [["1"], ["2"]], True, "2 sel pada 2 baris: “Kompetensi”, “Disiplin”. Di antaranya bagian sebuah indeks."),
        (2, [["5"]], False, ""),
        (2, [["5"], ["6"]], True, "hanya ada 1; 1 baris terakhir tidak ditempel."),
        (2, [["5", "6"]], True, "1 kolom terakhir tidak ditempel karena di luar lembar."),
    ],
)
def test_9_2_tempelan_yang_tidak_pas_ditanyakan_dengan_barisnya(uji, dari, isi, tanya, kata):
    skrip = "const r = rencanakan(el(arg[0]), arg[1]); return [perluTanya(r), kalimatTanya(r), nilai()]"
    perlu, kalimat, nilai = uji(TINJAU + skrip, [dari, isi])
    assert (perlu, nilai) == (tanya, ["", "", ""])
    assert kata in kalimat


def test_9_2_blok_yang_pas_tidak_ditanyakan(uji):
    skrip = "const { el } = tabel(); return perluTanya(rencanakan(el(0, 1), arg))"
    assert uji(skrip, [["BB"], ["A"], ["BB"]]) is False
