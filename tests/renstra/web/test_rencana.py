"""The plan in the browser: from an empty agency to a whole tree; what is refused, and that nothing is half-saved."""

import pytest

from renstra import nomenklatur, pohon
from renstra.models import Dukungan, Indikator, Lintas, Renstra, Simpul, Target
from sakip.models import Jejak
from tests.alat import alamat, isi_basis_data, jumlah_kueri, teks
from tests.pabrik import (
    BidangFactory,
    DukunganFactory,
    IndikatorFactory,
    KegiatanFactory,
    LintasFactory,
    PerangkatDaerahFactory,
    ProgramFactory,
    RealisasiFactory,
    RenstraFactory,
    SasaranFactory,
    SimpulFactory,
    SubKegiatanFactory,
    TargetFactory,
)

BARU = "hss-baru"


def di(nama, **lain):
    return alamat(nama, **{"kode": BARU} | lain)


@pytest.fixture
def klien(dunia, masuk):
    """A planner of an agency without a plan."""
    return masuk(dunia.pendatang)


@pytest.fixture
def renstra(dunia):
    return RenstraFactory(perangkat_daerah=dunia.kosong, berlaku_mulai=2022)


@pytest.fixture
def pohonan(renstra):
    """A small tree: T1 › S1, P1 › K1 › SK1, and P2."""
    tujuan = SimpulFactory(renstra=renstra, kode="T1")
    p1 = ProgramFactory(renstra=renstra, kode="P1")
    k1 = KegiatanFactory(induk=p1, kode="K1")
    return {
        "T1": tujuan, "S1": SasaranFactory(induk=tujuan, kode="S1"), "P1": p1, "K1": k1,
        "SK1": SubKegiatanFactory(induk=k1, kode="SK1"), "P2": ProgramFactory(renstra=renstra, kode="P2"),
    }  # fmt: skip


def tambah(klien, jenis, induk="", **isi):
    return klien.post(di("rencana_tambah_simpan"), {"jenis": jenis, "induk": induk, "uraian": f"Uraian {jenis}"} | isi)


# From nothing


def test_dari_instalasi_kosong_sampai_target(klien, dunia):
    nomenklatur.muat(2024)
    assert "Belum ada Renstra" in teks(klien.get(di("rencana")))
    isi = {"periode_awal": 2022, "periode_akhir": 2026, "nama": "awal", "nomor": "5/2021", "tanggal": "2021-12-01"}
    jawaban = klien.post(di("rencana_versi_buat"), {f"baru-{k}": v for k, v in isi.items()} | {"baru-visi": "Maju"})
    assert jawaban.status_code == 302
    for jenis, induk in (("misi", ""), ("tujuan", "M1"), ("sasaran", "T1"), ("strategi", "T1"), ("kebijakan", "ST1")):
        assert tambah(klien, jenis, induk).status_code == 302, jenis
    kode = {"kode_nomenklatur": "5.03.02", "uraian": ""}
    assert tambah(klien, "program", "S1", **kode).status_code == 302
    assert tambah(klien, "kegiatan", "P1", kode_nomenklatur="5.03.02.2.01", uraian="").status_code == 302
    sub = {"kode_nomenklatur": "5.03.02.2.01.01", "uraian": ""}
    assert tambah(klien, "sub_kegiatan", "K1.1", **sub).status_code == 302
    r = Renstra.objects.get(perangkat_daerah=dunia.kosong)
    assert (r.berlaku_mulai, r.periode_akhir, r.visi, r.nomor) == (2022, 2026, "Maju", "5/2021")
    assert list(r.simpul.values_list("kode", flat=True)) == ["M1", "T1", "S1", "P1", "K1.1", "SK1.1.1", "ST1", "KB1.1"]
    assert r.simpul.get(kode="P1").uraian == "PROGRAM KEPEGAWAIAN DAERAH"
    i = Indikator.objects.get(simpul__kode="SK1.1.1", renstra=r)
    assert (i.kode, i.satuan) == ("I.SK1.1.1.1", "Dokumen")
    assert i.nama.startswith("Jumlah Dokumen Hasil Perumusan")
    sel = {"objek": f"i{i.pk}", "kolom": "nilai.2024", "nilai": "12,5", "ubahan": 0, "lama": ""}
    assert klien.post(di("rencana_target_sel"), sel).json()["nilai"] == "12,5"
    assert "Uraian sasaran" in teks(klien.get(di("rencana")))


def test_lembar_iku_lengkap(klien, pohonan):
    isi = {
        "nama": "Indeks Profesionalitas", "satuan": "Persen", "iku": "on", "arah": "turun", "agregasi": "rata",
        "jenis_nilai": "rasio", "definisi": "d", "alasan": "a", "formulasi": "f", "nama_pembilang": "ASN lulus",
        "nama_penyebut": "ASN", "pengali": "100", "sumber_data": "SIASN", "penanggung_jawab": "Kabid", "bobot": "12,5",
        "wajar_bawah": "0", "wajar_atas": "100",
    }  # fmt: skip
    assert klien.post(di("rencana_indikator_buat", objek="S1"), isi).status_code == 302
    i = Indikator.objects.get(kode="I.S1.1", simpul=pohonan["S1"])
    assert (i.iku, i.arah, i.agregasi, i.jenis_nilai, str(i.bobot), i.nama_penyebut) == (
        True, "turun", "rata", "rasio", "12.5", "ASN",
    )  # fmt: skip
    assert klien.get(di("rencana_indikator", objek="I.S1.1")).status_code == 200
    assert klien.post(di("rencana_indikator_simpan", objek="I.S1.1"), isi | {"nama": "Baru"}).status_code == 302
    i.refresh_from_db()
    assert (i.nama, i.kode) == ("Baru", "I.S1.1")


def test_mengubah_simpul(klien, pohonan, dunia):
    bidang = BidangFactory(perangkat_daerah=dunia.kosong)
    assert "Uraian S1" in teks(klien.get(di("rencana_ubah", objek="S1")))
    assert klien.post(di("rencana_ubah_simpan", objek="S1"), {"uraian": "Lain", "bidang": bidang.pk}).status_code == 302
    s = Simpul.objects.get(pk=pohonan["S1"].pk)
    assert (s.uraian, s.kode, s.bidang) == ("Lain", "S1", bidang)


# What is refused


SALAH = {
    "kegiatan di bawah sasaran": (("kegiatan", "S1", {}), "Kegiatan hanya dapat berada di bawah program. S1 adalah"),
    "kode kembar": (("tujuan", "", {"kode": "S1"}), "Kode S1 sudah dipakai"),
    "kode bertitik koma": (("tujuan", "", {"kode": "S1;S2"}), "tanpa titik koma"),
    "tanpa uraian": (("tujuan", "", {"uraian": " "}), "Tulis uraiannya."),
    "di luar nomenklatur": (("program", "S1", {"kode_nomenklatur": "5.03.99"}), "tulis alasan memakainya"),
    "masih X.XX": (("program", "S1", {"kode_nomenklatur": "X.XX.01"}), "misalnya 5.03.01"),
    "bukan bagian induknya": (("kegiatan", "P1", {"kode_nomenklatur": "5.04.02.2.01"}), "bukan bagian dari 5.03.02"),
    "bidang lain": (("tujuan", "", {"bidang": 999_999}), "bukan bidang instansi ini"),
    "tahun": (("tujuan", "", {"tahun_mulai": "1999"}), "Tahun antara 2000 dan 2100"),
}


@pytest.mark.parametrize("nama", SALAH)
def test_tambah_yang_salah_ditolak(klien, pohonan, nama):
    nomenklatur.muat(2024)
    Simpul.objects.filter(pk=pohonan["P1"].pk).update(kode_nomenklatur="5.03.02")
    (jenis, induk, isi), kalimat = SALAH[nama]
    sebelum = isi_basis_data()
    jawaban = tambah(klien, jenis, induk, indikator="Ikut batal", **isi)
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_kode_di_luar_nomenklatur_dengan_alasan(klien, pohonan):
    nomenklatur.muat(2024)
    isi = {"kode_nomenklatur": "5.03.99", "alasan": "Pemutakhiran 2025 belum terbit"}
    assert tambah(klien, "program", "S1", **isi).status_code == 302
    baru = Simpul.objects.get(kode_nomenklatur="5.03.99")
    jejak = Jejak.objects.filter(tabel="renstra_simpul", objek=baru.pk).first()
    assert jejak.alasan == "Pemutakhiran 2025 belum terbit"


def test_lingkaran_dan_induk_salah_ditolak(klien, pohonan):
    sebelum = isi_basis_data()
    for objek, induk, kalimat in (
        ("P1", "SK1", "di bawah dirinya sendiri"),
        ("K1", "S1", "hanya dapat berada di bawah program"),
        ("S1", "", "hanya dapat berada di bawah tujuan"),
    ):
        kepala = {"Accept": "application/json"}
        jawaban = klien.post(di("rencana_pindah_simpan", objek=objek), {"induk": induk, "posisi": "0"}, headers=kepala)
        assert jawaban.status_code == 422
        assert kalimat in jawaban.json()["pesan"]
        jawaban = klien.post(di("rencana_pindah_simpan", objek=objek), {"induk": induk})
        assert jawaban.status_code == 422
        assert ("Pilih dari daftar" if induk else kalimat) in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_pindah_dengan_formulir(klien, pohonan):
    assert "P2" in teks(klien.get(di("rencana_pindah", objek="K1")))
    assert klien.post(di("rencana_pindah_simpan", objek="K1"), {"induk": "P2", "posisi": ""}).status_code == 302
    assert Simpul.objects.get(pk=pohonan["K1"].pk).induk == pohonan["P2"]


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"nama": ""}, "Tulis nama indikatornya."),
        ({"bobot": "-1"}, "Bobot tidak boleh negatif."),
        ({"bobot": "dua"}, "tidak dapat dibaca sebagai angka"),
        ({"pengali": "0"}, "Pengali tidak boleh 0."),
        ({"wajar_bawah": "9", "wajar_atas": "8"}, "Batas wajar bawah tidak boleh melebihi"),
        ({"kode": "S1"}, "Kode S1 sudah dipakai"),
        ({"jenis_nilai": "predikat", "arah": "rentang"}, "Predikat tidak mempunyai rentang"),
    ],
)
def test_indikator_yang_salah_ditolak(klien, pohonan, isi, kalimat):
    sebelum = isi_basis_data()
    dasar = {"nama": "N", "arah": "naik", "agregasi": "akhir", "jenis_nilai": "angka"}
    jawaban = klien.post(di("rencana_indikator_buat", objek="S1"), dasar | isi)
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_formulir_hanya_bagi_perencanaan(masuk, dunia):
    for nama in ("rencana_ubah", "rencana_pindah", "rencana_arsip", "rencana_indikator_tambah"):
        jawaban = masuk(dunia.bidang).get(alamat(nama, objek="S3"))
        assert jawaban.status_code == 403
        assert "Hanya Subbag Perencanaan yang dapat mengubah rencana." in teks(jawaban)
        assert masuk(dunia.tetangga).get(alamat(nama, objek="S3")).status_code == 404
        assert masuk(dunia.perencanaan).get(alamat(nama, objek="S3")).status_code == 200
        assert masuk(dunia.perencanaan).get(alamat(nama, objek="TIDAK")).status_code == 404


# Archive


def test_arsip_dan_urung(klien, pohonan):
    jawaban = klien.post(di("rencana_arsipkan", objek="S1"), {"tahun_selesai": 2023}, follow=True)
    assert "Urungkan" in teks(jawaban)
    assert "Uraian S1" not in teks(jawaban)
    assert "arsip sejak 2023" in teks(klien.get(di("rencana") + "?arsip=1"))
    assert "Uraian S1" in teks(klien.post(di("rencana_pulihkan", objek="S1"), follow=True))


def test_yang_sudah_dilaporkan_tidak_terhapus(klien, pohonan):
    i = IndikatorFactory(simpul=pohonan["S1"], kode="I1")
    RealisasiFactory(indikator=i, tahun=2025)
    sebelum = isi_basis_data()
    assert "sudah dipakai dalam laporan" in teks(klien.get(di("rencana_indikator_arsip", objek="I1")))
    assert "Arsipkan saja" in teks(klien.post(di("rencana_indikator_hapus", objek="I1"), follow=True))
    jawaban = klien.post(di("rencana_indikator_arsipkan", objek="I1"), {"tahun_selesai": 2024})
    assert jawaban.status_code == 422
    assert "sudah dilaporkan tahun 2025" in teks(jawaban)
    assert isi_basis_data() == sebelum
    assert klien.post(di("rencana_indikator_arsipkan", objek="I1"), {"tahun_selesai": 2025}).status_code == 302
    assert klien.post(di("rencana_indikator_pulihkan", objek="I1")).status_code == 302


def test_yang_belum_dipakai_boleh_dihapus(klien, pohonan):
    TargetFactory(indikator=IndikatorFactory(simpul=pohonan["S1"], kode="I1"))
    assert "masih mempunyai isi" in teks(klien.post(di("rencana_hapus", objek="S1"), follow=True))
    assert klien.post(di("rencana_indikator_hapus", objek="I1")).status_code == 302
    assert klien.post(di("rencana_hapus", objek="S1")).status_code == 302
    assert not Simpul.objects.filter(pk=pohonan["S1"].pk).exists()


# Dukungan, lintas, cakupan


def test_dukungan_dicentang(klien, pohonan):
    i = IndikatorFactory(simpul=pohonan["S1"], kode="I1")
    assert "Indikator I1" in teks(klien.get(di("rencana_dukungan", objek="P1")))
    tujuan = {"tujuan": [f"s{pohonan['S1'].pk}", f"i{i.pk}", "i999999", "x"]}
    assert klien.post(di("rencana_dukungan_simpan", objek="P1"), tujuan).status_code == 302
    assert Dukungan.objects.filter(simpul=pohonan["P1"]).count() == 2
    assert "Hanya program" in teks(klien.post(di("rencana_dukungan_simpan", objek="S1"), tujuan, follow=True))


def test_lintas_terlihat_keduanya(klien, masuk, dunia, pohonan):
    isi = {"perangkat_daerah": dunia.hss.pk, "peran": "Menyediakan data"}
    assert klien.post(di("rencana_lintas_simpan", objek="S1"), isi).status_code == 302
    assert "Menyediakan data" in teks(klien.get(di("rencana_simpul", objek="S1")))
    assert "Menyediakan data" in teks(masuk(dunia.perencanaan).get(alamat("rencana")))
    for salah, kalimat in (({"peran": ""}, "Tulis peran"), ({"perangkat_daerah": dunia.balangan.pk}, "tidak ada pada")):
        jawaban = klien.post(di("rencana_lintas_simpan", objek="S1"), isi | salah)
        assert jawaban.status_code == 422
        assert kalimat in teks(jawaban)
    lintas = Lintas.objects.get()
    assert klien.post(di("rencana_lintas_hapus", objek="P1", nomor=lintas.pk)).status_code == 404
    assert klien.post(di("rencana_lintas_hapus", objek="S1", nomor=lintas.pk)).status_code == 302
    assert not Lintas.objects.exists()


def test_cakupan(klien, pohonan):
    IndikatorFactory(simpul=pohonan["SK1"], kode="I1", nama="Tanpa target")
    isi = teks(klien.get(di("rencana_cakupan")))
    assert "Sasaran tanpa program (1)" in isi
    assert "Sub kegiatan tanpa sasaran (1)" in isi
    assert "Indikator tanpa target (1)" in isi
    assert "belum ada target 2022, 2023, 2024, 2025, 2026" in isi
    DukunganFactory(simpul=pohonan["P1"], sasaran=pohonan["S1"])
    isi = teks(klien.get(di("rencana_cakupan")))
    assert "Sasaran tanpa program (0)" in isi
    assert "Sub kegiatan tanpa sasaran (0)" in isi


# Targets


def kirim(klien, i, kolom, nilai, lama="", **lain):
    data = {"objek": f"i{i.pk}", "kolom": kolom, "nilai": nilai, "ubahan": 0, "lama": lama} | lain
    return klien.post(di("rencana_target_sel"), data)


def test_kisi_target(klien, pohonan):
    angka = IndikatorFactory(simpul=pohonan["S1"], kode="I1")
    rentang = IndikatorFactory(simpul=pohonan["S1"], kode="I2", rentang=True)
    predikat = IndikatorFactory(simpul=pohonan["S1"], kode="I3", berpredikat=True)
    isi = teks(klien.get(di("rencana_target", objek="S1")))
    assert "batas atas" in isi and "2026" in isi
    assert "Indikator I1" in teks(klien.get(di("rencana_target", objek="T1") + "?bawah=1"))
    assert kirim(klien, angka, "nilai.2024", "1.250,5").json()["nilai"] == "1250,5"
    assert kirim(klien, rentang, "nilai.2024", "5").status_code == 200
    assert kirim(klien, rentang, "nilai_atas.2024", "4").status_code == 422
    assert kirim(klien, rentang, "nilai_atas.2024", "7").status_code == 200
    assert kirim(klien, predikat, "teks.2024", "bb").json()["nilai"] == "BB"
    assert kirim(klien, predikat, "teks.2024", "ZZ", "BB").status_code == 422
    assert Target.objects.get(indikator=predikat).teks == "BB"
    assert kirim(klien, angka, "nilai.2024", "", "1250,5").status_code == 200
    assert not Target.objects.filter(indikator=angka).exists()


def test_kisi_target_menolak(klien, masuk, dunia, pohonan):
    i = IndikatorFactory(simpul=pohonan["S1"], kode="I1")
    TargetFactory(indikator=i, tahun=2024, nilai=80)
    sebelum = isi_basis_data()
    bentrok = kirim(klien, i, "nilai.2024", "90", "70")
    assert bentrok.status_code == 409
    assert bentrok.json()["milik_lain"]["nilai"] == "80"
    for kolom, nilai, kode in (
        ("nilai.2024", "abc", 422), ("nilai.2024", "1.129", 422), ("nilai.2024", "1,000", 422),
        ("nilai.2024", "-5", 422), ("nilai.2031", "5", 404), ("nama.2024", "x", 404),
    ):  # fmt: skip
        jawaban = kirim(klien, i, kolom, nilai, "80")
        assert jawaban.status_code == kode, (kolom, nilai)
        assert jawaban.json()["pesan"]
    asing = masuk(dunia.perencanaan).post(alamat("rencana_target_sel"), {"objek": f"i{i.pk}", "kolom": "nilai.2024"})
    assert asing.status_code == 404
    assert isi_basis_data() == sebelum


# Versions


def test_revisi_dan_yang_berubah(klien, renstra, pohonan):
    i = IndikatorFactory(simpul=pohonan["S1"], kode="I1")
    TargetFactory(indikator=i, tahun=2025, nilai=80)
    RealisasiFactory(indikator=i, tahun=2023)
    isi = {"nama": "perubahan I", "berlaku_mulai": 2025, "nomor": "9/2024", "tanggal": "2024-11-01"}
    assert klien.post(di("rencana_versi_revisi"), {f"revisi-{k}": v for k, v in isi.items()}).status_code == 302
    baru = {"tahun": 2025}
    klien.post(di("rencana_ubah_simpan", objek="S1", **baru), {"uraian": "Sasaran baru"})
    salinan = Indikator.objects.get(renstra__urutan=1, renstra__perangkat_daerah=renstra.perangkat_daerah)
    sel = {"objek": f"i{salinan.pk}", "kolom": "nilai.2025", "nilai": "85", "lama": "80", "ubahan": 0}
    assert klien.post(di("rencana_target_sel", **baru), sel).status_code == 200
    isi = teks(klien.get(di("rencana_versi_satu", urutan=1)))
    assert "Diubah bunyinya Uraian S1 Sasaran baru" in isi
    assert "Target diubah 80 85" in isi
    sebelum = isi_basis_data()
    assert "hanya dapat dibaca" in teks(klien.get(di("rencana")))
    jawaban = klien.post(di("rencana_ubah_simpan", objek="S1"), {"uraian": "Terlambat"})
    assert jawaban.status_code == 422
    assert "Ubah versi perubahan I" in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_versi_yang_salah_ditolak(klien, renstra):
    sebelum = isi_basis_data()
    buat = {"nama": "awal", "periode_awal": 2025, "periode_akhir": 2029}
    for nama, awalan, isi, kalimat in (
        ("rencana_versi_buat", "baru", buat, "Periode baru dimulai sesudahnya"),
        ("rencana_versi_buat", "baru", buat | {"periode_akhir": 2024}, "tidak boleh mendahului"),
        ("rencana_versi_revisi", "revisi", {"nama": "I", "berlaku_mulai": 2027}, "antara 2023 dan 2026"),
        ("rencana_versi_revisi", "revisi", {"nama": "", "berlaku_mulai": 2024}, "Tulis nama versinya"),
    ):
        jawaban = klien.post(di(nama), {f"{awalan}-{k}": v for k, v in isi.items()})
        assert jawaban.status_code == 422
        assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_penetapan_disunting(klien, renstra):
    isi = {"nama": "awal", "nomor": "77", "tanggal": "2021-12-01", "visi": "Baru"}
    assert klien.post(di("rencana_versi_ubah", urutan=0), isi).status_code == 302
    renstra.refresh_from_db()
    assert (renstra.nomor, renstra.visi) == ("77", "Baru")
    assert klien.get(di("rencana_versi_satu", urutan=7)).status_code == 404
    jawaban = klien.post(di("rencana_versi_ubah", urutan=0), isi | {"periode_awal": "2022"})
    assert jawaban.status_code == 422
    assert "Isi kedua tahun periode" in teks(jawaban)


def test_huruf_nol_tidak_merusak(klien, pohonan):
    assert klien.get(di("rencana") + "?diarsipkan=%00%0a&q=%00").status_code == 400
    assert klien.get(di("rencana_nomenklatur") + "?kode_nomenklatur=%00").status_code == 400
    assert klien.get(di("rencana_tambah") + "?jenis=sasaran&induk=%00").status_code == 400
    assert klien.get(di("rencana") + "?diarsipkan=%0a&q=%0a").status_code == 200
    assert klien.get(di("rencana_tambah") + "?jenis=lain").status_code == 404


# Nomenclature, search, queries


def test_nomenklatur_saat_mengetik(klien, pohonan):
    nomenklatur.muat(2024)
    Simpul.objects.filter(pk=pohonan["P1"].pk).update(kode_nomenklatur="5.03.02")
    tujuan = di("rencana_nomenklatur") + "?jenis=program&kode_nomenklatur="
    potongan = klien.get(tujuan + "penunjang", headers={"HX-Request": "true"}).content.decode()
    assert "5.03.01" in potongan and "<html" not in potongan
    assert "Tidak ada program dengan" in teks(klien.get(tujuan + "tidakada"))


def test_cari_dalam_pohon(klien, pohonan):
    isi = teks(klien.get(di("rencana") + "?q=SK1"))
    assert "Uraian K1" in isi and "Uraian S1" not in isi
    assert "Tidak ada simpul yang memuat" in teks(klien.get(di("rencana") + "?q=zzz"))


@pytest.mark.parametrize("nama", ["rencana", "rencana_cakupan", "rencana_versi", "rencana_target", "rencana_simpul"])
def test_satu_dan_tiga_sama_banyaknya(klien, dunia, renstra, nama):
    tujuan = SimpulFactory(renstra=renstra, kode="T1")

    def isi(ke):
        s = SasaranFactory(induk=tujuan, kode=f"S{ke}", bidang=BidangFactory(perangkat_daerah=dunia.kosong))
        TargetFactory(indikator=IndikatorFactory(simpul=s, kode=f"I{ke}"))
        TargetFactory(indikator=IndikatorFactory(simpul=tujuan, kode=f"IT{ke}"))
        DukunganFactory(simpul=ProgramFactory(renstra=renstra, kode=f"P{ke}"), sasaran=s)
        LintasFactory(simpul=tujuan, perangkat_daerah=PerangkatDaerahFactory(pemda=dunia.hss.pemda))
        LintasFactory(perangkat_daerah=dunia.kosong)

    tempat = di(nama, **{"objek": "T1"} if nama in ("rencana_target", "rencana_simpul") else {})
    isi(1)
    satu = jumlah_kueri(klien, tempat)
    isi(2)
    isi(3)
    assert jumlah_kueri(klien, tempat) == satu
    assert satu <= 20, satu


def test_kode_berikut_mengikuti_induknya(renstra):
    program = ProgramFactory(renstra=renstra, kode="P2")
    assert pohon.kode_berikut(renstra.pk, "kegiatan", program) == "K2.1"
