"""The queue: what goes out when, and what an answer does to it."""

import pytest

pytestmark = pytest.mark.browser
MULAI = "const { antrean, kiriman, peristiwa, jam, jawab, putus, bangun, sel } = coba();"
TOLAKAN = ["tidak_boleh", "tidak_ada", "bentrok", "ditolak", "terkunci", "tak_dikenal"]


@pytest.fixture
def antre(uji):
    return lambda skrip, arg=None: uji(MULAI + skrip, arg)


def test_empat_sekaligus_dan_berurutan(antre):
    sebelum, sesudah, jumlah = antre("""
        for (const nama of "abcdef") antrean.pesan(sel(nama), "1");
        const sebelum = [...kiriman];
        await jawab(1, "tersimpan");
        return [sebelum, kiriman, antrean.jumlah];
    """)
    assert sebelum == ["a=1", "b=1", "c=1", "d=1"]
    assert sesudah == [*sebelum, "e=1"]
    assert jumlah == 5


def test_satu_per_objek(antre):
    sebelum, sesudah = antre("""
        antrean.pesan(sel("a", "i1"), "1");
        antrean.pesan(sel("b", "i1"), "2");
        antrean.pesan(sel("c", "i2"), "3");
        const sebelum = [...kiriman];
        await jawab(0, "tersimpan");
        return [sebelum, kiriman];
    """)
    assert sebelum == ["a=1", "c=3"]
    assert sesudah == [*sebelum, "b=2"]


def test_yang_menunggu_diganti_yang_lebih_baru(antre):
    assert antre("""
        const b = sel("b", "i1");
        antrean.pesan(sel("a", "i1"), "1");
        for (const teks of ["2", "3", "4"]) antrean.pesan(b, teks);
        const { jumlah } = antrean;
        await jawab(0, "tersimpan");
        return [kiriman, jumlah];
    """) == [["a=1", "b=4"], 2]


def test_yang_baru_menyusul_yang_sedang_dikirim(antre):
    kiriman, peristiwa, jumlah = antre("""
        const a = sel("a");
        antrean.pesan(a, "1");
        antrean.pesan(a, "2");
        await jawab(0, "tersimpan", { nilai: "1,0" });
        await jawab(1, "tersimpan");
        return [kiriman, peristiwa, antrean.jumlah];
    """)
    assert kiriman == ["a=1", "a=2"]
    assert peristiwa == ["a belum usai 1,0", "a tersimpan 2"]
    assert jumlah == 0


def test_yang_sudah_tersimpan_tidak_dikirim_lagi(antre):
    assert antre("""
        const a = sel("a");
        antrean.pesan(a, "1000");
        antrean.pesan(a, "1.000");
        await jawab(0, "tersimpan", { nilai: "1.000" });
        return [kiriman, peristiwa];
    """) == [["a=1000"], ["a tersimpan 1.000"]]


def test_penegasan_ikut_terkirim(antre):
    assert antre('antrean.pesan(sel("a"), "19000", "1"); return kiriman') == ["a=19000!"]


def test_yang_dibatalkan_tidak_dikirim(antre):
    assert antre("""
        const b = sel("b", "i1");
        antrean.pesan(sel("a", "i1"), "1");
        antrean.pesan(b, "2");
        antrean.batal(b);
        await jawab(0, "tersimpan");
        return kiriman;
    """) == ["a=1"]


def test_jeda_makin_lama_selama_terputus(antre):
    kiriman, jeda, keadaan = antre("""
        const [a, b] = [sel("a", "i1"), sel("b", "i1")];
        antrean.pesan(a, "1");
        antrean.pesan(b, "2");
        for (let n = 0; n < 6; n++) {
          await putus(n);
          if (n < 5) bangun();
        }
        return [kiriman, jam.map((j) => j.lama), [a.keadaan, b.keadaan, antrean.luring]];
    """)
    assert kiriman == ["a=1"] * 6
    assert jeda == [1000, 2000, 4000, 5000, 5000, 5000]
    assert keadaan == ["luring", "luring", True]


def test_tidak_ada_yang_berangkat_selama_jeda(antre):
    assert antre("""
        antrean.pesan(sel("a"), "1");
        antrean.pesan(sel("b"), "2");
        await putus(0);
        antrean.pesan(sel("c"), "3");
        await putus(1);
        return [kiriman, jam.length, antrean.jumlah];
    """) == [["a=1", "b=2"], 1, 3]


def test_jeda_kembali_pendek_sesudah_ada_jawaban(antre):
    assert antre("""
        antrean.pesan(sel("a"), "1");
        await putus(0);
        bangun();
        await putus(1);
        bangun();
        await jawab(2, "tersimpan");
        const tersambung = !antrean.luring;
        antrean.pesan(sel("b"), "2");
        await putus(3);
        return [tersambung, jam.map((j) => j.lama)];
    """) == [True, [1000, 2000, 1000]]


def test_sambungan_kembali_tanpa_menunggu_jeda(antre):
    assert antre("""
        antrean.pesan(sel("a"), "1");
        await putus(0);
        antrean.lanjut();
        return kiriman;
    """) == ["a=1", "a=1"]


def test_tanpa_jawaban_tetap_pada_giliran_galat_server_ke_belakang(antre):
    putus, galat = antre("""
        const ulang = async (status) => {
          const { antrean, kiriman, jawab, bangun, sel } = coba();
          for (const nama of "abcde") antrean.pesan(sel(nama, nama < "c" ? "i1" : nama), "1");
          await jawab(0, "putus", { status });
          bangun();
          return kiriman.slice(4);
        };
        return [await ulang(0), await ulang(503)];
    """)
    assert putus[0] == "a=1"
    assert galat[0] == "b=1"


def test_teks_yang_lebih_baru_menggantikan_yang_gagal_terkirim(antre):
    assert antre("""
        const a = sel("a");
        antrean.pesan(a, "1");
        antrean.pesan(a, "2");
        await putus(0);
        bangun();
        return kiriman;
    """) == ["a=1", "a=2"]


def test_sesi_berakhir_menahan_lalu_meneruskan(antre):
    ditahan, sesudah, peristiwa, jeda = antre("""
        antrean.pesan(sel("a"), "1");
        await jawab(0, "sesi");
        antrean.pesan(sel("b"), "2");
        antrean.lanjut();
        const ditahan = [[...kiriman], antrean.sesiHabis, antrean.jumlah];
        antrean.lepas();
        return [ditahan, kiriman, peristiwa, jam.length];
    """)
    assert ditahan == [["a=1"], True, 2]
    assert sesudah == ["a=1", "a=1", "b=2"]
    assert peristiwa == ["sesi"]
    assert jeda == 0


@pytest.mark.parametrize("jawaban", TOLAKAN)
def test_yang_ditolak_tidak_dikirim_lagi(antre, jawaban):
    kiriman, peristiwa, sisa = antre(
        """
        antrean.pesan(sel("a"), "1");
        await jawab(0, arg);
        antrean.lanjut();
        antrean.pesan(sel("b"), "2");
        await jawab(1, "tersimpan");
        return [kiriman, peristiwa, [jam.length, antrean.jumlah, antrean.luring]];
    """,
        jawaban,
    )
    assert kiriman == ["a=1", "b=2"]
    assert peristiwa == [f"a {jawaban} 1", "b tersimpan 2"]
    assert sisa == [0, 0, False]


def test_penolakan_teks_lama_tidak_menahan_yang_baru(antre):
    assert antre("""
        const a = sel("a");
        antrean.pesan(a, "12a");
        antrean.pesan(a, "12");
        await jawab(0, "ditolak");
        await jawab(1, "tersimpan");
        return [kiriman, peristiwa];
    """) == [["a=12a", "a=12"], ["a tersimpan 12"]]
