"""What people write is shown, never run; what the answers carry in their heads."""

import pytest

from renstra.models import Simpul
from tests.alat import alamat, halaman_baca
from tests.pabrik import NarasiFactory, RealisasiFactory, RekomendasiFactory

SERANGAN = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def diserang(hss):
    """Every text that a page shows carries an attack."""
    r = hss.renstra.get()
    hss.nama = hss.singkatan = SERANGAN[:60]
    hss.save()
    Simpul.objects.filter(renstra=r).update(uraian=SERANGAN, sasaran=SERANGAN, penanggung_jawab=SERANGAN)
    r.indikator.update(nama=SERANGAN, satuan=SERANGAN[:60], formulasi=SERANGAN, definisi=SERANGAN, sumber_data=SERANGAN)
    i = r.indikator.get(kode="I.T1.1")
    i.realisasi.filter(tahun=2024).delete()
    RealisasiFactory(
        indikator=i,
        teks=SERANGAN,
        pendorong=SERANGAN,
        penghambat=f"[klik](javascript:alert(1)) {SERANGAN}",
        sumber=SERANGAN,
    )
    i.pembanding.update(kategori=SERANGAN[:100], keterangan=SERANGAN)
    i.komponen.update(nama=SERANGAN)
    NarasiFactory(perangkat_daerah=hss, bagian="9.9", teks=f"Tahun 2011. {SERANGAN}")
    RekomendasiFactory(perangkat_daerah=hss, rekomendasi=SERANGAN)
    yield hss
    hss.refresh_from_db()


@pytest.mark.teliti
@pytest.mark.parametrize(("nama", "tujuan"), [h for h in halaman_baca() if "unduh" not in h[0]])
def test_serangan_ditampilkan_sebagai_teks(diserang, perencana, nama, tujuan):
    jawaban = perencana.get(tujuan)
    isi = jawaban.content.decode() if jawaban["Content-Type"].startswith(("text/html", "image/svg")) else ""
    assert jawaban.status_code == 200
    assert "<script>alert" not in isi
    assert "<img src=x" not in isi
    assert 'href="javascript:' not in isi


def test_serangan_pada_pencarian_dan_saringan(perencana):
    for nama in ("cari", "indikator_daftar", "temuan"):
        isi = perencana.get(alamat(nama), {"q": SERANGAN, "aturan": SERANGAN}).content.decode()
        assert "<script>alert" not in isi, nama


@pytest.mark.parametrize(("nama", "tujuan"), list(halaman_baca()))
def test_kepala_jawaban(perencana, nama, tujuan):
    jawaban = perencana.get(tujuan)
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["X-Frame-Options"] == "DENY"
    assert jawaban["Referrer-Policy"] == "same-origin"
    assert "private" in jawaban["Cache-Control"]
    kebijakan = jawaban["Content-Security-Policy"]
    assert "default-src 'none'" in kebijakan or "default-src 'self'" in kebijakan
    if jawaban["Content-Type"].startswith("text/html"):
        assert "unsafe" not in kebijakan
        isi = jawaban.content.decode()
        for terlarang in (" style=", " onclick=", "<style", "http://", "https://", "hx-on", "javascript:"):
            assert terlarang not in isi, terlarang
        assert "<script>" not in isi


def test_masuk_tanpa_gaya_dan_skrip_di_dalam_halaman(db, client):
    isi = client.get("/masuk/").content.decode()
    for terlarang in (" style=", "<style", "<script>", "https://"):
        assert terlarang not in isi
