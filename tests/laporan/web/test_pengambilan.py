"""Whatever leaves as a file is in the trail: who took what of which agency."""

import io
import zipfile

import pytest
from django.db import DatabaseError
from django.urls import reverse

from laporan.models import Pegawai
from renstra.models import PerjanjianKinerja
from sakip.jaga import pengambilan
from sakip.models import Bidang, Jejak, PerangkatDaerah
from tests.alat import alamat, halaman_baca, teks
from tests.pabrik import PerjanjianKinerjaFactory, SusunanFactory

pytestmark = pytest.mark.teliti


def catatan():
    return list(Jejak.objects.filter(tabel="sakip_pengambilan").order_by("pk"))


BERKAS = {
    "buku_kerja_unduh": {},
    "ikhtisar_excel": {},
    "ikhtisar_json": {},
    "jejak_unduh": {},
    "temuan_unduh": {"format": "xlsx"},
    "dokumen_excel": {"jenis": "cascading"},
}


@pytest.mark.parametrize(("nama", "lain"), BERKAS.items())
def test_ekspor_tercatat(dunia, masuk, nama, lain):
    assert masuk(dunia.inspektorat).get(alamat(nama, **lain)).status_code == 200
    (satu,) = catatan()
    assert (satu.oleh, satu.perangkat_daerah_id, satu.tahun) == (dunia.inspektorat, dunia.hss.pk, 2024)
    assert satu.baru["halaman"] == nama.replace("_", " ")
    assert satu.baru["berkas"].endswith((".xlsx", ".json"))
    riwayat = teks(masuk(dunia.kepala).get(alamat("jejak") + "?kelompok=pengambilan"))
    assert "Pengambilan data" in riwayat
    assert satu.baru["berkas"] in riwayat


def test_tabel_sepemda_tercatat_tanpa_instansi(dunia, masuk):
    tujuan = reverse("pemda_unduh", kwargs={"tahun": 2024, "format": "csv"})
    assert masuk(dunia.pembaca).get(tujuan).status_code == 200
    (satu,) = catatan()
    assert (satu.oleh, satu.perangkat_daerah_id) == (dunia.pembaca, None)


def test_laporan_yang_diunduh_tercatat_yang_ditolak_tidak(dunia, masuk, media):
    (media / "l.pdf").write_bytes(b"%PDF-1.7")
    s = SusunanFactory(perangkat_daerah=dunia.hss, jadi=True, berkas="l.pdf", tahun=2024)
    tujuan = alamat("lkjip_unduh", nomor=s.pk)
    assert masuk(dunia.tetangga).get(tujuan).status_code == 404
    assert catatan() == []
    jawaban = masuk(dunia.inspektorat).get(tujuan)
    assert jawaban.status_code == 200
    assert b"".join(jawaban.streaming_content) == b"%PDF-1.7"
    assert [c.baru["berkas"] for c in catatan()] == ["lkjip-hss-bkpsdm-2024.pdf"]


def test_halaman_biasa_dan_buku_kerja_kosong_tidak_dicatat(perencana):
    berkas = {alamat(n, **lain) for n, lain in BERKAS.items()} | {alamat("temuan_unduh", format="json")}
    for _, tujuan in halaman_baca():
        if tujuan not in berkas:
            perencana.get(tujuan)
    assert catatan() == []


def test_tanpa_catatan_tidak_ada_berkas(perencana, monkeypatch):
    def gagal(*_, **__):
        raise DatabaseError("putus")

    monkeypatch.setattr(pengambilan.Pengambilan.objects, "create", gagal)
    perencana.raise_request_exception = False
    jawaban = perencana.get(alamat("ikhtisar_excel"))
    assert jawaban.status_code == 500
    assert b"PK\x03\x04" not in jawaban.content


NIP = "199001012015041001"


@pytest.fixture
def bernip(dunia):
    """Signers of each kind, with what was frozen at a signing."""
    instansi = PerangkatDaerah.objects.filter(pk=dunia.hss.pk)
    instansi.update(kepala_nip=NIP)
    Bidang.objects.filter(perangkat_daerah=dunia.hss).update(kepala_nip=NIP)
    pihak = {"nama": "Kepala", "nip": NIP, "jabatan": "Kepala Badan", "status": ""}
    isi = {"tempat": "Kandangan", "indikator": [], "program": [], "pihak_pertama": pihak, "pihak_kedua": pihak}
    pk = PerjanjianKinerjaFactory(perangkat_daerah=dunia.hss, keadaan="ditandatangani", pihak_pertama_nip=NIP)
    PerjanjianKinerja.objects.filter(pk=pk.pk).update(isi=isi, pihak_pertama_nama="Kepala Baru")
    Pegawai.objects.filter(perangkat_daerah=dunia.hss).delete()
    return pk


def _semua_byte(jawaban):
    """What is sent, with what an archive holds."""
    isi = b"".join(jawaban.streaming_content) if jawaban.streaming else jawaban.content
    if isi[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            isi += b"".join(arsip.read(n) for n in arsip.namelist())
    return isi


@pytest.mark.parametrize("peran", ["bidang", "inspektorat"])
def test_nip_tidak_keluar_bagi_yang_tidak_memerlukannya(dunia, masuk, bernip, peran):
    """Pages, Excel, JSON, the search, the trail; documents that are printed and signed are another matter."""
    klien = masuk(getattr(dunia, peran))
    lain = [("pk_satu", alamat("pk_satu", nomor=bernip.pk)), ("cari", alamat("cari") + "?q=kepala")]
    for nama, tujuan in (*halaman_baca(), *lain, ("jejak", alamat("jejak") + "?jenis=rencana")):
        assert NIP.encode() not in _semua_byte(klien.get(tujuan)), (nama, tujuan)


def test_nip_ada_bagi_yang_menyimpannya(perencana, bernip):
    assert NIP.encode() in _semua_byte(perencana.get(alamat("buku_kerja_unduh")))
