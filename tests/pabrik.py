"""Factories of every model, with traits; shared by all tests.

What is not given is made up so that the rules of the database hold: a `sasaran` gets a tujuan above it,
an indicator a sasaran, a target an indicator, and everything below one Renstra belongs to it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import factory
import factory.django
from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory, Trait

from capaian.models import (
    Berkas,
    Bukti,
    Jadwal,
    Komentar,
    Komponen,
    Pembanding,
    Perpanjangan,
    PersetujuanAksi,
    Realisasi,
    Rincian,
)
from renstra.models import Dukungan, Indikator, Lintas, Nomenklatur, PerjanjianKinerja, Renstra, Simpul, Skala, Target
from sakip.jaga.tabel import FaktorKedua, Pengambilan, Undangan
from sakip.jaga.toko import Sesi
from sakip.models import Bidang, Jejak, Pemberitahuan, Pemda, Penggantian, Pengguna, PerangkatDaerah, Segel, Tanda

from .pabrik_anggaran import (
    AnggaranFactory,
    DokumenAnggaranFactory,
    ImporSipdFactory,
    PetaKolomFactory,
    RealisasiAnggaranFactory,
    RencanaKasFactory,
)
from .pabrik_dasar import TAHUN, Pabrik
from .pabrik_laporan import (
    AsetFactory,
    BagianMatiFactory,
    BagianSusunanFactory,
    CatatanMejaFactory,
    EvaluasiAKIPFactory,
    KeteranganLaporanFactory,
    LetakNarasiFactory,
    NarasiFactory,
    NaskahSiapFactory,
    NaskahTugasFactory,
    PaketFactory,
    PegawaiFactory,
    PenyampaianFactory,
    PrestasiFactory,
    RekomendasiFactory,
    SusunanFactory,
    TemuanDiterimaFactory,
    UnggahanBukuFactory,
    UnggahanFactory,
)

__all__ = [
    "AnggaranFactory",
    "AsetFactory",
    "BagianSusunanFactory",
    "CatatanMejaFactory",
    "DokumenAnggaranFactory",
    "EvaluasiAKIPFactory",
    "ImporSipdFactory",
    "BagianMatiFactory",
    "KeteranganLaporanFactory",
    "LetakNarasiFactory",
    "NarasiFactory",
    "NaskahSiapFactory",
    "NaskahTugasFactory",
    "PaketFactory",
    "PegawaiFactory",
    "PenyampaianFactory",
    "PetaKolomFactory",
    "PrestasiFactory",
    "RealisasiAnggaranFactory",
    "RekomendasiFactory",
    "RencanaKasFactory",
    "SusunanFactory",
    "TemuanDiterimaFactory",
    "UnggahanBukuFactory",
    "UnggahanFactory",
]
SANDI = "sandi-untuk-pengujian"
INDUK_WAJIB = {
    "sasaran": "tujuan",
    "kebijakan": "strategi",
    "kegiatan": "program",
    "sub_kegiatan": "kegiatan",
}
"""The parent that a node of each jenis cannot be without."""


# sakip


class PemdaFactory(Pabrik):
    class Meta:
        model = Pemda

    nama = Sequence(lambda n: f"Kabupaten Uji {n}")


class PerangkatDaerahFactory(Pabrik):
    """Traits are its settings: `dibatasi` (capaian counts as 100 at most), `potong`, `selisih`, `pmk`,
    `turun_rasio`."""

    class Meta:
        model = PerangkatDaerah

    class Params:
        dibatasi = Trait(batas_capaian=Decimal(100))
        potong = Trait(pembulatan="potong")
        selisih = Trait(metode_efisiensi="selisih")
        pmk = Trait(metode_efisiensi="pmk")
        turun_rasio = Trait(rumus_turun="rasio")

    pemda = SubFactory(PemdaFactory)
    kode = Sequence(lambda n: f"uji-bkpsdm-{n}")
    nama = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
    singkatan = "BKPSDM"
    jenis = "badan"


class BidangFactory(Pabrik):
    class Meta:
        model = Bidang

    perangkat_daerah = SubFactory(PerangkatDaerahFactory)
    kode = Sequence(lambda n: f"B{n}")
    nama = Sequence(lambda n: f"Bidang {n}")


class PenggunaFactory(Pabrik):
    """A user of role `bidang`; traits `perencanaan`, `kepala_bidang`, `kepala`, `inspektorat`, `pembaca`, `admin`."""

    class Meta:
        model = Pengguna

    class Params:
        perencanaan = Trait(peran=Pengguna.Peran.PERENCANAAN)
        kepala_bidang = Trait(peran=Pengguna.Peran.KEPALA_BIDANG)
        kepala = Trait(peran=Pengguna.Peran.KEPALA)
        inspektorat = Trait(peran=Pengguna.Peran.INSPEKTORAT, perangkat_daerah=None, pemda=SubFactory(PemdaFactory))
        pembaca = Trait(peran=Pengguna.Peran.PEMBACA, perangkat_daerah=None, pemda=SubFactory(PemdaFactory))
        admin = Trait(peran=Pengguna.Peran.ADMIN, perangkat_daerah=None, is_staff=True, is_superuser=True)

    username = Sequence(lambda n: f"pengguna{n}")
    password = factory.django.Password(SANDI)
    peran = Pengguna.Peran.BIDANG
    perangkat_daerah = SubFactory(PerangkatDaerahFactory)


class FaktorKeduaFactory(Pabrik):
    """A second factor whose seed nobody knows the codes of."""

    class Meta:
        model = FaktorKedua

    pengguna = SubFactory(PenggunaFactory)
    benih = "00" * 20


class UndanganFactory(Pabrik):
    """A printed slip whose code nobody knows."""

    class Meta:
        model = Undangan

    pengguna = SubFactory(PenggunaFactory)
    cara = Undangan.Cara.SLIP
    sidik = Sequence(lambda n: f"{n:064x}")


class PengambilanFactory(Pabrik):
    class Meta:
        model = Pengambilan

    pengguna = SubFactory(PenggunaFactory)
    halaman = "ikhtisar excel"
    berkas = "ikhtisar.xlsx"


class SesiFactory(Pabrik):
    """An open session of somebody."""

    class Meta:
        model = Sesi

    session_key = factory.Sequence(lambda n: f"sesi-{n}")
    session_data = ""
    expire_date = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(hours=12))
    pengguna = SubFactory(PenggunaFactory)
    mulai = factory.LazyFunction(timezone.now)
    aktif = factory.LazyFunction(timezone.now)
    dari = "192.0.2.7"
    peramban = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0"


class PenggantianFactory(Pabrik):
    class Meta:
        model = Penggantian

    perangkat_daerah = SubFactory(PerangkatDaerahFactory)
    pejabat = SubFactory(PenggunaFactory)
    pengganti = SubFactory(PenggunaFactory)
    mulai = datetime.date(TAHUN, 7, 1)
    selesai = datetime.date(TAHUN, 7, 14)


class PemberitahuanFactory(Pabrik):
    """An unread one; trait `tersurel`: sent by e-mail."""

    class Meta:
        model = Pemberitahuan

    class Params:
        tersurel = Trait(disurelkan=LazyFunction(timezone.now))

    pengguna = SubFactory(PenggunaFactory)
    jenis = Pemberitahuan.Jenis.DIBUKA
    kunci = Sequence(lambda n: f"uji-{n}")
    judul = Sequence(lambda n: f"Pemberitahuan {n}")
    tautan = "/"


class JejakFactory(Pabrik):
    """A row of the trail, as its triggers write it."""

    class Meta:
        model = Jejak

    oleh = SubFactory(PenggunaFactory)
    tabel = "capaian_realisasi"
    objek = Sequence(lambda n: n + 1)
    tahun = TAHUN
    triwulan = 1
    lama = factory.Dict({"nilai": 1})
    baru = factory.Dict({"nilai": 2})


class SegelFactory(Pabrik):
    urutan = Sequence(lambda n: n + 1)
    jejak_id = Sequence(lambda n: n + 1)
    sidik = "0" * 64

    class Meta:
        model = Segel


class TandaFactory(Pabrik):
    """A mark, as triggers append it."""

    class Meta:
        model = Tanda

    id = Sequence(lambda n: n + 1)
    perangkat_daerah_id = 0


# renstra


class RenstraFactory(Pabrik):
    class Meta:
        model = Renstra

    perangkat_daerah = SubFactory(PerangkatDaerahFactory)
    periode_awal = 2022
    periode_akhir = 2026
    visi = "Terwujudnya aparatur yang profesional"


class SimpulFactory(Pabrik):
    """A tujuan, or the `jenis` that is given. Its Renstra is its parent's."""

    class Meta:
        model = Simpul

    renstra = SubFactory(RenstraFactory)
    kode = Sequence(lambda n: f"N{n}")
    induk = None
    jenis = "tujuan"
    urutan = Sequence(lambda n: n)
    uraian = LazyAttribute(lambda o: f"Uraian {o.kode}")

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        if (induk := params.get("induk")) is not None:
            params.setdefault("renstra", induk.renstra)
        return super()._generate(strategy, params)

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        induk = kwargs["induk"]
        if induk is None and (jenis_induk := INDUK_WAJIB.get(kwargs["jenis"])):
            induk = SimpulFactory(jenis=jenis_induk, renstra=kwargs["renstra"])
        return kwargs | {"induk": induk}


class SasaranFactory(SimpulFactory):
    jenis = "sasaran"


class ProgramFactory(SimpulFactory):
    jenis = "program"


class KegiatanFactory(SimpulFactory):
    jenis = "kegiatan"


class SubKegiatanFactory(SimpulFactory):
    jenis = "sub_kegiatan"


class IndikatorFactory(Pabrik):
    """An indicator (higher is better, latest quarter counts); its Renstra is its node's."""

    class Meta:
        model = Indikator

    class Params:
        utama = Trait(iku=True)
        turun = Trait(arah="turun")
        rentang = Trait(arah="rentang")
        rasio = Trait(jenis_nilai="rasio", satuan="Persen")
        berkomponen = Trait(jenis_nilai="komponen", satuan="Indeks")
        berpredikat = Trait(jenis_nilai="predikat", satuan="Predikat")

    simpul = SubFactory(SasaranFactory)
    renstra = LazyAttribute(lambda o: o.simpul.renstra)
    kode = Sequence(lambda n: f"I{n}")
    urutan = Sequence(lambda n: n)
    nama = LazyAttribute(lambda o: f"Indikator {o.kode}")
    satuan = "Poin"


class DukunganFactory(Pabrik):
    """A program that serves `sasaran`; or, with `indikator` given, that indicator."""

    class Meta:
        model = Dukungan

    simpul = SubFactory(ProgramFactory)
    sasaran = LazyAttribute(lambda o: None if o.indikator else SasaranFactory(renstra=o.simpul.renstra))
    indikator = None
    urutan = Sequence(lambda n: n)


class LintasFactory(Pabrik):
    """Another agency of the same government that contributes to a sasaran."""

    class Meta:
        model = Lintas

    simpul = SubFactory(SasaranFactory)
    perangkat_daerah = LazyAttribute(
        lambda o: PerangkatDaerahFactory(pemda=o.simpul.renstra.perangkat_daerah.pemda, nama="Dinas Pendukung")
    )
    peran = "Menyediakan data"


class NomenklaturFactory(Pabrik):
    class Meta:
        model = Nomenklatur

    tahun = TAHUN
    kode = Sequence(lambda n: f"5.03.{n:02}")
    jenis = "program"
    uraian = LazyAttribute(lambda o: f"Program {o.kode}")


class TargetFactory(Pabrik):
    class Meta:
        model = Target

    class Params:
        perjanjian = Trait(versi="pk")
        perjanjian_perubahan = Trait(versi="pk_perubahan")
        nasional = Trait(versi="nasional")

    indikator = SubFactory(IndikatorFactory)
    tahun = TAHUN
    nilai = Decimal(90)


class PerjanjianKinerjaFactory(Pabrik):
    class Meta:
        model = PerjanjianKinerja

    class Params:
        perubahan = Trait(versi="pk_perubahan", berlaku_triwulan=4)

    perangkat_daerah = SubFactory(PerangkatDaerahFactory)
    tahun = TAHUN
    pihak_pertama_nama = "Nama Kepala Badan"
    pihak_kedua_nama = "Nama Bupati"


class SkalaFactory(Pabrik):
    class Meta:
        model = Skala

    perangkat_daerah = SubFactory(PerangkatDaerahFactory)
    nama = "skala sendiri"
    urutan = Sequence(lambda n: n)
    batas_bawah = Decimal(0)
    predikat = "Cukup"


# capaian


class RealisasiFactory(Pabrik):
    class Meta:
        model = Realisasi

    class Params:
        dianalisis = Trait(pendorong="Komitmen pimpinan", penghambat="Anggaran terbatas", tindak_lanjut="Usul tambahan")

    indikator = SubFactory(IndikatorFactory)
    tahun = TAHUN
    nilai = Decimal("99.49")


class KomponenFactory(Pabrik):
    class Meta:
        model = Komponen

    indikator = SubFactory(IndikatorFactory, berkomponen=True)
    tahun = TAHUN
    urutan = Sequence(lambda n: n)
    nama = LazyAttribute(lambda o: f"Aspek {o.urutan}")
    maksimum = Decimal(40)


class RincianFactory(Pabrik):
    class Meta:
        model = Rincian

    indikator = SubFactory(IndikatorFactory)
    tahun = TAHUN
    urutan = Sequence(lambda n: n)
    uraian = "Peserta pelatihan dasar"


class PembandingFactory(Pabrik):
    class Meta:
        model = Pembanding

    indikator = SubFactory(IndikatorFactory)
    tahun = TAHUN
    jenis = "provinsi"
    instansi = Sequence(lambda n: f"Provinsi Uji {n}")
    nilai = Decimal(80)


class JadwalFactory(Pabrik):
    """Open since yesterday and for two more weeks; traits `rencana_aksi`, `perencanaan_saja`."""

    class Meta:
        model = Jadwal

    class Params:
        rencana_aksi = Trait(untuk=Jadwal.Untuk.RENCANA_AKSI)
        perencanaan_saja = Trait(pengisi=Jadwal.Pengisi.PERENCANAAN)

    perangkat_daerah = SubFactory(PerangkatDaerahFactory)
    tahun = TAHUN
    triwulan = 1
    buka = LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))
    tutup = LazyFunction(lambda: timezone.now() + datetime.timedelta(days=14))


class PerpanjanganFactory(Pabrik):
    """A week more than the schedule, for a bidang of its agency."""

    class Meta:
        model = Perpanjangan

    jadwal = SubFactory(JadwalFactory)
    bidang = LazyAttribute(lambda o: BidangFactory(perangkat_daerah=o.jadwal.perangkat_daerah))
    tutup = LazyAttribute(lambda o: o.jadwal.tutup + datetime.timedelta(days=7))
    alasan = "Data dari pusat terlambat"


class BerkasFactory(Pabrik):
    class Meta:
        model = Berkas

    sidik = Sequence(lambda n: f"{n:064x}")
    nama_simpan = Sequence(lambda n: f"bukti/contoh-{n}.pdf")
    mime = "application/pdf"
    ukuran = 1000


class BuktiFactory(Pabrik):
    """A text; traits `tautan_web` (a link) and `berupa_berkas` (a file)."""

    class Meta:
        model = Bukti

    class Params:
        tautan_web = Trait(jenis=Bukti.Jenis.TAUTAN, teks="", tautan="https://example.go.id/laporan")
        berupa_berkas = Trait(jenis=Bukti.Jenis.BERKAS, teks="", berkas=SubFactory(BerkasFactory))

    indikator = SubFactory(IndikatorFactory)
    tahun = TAHUN
    triwulan = 1
    jenis = Bukti.Jenis.TEKS
    judul = Sequence(lambda n: f"Bukti {n}")
    teks = "Berita acara nomor 1"


class PersetujuanAksiFactory(Pabrik):
    class Meta:
        model = PersetujuanAksi

    perangkat_daerah = SubFactory(PerangkatDaerahFactory)
    tahun = TAHUN
    perjanjian = "pk"


class KomentarFactory(Pabrik):
    """Traits `pengembalian`, `jawaban`, `pembukaan`."""

    class Meta:
        model = Komentar

    class Params:
        pengembalian = Trait(jenis=Komentar.Jenis.PENGEMBALIAN)
        jawaban = Trait(jenis=Komentar.Jenis.JAWABAN)
        pembukaan = Trait(jenis=Komentar.Jenis.PEMBUKAAN)

    indikator = SubFactory(IndikatorFactory)
    tahun = TAHUN
    triwulan = 1
    teks = "Mohon diperiksa kembali"
    oleh = SubFactory(PenggunaFactory, perangkat_daerah=factory.SelfAttribute("..indikator.renstra.perangkat_daerah"))


# laporan


def ambil(kumpulan: Any, kode: str) -> Any:
    """The member of an ikhtisar's list that has this kode."""
    return next(satu for satu in kumpulan if satu.kode == kode)
