"""What Word changed against what was changed in the system meanwhile: nothing of either is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sakip.kaya.baca import dari_teks
from sakip.kaya.word.cocok import Perubahan, huruf, terapkan
from sakip.kaya.word.gabung import gabungkan

ASAL = "Satu.\n\nDua {{capaian:X}}.\n\nTiga.\n\nEmpat."
NILAI = {"capaian:X": "98,50%"}


def ubah(awal, akhir, teks, **lain):
    return Perubahan(awal, akhir, dari_teks(teks), **lain)


def hasil(kini, *semua, keduanya=False):
    gabungan = gabungkan(ASAL, kini, semua, NILAI)
    return terapkan(kini, [(g.keduanya or g.perubahan) if keduanya else g.perubahan for g in gabungan])


def test_paragraf_yang_berbeda_digabung_tanpa_memilih():
    kini = "Pembuka.\n\nSatu.\n\nDua {{capaian:X}}.\n\nTiga baru.\n\nEmpat."
    semua = ubah(0, 1, "Satu Word."), ubah(4, 4, "Lima."), ubah(1, 1, "Sisipan.")
    assert all(g.keduanya is None for g in gabungkan(ASAL, kini, semua, NILAI))
    assert hasil(kini, *semua) == (
        "Pembuka.\n\nSatu Word.\n\nSisipan.\n\nDua {{capaian:X}}.\n\nTiga baru.\n\nEmpat.\n\nLima."
    )


def test_paragraf_yang_sama_dipilih_orangnya():
    kini = "Satu.\n\nDua sistem {{capaian:X}}.\n\nTiga.\n\nEmpat."
    word = ubah(1, 2, "Dua Word {{capaian:X}}.")
    (g,) = gabungkan(ASAL, kini, [word], NILAI)
    assert [huruf(a) for a in g.perubahan.lama] == ["Dua sistem 98,50%."]
    assert [huruf(a) for a in g.perubahan.kini] == ["Dua Word 98,50%."]
    assert hasil(kini, word) == kini.replace("sistem", "Word")
    assert hasil(kini, word, keduanya=True) == kini.replace("}}.", "}}.\n\nDua Word {{capaian:X}}.")


def test_dihapus_di_sistem_disunting_di_word_dan_sebaliknya():
    dihapus = "Satu.\n\nTiga.\n\nEmpat."
    (g,) = gabungkan(ASAL, dihapus, [ubah(1, 2, "Dua Word.")], NILAI)
    assert g.keduanya is not None and g.perubahan.lama == ()
    assert hasil(dihapus, ubah(1, 2, "Dua Word.")) == "Satu.\n\nDua Word.\n\nTiga.\n\nEmpat."
    disunting = ASAL.replace("Dua", "Dua sistem")
    (g,) = gabungkan(ASAL, disunting, [ubah(1, 2, "")], NILAI)
    assert terapkan(disunting, [g.keduanya]) == disunting
    assert terapkan(disunting, [g.perubahan]) == "Satu.\n\nTiga.\n\nEmpat."


def test_seluruhnya_ditulis_ulang_di_sistem_satu_pilihan():
    semua = ubah(0, 1, "Satu Word."), ubah(3, 4, "Empat Word.")
    (g,) = gabungkan(ASAL, "Lain sama sekali.", semua, NILAI)
    assert terapkan("Lain sama sekali.", [g.keduanya]) == (
        "Lain sama sekali.\n\nSatu Word.\n\nDua {{capaian:X}}.\n\nTiga.\n\nEmpat Word."
    )
    (g,) = gabungkan(ASAL, "", semua, NILAI)
    assert terapkan("", [g.perubahan]) == "Satu Word.\n\nDua {{capaian:X}}.\n\nTiga.\n\nEmpat Word."


def test_catatan_kaki_baru_tidak_memakai_tanda_yang_sudah_dipakai():
    kini = "Satu[^1].\n\nDua {{capaian:X}}.\n\nTiga.\n\nEmpat.\n\n[^1]: Milik sistem."
    baru = hasil(kini, ubah(2, 3, "Tiga[^1].", catatan={"1": "Milik Word."}))
    assert baru == (
        "Satu[^1].\n\nDua {{capaian:X}}.\n\nTiga[^2].\n\nEmpat.\n\n[^1]: Milik sistem.\n\n[^2]: Milik Word."
    )


PARAGRAF = st.lists(st.sampled_from([f"Paragraf {h}." for h in "abcdefgh"]), max_size=7, unique=True)


@settings(max_examples=150, deadline=None)
@given(PARAGRAF, PARAGRAF, st.data())
def test_tidak_ada_yang_hilang(asal, kini, data):
    """Whatever both did: taking what both have keeps each paragraph of the system and each that Word wrote; taking
    nothing changes nothing."""
    semua, di = [], 0
    while di <= len(asal) and len(semua) < 4:
        awal = data.draw(st.integers(di, len(asal)))
        akhir = data.draw(st.integers(awal, min(len(asal), awal + 2)))
        semua.append(ubah(awal, akhir, f"Tulisan Word {len(semua)}."))
        di = akhir + 1
    dulu, sekarang = "\n\n".join(asal), "\n\n".join(kini)
    gabungan = gabungkan(dulu, sekarang, semua, {})
    assert terapkan(sekarang, []) == sekarang
    bersih = {
        b for g in gabungan if g.keduanya is None for b in dari_teks(sekarang)[g.perubahan.awal : g.perubahan.akhir]
    }
    jadi = dari_teks(terapkan(sekarang, [g.keduanya or g.perubahan for g in gabungan]))
    assert all(b in jadi for b in dari_teks(sekarang) if b not in bersih)
    assert all(b in jadi for p in semua for b in p.baru)
    urut = [(g.perubahan.awal, g.perubahan.akhir) for g in gabungan]
    assert all(a[1] <= b[0] for a, b in zip(urut, urut[1:], strict=False)), urut
