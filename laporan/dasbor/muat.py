"""Reads what the dashboard and the homes stand on: the computed year, and the state of one quarter's entry."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import BigIntegerField, Case, CharField, DateField, Exists, OuterRef, Value, When
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from anggaran.hitung import HitungUang
from anggaran.models import DokumenAnggaran, RencanaKas
from capaian.alur import BISA_DIISI, StatusIsian
from capaian.hitung.bentuk import AngkaTriwulan
from capaian.hitung.capaian import HitungCapaian
from capaian.hitung.prakiraan import HitungPrakiraan
from capaian.lembar.baris import TANPA_BIDANG, UMUM
from capaian.models import Bukti, Jadwal, Realisasi
from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator
from laporan.ikhtisar.kas import hitung_kas
from laporan.ikhtisar.muat import Muatan, muat
from laporan.ikhtisar.susun import hitung
from laporan.models import CatatanMeja, NaskahSiap, NaskahTugas, Rekomendasi, Susunan
from renstra.bentuk import BarisIndikator, bidang_simpul
from renstra.models import PerjanjianKinerja
from sakip.akses import PermintaanInstansi
from sakip.models import Bidang, PerangkatDaerah

PK, ANGGARAN, REKOMENDASI, CATATAN, BIDANG, SUSUN = "pk", "anggaran", "rekomendasi", "catatan", "bidang", "susunan"
NASKAH = "naskah"
SUSUNAN = ("lkjip", "evaluasi_renja")
NIHIL = Value(None, output_field=BigIntegerField())


class Berkas(NamedTuple):
    """What the agency has besides its numbers: agreements, budget documents, compositions, recommendations, notes of
    the Inspektorat, sections to write, and its bidang."""

    jenis: str
    nomor: int
    """Its id; of a composition its quarter."""
    tanda: str
    """PK: version; budget document: tahap; recommendation: source; note: place; composition: kind; bidang: order;
    section: its key."""
    keadaan: str
    """Of a note: the version that it is on; of a section: the id of the person who writes it."""
    tanggal: datetime.date | None
    teks: str
    bidang_id: int | None


@dataclass(frozen=True)
class Tutup:
    """When entry ends, for everybody and for the bidang that were given more time."""

    buka: datetime.datetime
    tutup: datetime.datetime
    diperpanjang: dict[int, datetime.datetime]

    def bagi(self, bidang: int) -> datetime.datetime:
        return max(self.tutup, self.diperpanjang.get(bidang, self.tutup))


@dataclass(frozen=True)
class BarisTinjau:
    """An indicator's row of the quarter: what it is, whose, and how far its review is."""

    asal: BarisIndikator
    angka: IkhtisarIndikator
    tw: AngkaTriwulan
    bidang: int
    realisasi: Realisasi | None
    berbukti: bool

    @property
    def terisi(self) -> bool:
        return self.tw.realisasi is not None

    @property
    def status(self) -> str:
        return self.realisasi.status if self.realisasi else StatusIsian.DRAF.value

    @property
    def tanda(self) -> str:
        """How the step's form names the row."""
        return f"{self.asal.id}:{self.realisasi.ubahan_ke if self.realisasi else 0}"


@dataclass
class Bahan:
    """One agency's year up to a quarter, loaded once. `tw`: the quarter whose entry is looked at."""

    instansi: PerangkatDaerah
    tahun: int
    triwulan: int | None
    tw: int
    muatan: Muatan
    ikhtisar: Ikhtisar
    bidang: dict[int, str]
    jadwal: Tutup | None
    baris: list[BarisTinjau]
    berkas: list[Berkas]
    kini: datetime.datetime = field(default_factory=timezone.now)

    @cached_property
    def hari(self) -> datetime.date:
        return timezone.localdate(self.kini)

    @cached_property
    def hitung(self) -> HitungCapaian:
        return HitungCapaian(self.muatan.rencana, self.muatan.hasil)

    @cached_property
    def prakiraan(self) -> HitungPrakiraan:
        return HitungPrakiraan(self.hitung, self.instansi.pemda.batas_perhatian)

    @cached_property
    def uang(self) -> HitungUang:
        return HitungUang(self.muatan.rencana, self.muatan.uang)

    @cached_property
    def bidang_simpul(self) -> dict[str, int]:
        """The bidang of each node, by kode."""
        milik = bidang_simpul(self.muatan.rencana.simpul)
        return {s.kode: milik[s.id] or UMUM for s in self.muatan.rencana.simpul}

    def nama_bidang(self, nomor: int) -> str:
        return self.bidang.get(nomor, TANPA_BIDANG)

    @cached_property
    def kas(self) -> dict[str, list[Decimal | None]]:
        """The cash plan per node and quarter, summed up the tree by the engine; one query."""
        dinyatakan = {
            (kode, tw): nilai
            for kode, tw, nilai in RencanaKas.objects.filter(
                simpul__renstra=self.muatan.rencana.renstra, tahun=self.tahun
            )
            .order_by()
            .values_list("simpul__kode", "triwulan", "nilai")
        }
        kas = hitung_kas(self.ikhtisar.simpul, dinyatakan)
        return {k: [None if n is None else Decimal(n) for n in semua] for k, semua in kas.items()}


def muat_bahan(request: PermintaanInstansi) -> Bahan:
    """Load what a page needs, and leave the ikhtisar for whatever else the page shows."""
    bahan = susun_bahan(request.instansi, request.tahun, request.triwulan)
    vars(request)["_ikhtisar"] = bahan.ikhtisar
    return bahan


def susun_bahan(instansi: PerangkatDaerah, tahun: int, triwulan: int | None) -> Bahan:
    muatan = muat(instansi, tahun, triwulan)
    ikhtisar = hitung(muatan)
    jadwal = _jadwal(instansi, tahun)
    tw = triwulan or _triwulan(jadwal)
    berkas = _berkas(instansi, tahun)
    urut = sorted((b for b in berkas if b.jenis == BIDANG), key=lambda b: (int(b.tanda), b.nomor))
    bidang = {b.nomor: b.teks for b in urut}
    baris = _baris(muatan, ikhtisar, tw)
    return Bahan(instansi, tahun, triwulan, tw, muatan, ikhtisar, bidang, jadwal.get(tw), baris, berkas)


def _jadwal(instansi: PerangkatDaerah, tahun: int) -> dict[int, Tutup]:
    """The schedule of each quarter, with what was granted: one query."""
    milik = Jadwal.objects.filter(perangkat_daerah=instansi, tahun=tahun, untuk=Jadwal.Untuk.REALISASI)
    kolom = ("triwulan", "buka", "tutup", "perpanjangan__bidang", "perpanjangan__tutup")
    hasil: dict[int, Tutup] = {}
    for tw, buka, tutup, bidang, lebih in milik.order_by("triwulan").values_list(*kolom):
        satu = hasil.setdefault(tw, Tutup(buka, tutup, {}))
        if bidang and lebih:
            satu.diperpanjang[bidang] = max(lebih, satu.diperpanjang.get(bidang, lebih))
    return hasil


def _triwulan(jadwal: dict[int, Tutup]) -> int:
    """The quarter that is open, else the latest that began, else the last of the year."""
    kini = timezone.now()
    mulai = [tw for tw, j in jadwal.items() if j.buka <= kini]
    terbuka = [tw for tw in mulai if kini < jadwal[tw].tutup]
    return max(terbuka or mulai, default=4)


def _baris(muatan: Muatan, ikhtisar: Ikhtisar, tw: int) -> list[BarisTinjau]:
    """The rows of the quarter that people enter; one query."""
    rencana = muatan.rencana
    waktu = {"tahun": rencana.tahun, "triwulan": tw}
    bukti = Bukti.objects.filter(indikator=OuterRef("indikator"), **waktu)
    milik = Realisasi.objects.filter(indikator__renstra=rencana.renstra, **waktu).annotate(berbukti=Exists(bukti))
    tersimpan = {r.indikator_id: r for r in milik.select_related("diajukan_oleh", "disetujui_oleh")}
    bidang, angka = bidang_simpul(rencana.simpul), {i.kode: i for i in ikhtisar.indikator}
    hasil = []
    for i in rencana.indikator:
        if i.mengacu_id is None and i.kode in angka:
            r = tersimpan.get(i.id)
            ini, milik_siapa = angka[i.kode], bidang.get(i.simpul_id) or UMUM
            hasil.append(BarisTinjau(i, ini, ini.triwulan[tw - 1], milik_siapa, r, bool(r and r.berbukti)))
    return hasil


def _berkas(instansi: PerangkatDaerah, tahun: int) -> list[Berkas]:
    """One query for all of them; of recommendations, notes and sections those that are open."""
    milik = {"perangkat_daerah": instansi}
    pk = PerjanjianKinerja.objects.filter(**milik, tahun=tahun)
    anggaran = DokumenAnggaran.objects.filter(**milik, tahun=tahun)
    terbuka = Rekomendasi.objects.filter(**milik, tahun__lte=tahun).exclude(status=Rekomendasi.Status.SELESAI)
    susunan = Susunan.objects.filter(**milik, tahun=tahun, jenis__in=SUSUNAN)
    berlaku = Case(When(penyampaian__ditarik_pada=None, then=TruncDate("penyampaian__pada")))
    catatan = CatatanMeja.objects.filter(
        penyampaian__perangkat_daerah=instansi, penyampaian__tahun=tahun, jawaban="", selesai_pada=None
    )
    siap = NaskahSiap.objects.filter(**milik, tahun=tahun, bagian=OuterRef("bagian"))
    tugas = NaskahTugas.objects.filter(~Exists(siap), **milik, tahun=tahun)
    bidang = Bidang.objects.filter(**milik)
    kosong, tanpa_tanggal = Value(""), Value(None, output_field=DateField())
    bagian = [
        pk.order_by().values_list(Value(PK), "pk", "versi", "keadaan", "tanggal", "nomor", "bidang_id"),
        anggaran.order_by().values_list(Value(ANGGARAN), "pk", "tahap", kosong, "tanggal", "nomor", NIHIL),
        terbuka.order_by().values_list(
            Value(REKOMENDASI), "pk", "sumber", "status", "jatuh_tempo", "rekomendasi", NIHIL
        ),
        susunan.order_by().values_list(
            Value(SUSUN), Coalesce("triwulan", 0), "jenis", "status", berlaku, kosong, NIHIL
        ),
        catatan.order_by().values_list(
            *(Value(CATATAN), "pk", "tempat", Cast("penyampaian__versi", CharField())),
            *(TruncDate("pada"), "teks", NIHIL),
        ),
        tugas.order_by().values_list(
            *(Value(NASKAH), "pk", "bagian", Coalesce(Cast("pengguna", CharField()), kosong)),
            *("jatuh_tempo", kosong, "bidang_id"),
        ),
        bidang.order_by().values_list(
            Value(BIDANG), "pk", Cast("urutan", CharField()), kosong, tanpa_tanggal, "nama", NIHIL
        ),
    ]
    return [Berkas(*isi) for isi in bagian[0].union(*bagian[1:], all=True)]


def belum_diajukan(baris: Iterable[BarisTinjau]) -> list[BarisTinjau]:
    return [b for b in baris if b.status in BISA_DIISI]
