"""The rules that the running database itself holds: each named constraint refuses, whoever writes."""

from decimal import Decimal as D

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from anggaran.models import Anggaran, RealisasiAnggaran
from capaian.models import Bukti, Komponen, Realisasi
from renstra.models import INDUK_SAH, Dukungan, Indikator, Simpul, Target
from sakip.models import Pengguna
from tests import pabrik as p

pytestmark = pytest.mark.django_db
APLIKASI = ("sakip", "renstra", "capaian", "anggaran", "laporan")


def menolak(kendala, tindakan, *kolom):
    """`tindakan` fails by the constraint of this name (SQLite names a unique one by its columns)."""
    with pytest.raises(IntegrityError) as galat, transaction.atomic():
        tindakan()
        connection.check_constraints()
    pesan = str(galat.value)
    assert kendala in pesan or (connection.vendor == "sqlite" and kolom and all(k in pesan for k in kolom)), pesan


def ubah(objek, **nilai):
    """An update that passes by the model's save()."""
    return lambda: type(objek).objects.filter(pk=objek.pk).update(**nilai)


def kembar(pabrik, **nilai):
    """The same row twice."""

    def dua_kali():
        pabrik(**nilai)
        pabrik(**nilai)

    return dua_kali


# Each refusal: name of the constraint → what breaks it. Unique ones name their columns too.


def batas_capaian():
    yield ubah(p.PerangkatDaerahFactory(), batas_capaian=0)
    yield ubah(p.PerangkatDaerahFactory(), batas_capaian=D("-0.01"))


def peran():
    instansi, pemda = p.PerangkatDaerahFactory(), p.PemdaFactory()
    for peran in ("perencanaan", "bidang", "kepala"):
        yield lambda peran=peran: Pengguna.objects.create(username=peran, peran=peran, pemda=pemda)
    for peran in ("inspektorat", "pembaca"):
        yield lambda peran=peran: Pengguna.objects.create(username=peran, peran=peran, perangkat_daerah=instansi)
    yield lambda: Pengguna.objects.create(username="t", peran="tamu", perangkat_daerah=instansi, pemda=pemda)


def rentang_tahun(pabrik):
    for tahun in (1999, 2101):
        yield ubah(pabrik(), tahun=tahun)


def triwulan(pabrik, kolom="triwulan"):
    for nilai in (0, 5):
        yield ubah(pabrik(), **{kolom: nilai})


def induk_sah():
    """Every pair of jenis that the rules do not allow, in a single update."""
    renstra = p.RenstraFactory()
    induk = {
        j: p.SimpulFactory(renstra=renstra, jenis=j, induk=None) for j in ("misi", "tujuan", "strategi", "program")
    }
    induk |= {j: p.SimpulFactory(renstra=renstra, jenis=j) for j in INDUK_SAH if j not in induk}
    for jenis, sah in INDUK_SAH.items():
        anak = p.SimpulFactory(renstra=renstra, jenis=jenis)
        for jenis_induk in induk:
            if jenis_induk not in sah:
                yield ubah(anak, induk=induk[jenis_induk], jenis_induk=jenis_induk)
        if "" not in sah:
            yield ubah(anak, induk=None, jenis_induk="")


def induk_ada():
    yield ubah(p.SimpulFactory(), jenis_induk="misi")
    yield ubah(p.SasaranFactory(), induk=None)


def lewat_pembuatan(pabrik, **salah):
    """Rows that the database does not let anybody change: they must be wrong from the start."""
    for kolom, semua in salah.items():
        for nilai in semua:
            yield lambda kolom=kolom, nilai=nilai: pabrik(**{kolom: nilai})


def isi_bukti():
    """Evidence holds what its jenis says, and nothing else."""
    tautan, berkas = "https://example.go.id", p.BerkasFactory()
    for sifat, salah in (
        ({}, ({"teks": ""}, {"tautan": tautan}, {"berkas": berkas}, {"jenis": "lain"})),
        ({"tautan_web": True}, ({"tautan": ""}, {"teks": "x"}, {"berkas": berkas})),
        ({"berupa_berkas": True}, ({"berkas": None}, {"teks": "x"}, {"tautan": tautan})),
    ):
        for nilai in salah:
            yield ubah(p.BuktiFactory(**sifat), **nilai)


def alur(**nilai):
    """A quarter's row in a state that its steps do not lead to; `a` and `b` are two people."""
    orang = {"a": p.PenggunaFactory(), "b": p.PenggunaFactory()}
    return ubah(p.RealisasiFactory(triwulan=2), **{k: orang.get(v, v) for k, v in nilai.items()})


def status_sah():
    for kata in ("selesai", ""):
        yield alur(status=kata, diajukan_oleh="a")
    yield ubah(p.RealisasiFactory(triwulan=None), status="diajukan", diajukan_oleh=p.PenggunaFactory())


def satu_instansi():
    instansi = p.PerangkatDaerahFactory()
    return {"perangkat_daerah": instansi}


KENDALA = {
    "batas_capaian_lebih_dari_nol": batas_capaian,
    "peran_punya_tempat": peran,
    "bidang_bukan_induk_sendiri": lambda: [ubah(p.BidangFactory(), induk=F("id"))],
    "renstra_periode_berurutan": lambda: [ubah(p.RenstraFactory(), periode_awal=2027, periode_akhir=2026)],
    "simpul_induk_sah": induk_sah,
    "simpul_jenis_induk_ada": induk_ada,
    "simpul_tahun_berurutan": lambda: [ubah(p.SimpulFactory(), tahun_mulai=2025, tahun_selesai=2024)],
    "indikator_bobot_tidak_negatif": lambda: [ubah(p.IndikatorFactory(), bobot=D("-0.01"))],
    "indikator_pengali_bukan_nol": lambda: [ubah(p.IndikatorFactory(), pengali=0)],
    "indikator_tidak_mengacu_diri": lambda: [ubah(p.IndikatorFactory(), mengacu=F("id"))],
    "indikator_tidak_melanjutkan_diri": lambda: [ubah(p.IndikatorFactory(), lanjutan_dari=F("id"))],
    "indikator_tahun_berurutan": lambda: [ubah(p.IndikatorFactory(), tahun_mulai=2025, tahun_selesai=2024)],
    "indikator_wajar_berurutan": lambda: [ubah(p.IndikatorFactory(), wajar_bawah=D(9), wajar_atas=D("8.99"))],
    "lintas_berperan": lambda: [ubah(p.LintasFactory(), peran="")],
    "nomenklatur_jenis_sah": lambda: [ubah(p.NomenklaturFactory(), jenis="sasaran")],
    "dukungan_satu_tujuan": lambda: [
        lambda: Dukungan.objects.create(simpul=p.ProgramFactory()),
        ubah(p.DukunganFactory(), indikator=p.IndikatorFactory()),
    ],
    "target_triwulan_1_sampai_4": lambda: triwulan(p.TargetFactory),
    "target_tahun_sah": lambda: rentang_tahun(p.TargetFactory),
    "target_rentang_berurutan": lambda: [ubah(p.TargetFactory(nilai=D(90)), nilai_atas=D("89.99"))],
    "pk_triwulan_1_sampai_4": lambda: triwulan(p.PerjanjianKinerjaFactory, "berlaku_triwulan"),
    "realisasi_triwulan_1_sampai_4": lambda: triwulan(p.RealisasiFactory),
    "realisasi_tahun_sah": lambda: rentang_tahun(p.RealisasiFactory),
    "realisasi_status_sah": status_sah,
    "realisasi_ada_pengaju": lambda: [alur(status="diajukan")],
    "realisasi_ada_penyetuju": lambda: [alur(status="disetujui", diajukan_oleh="a")],
    "realisasi_ada_verifikator": lambda: [alur(status="diverifikasi", diajukan_oleh="a", disetujui_oleh="b")],
    "realisasi_bukan_setuju_sendiri": lambda: [
        alur(status="disetujui", diajukan_oleh="a", disetujui_oleh="a"),
        alur(status="draf", disetujui_oleh="a"),
    ],
    "realisasi_bukan_verifikasi_sendiri": lambda: [
        alur(status="diverifikasi", diajukan_oleh="a", disetujui_oleh="b", diverifikasi_oleh="a"),
        alur(status="draf", diverifikasi_oleh="a"),
    ],
    "jadwal_buka_sebelum_tutup": lambda: [ubah(p.JadwalFactory(), tutup=F("buka"))],
    "jadwal_triwulan_1_sampai_4": lambda: triwulan(p.JadwalFactory),
    "jadwal_tahun_sah": lambda: rentang_tahun(p.JadwalFactory),
    "perpanjangan_beralasan": lambda: [ubah(p.PerpanjanganFactory(), alasan="")],
    "penggantian_tanggal_berurutan": lambda: [ubah(p.PenggantianFactory(), selesai="2024-06-30")],
    "penggantian_orang_lain": lambda: [
        (lambda g: ubah(g, pengganti=g.pejabat))(p.PenggantianFactory()),
    ],
    "temuan_diterima_beralasan": lambda: [ubah(p.TemuanDiterimaFactory(), alasan="")],
    "rekomendasi_atau_rencana_aksi": lambda: [ubah(p.RekomendasiFactory(), rekomendasi="", rencana_aksi="")],
    "persetujuan_aksi_sah": lambda: [
        ubah(p.PersetujuanAksiFactory(), perjanjian="renstra"),
        ubah(p.PersetujuanAksiFactory(), status="selesai", diajukan_oleh=p.PenggunaFactory()),
    ],
    "persetujuan_aksi_ada_pengaju": lambda: [ubah(p.PersetujuanAksiFactory(), status="diajukan")],
    "persetujuan_aksi_ada_penyetuju": lambda: [
        ubah(p.PersetujuanAksiFactory(), status="disetujui", diajukan_oleh=p.PenggunaFactory())
    ],
    "persetujuan_aksi_ada_verifikator": lambda: [
        ubah(
            p.PersetujuanAksiFactory(),
            status="diverifikasi",
            diajukan_oleh=p.PenggunaFactory(),
            disetujui_oleh=p.PenggunaFactory(),
        )
    ],
    "persetujuan_aksi_bukan_setuju_sendiri": lambda: [
        ubah(p.PersetujuanAksiFactory(), **dict.fromkeys(("diajukan_oleh", "disetujui_oleh"), p.PenggunaFactory()))
    ],
    "persetujuan_aksi_bukan_verifikasi_sendiri": lambda: [
        ubah(p.PersetujuanAksiFactory(), **dict.fromkeys(("diajukan_oleh", "diverifikasi_oleh"), p.PenggunaFactory()))
    ],
    "persetujuan_aksi_tahun_sah": lambda: rentang_tahun(p.PersetujuanAksiFactory),
    "bukti_sesuai_jenis": isi_bukti,
    "bukti_triwulan_1_sampai_4": lambda: triwulan(p.BuktiFactory),
    "bukti_tahun_sah": lambda: rentang_tahun(p.BuktiFactory),
    "komentar_berisi": lambda: lewat_pembuatan(p.KomentarFactory, teks=[""]),
    "komentar_triwulan_1_sampai_4": lambda: lewat_pembuatan(p.KomentarFactory, triwulan=[0, 5]),
    "komentar_tahun_sah": lambda: lewat_pembuatan(p.KomentarFactory, tahun=[1999, 2101]),
    "komponen_tidak_melebihi_maksimum": lambda: [ubah(p.KomponenFactory(maksimum=D(40)), nilai=D("40.01"))],
    "komponen_tahun_sah": lambda: rentang_tahun(p.KomponenFactory),
    "anggaran_pagu_tidak_negatif": lambda: [ubah(p.AnggaranFactory(), pagu=D("-0.01"))],
    "anggaran_tahun_sah": lambda: rentang_tahun(p.AnggaranFactory),
    "realisasi_anggaran_triwulan_1_sampai_4": lambda: triwulan(p.RealisasiAnggaranFactory),
    "realisasi_anggaran_tahun_sah": lambda: rentang_tahun(p.RealisasiAnggaranFactory),
    "realisasi_anggaran_bulan_sah": lambda: [
        ubah(p.RealisasiAnggaranFactory(triwulan=1), bulan=4),
        ubah(p.RealisasiAnggaranFactory(triwulan=1), bulan=0),
        ubah(p.RealisasiAnggaranFactory(triwulan=4), bulan=13),
        ubah(p.RealisasiAnggaranFactory(triwulan=1, total=True, **satu_instansi()), bulan=1),
    ],
    "dokumen_anggaran_tahun_sah": lambda: rentang_tahun(p.DokumenAnggaranFactory),
    "rencana_kas_triwulan_sah": lambda: triwulan(p.RencanaKasFactory),
    "rencana_kas_tidak_negatif": lambda: [ubah(p.RencanaKasFactory(), nilai=D("-0.01"))],
    "rencana_kas_tahun_sah": lambda: rentang_tahun(p.RencanaKasFactory),
    "impor_sipd_tahun_sah": lambda: rentang_tahun(p.ImporSipdFactory),
    "unggahan_buku_tahun_sah": lambda: rentang_tahun(p.UnggahanBukuFactory),
    "pk_keadaan_sah": lambda: [ubah(p.PerjanjianKinerjaFactory(), keadaan="selesai")],
    "akip_nilai_tidak_negatif": lambda: [ubah(p.EvaluasiAKIPFactory(), nilai=D("-0.01"))],
    "susunan_triwulan_1_sampai_4": lambda: triwulan(p.SusunanFactory),
    "susunan_bidang_bertriwulan": lambda: [ubah(p.SusunanFactory(), bidang=p.BidangFactory())],
    "letak_narasi_berisi": lambda: [ubah(p.LetakNarasiFactory(), letak="")],
    "bagian_mati_tahun_sah": lambda: rentang_tahun(p.BagianMatiFactory),
    "keterangan_laporan_tahun_sah": lambda: rentang_tahun(p.KeteranganLaporanFactory),
    "naskah_siap_tahun_sah": lambda: rentang_tahun(p.NaskahSiapFactory),
    "naskah_tugas_tahun_sah": lambda: rentang_tahun(p.NaskahTugasFactory),
    "naskah_tugas_satu_penerima": lambda: [lambda: p.NaskahTugasFactory(bidang=None)],
    "narasi_tahun_sah": lambda: rentang_tahun(p.NarasiFactory),
    "pemda_batas_perhatian_sah": lambda: [ubah(p.PemdaFactory(), batas_perhatian=n) for n in (0, D("100.01"))],
    "penyampaian_ditarik_beralasan": lambda: [
        ubah(p.PenyampaianFactory(), alasan_tarik="keliru"),
        ubah(p.PenyampaianFactory(ditarik=True), alasan_tarik=""),
        ubah(p.PenyampaianFactory(ditarik=True), ditarik_oleh=None),
    ],
    "penyampaian_tahun_sah": lambda: rentang_tahun(p.PenyampaianFactory),
    "catatan_meja_berisi": lambda: [ubah(p.CatatanMejaFactory(), teks="")],
    "catatan_meja_dijawab": lambda: [ubah(p.CatatanMejaFactory(), jawaban="Sudah diperbaiki")],
    "catatan_meja_selesai": lambda: [ubah(p.CatatanMejaFactory(), selesai_pada=timezone.now())],
    "paket_tahun_sah": lambda: rentang_tahun(p.PaketFactory),
}


def satu_pk_per_triwulan():
    """Two agreements of the head that take effect in the same quarter."""
    milik = satu_instansi() | {"berlaku_triwulan": 3}

    def dua():
        p.PerjanjianKinerjaFactory(versi="pk_perubahan", urutan=0, **milik)
        p.PerjanjianKinerjaFactory(versi="pk_perubahan", urutan=1, **milik)

    return dua


GANDA = {
    "pk_satu_per_triwulan": satu_pk_per_triwulan,
    "undangan_sidik_unik": lambda: kembar(p.UndanganFactory, sidik="a" * 64),
    "bidang_kode_unik": lambda: kembar(p.BidangFactory, kode="B1", **satu_instansi()),
    "renstra_versi_unik": lambda: kembar(p.RenstraFactory, urutan=1, **satu_instansi()),
    "simpul_kode_unik": lambda: kembar(p.SimpulFactory, kode="T1", renstra=p.RenstraFactory()),
    "indikator_kode_unik": lambda: kembar(p.IndikatorFactory, kode="I1", simpul=p.SasaranFactory()),
    "dukungan_sasaran_unik": lambda: kembar(p.DukunganFactory, simpul=p.ProgramFactory(), sasaran=p.SasaranFactory()),
    "dukungan_indikator_unik": lambda: kembar(
        p.DukunganFactory, simpul=p.ProgramFactory(), indikator=p.IndikatorFactory()
    ),
    "lintas_instansi_sekali": lambda: kembar(
        p.LintasFactory, simpul=p.SasaranFactory(), perangkat_daerah=p.PerangkatDaerahFactory()
    ),
    "nomenklatur_kode_unik": lambda: kembar(p.NomenklaturFactory, kode="5.03.02"),
    "target_triwulan_unik": lambda: kembar(p.TargetFactory, indikator=p.IndikatorFactory(), triwulan=2),
    "target_tahun_unik": lambda: kembar(p.TargetFactory, indikator=p.IndikatorFactory(), triwulan=None),
    "pk_versi_unik": lambda: kembar(p.PerjanjianKinerjaFactory, **satu_instansi()),
    "pk_bidang_unik": lambda: kembar(
        p.PerjanjianKinerjaFactory, bidang=p.BidangFactory(), keadaan="draf", **satu_instansi()
    ),
    "skala_urutan_unik": lambda: kembar(p.SkalaFactory, urutan=1, **satu_instansi()),
    "realisasi_triwulan_unik": lambda: kembar(p.RealisasiFactory, indikator=p.IndikatorFactory(), triwulan=1),
    "realisasi_tahun_unik": lambda: kembar(p.RealisasiFactory, indikator=p.IndikatorFactory(), triwulan=None),
    "jadwal_unik": lambda: kembar(p.JadwalFactory, **satu_instansi()),
    "bukti_berkas_sekali": lambda: kembar(
        p.BuktiFactory, berupa_berkas=True, berkas=p.BerkasFactory(), indikator=p.IndikatorFactory()
    ),
    "temuan_diterima_sekali": lambda: kembar(p.TemuanDiterimaFactory, objek="SK1", **satu_instansi()),
    "pemberitahuan_sekali": lambda: kembar(p.PemberitahuanFactory, kunci="dibuka:1", pengguna=p.PenggunaFactory()),
    "persetujuan_aksi_unik": lambda: kembar(
        p.PersetujuanAksiFactory, bidang=p.BidangFactory(), perangkat_daerah=p.PerangkatDaerahFactory()
    ),
    "persetujuan_aksi_umum_unik": lambda: kembar(p.PersetujuanAksiFactory, **satu_instansi()),
    "komponen_urutan_unik": lambda: kembar(p.KomponenFactory, indikator=p.IndikatorFactory(), urutan=1),
    "rincian_urutan_unik": lambda: kembar(p.RincianFactory, indikator=p.IndikatorFactory(), urutan=1),
    "pembanding_instansi_unik": lambda: kembar(
        p.PembandingFactory, indikator=p.IndikatorFactory(), instansi="Provinsi"
    ),
    "anggaran_simpul_unik": lambda: kembar(p.AnggaranFactory, simpul=p.SubKegiatanFactory()),
    "anggaran_total_unik": lambda: kembar(p.AnggaranFactory, total=True, **satu_instansi()),
    "realisasi_anggaran_tw_unik": lambda: kembar(p.RealisasiAnggaranFactory, simpul=p.SubKegiatanFactory(), triwulan=1),
    "realisasi_anggaran_tahun_unik": lambda: kembar(
        p.RealisasiAnggaranFactory, simpul=p.SubKegiatanFactory(), triwulan=None
    ),
    "realisasi_anggaran_total_tw_unik": lambda: kembar(
        p.RealisasiAnggaranFactory, total=True, triwulan=1, **satu_instansi()
    ),
    "realisasi_anggaran_total_unik": lambda: kembar(
        p.RealisasiAnggaranFactory, total=True, triwulan=None, **satu_instansi()
    ),
    "realisasi_anggaran_bulan_unik": lambda: kembar(
        p.RealisasiAnggaranFactory, simpul=p.SubKegiatanFactory(), triwulan=1, bulan=2
    ),
    "dokumen_anggaran_unik": lambda: kembar(p.DokumenAnggaranFactory, **satu_instansi()),
    "rencana_kas_unik": lambda: kembar(p.RencanaKasFactory, simpul=p.SubKegiatanFactory()),
    "peta_kolom_unik": lambda: kembar(p.PetaKolomFactory, kepala="a" * 64, **satu_instansi()),
    "akip_komponen_unik": lambda: kembar(p.EvaluasiAKIPFactory, komponen="", **satu_instansi()),
    "prestasi_unik": lambda: kembar(p.PrestasiFactory, nama="Adipura", **satu_instansi()),
    "pegawai_unik": lambda: kembar(p.PegawaiFactory, uraian="III/a", **satu_instansi()),
    "aset_unik": lambda: kembar(p.AsetFactory, uraian="Meja", **satu_instansi()),
    "naskah_siap_sekali": lambda: kembar(p.NaskahSiapFactory, bagian="1.1", **satu_instansi()),
    "naskah_tugas_sekali": lambda: kembar(p.NaskahTugasFactory, bagian="1.1", **satu_instansi()),
    "narasi_bagian_unik": lambda: kembar(p.NarasiFactory, bagian="1.1", **satu_instansi()),
    "unggahan_buku_satu_menyimpan": lambda: kembar(p.UnggahanBukuFactory, keadaan="menyimpan", **satu_instansi()),
    "letak_narasi_sekali": lambda: kembar(p.LetakNarasiFactory, bagian="1.9", **satu_instansi()),
    "bagian_mati_sekali": lambda: kembar(p.BagianMatiFactory, **satu_instansi()),
    "keterangan_laporan_sekali": lambda: kembar(p.KeteranganLaporanFactory, **satu_instansi()),
    "unggahan_tunggal": lambda: kembar(p.UnggahanFactory, bagian="logo", **satu_instansi()),
    "unggahan_gambar_sekali": lambda: kembar(p.UnggahanFactory, bagian="gambar", **satu_instansi()),
    "susunan_satu_terbuka": lambda: kembar(p.SusunanFactory, **satu_instansi()),
    "susunan_satu_terbuka_tw": lambda: kembar(p.SusunanFactory, triwulan=1, **satu_instansi()),
    "susunan_satu_terbuka_bidang": lambda: kembar(
        p.SusunanFactory, triwulan=1, bidang=p.BidangFactory(), **satu_instansi()
    ),
    "bagian_susunan_unik": lambda: kembar(p.BagianSusunanFactory, kunci="bab1", susunan=p.SusunanFactory()),
    "penyampaian_versi_unik": lambda: kembar(
        p.PenyampaianFactory, versi=1, ditarik=True, susunan=p.SusunanFactory(jadi=True)
    ),
    "penyampaian_satu_berlaku": lambda: kembar(p.PenyampaianFactory, susunan=p.SusunanFactory(jadi=True)),
}
DIJAGA_LAIN = {"simpul_id_jenis"}
"""Cannot be broken by itself (the id alone is unique); it carries the key of `jenis_induk`."""


def kendala_terpasang():
    return {k.name: (m, k) for m in apps.get_models() if m._meta.app_label in APLIKASI for k in m._meta.constraints}


def test_tiap_kendala_punya_uji():
    assert set(kendala_terpasang()) == set(KENDALA) | set(GANDA) | DIJAGA_LAIN


@pytest.mark.parametrize("nama", KENDALA)
def test_kendala_menolak(nama):
    tindakan = list(KENDALA[nama]())
    assert tindakan
    for satu in tindakan:
        menolak(nama, satu)


@pytest.mark.parametrize("nama", GANDA)
def test_baris_kembar_ditolak(nama):
    model, kendala = kendala_terpasang()[nama]
    assert isinstance(kendala, models.UniqueConstraint)
    kolom = [model._meta.get_field(k).column for k in kendala.fields]
    menolak(nama, GANDA[nama](), model._meta.db_table, *kolom)


# The parent's jenis is kept equal by the database itself (key or trigger)

JENIS_INDUK = "simpul_jenis_induk_sama"


def test_jenis_induk_palsu_lewat_bulk_create():
    tujuan = p.SimpulFactory()
    palsu = Simpul(renstra=tujuan.renstra, kode="P1", jenis="kegiatan", induk=tujuan, jenis_induk="program", uraian="x")
    menolak(JENIS_INDUK, lambda: Simpul.objects.bulk_create([palsu]))


def test_jenis_induk_palsu_lewat_update():
    kegiatan = p.KegiatanFactory()
    tujuan = p.SimpulFactory(renstra=kegiatan.renstra)
    menolak(JENIS_INDUK, ubah(kegiatan, induk=tujuan))


def test_jenis_induk_palsu_lewat_bulk_update():
    sub = p.SubKegiatanFactory()
    sub.induk = sub.induk.induk
    menolak(JENIS_INDUK, lambda: Simpul.objects.bulk_update([sub], ["induk"]))


def test_mengubah_jenis_induk_tidak_dapat_meninggalkan_anak_yang_tidak_sah():
    program = p.KegiatanFactory().induk
    menolak("simpul_induk_sah", ubah(program, jenis="tujuan"))


def test_mengubah_jenis_induk_ikut_pada_anak_yang_tetap_sah():
    strategi = p.SimpulFactory(jenis="strategi")
    kebijakan = p.SimpulFactory(jenis="kebijakan", induk=strategi)
    tujuan = p.SimpulFactory(renstra=strategi.renstra)
    ubah(strategi, jenis="sasaran", induk=tujuan, jenis_induk="tujuan")()
    connection.check_constraints()
    kebijakan.refresh_from_db()
    assert kebijakan.jenis_induk == "sasaran"


def test_jenis_induk_tidak_dapat_dikosongkan_selama_ada_induk():
    with pytest.raises(IntegrityError, match="simpul_jenis_induk_(ada|sama)"), transaction.atomic():
        ubah(p.SimpulFactory(induk=p.SimpulFactory(jenis="misi")), jenis_induk="")()
        connection.check_constraints()


def test_lingkaran_induk_mustahil():
    atas = p.SimpulFactory(jenis="strategi")
    bawah = p.SimpulFactory(jenis="kebijakan", induk=atas)
    menolak("simpul_induk_sah", ubah(atas, induk=bawah, jenis_induk="kebijakan"))


def test_bulk_create_pohon_yang_sah_diterima():
    renstra = p.RenstraFactory()
    tujuan = p.SimpulFactory(renstra=renstra)
    anak = [
        Simpul(renstra=renstra, kode=f"S{n}", jenis="sasaran", induk=tujuan, jenis_induk="tujuan", uraian="x")
        for n in range(3)
    ]
    Simpul.objects.bulk_create(anak)
    connection.check_constraints()
    assert tujuan.anak.count() == 3


# What belongs together is deleted together; what others stand on is kept


def test_induk_yang_masih_dipakai_tidak_dapat_dihapus():
    indikator = p.IndikatorFactory()
    for objek in (indikator.simpul, indikator.simpul.induk, indikator.renstra.perangkat_daerah.pemda):
        with pytest.raises(ProtectedError):
            objek.delete()


def test_menghapus_indikator_menghapus_isinya():
    indikator = p.IndikatorFactory()
    for pabrik in (
        p.TargetFactory,
        p.RealisasiFactory,
        p.KomponenFactory,
        p.RincianFactory,
        p.PembandingFactory,
        p.BuktiFactory,
    ):
        pabrik(indikator=indikator)
    indikator.delete()
    assert not any(m.objects.exists() for m in (Indikator, Target, Realisasi, Komponen, Bukti))


def test_indikator_yang_dibicarakan_tidak_dapat_dihapus():
    komentar = p.KomentarFactory()
    with pytest.raises(ProtectedError):
        komentar.indikator.delete()


def test_pelaku_yang_tercatat_tidak_dapat_dihapus():
    for objek in (p.KomentarFactory(), p.JejakFactory()):
        with pytest.raises(ProtectedError):
            objek.oleh.delete()


# What is allowed must not be refused


def test_yang_sah_diterima():
    instansi = p.PerangkatDaerahFactory(dibatasi=True)
    indikator = p.IndikatorFactory(simpul=p.SasaranFactory(renstra__perangkat_daerah=instansi), bobot=0)
    for tw in (None, 1, 2, 3, 4):
        p.TargetFactory(indikator=indikator, triwulan=tw)
        p.TargetFactory(indikator=indikator, triwulan=tw, perjanjian=True)
        p.RealisasiFactory(indikator=indikator, triwulan=tw)
        p.RealisasiAnggaranFactory(total=True, perangkat_daerah=instansi, triwulan=tw)
    p.TargetFactory(indikator=indikator, tahun=2025, nilai=D(80), nilai_atas=D(80))
    p.KomponenFactory(indikator=indikator, nilai=D(40), maksimum=D(40))
    p.KomponenFactory(indikator=indikator, nilai=D(40), maksimum=None)
    sub = p.SubKegiatanFactory()
    for jenis in ("", "pegawai", "modal"):
        p.AnggaranFactory(simpul=sub, jenis_belanja=jenis, pagu=0)
        p.AnggaranFactory(total=True, perangkat_daerah=instansi, jenis_belanja=jenis)
    berkas = p.BerkasFactory()
    for lain in ({}, {}, {"tautan_web": True}, {"tautan_web": True}, {"berupa_berkas": True, "berkas": berkas}):
        p.BuktiFactory(indikator=indikator, **lain)
    p.BuktiFactory(indikator=indikator, berupa_berkas=True, berkas=berkas, triwulan=2)
    p.BuktiFactory(berupa_berkas=True, berkas=berkas)
    for lain in ({}, {"triwulan": 2}, {"tahun": 2025}, {"rencana_aksi": True}):
        p.JadwalFactory(perangkat_daerah=instansi, **lain)
    for jenis in ("logo", "struktur", "lampiran", "lampiran"):
        p.UnggahanFactory(perangkat_daerah=instansi, bagian=jenis)
    p.SusunanFactory(perangkat_daerah=instansi, jadi=True)
    p.SusunanFactory(perangkat_daerah=instansi, gagal=True)
    p.SusunanFactory(perangkat_daerah=instansi)
    connection.check_constraints()
    assert RealisasiAnggaran.objects.count() == 5
    assert Anggaran.objects.filter(perangkat_daerah=instansi).count() == 3


@pytest.mark.parametrize("peran", ["bidang", "perencanaan", "kepala", "inspektorat", "pembaca", "admin"])
def test_pengguna_tiap_peran_diterima(peran):
    pengguna = p.PenggunaFactory(**({} if peran == "bidang" else {peran: True}))
    pengguna.refresh_from_db()
    assert pengguna.peran == peran
    assert pengguna.check_password(p.SANDI)


PABRIK = [f for f in vars(p).values() if isinstance(f, type) and issubclass(f, p.Pabrik) and f is not p.Pabrik]


def test_semua_model_mempunyai_pabrik():
    """A model without a factory is one that no test builds."""
    semua = {m.__name__ for m in apps.get_models() if m._meta.app_label in APLIKASI}
    assert semua - {f._meta.model.__name__ for f in PABRIK} == set()


@pytest.mark.parametrize("pabrik", PABRIK)
def test_pabrik_membuat_objek_sah_dengan_nama(pabrik):
    objek = pabrik()
    connection.check_constraints()
    assert str(objek)


def test_nama_kendala_unik():
    nama = [k.name for m in apps.get_models() for k in m._meta.constraints]
    assert len(nama) == len(set(nama))
