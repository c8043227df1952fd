"""The invented government on the pictures of the help: one agency in the middle of a quarter, three beside it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from types import SimpleNamespace

from django.utils import timezone

from capaian.alur import StatusIsian
from laporan.models import StatusSusunan
from laporan.simulasi.muat import muat
from laporan.simulasi.rencana import Ukuran
from sakip.models import PerangkatDaerah
from tests.pabrik import (
    AnggaranFactory,
    BagianSusunanFactory,
    BidangFactory,
    BuktiFactory,
    CatatanMejaFactory,
    DukunganFactory,
    IndikatorFactory,
    JadwalFactory,
    KegiatanFactory,
    KomentarFactory,
    NarasiFactory,
    NaskahTugasFactory,
    PemberitahuanFactory,
    PenggunaFactory,
    PenyampaianFactory,
    PerangkatDaerahFactory,
    PerjanjianKinerjaFactory,
    ProgramFactory,
    RealisasiAnggaranFactory,
    RealisasiFactory,
    RencanaKasFactory,
    RenstraFactory,
    SasaranFactory,
    SimpulFactory,
    SubKegiatanFactory,
    SusunanFactory,
    TargetFactory,
)

WITA = datetime.timezone(datetime.timedelta(hours=8))
KINI = datetime.datetime(2026, 1, 12, 9, 30, tzinfo=WITA)
TAHUN, TW = 2025, 4
JUTA = 1_000_000
HALAMAN = (6, 9, 12, 38, 3, 14)
"""Of the chapters of the composed report."""
SIDIK = "5d41402abc4b2a76b9719d911017c592" * 2


class _Waktu(type):
    def __instancecheck__(cls, satu):
        return isinstance(satu, datetime.datetime)


class _Jam(datetime.datetime, metaclass=_Waktu):
    """The clock of `timezone.now`, which defaults of models and of dataclasses hold by themselves."""

    @classmethod
    def now(cls, tz=None):
        return KINI.astimezone(tz)


def pada(bulan: int, tanggal: int, jam: int = 9, tahun: int = 2026) -> datetime.datetime:
    return datetime.datetime(tahun, bulan, tanggal, jam, tzinfo=WITA)


def buat_dunia(monkeypatch) -> SimpleNamespace:
    """Everything that the pictures show, at half past nine on 12 January 2026; by name."""
    monkeypatch.setattr(timezone, "datetime", _Jam)
    pemda = muat(Ukuran(instansi=3, tahun=3, indikator=9, sampai=TAHUN), lambda kalimat: None)
    pemda.nama = "Kabupaten Contoh"
    pemda.save()
    instansi = PerangkatDaerahFactory(
        pemda=pemda, kode="contoh-bkpsdm", tempat="Kota Contoh", kepala_jabatan="Kepala Badan"
    )
    PerangkatDaerahFactory(pemda=pemda, kode="contoh-kecamatan", nama="Kecamatan Kota", singkatan="Kec. Kota")
    d = SimpleNamespace(pemda=pemda, instansi=instansi, akar=f"/{instansi.kode}/{TAHUN}")
    d.sekretariat, d.mutasi, d.kompetensi = (
        BidangFactory(perangkat_daerah=instansi, kode=f"B{n}", nama=nama, urutan=n)
        for n, nama in enumerate(("Sekretariat", "Bidang Mutasi dan Promosi", "Bidang Pengembangan Kompetensi"), 1)
    )
    _orang(d)
    _rencana(d)
    _triwulan(d)
    _laporan(d)
    return d


def _orang(d: SimpleNamespace) -> None:
    def orang(nama: str, **lain):
        return PenggunaFactory(date_joined=KINI, username=nama.lower().replace(" ", "-"), first_name=nama, **lain)

    milik = {"perangkat_daerah": d.instansi}
    d.perencanaan = orang("Staf Perencanaan", perencanaan=True, **milik)
    d.staf = orang("Staf Bidang Mutasi", bidang=d.mutasi, **milik)
    d.staf_lain = orang("Staf Bidang Pengembangan", bidang=d.kompetensi, **milik)
    d.kabid = orang("Kepala Bidang Pengembangan", kepala_bidang=True, bidang=d.kompetensi, **milik)
    d.sekretaris = orang("Sekretaris Badan", kepala_bidang=True, bidang=d.sekretariat, **milik)
    d.kepala = orang("Kepala Badan", kepala=True, **milik)
    d.inspektorat = orang("Auditor Inspektorat", inspektorat=True, pemda=d.pemda)
    d.pembaca = orang("Staf Bagian Organisasi", pembaca=True, pemda=d.pemda)
    d.admin = orang("Admin SAKIP", admin=True)


def _rencana(d: SimpleNamespace) -> None:
    """The tree with its indicators, targets and money."""
    r = RenstraFactory(perangkat_daerah=d.instansi, periode_awal=2025, periode_akhir=2029)
    tujuan = SimpulFactory(renstra=r, kode="T1", uraian="Terwujudnya ASN yang profesional dan melayani")
    s1 = SasaranFactory(induk=tujuan, kode="S1", uraian="Meningkatnya profesionalitas ASN", bidang=d.kompetensi)
    s2 = SasaranFactory(induk=tujuan, kode="S2", uraian="Meningkatnya mutu layanan kepegawaian", bidang=d.sekretariat)
    p1 = ProgramFactory(renstra=r, kode="P1", uraian="Program Kepegawaian Daerah", bidang=d.mutasi)
    p2 = ProgramFactory(renstra=r, kode="P2", uraian="Program Pengembangan Sumber Daya Manusia", bidang=d.kompetensi)
    k1 = KegiatanFactory(induk=p1, kode="K1", uraian="Mutasi dan Promosi ASN")
    k2 = KegiatanFactory(induk=p2, kode="K2", uraian="Pengembangan Kompetensi Teknis")
    sk1 = SubKegiatanFactory(induk=k1, kode="SK1", uraian="Pengelolaan Mutasi ASN")
    sk2 = SubKegiatanFactory(induk=k1, kode="SK2", uraian="Pengelolaan Promosi ASN")
    sk3 = SubKegiatanFactory(induk=k2, kode="SK3", uraian="Penyelenggaraan Pelatihan Teknis")
    for program, sasaran in ((p1, s2), (p2, s1)):
        DukunganFactory(simpul=program, sasaran=sasaran)
    baris = (
        ("ip", s1, "Indeks Profesionalitas ASN", "Indeks", 82, {"iku": True}),
        ("ikm", s2, "Indeks Kepuasan Masyarakat", "Indeks", 88, {"iku": True}),
        ("jabatan", p1, "Persentase jabatan yang terisi", "Persen", 95, {"bukti_wajib": True}),
        ("usul", k1, "Persentase usul mutasi yang selesai tepat waktu", "Persen", 90, {}),
        ("mutasi", sk1, "Jumlah ASN yang diproses mutasinya", "Orang", 120, {"agregasi": "jumlah"}),
        ("promosi", sk2, "Jumlah ASN yang diproses promosinya", "Orang", 40, {"agregasi": "jumlah"}),
        ("sertifikat", p2, "Persentase ASN yang bersertifikat kompetensi", "Persen", 60, {}),
        ("latih", sk3, "Jumlah ASN yang mengikuti pelatihan teknis", "Orang", 200, {"agregasi": "jumlah"}),
    )
    d.i = SimpleNamespace()
    for n, (nama, simpul, uraian, satuan, target, lain) in enumerate(baris):
        i = IndikatorFactory(simpul=simpul, kode=f"I.{simpul.kode}", urutan=n, nama=uraian, satuan=satuan, **lain)
        setattr(d.i, nama, i)
        jumlah = i.agregasi == "jumlah"
        for versi in ("renstra", "pk"):
            TargetFactory(indikator=i, tahun=TAHUN, versi=versi, nilai=target)
        for tw in (1, 2, 3, 4):
            nilai = Decimal(target) / 4 if jumlah else Decimal(target) - 4 + tw
            TargetFactory(indikator=i, tahun=TAHUN, triwulan=tw, versi="pk", nilai=nilai)
    d.sub = (sk1, sk2, sk3)
    for sub, pagu in zip(d.sub, (420, 260, 780), strict=True):
        AnggaranFactory(simpul=sub, tahun=TAHUN, pagu=pagu * JUTA)
        for tw, bagian in enumerate((10, 25, 30, 35), 1):
            RencanaKasFactory(simpul=sub, tahun=TAHUN, triwulan=tw, nilai=pagu * bagian * 10_000)
            if tw < TW:
                RealisasiAnggaranFactory(simpul=sub, tahun=TAHUN, triwulan=tw, nilai=pagu * bagian * 9_300)
    PerjanjianKinerjaFactory(
        perangkat_daerah=d.instansi, tahun=TAHUN, nomor="PK/1/2025", tanggal=datetime.date(2025, 1, 20)
    )
    d.pk = PerjanjianKinerjaFactory(perangkat_daerah=d.instansi, tahun=TAHUN, perubahan=True, keadaan="draf")


def _triwulan(d: SimpleNamespace) -> None:
    """Three quarters that are locked; in the fourth each bidang is one step further than the other."""
    for tw, (bulan, akhir) in enumerate(((4, 4), (7, 7), (10, 10)), 1):
        JadwalFactory(
            perangkat_daerah=d.instansi, tahun=TAHUN, triwulan=tw, buka=pada(bulan, 1, 8, TAHUN),
            tutup=pada(akhir, 15, 16, TAHUN),
        )  # fmt: skip
    JadwalFactory(perangkat_daerah=d.instansi, tahun=TAHUN, triwulan=TW, buka=pada(1, 5, 8), tutup=pada(1, 20, 16))
    JadwalFactory(
        perangkat_daerah=d.instansi, tahun=TAHUN, triwulan=TW, rencana_aksi=True, buka=pada(1, 5, 8),
        tutup=pada(1, 20, 16),
    )  # fmt: skip
    oleh = {"diubah_oleh": d.staf, "diajukan_oleh": d.staf, "diajukan_pada": pada(1, 8)}
    setuju = {"disetujui_oleh": d.sekretaris, "disetujui_pada": pada(1, 9)}
    kunci = {"diverifikasi_oleh": d.perencanaan, "diverifikasi_pada": pada(1, 10)}
    lama = oleh | setuju | kunci | {"status": StatusIsian.DIVERIFIKASI}
    for i in vars(d.i).values():
        for tw in (1, 2, 3):
            target = i.target.get(tahun=TAHUN, triwulan=tw).nilai
            RealisasiFactory(indikator=i, tahun=TAHUN, triwulan=tw, nilai=target - tw + 2, **lama)

    def isi(i, nilai, status, **lain):
        return RealisasiFactory(indikator=i, tahun=TAHUN, triwulan=TW, nilai=nilai, status=status, **lain)

    kata = {"pendorong": "Jadwal pelaksanaan ditetapkan sejak awal tahun."}
    isi(d.i.usul, 88, StatusIsian.DRAF, diubah_oleh=d.staf)
    isi(d.i.mutasi, 33, StatusIsian.DRAF, diubah_oleh=d.staf)
    isi(d.i.jabatan, 91, StatusIsian.DIKEMBALIKAN, **oleh, diubah_pada=pada(1, 9))
    KomentarFactory(
        indikator=d.i.jabatan, tahun=TAHUN, triwulan=TW, pengembalian=True, oleh=d.kepala, pada=pada(1, 9),
        teks="Lampirkan daftar jabatan yang masih kosong.",
    )  # fmt: skip
    milik_lain = oleh | {"diubah_oleh": d.staf_lain, "diajukan_oleh": d.staf_lain}
    for i, nilai in ((d.i.ip, Decimal("81.4")), (d.i.sertifikat, 57), (d.i.latih, 52)):
        isi(i, nilai, StatusIsian.DIAJUKAN, **milik_lain, **kata)
    isi(d.i.ikm, Decimal("87.6"), StatusIsian.DISETUJUI, **milik_lain, **setuju, **kata)
    BuktiFactory(indikator=d.i.ip, tahun=TAHUN, triwulan=TW, judul="Hasil pengukuran IP ASN 2025", pada=pada(1, 8))


def _laporan(d: SimpleNamespace) -> None:
    NarasiFactory(
        perangkat_daerah=d.instansi, tahun=TAHUN, bagian="1.1", judul="Latar Belakang",
        teks="Laporan ini mempertanggungjawabkan kinerja tahun 2025.",
    )  # fmt: skip
    NaskahTugasFactory(
        perangkat_daerah=d.instansi, tahun=TAHUN, bagian="1.5", bidang=d.mutasi, jatuh_tempo=datetime.date(2026, 1, 25)
    )
    PemberitahuanFactory(pengguna=d.staf, judul="Isian triwulan IV 2025 dibuka sampai 20 Januari 2026.")
    s = SusunanFactory(
        perangkat_daerah=d.instansi, tahun=TAHUN, status=StatusSusunan.SELESAI, berkas="susunan/contoh.pdf",
        halaman=sum(HALAMAN), pembuat=d.perencanaan, dibuat=pada(1, 11), selesai=pada(1, 11),
    )  # fmt: skip
    for n, kunci in enumerate(("depan", "bab1", "bab2", "bab3", "bab4", "lampiran")):
        BagianSusunanFactory(susunan=s, kunci=kunci, urutan=n, status="selesai", berkas="a.pdf", halaman=HALAMAN[n])
    lain = PerangkatDaerah.objects.filter(pemda=d.pemda).order_by("kode")
    SusunanFactory(
        perangkat_daerah=lain.get(kode="sim1-dinkes"), tahun=TAHUN, gagal=True, dibuat=pada(1, 11), selesai=pada(1, 11),
        kesalahan="Bab III: tabel capaian tidak dapat ditata.",
    )  # fmt: skip
    d.versi = {}
    for instansi, bulan in zip([d.instansi, *lain.filter(kode__startswith="sim1")[:2]], (2, 2, 4), strict=True):
        d.versi[instansi.kode] = PenyampaianFactory(
            susunan=SusunanFactory(perangkat_daerah=instansi, jadi=True, tahun=2024), tahun=2024, versi=1, halaman=58,
            sidik=SIDIK, pada=pada(bulan, 20, 10, 2025), oleh=d.perencanaan,
        )  # fmt: skip
    CatatanMejaFactory(
        penyampaian=d.versi[d.instansi.kode], tempat="Tabel 3.2", oleh=d.inspektorat, pada=pada(3, 4, 10, 2025),
        teks="Jumlah realisasi tidak sama dengan Tabel 3.1.",
    )  # fmt: skip
