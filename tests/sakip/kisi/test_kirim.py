"""What an answer of the server means for a cell, and what this browser keeps meanwhile."""

import pytest

pytestmark = pytest.mark.browser
UMUM = "Server menolak isian ini. Muat ulang halaman; yang Anda ketik masih ada di peramban ini."
LAIN = {"nilai": "3", "oleh": "Sari", "pada": ""}


@pytest.mark.parametrize(
    ("status", "isi"),
    [
        (200, {"jawaban": "tersimpan", "nilai": "3", "ubahan_ke": 3, "hasil": {}}),
        (403, {"jawaban": "tidak_boleh", "pesan": "Bukan bidang Anda."}),
        (404, {"jawaban": "tidak_ada", "pesan": "Baris ini tidak ada."}),
        (409, {"jawaban": "bentrok", "milik_lain": LAIN, "ubahan_ke": 4, "hasil": {}}),
        (422, {"jawaban": "ditolak", "pesan": "Bukan angka.", "dapat_ditegaskan": False}),
        (423, {"jawaban": "terkunci", "pesan": "Baris ini terkunci."}),
    ],
)
def test_jawaban_menurut_kontrak_diteruskan(uji, status, isi):
    assert uji("return golongkan(arg)", {"status": status, "isi": isi}) == isi


@pytest.mark.parametrize("status", [0, 408, 500, 502, 503, 504])
def test_gangguan_dicoba_lagi(uji, status):
    assert uji("return golongkan(arg)", {"status": status, "isi": None}) == {"jawaban": "putus", "status": status}


@pytest.mark.parametrize("status", [200, 301, 400, 403, 404, 405, 409, 410, 422, 423, 429])
def test_halaman_html_ialah_penolakan(uji, status):
    assert uji("return golongkan(arg)", {"status": status, "isi": None}) == {"jawaban": "tak_dikenal", "pesan": UMUM}


def test_jawaban_yang_tidak_cocok_dengan_statusnya(uji):
    for status, isi in ((400, {}), (403, {"jawaban": "tersimpan"}), (409, {"jawaban": "bentrok"}), (200, 7)):
        assert uji("return golongkan(arg)", {"status": status, "isi": isi})["jawaban"] == "tak_dikenal", status


def test_kalimat_server_dan_isian_yang_terlalu_panjang(uji):
    assert uji("return golongkan(arg)", {"status": 400, "isi": {"pesan": "Begini."}})["pesan"] == "Begini."
    assert "terlalu panjang" in uji("return golongkan(arg)", {"status": 413, "isi": None})["pesan"]


def test_sesi_berakhir(uji):
    for isi in (None, {"jawaban": "sesi", "pesan": "Masuk lagi."}):
        assert uji("return golongkan(arg)", {"status": 401, "isi": isi}) == {"jawaban": "sesi"}


def test_dialihkan_ke_halaman_masuk_ialah_sesi_berakhir(uji):
    assert uji("""
        const asli = fetch;
        const jawab = (alamat) => ({ status: 200, redirected: true, url: alamat, text: async () => "<html>" });
        try {
          window.fetch = async () => jawab("http://kisi.uji/masuk/?next=/sel/");
          const masuk = await pos("/sel/", {});
          window.fetch = async () => jawab("http://kisi.uji/lain/");
          return [masuk.status, (await pos("/sel/", {})).status];
        } finally {
          window.fetch = asli;
        }
    """) == [401, 200]


def test_tanpa_jawaban_berstatus_nol(uji, kosong):
    kosong.route("**/putus/", lambda rute: rute.abort())
    kosong.route("**/lambat/", lambda rute: None)
    isi = {"status": 0, "teks": "", "isi": None}
    assert uji('return [await pos("/putus/", {}), await pos("/lambat/", {}, 50)]') == [isi, isi]


def test_simpanan_memuat_yang_belum_aman_saja(uji):
    assert uji("""
        localStorage.setItem("uji", JSON.stringify({ "i2 nilai": 5, "i9 nilai": 7 }));
        const simpanan = buatSimpanan("uji", (sel) => sel.keadaan);
        const daftar = { "i1 nilai": "menunggu", "i2 nilai": "tersimpan", "i3 nilai": "ditolak", "i4 nilai": "" };
        for (const [kunci, keadaan] of Object.entries(daftar)) simpanan.catat({ kunci, keadaan });
        simpanan.simpan();
        const isi = simpanan.baca();
        simpanan.kosongkan();
        return [isi, localStorage.getItem("uji")];
    """) == [{"i1 nilai": "menunggu", "i3 nilai": "ditolak", "i9 nilai": 7}, None]
