"""The states of an entry: each step from each state, what it demands, and what the database itself guards."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from capaian.alur import BASI, BISA_DIISI, LangkahDitolak, StatusIsian
from capaian.models import Komentar, Realisasi
from sakip.jejak import pelaku
from sakip.models import Jejak
from tests import pabrik as p

pytestmark = pytest.mark.django_db

DARI = {
    "ajukan": {"draf", "dikembalikan"},
    "tarik": {"diajukan"},
    "setujui": {"diajukan"},
    "verifikasi": {"disetujui"},
    "kembalikan": {"diajukan", "disetujui"},
    "buka": {"diverifikasi"},
}
KE = {
    "ajukan": "diajukan",
    "tarik": "draf",
    "setujui": "disetujui",
    "verifikasi": "diverifikasi",
    "kembalikan": "dikembalikan",
    "buka": "draf",
}


@pytest.fixture
def orang():
    instansi = p.PerangkatDaerahFactory()
    return SimpleNamespace(
        staf=p.PenggunaFactory(perangkat_daerah=instansi),
        kabid=p.PenggunaFactory(kepala_bidang=True, perangkat_daerah=instansi),
        perencanaan=p.PenggunaFactory(perencanaan=True, perangkat_daerah=instansi),
    )


def isian(orang, status="draf", **lain):
    """A row that went through all steps up to this state."""
    objek = p.RealisasiFactory(triwulan=2, diubah_oleh=orang.staf, **lain)
    if status != "draf":
        objek.ajukan(orang.staf)
    if status == "dikembalikan":
        objek.kembalikan(orang.kabid, "Sumbernya mana?")
        p.KomentarFactory(jawaban=True, indikator=objek.indikator, triwulan=2)
    if status in ("disetujui", "diverifikasi"):
        objek.setujui(orang.kabid)
    if status == "diverifikasi":
        objek.verifikasi(orang.perencanaan)
    return objek


def ambil(objek, nama, orang):
    """Take a step, as the person whose step it is."""
    {
        "ajukan": lambda: objek.ajukan(orang.staf),
        "tarik": lambda: objek.tarik(orang.staf),
        "setujui": lambda: objek.setujui(orang.kabid),
        "verifikasi": lambda: objek.verifikasi(orang.perencanaan),
        "kembalikan": lambda: objek.kembalikan(orang.kabid, "Salah ketik"),
        "buka": lambda: objek.buka(orang.perencanaan, "Temuan BPK"),
    }[nama]()


def tersimpan(objek):
    return Realisasi.objects.filter(pk=objek.pk).values().get()


@pytest.mark.parametrize("status", StatusIsian.values)
@pytest.mark.parametrize("langkah", DARI)
def test_tiap_langkah_dari_tiap_keadaan(orang, langkah, status):
    objek = isian(orang, status)
    sebelum, utas = tersimpan(objek), Komentar.objects.count()
    if status in DARI[langkah]:
        ambil(objek, langkah, orang)
        baru = tersimpan(objek)
        assert (baru["status"], baru["ubahan_ke"]) == (KE[langkah], sebelum["ubahan_ke"] + 1)
        assert (objek.status, objek.ubahan_ke) == (baru["status"], baru["ubahan_ke"])
        assert baru["nilai"] == sebelum["nilai"]
        return
    kalimat = f"Isian ini sudah {status}; langkah ini tidak berlaku lagi."
    with pytest.raises(LangkahDitolak) as galat:
        ambil(objek, langkah, orang)
    assert str(galat.value) == kalimat
    assert tersimpan(objek) == sebelum
    assert Komentar.objects.count() == utas


@pytest.mark.parametrize("langkah", DARI)
def test_menekan_dua_kali_berlaku_sekali(orang, langkah):
    """Two requests that read the row before either of them wrote."""
    satu = isian(orang, min(DARI[langkah]))
    dua = Realisasi.objects.get(pk=satu.pk)
    ambil(satu, langkah, orang)
    sebelum, utas = tersimpan(satu), Komentar.objects.count()
    with pytest.raises(LangkahDitolak) as galat:
        ambil(dua, langkah, orang)
    assert str(galat.value) == BASI
    assert tersimpan(satu) == sebelum
    assert Komentar.objects.count() == utas


def test_nilai_yang_berubah_setelah_dilihat_menolak_langkah(orang):
    objek = isian(orang)
    Realisasi.objects.filter(pk=objek.pk).update(nilai=1, ubahan_ke=objek.ubahan_ke + 1)
    sebelum = tersimpan(objek)
    with pytest.raises(LangkahDitolak) as galat:
        objek.ajukan(orang.staf)
    assert str(galat.value) == BASI
    assert tersimpan(objek) == sebelum


def test_tiap_langkah_mencatat_siapa_dan_kapan(orang):
    baru = tersimpan(isian(orang, "diverifikasi"))
    for nama, siapa in (("diajukan", "staf"), ("disetujui", "kabid"), ("diverifikasi", "perencanaan")):
        assert baru[f"{nama}_oleh_id"] == getattr(orang, siapa).pk
        assert baru[f"{nama}_pada"] is not None
    assert baru["setuju_sendiri"] is False


# Nobody approves their own entry


@pytest.mark.parametrize(
    ("status", "langkah", "perbuatan"),
    [("diajukan", "setujui", "menyetujui"), ("disetujui", "verifikasi", "memverifikasi")],
)
def test_tidak_seorang_pun_menyetujui_isiannya_sendiri(orang, status, langkah, perbuatan):
    objek = isian(orang, status)
    sebelum = tersimpan(objek)
    kalimat = f"Anda tidak dapat {perbuatan} isian yang Anda isi atau ajukan sendiri."
    for boleh in ({}, {"boleh_sendiri": False}):
        with pytest.raises(LangkahDitolak) as galat:
            getattr(objek, langkah)(orang.staf, **boleh)
        assert str(galat.value) == kalimat
    assert tersimpan(objek) == sebelum


def test_yang_mengisi_juga_tidak_menyetujui_walau_orang_lain_yang_mengajukan(orang):
    with pelaku.pelaku(lambda: {"oleh": orang.kabid.pk, "dari": ""}):
        objek = p.RealisasiFactory(triwulan=2, nilai=40)
    objek.ajukan(orang.staf)
    with pytest.raises(LangkahDitolak, match="isi atau ajukan sendiri"):
        objek.setujui(orang.kabid)


def test_menyetujui_sendiri_bila_dibolehkan_ditandai(orang):
    objek = isian(orang, "diajukan")
    objek.setujui(orang.staf, boleh_sendiri=True)
    assert tersimpan(objek)["setuju_sendiri"] is True
    objek.verifikasi(orang.perencanaan, boleh_sendiri=True)
    assert tersimpan(objek)["setuju_sendiri"] is True


def test_memverifikasi_sendiri_bila_dibolehkan_ditandai(orang):
    objek = isian(orang, "disetujui")
    assert tersimpan(objek)["setuju_sendiri"] is False
    objek.verifikasi(orang.staf, boleh_sendiri=True)
    assert tersimpan(objek)["setuju_sendiri"] is True


def test_menyetujui_isian_orang_lain_tidak_ditandai_walau_dibolehkan(orang):
    objek = isian(orang, "diajukan")
    objek.setujui(orang.kabid, boleh_sendiri=True)
    assert tersimpan(objek)["setuju_sendiri"] is False


def test_mengajukan_lagi_menghapus_tanda_dan_persetujuan_lama(orang):
    objek = isian(orang, "diajukan")
    objek.setujui(orang.staf, boleh_sendiri=True)
    objek.verifikasi(orang.perencanaan)
    objek.buka(orang.perencanaan, "Temuan BPK")
    objek.ajukan(orang.staf)
    baru = tersimpan(objek)
    assert baru["setuju_sendiri"] is False
    for nama in ("disetujui_oleh_id", "disetujui_pada", "diverifikasi_oleh_id", "diverifikasi_pada"):
        assert baru[nama] is None, nama


# Back, with a reason


@pytest.mark.parametrize(("status", "langkah"), [("diajukan", "kembalikan"), ("diverifikasi", "buka")])
@pytest.mark.parametrize("alasan", ["", "  \n"])
def test_mundur_wajib_beralasan(orang, status, langkah, alasan):
    objek = isian(orang, status)
    sebelum = tersimpan(objek)
    with pytest.raises(LangkahDitolak) as galat:
        getattr(objek, langkah)(orang.perencanaan, alasan)
    assert str(galat.value) == "Tulis alasannya lebih dahulu."
    assert tersimpan(objek) == sebelum
    assert not Komentar.objects.exists()


def test_yang_dikembalikan_dijawab_sebelum_diajukan_lagi(orang):
    objek = isian(orang, "diajukan")
    objek.kembalikan(orang.kabid, " Sumbernya mana? ")
    pengembalian = Komentar.objects.get()
    assert (pengembalian.jenis, pengembalian.teks, pengembalian.oleh) == (
        "pengembalian",
        "Sumbernya mana?",
        orang.kabid,
    )
    sebelum = tersimpan(objek)
    untuk = {"indikator": objek.indikator, "triwulan": 2}
    for lain in ({}, {"komentar": True}, {"triwulan lain": True}):
        if "komentar" in lain:
            p.KomentarFactory(**untuk)
        if "triwulan lain" in lain:
            p.KomentarFactory(**untuk | {"triwulan": 1}, jawaban=True)
        with pytest.raises(LangkahDitolak) as galat:
            objek.ajukan(orang.staf)
        assert str(galat.value) == "Tulis dahulu jawaban atas komentar pengembaliannya."
    assert tersimpan(objek) == sebelum
    p.KomentarFactory(**untuk, jawaban=True)
    objek.ajukan(orang.staf)
    assert tersimpan(objek)["status"] == "diajukan"


def test_tiap_pengembalian_dijawab_sendiri(orang):
    objek = isian(orang, "dikembalikan")
    objek.ajukan(orang.staf)
    objek.kembalikan(orang.kabid, "Belum juga")
    with pytest.raises(LangkahDitolak, match="Tulis dahulu jawaban"):
        objek.ajukan(orang.staf)


def test_pembukaan_kembali_tinggal_selamanya_pada_indikatornya(orang):
    objek = isian(orang, "diverifikasi")
    objek.buka(orang.perencanaan, "Koreksi temuan BPK")
    objek.ajukan(orang.staf)
    objek.tarik(orang.staf)
    pembukaan = Komentar.objects.get(indikator=objek.indikator)
    assert (pembukaan.jenis, pembukaan.teks, pembukaan.triwulan) == ("pembukaan", "Koreksi temuan BPK", 2)
    with pytest.raises(IntegrityError, match="komentar_hanya_bertambah"), transaction.atomic():
        pembukaan.delete()


# What the database guards, whoever writes

TERKUNCI = ("diajukan", "disetujui", "diverifikasi")


@pytest.mark.parametrize("status", TERKUNCI)
@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [
        ("nilai", 1),
        ("nilai", None),
        ("teks", "BB"),
        ("pembilang", 1),
        ("penyebut", 1),
        ("bagian", {"1": "2"}),
        ("capaian_dinyatakan", 100),
        ("pendorong", "x"),
        ("penghambat", "x"),
        ("solusi", "x"),
        ("tindak_lanjut", "x"),
        ("sumber", "x"),
        ("triwulan", 3),
        ("tahun", 2023),
    ],
)
def test_isi_baris_yang_diajukan_tidak_dapat_diubah(orang, status, kolom, nilai):
    objek = isian(orang, status)
    sebelum = tersimpan(objek)
    with pytest.raises(IntegrityError, match="realisasi_terkunci"), transaction.atomic():
        Realisasi.objects.filter(pk=objek.pk).update(**{kolom: nilai})
    setattr(objek, kolom, nilai)
    with pytest.raises(IntegrityError, match="realisasi_terkunci"), transaction.atomic():
        objek.save()
    with pytest.raises(IntegrityError, match="realisasi_terkunci"), transaction.atomic():
        Realisasi.objects.bulk_update([objek], [kolom])
    assert tersimpan(objek) == sebelum


@pytest.mark.parametrize("status", TERKUNCI)
def test_baris_yang_diajukan_tidak_dapat_dihapus(orang, status):
    objek = isian(orang, status)
    for hapus in (objek.delete, Realisasi.objects.filter(pk=objek.pk).delete):
        with pytest.raises(IntegrityError, match="realisasi_terkunci"), transaction.atomic():
            hapus()
    assert Realisasi.objects.filter(pk=objek.pk, nilai=objek.nilai).exists()


@pytest.mark.parametrize("status", BISA_DIISI)
def test_baris_yang_bisa_diisi_dapat_diubah_dan_dihapus(orang, status):
    objek = isian(orang, status)
    assert objek.bisa_diisi
    assert Realisasi.objects.filter(pk=objek.pk).update(nilai=1) == 1
    Realisasi.objects.filter(pk=objek.pk).delete()
    assert not Realisasi.objects.filter(pk=objek.pk).exists()


@pytest.mark.parametrize(("pabrik", "kolom"), [(p.KomentarFactory, "teks"), (p.JejakFactory, "alasan")])
def test_jejak_dan_komentar_hanya_bertambah(pabrik, kolom):
    objek = pabrik()
    kueri = type(objek).objects.filter(pk=objek.pk)
    sebelum = kueri.values().get()
    setattr(objek, kolom, "diganti")
    aturan = f"{objek._meta.model_name}_hanya_bertambah"
    for perbuatan in (objek.save, lambda: kueri.update(**{kolom: "diganti"}), objek.delete, kueri.delete):
        with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
            perbuatan()
    assert kueri.values().get() == sebelum


# The trail of the steps


def test_tiap_langkah_meninggalkan_satu_jejak_dengan_pelaku_dan_alasan(orang):
    objek = isian(orang, "diajukan")
    with pelaku.pelaku(lambda: {"oleh": orang.kabid.pk, "dari": "sesi 1234, isian_langkah"}), pelaku.alasan("Mana?"):
        objek.kembalikan(orang.kabid, "Mana?")
    satu = Jejak.objects.filter(tabel="capaian_realisasi", objek=objek.pk).first()
    assert (satu.oleh, satu.dari, satu.alasan) == (orang.kabid, "sesi 1234, isian_langkah", "Mana?")
    assert (satu.indikator_id, satu.tahun, satu.triwulan) == (objek.indikator_id, 2024, 2)
    assert (satu.lama, satu.baru) == ({"status": "diajukan"}, {"status": "dikembalikan"})


def test_langkah_yang_ditolak_tidak_meninggalkan_jejak(orang):
    objek = isian(orang, "diajukan")
    sebelum = Jejak.objects.count()
    with pytest.raises(LangkahDitolak):
        objek.setujui(orang.staf)
    assert Jejak.objects.count() == sebelum
