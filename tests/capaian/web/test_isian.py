"""The entry sheet: who sees and fills in what, and what each cell's save answers and leaves behind."""

import datetime
import re
from decimal import Decimal as D
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from capaian.models import Realisasi
from sakip.models import Jejak, PerangkatDaerah
from sakip.waktu import tulis_waktu
from tests import pabrik as p
from tests.alat import alamat, isi_basis_data, kirim_sel, teks
from tests.capaian.isian_uji import TAHUN, TW

PERAN = ("perencanaan", "staf", "kabid", "staf_lain", "kepala", "inspektorat", "admin")


@pytest.fixture
def u(instansi_triwulan):
    return instansi_triwulan


@pytest.fixture
def klien(u, masuk):
    return masuk(u.perencanaan)


def lembar(u, bidang=None):
    nomor = u.mutasi.pk if bidang is None else bidang
    return alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=nomor)


def simpan(klien, u, objek, kolom, nilai, **lain):
    return kirim_sel(klien, u.kode, objek, kolom, nilai, **lain)


def objek_isian(u, nama):
    return f"s{u.sub.pk}" if nama == "uang" else f"i{getattr(u.i, nama).pk}"


def baris(indikator, triwulan=TW):
    return Realisasi.objects.get(indikator=indikator, triwulan=triwulan)


def pesan(jawaban, status=(422, 423)):
    assert jawaban.status_code in (status if isinstance(status, tuple) else (status,)), jawaban.content
    return jawaban.json()["pesan"]


def isian_halaman(jawaban) -> set[tuple[str, str]]:
    """(object, column) of every cell of a page that can be filled in."""
    kini, semua = "", set()
    for objek, kolom in re.findall(r'data-objek="(\w+)"|data-kolom="([\w.]+)"', jawaban.content.decode()):
        kini = objek or kini
        if kolom:
            semua.add((kini, kolom))
    return semua


def hasil_halaman(jawaban) -> dict[str, dict[str, str]]:
    """The computed cells of a page, in the form in which a save answers them."""
    pola = r'<td class="n ([^"]*)" data-label="[^"]*" data-hasil="([^"]+)" title="([^"]*)">(.*?)</td>'
    tanda = r'<small class="blok periksa ([^"]*)" data-hasil="([^"]+)">(.*?)</small>'
    semua = jawaban.content.decode()
    hasil = {
        kunci: {"teks": unescape(isi), "judul": "", "kelas": kelas} for kelas, kunci, isi in re.findall(tanda, semua)
    }
    for kelas, kunci, judul, isi in re.findall(pola, semua, re.DOTALL):
        tertulis = "" if 'class="kosong"' in isi else unescape(strip_tags(isi))
        hasil[kunci] = {"teks": tertulis, "judul": unescape(judul), "kelas": kelas}
    return hasil


# The page


@pytest.mark.parametrize("peran", PERAN)
@pytest.mark.parametrize("nama", ["isian", "isian_lembar", "isian_ringkas", "isian_rinci"])
def test_setiap_peran_membaca_dan_tidak_ada_yang_lain(u, masuk, peran, nama):
    khusus = {"isian_rinci": {"nomor": u.i.angka.pk}, "isian": {}}.get(nama, {"bidang": u.mutasi.pk})
    tujuan = alamat(nama, kode=u.kode, triwulan=TW, **khusus)
    klien = masuk(getattr(u, peran))
    assert klien.get(tujuan).status_code == 200
    assert klien.head(tujuan).status_code == 200
    assert klien.post(tujuan).status_code == 405
    assert masuk(u.tetangga).get(tujuan).status_code == 404


def test_lembar_yang_tidak_ada(u, klien):
    asing = p.BidangFactory()
    for bidang in (asing.pk, 999_999):
        assert klien.get(lembar(u, bidang)).status_code == 404
    for nama, lain in (("isian_lembar", {"bidang": u.mutasi.pk}), ("isian_rinci", {"nomor": u.i.angka.pk})):
        assert klien.get(alamat(nama, kode=u.kode, **lain)).status_code == 404, "tanpa triwulan"
    for nomor in (999_999, p.IndikatorFactory().pk):
        assert klien.get(alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=nomor)).status_code == 404


SEMUA_MUTASI = {
    ("angka", "nilai"),
    ("rasio", "pembilang"),
    ("rasio", "penyebut"),
    ("komponen", "bagian.1"),
    ("komponen", "bagian.2"),
    ("predikat", "teks"),
    ("predikat", "nilai"),
    ("hitung", "nilai"),
    ("uang", "uang"),
}


@pytest.mark.parametrize(
    ("peran", "mutasi", "umum"),
    [
        ("perencanaan", True, True),
        ("admin", True, True),
        ("staf", True, False),
        ("kabid", True, False),
        ("staf_lain", False, False),
        ("kepala", False, False),
        ("inspektorat", False, False),
    ],
)
def test_sel_dapat_diisi_oleh_yang_berhak_saja(u, masuk, peran, mutasi, umum):
    klien = masuk(getattr(u, peran))
    harapan = {(objek_isian(u, nama), kolom) for nama, kolom in SEMUA_MUTASI} if mutasi else set()
    halaman = klien.get(lembar(u))
    assert isian_halaman(halaman) == harapan
    assert ("Anda dapat membacanya." in teks(halaman)) is not mutasi
    assert isian_halaman(klien.get(lembar(u, 0))) == ({(objek_isian(u, "iku"), "nilai")} if umum else set())
    rinci = klien.get(alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=u.i.angka.pk))
    assert bool(isian_halaman(rinci)) is mutasi


@pytest.mark.parametrize("status", ["diajukan", "disetujui", "diverifikasi"])
def test_baris_yang_sudah_diajukan_dan_uangnya_tidak_dapat_diisi(u, klien, status):
    orang = {"diajukan_oleh": u.staf, "disetujui_oleh": u.kabid, "diverifikasi_oleh": u.perencanaan}
    p.RealisasiFactory(indikator=u.i.hitung, triwulan=TW, nilai=7, status=status, **orang)
    sel = isian_halaman(klien.get(lembar(u)))
    assert sel == {(objek_isian(u, n), k) for n, k in SEMUA_MUTASI if n not in ("hitung", "uang")}
    sebelum = isi_basis_data()
    kalimat = f"Baris ini sudah {status} dan tidak dapat diubah."
    assert pesan(simpan(klien, u, objek_isian(u, "hitung"), "nilai", "8", ubahan=1, lama="7")) == kalimat
    kalimat = "Kinerja sub kegiatan ini sudah diajukan; realisasi anggarannya ikut terkunci."
    assert pesan(simpan(klien, u, objek_isian(u, "uang"), "uang", "1.000")) == kalimat
    assert isi_basis_data() == sebelum


def test_uang_yang_dirinci_buku_kerja_hanya_dibaca(u, klien):
    p.RealisasiAnggaranFactory(simpul=u.sub, triwulan=TW, jenis_belanja="modal", nilai=5000)
    assert (objek_isian(u, "uang"), "uang") not in isian_halaman(klien.get(lembar(u)))
    sebelum = isi_basis_data()
    kalimat = "dirinci per jenis belanja"
    assert kalimat in pesan(simpan(klien, u, objek_isian(u, "uang"), "uang", "1.000"))
    assert isi_basis_data() == sebelum


def nanti(**lama):
    return timezone.now() + datetime.timedelta(**lama)


@pytest.mark.parametrize(
    ("jadwal", "peran", "pola"),
    [
        (None, "perencanaan", "Triwulan ini belum dijadwalkan. Subbag Perencanaan dapat membuat jadwalnya."),
        ({"buka": {"days": 1}}, "perencanaan", "Pengisian baru dibuka {buka}."),
        ({"tutup": {"seconds": -1}}, "staf", "Pengisian ditutup {tutup}. Subbag Perencanaan dapat memperpanjangnya"),
        ({"pengisi": "perencanaan"}, "staf", "Triwulan ini hanya diisi oleh Subbag Perencanaan."),
        ({"pengisi": "perencanaan"}, "kabid", "Triwulan ini hanya diisi oleh Subbag Perencanaan."),
    ],
)
def test_triwulan_yang_tertutup_menyebut_sebabnya(u, masuk, jadwal, peran, pola):
    if jadwal is None:
        u.instansi.jadwal.all().delete()
    else:
        u.instansi.jadwal.update(**{k: nanti(**v) if isinstance(v, dict) else v for k, v in jadwal.items()})
    satu = u.instansi.jadwal.first()
    kalimat = pola.format(**{k: tulis_waktu(getattr(satu, k)) for k in ("buka", "tutup")} if satu else {})
    klien = masuk(getattr(u, peran))
    halaman = klien.get(lembar(u))
    assert kalimat in teks(halaman)
    assert not isian_halaman(halaman)
    sebelum = isi_basis_data()
    for nama, kolom in SEMUA_MUTASI:
        assert kalimat in pesan(simpan(klien, u, objek_isian(u, nama), kolom, "5"))
    assert isi_basis_data() == sebelum


def test_perpanjangan_membuka_bidangnya_saja(u, masuk):
    u.instansi.jadwal.update(tutup=nanti(hours=-1))
    p.PerpanjanganFactory(jadwal=u.jadwal, bidang=u.mutasi, tutup=nanti(days=2))
    assert isian_halaman(masuk(u.staf).get(lembar(u)))
    assert simpan(masuk(u.staf), u, objek_isian(u, "angka"), "nilai", "5").status_code == 200
    lain = masuk(u.staf_lain)
    assert not isian_halaman(lain.get(lembar(u, u.diklat.pk)))
    assert "Pengisian ditutup" in pesan(simpan(lain, u, objek_isian(u, "lain"), "nilai", "5"))
    umum = simpan(masuk(u.perencanaan), u, objek_isian(u, "iku"), "nilai", "5")
    assert "Pengisian ditutup" in pesan(umum)


def test_ringkas_sama_dengan_bagian_halamannya(u, klien):
    simpan(klien, u, objek_isian(u, "angka"), "nilai", "45")
    tujuan = alamat("isian_ringkas", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk)
    potongan = klien.get(tujuan, headers={"HX-Request": "true"})
    assert teks(potongan).strip() in teks(klien.get(lembar(u)))
    assert "Terisi 1 dari 5" in teks(potongan)


def test_isian_tanpa_triwulan_menuju_yang_terbuka(u, klien):
    tujuan = alamat("isian", kode=u.kode)
    p.JadwalFactory(perangkat_daerah=u.instansi, triwulan=1, buka=nanti(days=-90), tutup=nanti(days=-80))
    p.JadwalFactory(perangkat_daerah=u.instansi, triwulan=3, buka=nanti(days=60), tutup=nanti(days=70))
    assert klien.get(tujuan).url == alamat("isian", kode=u.kode, triwulan=2)
    u.instansi.jadwal.filter(triwulan=2).delete()
    assert klien.get(tujuan).url == alamat("isian", kode=u.kode, triwulan=1)
    u.instansi.jadwal.filter(triwulan=1).delete()
    assert klien.get(tujuan).url == alamat("isian", kode=u.kode, triwulan=3)
    u.instansi.jadwal.all().delete()
    assert f"Belum ada jadwal pengisian untuk {TAHUN}." in teks(klien.get(tujuan))


def test_papan_menyebut_siapa_terlambat_dan_apa_yang_kurang(u, klien):
    u.i.angka.bukti_wajib = True
    u.i.angka.save()
    simpan(klien, u, objek_isian(u, "lain"), "nilai", "40")
    isi = teks(klien.get(alamat("isian", kode=u.kode, triwulan=TW)))
    for potongan in (
        "Bidang Mutasi 5 5 5 0 0 0 0",
        "Bidang Diklat 1 0 1 0 0 0 0",
        "Tanpa bidang (diisi Subbag Perencanaan) 1 1 1 0 0 0 0",
        "Seluruh instansi 7 6 7 0 0 0 0",
        f"{u.i.angka.nama} belum ada nilai; belum ada bukti dukung",
        f"{u.i.iku.nama} belum ada nilai; belum ada analisis",
    ):
        assert potongan in isi, potongan


# Saving equals reloading


SIMPANAN = [
    ("angka", [("nilai", "45,5")]),
    ("rasio", [("pembilang", "9"), ("penyebut", "12")]),
    ("komponen", [("bagian.1", "30,5"), ("bagian.2", "20")]),
    ("predikat", [("teks", "BB"), ("nilai", "75,25")]),
    ("hitung", [("nilai", "31")]),
    ("uang", [("uang", "250.000"), ("uang", "1.250.000,75")]),
]
SETELAN = {
    "biasa": {},
    "dipotong": {"pembulatan": "potong"},
    "dibatasi": {"batas_capaian": D(100)},
    "skala sendiri": {"skala": "skala sendiri"},
}
SIFAT = {
    "biasa": {},
    "turun": {"arah": "turun"},
    "rata-rata": {"agregasi": "rata"},
    "jumlah": {"agregasi": "jumlah"},
    "terbesar": {"agregasi": "maks"},
}


def sama_dengan_halaman(klien, u, jawaban, objek, kolom):
    data = jawaban.json()
    halaman = klien.get(lembar(u))
    tampak = {k: v for k, v in hasil_halaman(halaman).items() if k.startswith(f"{objek}.")}
    assert data["hasil"] and {k: v for k, v in data["hasil"].items() if k in tampak} == tampak
    assert set(data["hasil"]) - set(tampak) <= {f"{objek}.realisasi"}
    isi = halaman.content.decode()
    assert f'data-objek="{objek}" data-ubahan="{data["ubahan_ke"]}"' in isi
    terpilih = f'<option value="{data["nilai"]}" selected>'
    assert (terpilih if kolom == "teks" else f'data-kolom="{kolom}" data-k=') in isi
    assert f'value="{data["nilai"]}"' in isi


@pytest.mark.teliti
@pytest.mark.parametrize("sifat", SIFAT.values(), ids=SIFAT)
@pytest.mark.parametrize("setelan", SETELAN.values(), ids=SETELAN)
def test_yang_tersimpan_sama_dengan_yang_dimuat_ulang(u, klien, setelan, sifat):
    PerangkatDaerah.objects.filter(pk=u.instansi.pk).update(**setelan)
    for batas in (0, 60, 95):
        p.SkalaFactory(perangkat_daerah=u.instansi, urutan=100 - batas, batas_bawah=batas, predikat=f"Pita {batas}")
    for indikator in vars(u.i).values():
        type(indikator).objects.filter(pk=indikator.pk).update(**sifat)
        p.RealisasiFactory(indikator=indikator, tahun=TAHUN - 1, triwulan=4, nilai=D("12.5"))
    p.RealisasiFactory(indikator=u.i.hitung, triwulan=1, nilai=D("3.333"))
    p.RealisasiAnggaranFactory(simpul=u.sub, triwulan=1, nilai=D("100000.33"))
    p.AnggaranFactory(simpul=u.sub, perubahan=True, pagu=1_500_000)
    for nama, sel in SIMPANAN:
        objek = objek_isian(u, nama)
        lama = dict.fromkeys(dict(sel), "")
        for kolom, nilai in sel:
            jawaban = simpan(klien, u, objek, kolom, nilai, ubahan=99, lama=lama[kolom])
            assert jawaban.status_code == 200, jawaban.content
            lama[kolom] = jawaban.json()["nilai"]
            sama_dengan_halaman(klien, u, jawaban, objek, kolom)


def test_dua_orang_yang_mengosongkan_dan_mengisi_lagi_tetap_sama_dengan_halaman(u, klien):
    objek = objek_isian(u, "angka")
    for nilai, lama in (("45", ""), ("", "45"), ("46", "")):
        jawaban = simpan(klien, u, objek, "nilai", nilai, lama=lama)
        sama_dengan_halaman(klien, u, jawaban, objek, "nilai")


@pytest.mark.parametrize("kolom", ["pendorong", "penghambat", "solusi", "tindak_lanjut", "sumber"])
def test_analisis_disimpan_seperti_ditulis(u, klien, kolom):
    objek = objek_isian(u, "angka")
    jawaban = simpan(klien, u, objek, kolom, "  Butir:\r\n\r\n- **satu** & <dua>\n ")
    assert jawaban.json()["nilai"] == getattr(baris(u.i.angka), kolom) == "Butir:\n\n- **satu** & <dua>"
    halaman = klien.get(alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=u.i.angka.pk)).content.decode()
    assert "Butir:\n\n- **satu** &amp; &lt;dua&gt;</textarea>" in halaman
    panjang = simpan(klien, u, objek, kolom, "x" * 20_001, ubahan=1, lama="Butir:\n\n- **satu** & <dua>")
    assert pesan(panjang) == "Teks ini 20001 huruf; paling banyak 20000."


def test_simpanan_mencatat_siapa_kapan_dan_jejaknya(u, masuk):
    sebelum = timezone.now()
    simpan(masuk(u.staf), u, objek_isian(u, "angka"), "nilai", "45,5")
    satu = baris(u.i.angka)
    assert (satu.nilai, satu.ubahan_ke, satu.status, satu.diubah_oleh) == (D("45.5"), 1, "draf", u.staf)
    assert satu.diubah_pada >= sebelum
    jejak = Jejak.objects.first()
    assert (jejak.oleh, jejak.tabel, jejak.objek, jejak.baru["nilai"]) == (
        u.staf,
        "capaian_realisasi",
        satu.pk,
        D("45.5"),
    )
    assert re.fullmatch(r"sesi [0-9a-f]{8}, isian_sel", jejak.dari)


# Emptied


def test_yang_dikosongkan_menjadi_tidak_dinyatakan_bukan_nol(u, klien):
    for nama, kolom, isi, medan, kosong in (
        ("angka", "nilai", "45", "nilai", None),
        ("rasio", "pembilang", "4", "pembilang", None),
        ("predikat", "teks", "BB", "teks", ""),
        ("komponen", "bagian.1", "4", "bagian", {}),
        ("angka", "pendorong", "Komitmen", "pendorong", ""),
    ):
        objek = objek_isian(u, nama)
        ubahan = simpan(klien, u, objek, kolom, isi, ubahan=9).json()["ubahan_ke"]
        jawaban = simpan(klien, u, objek, kolom, " ", ubahan=ubahan, lama=isi).json()
        assert (jawaban["nilai"], jawaban["ubahan_ke"]) == ("", ubahan + 1)
        assert getattr(baris(getattr(u.i, nama)), medan) == kosong
    halaman = hasil_halaman(klien.get(lembar(u)))
    assert halaman[f"{objek_isian(u, 'angka')}.capaian"]["teks"] == ""


def test_uang_yang_dikosongkan_menghapus_barisnya(u, klien):
    objek = objek_isian(u, "uang")
    simpan(klien, u, objek, "uang", "250.000")
    jawaban = simpan(klien, u, objek, "uang", "", ubahan=1, lama="250.000").json()
    assert (jawaban["ubahan_ke"], jawaban["nilai"]) == (0, "")
    assert not u.instansi.realisasi_anggaran.exists()
    assert Jejak.objects.first().lama["nilai"] == 250_000
    simpan(klien, u, objek, "uang", "0")
    assert u.instansi.realisasi_anggaran.get().nilai == 0


# Two people


def test_yang_kedua_melihat_kedua_nilai_lalu_memilih(u, masuk):
    objek, kedua = objek_isian(u, "angka"), masuk(u.staf)
    simpan(masuk(u.perencanaan), u, objek, "nilai", "40")
    sebelum = isi_basis_data()
    jawaban = simpan(kedua, u, objek, "nilai", "45")
    data = jawaban.json()
    assert pesan(jawaban, 409) == "Sel ini sudah diubah orang lain sejak Anda membukanya. Pilih nilai yang dipakai."
    kapan = tulis_waktu(baris(u.i.angka).diubah_pada)
    assert data["milik_lain"] == {"nilai": "40", "oleh": str(u.perencanaan), "pada": kapan}
    assert data["ubahan_ke"] == 1
    assert isi_basis_data() == sebelum
    terpilih = simpan(kedua, u, objek, "nilai", "45", ubahan=data["ubahan_ke"], lama=data["milik_lain"]["nilai"])
    assert (terpilih.json()["ubahan_ke"], baris(u.i.angka).nilai) == (2, D(45))


@pytest.mark.parametrize(
    ("nama", "kolom", "mula", "satu", "dua"),
    [
        ("rasio", "penyebut", "10", "12", "14"),
        ("komponen", "bagian.2", "10", "12", "14"),
        ("predikat", "teks", "B", "BB", "A"),
        ("angka", "sumber", "SIMPEG", "SIASN", "BKN"),
        ("uang", "uang", "10", "12", "14"),
    ],
)
def test_bentrok_pada_setiap_jenis_sel(u, masuk, nama, kolom, mula, satu, dua):
    objek = objek_isian(u, nama)
    simpan(masuk(u.perencanaan), u, objek, kolom, mula)
    assert simpan(masuk(u.kabid), u, objek, kolom, satu, ubahan=1, lama=mula).status_code == 200
    jawaban = simpan(masuk(u.staf), u, objek, kolom, dua, ubahan=1, lama=mula)
    assert jawaban.status_code == 409
    lain = jawaban.json()["milik_lain"]
    assert (lain["nilai"], lain["oleh"], bool(lain["pada"])) == (satu, str(u.kabid), True)


def test_mengubah_sel_lain_pada_baris_yang_sama_bukan_bentrok(u, masuk):
    objek = objek_isian(u, "rasio")
    simpan(masuk(u.perencanaan), u, objek, "pembilang", "9")
    assert simpan(masuk(u.staf), u, objek, "penyebut", "12").json()["ubahan_ke"] == 2
    assert simpan(masuk(u.kabid), u, objek, "sumber", "SIMPEG", ubahan=1).json()["ubahan_ke"] == 3
    satu = baris(u.i.rasio)
    assert (satu.pembilang, satu.penyebut, satu.sumber) == (9, 12, "SIMPEG")
    komponen = objek_isian(u, "komponen")
    simpan(masuk(u.perencanaan), u, komponen, "bagian.1", "30")
    simpan(masuk(u.staf), u, komponen, "bagian.2", "20")
    assert baris(u.i.komponen).bagian == {"1": "30", "2": "20"}


def test_menyimpan_sel_lain_tidak_menyembunyikan_perubahan_orang(u, masuk):
    """The page learns the row's version from its own saves; its other cells stay as old as they were."""
    objek, satu, dua = objek_isian(u, "rasio"), masuk(u.perencanaan), masuk(u.staf)
    simpan(satu, u, objek, "penyebut", "12")
    simpan(satu, u, objek, "penyebut", "13", ubahan=1, lama="12")
    ubahan = simpan(dua, u, objek, "pembilang", "10", ubahan=1).json()["ubahan_ke"]
    assert ubahan == 3
    jawaban = simpan(dua, u, objek, "penyebut", "14", ubahan=ubahan, lama="12")
    assert jawaban.status_code == 409
    assert jawaban.json()["milik_lain"]["nilai"] == "13"
    assert baris(u.i.rasio).penyebut == 13


def test_uang_yang_dikosongkan_dan_diisi_lagi_orang_lain_tidak_tertimpa(u, masuk):
    objek, satu, dua = objek_isian(u, "uang"), masuk(u.perencanaan), masuk(u.staf)
    simpan(satu, u, objek, "uang", "100.000")
    simpan(satu, u, objek, "uang", "", ubahan=1, lama="100.000")
    simpan(satu, u, objek, "uang", "200.000")
    jawaban = simpan(dua, u, objek, "uang", "300.000", ubahan=1, lama="100.000")
    assert jawaban.status_code == 409
    assert u.instansi.realisasi_anggaran.get().nilai == 200_000


def test_bentrok_menyebut_yang_mengosongkan(u, masuk):
    for nama, kolom in (("angka", "nilai"), ("uang", "uang")):
        objek = objek_isian(u, nama)
        simpan(masuk(u.perencanaan), u, objek, kolom, "100")
        simpan(masuk(u.kabid), u, objek, kolom, "", ubahan=1, lama="100")
        jawaban = simpan(masuk(u.staf), u, objek, kolom, "300", ubahan=1, lama="100")
        assert jawaban.status_code == 409
        lain = jawaban.json()["milik_lain"]
        assert (lain["nilai"], lain["oleh"], bool(lain["pada"])) == ("", str(u.kabid), True), nama


def test_bentrok_komponen_menyebut_pengubah_bagian_itu(u, masuk):
    objek = objek_isian(u, "komponen")
    simpan(masuk(u.perencanaan), u, objek, "bagian.1", "30")
    simpan(masuk(u.kabid), u, objek, "bagian.2", "20")
    jawaban = simpan(masuk(u.staf), u, objek, "bagian.1", "31")
    assert jawaban.json()["milik_lain"]["oleh"] == str(u.perencanaan)


def test_bentrok_dengan_buku_kerja_menyebut_perintah_server(u, klien):
    p.RealisasiFactory(indikator=u.i.angka, triwulan=TW, nilai=40)
    lain = simpan(klien, u, objek_isian(u, "angka"), "nilai", "45").json()["milik_lain"]
    assert (lain["nilai"], lain["oleh"]) == ("40", "perintah server")


@pytest.mark.parametrize(("nama", "sel"), SIMPANAN)
def test_permintaan_yang_terkirim_dua_kali_berlaku_sekali(u, klien, nama, sel):
    objek, (kolom, nilai) = objek_isian(u, nama), sel[0]
    pertama = simpan(klien, u, objek, kolom, nilai)
    sebelum = isi_basis_data()
    kedua = simpan(klien, u, objek, kolom, nilai)
    assert (kedua.status_code, kedua.json()) == (200, pertama.json())
    assert isi_basis_data() == sebelum
