"""The schedule of entry: create, change, delete, extend; who may; the settings of entry."""

import datetime

import pytest
from django.utils import timezone

from capaian.models import Jadwal, Perpanjangan
from capaian.views import jadwal as tampilan
from renstra.models import Indikator
from sakip.models import Jejak, PerangkatDaerah
from tests.alat import KODE, alamat, isi_basis_data, jumlah_kueri, teks
from tests.pabrik import BidangFactory, IndikatorFactory, JadwalFactory, PerpanjanganFactory, RealisasiFactory

KE = {"ke": 2, "untuk": "realisasi"}
ISI = {"buka": "2024-07-01T00:00", "tutup": "2024-07-15T23:59", "pengisi": "bidang"}
HANYA = "Hanya Subbag Perencanaan yang dapat mengatur jadwal pengisian."


def nanti(**lama) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(**lama)


def tulis(waktu: datetime.datetime) -> str:
    return timezone.localtime(waktu).strftime("%Y-%m-%dT%H:%M")


def semua_jadwal():
    return Jadwal.objects.filter(perangkat_daerah__kode=KODE)


@pytest.fixture
def jadwal(hss):
    return JadwalFactory(perangkat_daerah=hss, triwulan=2)


@pytest.fixture
def bidang(hss):
    return BidangFactory(perangkat_daerah=hss, nama="Bidang Mutasi")


# The page


def test_triwulan_tanpa_jadwal_menawarkan_membuatnya(perencana):
    isi = teks(perencana.get(alamat("jadwal")))
    assert isi.count("Buat jadwal") == 8
    assert isi.count("Belum dijadwalkan isian tertutup") == 8
    assert "Belum ada perpanjangan." in isi


@pytest.mark.parametrize(
    ("buka", "tutup", "kata"),
    [
        ({"days": 1}, {"days": 5}, "Belum dibuka"),
        ({"days": -1}, {"days": 5}, "Sedang dibuka tersisa 5 hari"),
        ({"days": -9}, {"seconds": -1}, "Ditutup"),
    ],
)
def test_keadaan_dalam_kata(perencana, hss, buka, tutup, kata):
    JadwalFactory(perangkat_daerah=hss, buka=nanti(**buka), tutup=nanti(**tutup))
    assert f"Realisasi {kata}" in teks(perencana.get(alamat("jadwal")))


def test_hari_terakhir():
    pagi = timezone.make_aware(datetime.datetime(2024, 7, 15, 8))
    satu = Jadwal(buka=pagi - datetime.timedelta(days=3), tutup=pagi.replace(hour=23, minute=59))
    assert tampilan.keadaan(satu, pagi).rinci == "hari terakhir"
    assert tampilan.keadaan(satu, satu.tutup).kata == "Ditutup"


@pytest.mark.parametrize("peran", ["bidang", "kepala", "inspektorat"])
def test_yang_lain_hanya_membaca(dunia, masuk, jadwal, peran):
    PerpanjanganFactory(jadwal=jadwal, alasan="Listrik padam")
    klien = masuk(getattr(dunia, peran))
    isi = teks(klien.get(alamat("jadwal")))
    assert "Sedang dibuka tersisa 14 hari" in isi
    assert "Listrik padam" in isi
    assert HANYA in isi
    assert "Buat jadwal" not in isi
    assert "Pengaturan isian" not in isi
    for nama in ("jadwal_ubah", "jadwal_tanya_hapus"):
        jawaban = klien.get(alamat(nama, **KE))
        assert jawaban.status_code == 403
        assert HANYA in teks(jawaban)


@pytest.mark.parametrize("nama", ["jadwal_ubah", "jadwal_tanya_hapus"])
def test_formulir_instansi_lain_tidak_ada_dan_tidak_menerima_post(dunia, masuk, perencana, jadwal, nama):
    assert perencana.get(alamat(nama, **KE)).status_code == 200
    assert perencana.post(alamat(nama, **KE)).status_code == 405
    assert masuk(dunia.tetangga).get(alamat(nama, **KE)).status_code == 404


@pytest.mark.parametrize("nama", ["jadwal_ubah", "jadwal_simpan", "jadwal_tanya_hapus", "jadwal_hapus"])
@pytest.mark.parametrize(("ke", "untuk"), [(0, "realisasi"), (5, "realisasi"), (1, "lain")])
def test_triwulan_dan_jenis_yang_tidak_ada(perencana, nama, ke, untuk):
    panggil = perencana.post if nama in ("jadwal_simpan", "jadwal_hapus") else perencana.get
    assert panggil(alamat(nama, ke=ke, untuk=untuk)).status_code == 404


def test_satu_dan_tiga_sama_banyaknya(perencana, hss, dunia):
    def tambah(ke):
        PerpanjanganFactory(jadwal=JadwalFactory(perangkat_daerah=hss, triwulan=ke), oleh=dunia.perencanaan)

    tambah(1)
    satu = jumlah_kueri(perencana, alamat("jadwal"))
    tambah(2)
    tambah(3)
    assert jumlah_kueri(perencana, alamat("jadwal")) == satu
    assert satu <= 10


# Create, change, delete


@pytest.mark.parametrize(
    ("ke", "buka", "tutup"),
    [(1, "2024-04-01T00:00", "2024-04-15T23:59"), (4, "2025-01-01T00:00", "2025-01-15T23:59")],
)
def test_waktu_bawaan_mengikuti_triwulannya(perencana, ke, buka, tutup):
    isi = perencana.get(alamat("jadwal_ubah", ke=ke, untuk="rencana_aksi")).content.decode()
    assert f'value="{buka}"' in isi
    assert f'value="{tutup}"' in isi


def test_membuat_lalu_mengubah(perencana, hss, dunia):
    jawaban = perencana.post(alamat("jadwal_simpan", **KE), ISI, follow=True)
    assert "Jadwal realisasi triwulan II 2024 dibuat." in teks(jawaban)
    satu = semua_jadwal().get()
    assert (satu.perangkat_daerah, satu.tahun, satu.triwulan, satu.untuk) == (hss, 2024, 2, "realisasi")
    assert tulis(satu.buka) == ISI["buka"]
    assert tulis(satu.tutup) == ISI["tutup"]
    jawaban = perencana.post(alamat("jadwal_simpan", **KE), ISI | {"pengisi": "perencanaan"}, follow=True)
    assert "Jadwal realisasi triwulan II 2024 diubah." in teks(jawaban)
    assert semua_jadwal().get().pengisi == "perencanaan"
    jejak = Jejak.objects.filter(tabel="capaian_jadwal").first()
    assert (jejak.oleh, jejak.lama, jejak.baru) == (
        dunia.perencanaan,
        {"pengisi": "bidang"},
        {"pengisi": "perencanaan"},
    )


def test_tanggal_cara_indonesia_diterima(perencana):
    perencana.post(alamat("jadwal_simpan", **KE), ISI | {"buka": "01/07/2024 08.00"})
    assert tulis(semua_jadwal().get().buka) == "2024-07-01T08:00"


@pytest.mark.parametrize(
    ("salah", "kalimat"),
    [
        ({"tutup": ISI["buka"]}, "Penutupan harus sesudah pembukaan."),
        ({"tutup": "2024-06-01T00:00"}, "Penutupan harus sesudah pembukaan."),
        ({"buka": "besok"}, "Tulis tanggal dan jam, misalnya 15/04/2024 23:59."),
        ({"buka": "2024-13-01T00:00"}, "Tulis tanggal dan jam, misalnya 15/04/2024 23:59."),
        ({"tutup": ""}, "Isi tanggal dan jamnya."),
        ({"buka": "0001-01-01T00:00"}, "Tahunnya harus antara 2000 dan 2100."),
        ({"tutup": "9999-12-31T23:59"}, "Tahunnya harus antara 2000 dan 2100."),
        ({"pengisi": "siapa saja"}, "siapa saja"),
        ({"pengisi": ""}, "Pilih siapa yang mengisi."),
    ],
)
@pytest.mark.parametrize("sudah_ada", [False, True])
def test_isian_salah_tidak_menyimpan_apa_pun(perencana, hss, salah, kalimat, sudah_ada):
    if sudah_ada:
        JadwalFactory(perangkat_daerah=hss, triwulan=2)
    sebelum = isi_basis_data()
    jawaban = perencana.post(alamat("jadwal_simpan", **KE), ISI | salah)
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize(("buka", "kali"), [({"days": -1}, 1), ({"days": 1}, 0)])
def test_jadwal_yang_sedang_dibuka_diumumkan(perencana, monkeypatch, django_capture_on_commit_callbacks, buka, kali):
    panggilan = []
    monkeypatch.setattr(tampilan.umumkan_jadwal, "delay", lambda: panggilan.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        perencana.post(
            alamat("jadwal_simpan", **KE), ISI | {"buka": tulis(nanti(**buka)), "tutup": tulis(nanti(days=9))}
        )
    assert semua_jadwal().count() == 1
    assert len(panggilan) == kali


def test_hapus_bertanya_sekali(perencana, jadwal):
    PerpanjanganFactory(jadwal=jadwal)
    isi = teks(perencana.get(alamat("jadwal_tanya_hapus", **KE)))
    assert "Hapus jadwal realisasi triwulan II 2024" in isi
    assert "bersama 1 perpanjangannya" in isi
    assert semua_jadwal().count() == 1
    jawaban = perencana.post(alamat("jadwal_hapus", **KE), follow=True)
    assert "Jadwal realisasi triwulan II 2024 dihapus" in teks(jawaban)
    assert not semua_jadwal().exists()
    assert perencana.post(alamat("jadwal_hapus", **KE)).status_code == 404
    assert perencana.get(alamat("jadwal_tanya_hapus", **KE)).status_code == 404


def test_hapus_ditolak_bila_sudah_ada_yang_diajukan(perencana, hss, dunia, jadwal):
    i = IndikatorFactory(simpul=hss.renstra.first().simpul.filter(jenis="sasaran").first())
    RealisasiFactory(indikator=i, triwulan=2, status="diajukan", diajukan_oleh=dunia.bidang)
    sebelum = isi_basis_data()
    kalimat = "Jadwal ini tidak dapat dihapus, karena sudah ada isian yang diajukan."
    tanya = perencana.get(alamat("jadwal_tanya_hapus", **KE))
    assert kalimat in teks(tanya)
    assert "Jangan hapus" not in teks(tanya)
    jawaban = perencana.post(alamat("jadwal_hapus", **KE))
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize("lain", [{"triwulan": 3}, {"untuk": "rencana_aksi"}])
def test_yang_diajukan_pada_jadwal_lain_tidak_menghalangi(perencana, hss, dunia, lain):
    JadwalFactory(perangkat_daerah=hss, **{"triwulan": 2} | lain)
    i = IndikatorFactory(simpul=hss.renstra.first().simpul.filter(jenis="sasaran").first())
    RealisasiFactory(indikator=i, triwulan=2, status="diajukan", diajukan_oleh=dunia.bidang)
    perencana.post(alamat("jadwal_hapus", ke=lain.get("triwulan", 2), untuk=lain.get("untuk", "realisasi")))
    assert not semua_jadwal().exists()


# More time for one bidang


def perpanjangan(bidang, tutup, alasan="Data dari pusat terlambat", **lain):
    data = {"bidang": getattr(bidang, "pk", bidang), "tutup": tutup, "alasan": alasan}
    return {f"perpanjangan-{kunci}": isi for kunci, isi in data.items()} | lain


def test_perpanjang_satu_bidang(perencana, dunia, jadwal, bidang):
    akhir = nanti(days=20)
    isi = perpanjangan(bidang, tulis(akhir))
    jawaban = perencana.post(alamat("jadwal_perpanjang", ke=2), isi, follow=True)
    assert "Bidang Mutasi dapat mengisi realisasi triwulan II 2024 sampai " in teks(jawaban)
    assert "Data dari pusat terlambat" in teks(jawaban)
    satu = Perpanjangan.objects.get()
    assert (satu.jadwal, satu.bidang, satu.oleh, tulis(satu.tutup)) == (jadwal, bidang, dunia.perencanaan, tulis(akhir))
    assert jadwal.tutup_bagi(bidang.pk) == satu.tutup
    assert "Data dari pusat terlambat" in teks(perencana.get(alamat("jadwal_ubah", **KE)))


def test_perpanjang_rencana_aksi(perencana, hss, bidang, jadwal):
    lain = JadwalFactory(perangkat_daerah=hss, triwulan=2, rencana_aksi=True)
    isi = perpanjangan(bidang, tulis(nanti(days=20)), untuk="rencana_aksi")
    assert perencana.post(alamat("jadwal_perpanjang", ke=2), isi).status_code == 302
    assert Perpanjangan.objects.get().jadwal == lain


def test_perpanjangan_yang_salah_ditolak(perencana, dunia, jadwal, bidang):
    PerpanjanganFactory(jadwal=jadwal, bidang=bidang, tutup=nanti(days=20))
    asing = BidangFactory(perangkat_daerah=dunia.balangan)
    cukup = tulis(nanti(days=30))
    for isi, kalimat in (
        (perpanjangan(bidang, tulis(nanti(days=13))), "Harus sesudah penutupan sekarang"),
        (perpanjangan(bidang, tulis(nanti(days=19))), "Harus sesudah penutupan sekarang"),
        (perpanjangan(bidang, cukup, alasan="  "), "Tulis alasan perpanjangannya."),
        (perpanjangan(bidang, cukup, alasan="x" * 2001), "2000"),
        (perpanjangan(bidang, "lusa"), "Tulis tanggal dan jam"),
        (perpanjangan("", cukup), "Pilih bidang yang diperpanjang."),
        (perpanjangan(asing, cukup), "Bidang ini bukan bidang instansi ini."),
        (perpanjangan("abc", cukup), "Bidang ini bukan bidang instansi ini."),
    ):
        sebelum = isi_basis_data()
        jawaban = perencana.post(alamat("jadwal_perpanjang", ke=2), isi)
        assert jawaban.status_code == 422, kalimat
        assert kalimat in teks(jawaban)
        assert isi_basis_data() == sebelum


def test_yang_belum_dijadwalkan_tidak_dapat_diperpanjang(perencana, jadwal, bidang):
    isi = perpanjangan(bidang, tulis(nanti(days=20)))
    for ke, lain in ((1, {}), (7, {}), (2, {"untuk": "rencana_aksi"}), (2, {"untuk": "x"})):
        assert perencana.post(alamat("jadwal_perpanjang", ke=ke), isi | lain).status_code == 404
    assert not Perpanjangan.objects.exists()


# Settings of entry


@pytest.fixture
def indikator(hss):
    """(an IKU, another) of the Renstra in force, and one of none of its."""
    milik = Indikator.objects.filter(renstra__perangkat_daerah=hss)
    return milik.filter(iku=True).first(), milik.filter(iku=False).first()


def wajib(hss) -> set[int]:
    milik = Indikator.objects.filter(renstra__perangkat_daerah=hss, bukti_wajib=True)
    return set(milik.values_list("pk", flat=True))


def test_pengaturan_disimpan(perencana, hss, dunia, indikator):
    iku, biasa = indikator
    data = {"boleh_setujui_sendiri": "on", "bukti_wajib": [iku.pk, biasa.pk]}
    jawaban = perencana.post(alamat("isian_pengaturan"), data, follow=True)
    assert "Pengaturan isian disimpan: 2 indikator wajib berbukti." in teks(jawaban)
    assert PerangkatDaerah.objects.get(pk=hss.pk).boleh_setujui_sendiri
    assert wajib(hss) == {iku.pk, biasa.pk}
    jejak = Jejak.objects.filter(tabel="renstra_indikator", objek=iku.pk).first()
    assert (jejak.oleh, jejak.baru) == (dunia.perencanaan, {"bukti_wajib": True})
    perencana.post(alamat("isian_pengaturan"), {"bukti_wajib": [biasa.pk]})
    assert not PerangkatDaerah.objects.get(pk=hss.pk).boleh_setujui_sendiri
    assert wajib(hss) == {biasa.pk}


def test_tombol_cepat(perencana, hss, indikator):
    iku, biasa = indikator
    perencana.post(alamat("isian_pengaturan"), {"bukti_wajib": [biasa.pk], "cepat": "iku"})
    semua_iku = Indikator.objects.filter(renstra__perangkat_daerah=hss, iku=True).values_list("pk", flat=True)
    assert wajib(hss) == {biasa.pk, *semua_iku}
    perencana.post(alamat("isian_pengaturan"), {"bukti_wajib": [biasa.pk], "cepat": "kosong"})
    assert wajib(hss) == set()


def test_indikator_instansi_lain_ditolak(perencana, dunia):
    asing = Indikator.objects.filter(renstra__perangkat_daerah=dunia.balangan).first()
    sebelum = isi_basis_data()
    for nilai, kalimat in ((asing.pk, "bukan indikator Renstra yang berlaku"), ("x", "Indikator ini tidak dikenal")):
        jawaban = perencana.post(alamat("isian_pengaturan"), {"bukti_wajib": [nilai], "boleh_setujui_sendiri": "on"})
        assert jawaban.status_code == 422
        assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_mencari_indikator_menyembunyikan_yang_lain(perencana, hss, indikator):
    iku, _ = indikator
    isi = perencana.get(alamat("jadwal"), {"q": f"{iku.kode} {iku.nama}"}).content.decode()
    semua = Indikator.objects.filter(renstra__perangkat_daerah=hss).count()
    assert isi.count('name="bukti_wajib"') == semua
    assert 0 < semua - isi.count("<li hidden>") < semua


def test_pengaturan_tanpa_renstra(dunia, masuk):
    klien = masuk(dunia.pendatang)
    tujuan = alamat("jadwal", kode="hss-baru")
    assert "Belum ada indikator pada Renstra" in teks(klien.get(tujuan))
    klien.post(alamat("isian_pengaturan", kode="hss-baru"), {"boleh_setujui_sendiri": "on"})
    assert PerangkatDaerah.objects.get(kode="hss-baru").boleh_setujui_sendiri
