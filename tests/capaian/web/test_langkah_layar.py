"""The review screen knows who looks and how things stand: one main step, and a refusal where it belongs."""

import re

import pytest
from django.utils import timezone

from tests import pabrik as p
from tests.alat import alamat, teks
from tests.capaian.isian_uji import TW


@pytest.fixture
def u(instansi_triwulan):
    return instansi_triwulan


def isian(u, nama, status="draf", oleh=None):
    oleh = oleh or u.staf
    objek = p.RealisasiFactory(indikator=getattr(u.i, nama), triwulan=TW, nilai=40, dianalisis=True, diubah_oleh=oleh)
    if status != "draf":
        objek.ajukan(oleh)
    if status in ("disetujui", "diverifikasi"):
        objek.setujui(u.kabid)
    if status == "diverifikasi":
        objek.verifikasi(u.perencanaan)
    return objek


def halaman(klien, u, nomor=None):
    if nomor:
        return klien.get(alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=nomor))
    return klien.get(alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk))


def tombol(jawaban):
    """(the main steps, the others) that a page offers."""
    utama, lain = [], []
    isi = jawaban.content.decode()
    for kelas, langkah in re.findall(r'<button[^>]*class="([^"]*)"[^>]*?/langkah/(\w+)/"', isi, re.DOTALL):
        (utama if "utama" in kelas.split() else lain).append(langkah)
    return utama, sorted(lain)


@pytest.mark.parametrize(
    ("peran", "status", "utama", "lain"),
    [
        ("staf", "draf", ["ajukan"], []),
        ("staf", "diajukan", [], ["tarik"]),
        ("staf", "disetujui", [], []),
        ("staf", "diverifikasi", [], []),
        ("kabid", "draf", [], []),
        ("kabid", "diajukan", ["setujui"], ["kembalikan"]),
        ("kabid", "disetujui", [], ["kembalikan"]),
        ("kepala", "diajukan", ["setujui"], ["kembalikan"]),
        ("perencanaan", "draf", ["ajukan"], []),
        ("perencanaan", "diajukan", [], ["kembalikan", "tarik"]),
        ("perencanaan", "disetujui", ["verifikasi"], ["kembalikan"]),
        ("perencanaan", "diverifikasi", [], ["buka"]),
        ("admin", "diajukan", ["setujui"], ["kembalikan", "tarik"]),
        ("inspektorat", "diajukan", [], []),
    ],
)
def test_9_14_satu_tindakan_utama_menurut_orang_dan_keadaan(u, masuk, peran, status, utama, lain):
    satu = isian(u, "angka", status)
    klien = masuk(getattr(u, peran))
    assert tombol(halaman(klien, u, satu.indikator_id)) == (utama, lain)
    for nama in ("rasio", "komponen", "predikat", "hitung"):
        getattr(u.i, nama).delete()
    assert tombol(halaman(klien, u)) == (utama, lain)


def test_9_14_kepala_bidang_tanpa_staf_mengajukan_sendiri(u, masuk):
    u.staf.is_active = False
    u.staf.save()
    satu = isian(u, "angka", oleh=u.kabid)
    assert tombol(halaman(masuk(u.kabid), u, satu.indikator_id)) == (["ajukan"], [])


def test_9_14_lembar_yang_tertutup_tidak_menawarkan_ajukan(u, masuk):
    isian(u, "angka")
    u.instansi.jadwal.update(tutup=timezone.now())
    assert tombol(halaman(masuk(u.staf), u)) == ([], [])
    assert 'type="checkbox"' not in halaman(masuk(u.staf), u).content.decode()


def test_9_14_yang_mengajukan_sendiri_melihat_siapa_yang_ditunggu(u, masuk):
    satu = isian(u, "angka", "disetujui", oleh=u.perencanaan)
    jawaban = halaman(masuk(u.perencanaan), u, satu.indikator_id)
    assert tombol(jawaban) == ([], ["kembalikan"])
    assert "Baris yang Anda ajukan menunggu verifikasi orang lain." in teks(jawaban)
    assert f"Yang dapat: {u.perencanaan2} (Subbag Perencanaan)." in teks(jawaban)


def test_9_14_keadaan_berada_pada_kolom_nama_yang_selalu_tampak(u, masuk):
    isian(u, "angka", "diajukan")
    isi = halaman(masuk(u.kabid), u).content.decode()
    baris = re.search(rf'<tr\s+id="i{u.i.angka.pk}".*?</th>', isi, re.DOTALL)[0]
    assert "Diajukan" in baris


def kirim(klien, u, langkah, *isian, **data):
    tujuan = alamat("isian_langkah", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk, langkah=langkah)
    return klien.post(tujuan, {"baris": [f"{r.indikator_id}:{r.ubahan_ke}" for r in isian]} | data, follow=True)


def test_9_14_penolakan_di_samping_barisnya_pilihan_dan_alasannya_tetap(u, masuk):
    satu, dua = isian(u, "angka", "diajukan"), isian(u, "hitung", "diajukan")
    kabid = masuk(u.kabid)
    isi = kirim(kabid, u, "kembalikan", satu, alasan="").content.decode()
    baris = {
        n: re.search(rf'<tr\s+id="i{r.indikator_id}".*?</th>', isi, re.DOTALL)[0] for n, r in ((1, satu), (2, dua))
    }
    assert "Tulis alasannya lebih dahulu." in baris[1] and "Tulis alasannya" not in baris[2]
    assert re.search(r"\bchecked\b", baris[1]) and not re.search(r"\bchecked\b", baris[2])
    assert "checked" not in halaman(kabid, u).content.decode()  # said once
    satu.refresh_from_db()
    satu.tarik(u.staf)
    satu.ajukan(u.staf)
    basi = p.RealisasiFactory.build(indikator=u.i.angka, ubahan_ke=1)
    assert (
        "Mana sumbernya?</textarea>" in kirim(kabid, u, "kembalikan", basi, alasan="Mana sumbernya?").content.decode()
    )


def test_9_14_penolakan_pada_halaman_rinci_di_samping_tombolnya(u, masuk):
    satu = isian(u, "angka", "diajukan")
    isi = kirim(masuk(u.kabid), u, "kembalikan", satu, alasan=" ", rinci=satu.indikator_id).content.decode()
    langkah = isi[isi.index('id="ringkas"') :]
    assert "Tulis alasannya lebih dahulu." in langkah[: langkah.index("</section>")]


def test_9_14_tidak_ada_yang_dapat_diajukan_menyebut_sebabnya_per_baris(u, masuk):
    isi = kirim(masuk(u.staf), u, "ajukan").content.decode()
    for nama in ("angka", "rasio", "komponen", "predikat", "hitung"):
        baris = re.search(rf'<tr\s+id="i{getattr(u.i, nama).pk}".*?</th>', isi, re.DOTALL)[0]
        assert "Belum lengkap: belum ada nilai." in baris, nama


def test_9_14_halaman_rinci_menyegarkan_keadaannya(u, masuk):
    satu = isian(u, "angka")
    isi = halaman(masuk(u.staf), u, satu.indikator_id).content.decode()
    rinci = alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=satu.indikator_id)
    assert f'data-ringkas="{rinci}"' in isi and 'id="ringkas"' in isi
