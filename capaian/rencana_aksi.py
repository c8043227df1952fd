"""The rencana aksi: targets per quarter beside the year's, and the cash plan of each sub kegiatan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from anggaran import rumus as uang_rumus
from anggaran.hitung import HitungUang
from anggaran.models import RencanaKas
from capaian.hitung.capaian import HitungIndikator
from capaian.jadwal import Waktu
from capaian.lembar.baris import UMUM
from capaian.lembar.hasil import SelHasil
from capaian.lembar.indikator import pilihan_predikat
from capaian.lembar.susun import bidang_simpul
from capaian.models import Jadwal, PersetujuanAksi
from laporan.ikhtisar.muat import BarisIndikator, BarisSimpul, Muatan, muat
from renstra.models import Indikator, PerjanjianKinerja, Simpul, Target
from sakip.kisi.sel import Tersimpan, bentrok_terakhir, rapi
from sakip.kisi.urai import tulis_isian, tulis_rupiah, urai_angka, urai_predikat, urai_uang
from sakip.models import Bidang, Pengguna, PerangkatDaerah

TRIWULAN = (1, 2, 3, 4)


@dataclass(frozen=True)
class BarisAksi:
    """One row: an indicator's targets, or (without `i`) a sub kegiatan's cash plan; `isian` by quarter."""

    simpul: BarisSimpul
    kunci: str
    nama: str
    satuan: str
    setahun: str
    isian: tuple[str, ...]
    hasil: dict[str, SelHasil]
    i: BarisIndikator | None = None
    pilihan: tuple[str, ...] = ()
    bidang: int = UMUM


@dataclass
class RencanaAksi:
    """The rows of one bidang, or of all."""

    bidang: dict[int, Bidang]
    baris: list[BarisAksi] = field(default_factory=list)
    versi: dict[int, str] = field(default_factory=dict)

    @property
    def tidak_sesuai(self) -> int:
        return sum(b.hasil[f"{b.kunci}.cocok"].kelas == "beda" for b in self.baris)


def versi_triwulan(instansi: PerangkatDaerah, tahun: int) -> dict[int, str]:
    """Which agreement's targets each quarter has: the revised one from its first quarter on."""
    berubah = PerjanjianKinerja.objects.filter(
        perangkat_daerah=instansi,
        tahun=tahun,
        versi="pk_perubahan",
        keadaan="berlaku",
        bidang__isnull=True,
        berlaku_triwulan__isnull=False,
    ).order_by("berlaku_triwulan")
    mulai = berubah.values_list("berlaku_triwulan", flat=True).first() or 5
    return {t: "pk_perubahan" if t >= mulai else "pk" for t in TRIWULAN}


def susun_aksi(instansi: PerangkatDaerah, tahun: int, bidang: int | None = None) -> RencanaAksi:
    """The year's rows, in the order of the tree."""
    muatan = muat(instansi, tahun)
    penyusun = _Penyusun(muatan, _kas(muatan))
    milik = bidang_simpul(muatan)
    hasil = RencanaAksi(
        {b.pk: b for b in Bidang.objects.filter(perangkat_daerah=instansi)}, versi=versi_triwulan(instansi, tahun)
    )
    per_simpul: dict[int, list[BarisIndikator]] = {}
    for i in muatan.indikator:
        if i.mengacu_id is None:
            per_simpul.setdefault(i.simpul_id, []).append(i)
    for s in muatan.simpul:
        pemilik = milik[s.id] or UMUM
        if bidang in (None, pemilik):
            baris = [penyusun.indikator(s, i) for i in per_simpul.get(s.id, ())]
            baris += [penyusun.kas(s)] if s.jenis == "sub_kegiatan" else []
            hasil.baris += [replace(b, bidang=pemilik) for b in baris]
    return hasil


def _kas(muatan: Muatan) -> dict[int, dict[int, Decimal]]:
    hasil: dict[int, dict[int, Decimal]] = {}
    semua = RencanaKas.objects.filter(simpul__renstra=muatan.renstra, tahun=muatan.tahun)
    for simpul, triwulan, nilai in semua.values_list("simpul_id", "triwulan", "nilai"):
        hasil.setdefault(simpul, {})[triwulan] = nilai
    return hasil


class _Penyusun:
    def __init__(self, muatan: Muatan, rencana_kas: dict[int, dict[int, Decimal]]) -> None:
        self.muatan, self.rencana_kas = muatan, rencana_kas
        self.hitung, self.uang = HitungIndikator(muatan), HitungUang(muatan)

    def indikator(self, s: BarisSimpul, i: BarisIndikator) -> BarisAksi:
        target = [self.hitung.target(i, self.muatan.tahun, t) for t in TRIWULAN]
        setahun = self.hitung.target(i, self.muatan.tahun)
        predikat = i.jenis_nilai == "predikat"
        kata = dict.fromkeys(reversed(pilihan_predikat(self.hitung.skala_nilai(i)).values())) if predikat else {}
        kunci = f"i{i.id}"
        return BarisAksi(
            s,
            kunci,
            i.nama,
            i.satuan,
            setahun.teks or tulis_isian(setahun.nilai),
            tuple(t.teks if predikat else tulis_isian(t.nilai) for t in target),
            self._cocok(kunci, self.hitung.gabung_target(i, target).nilai, setahun.nilai, tulis_isian),
            i,
            tuple(kata),
        )

    def kas(self, s: BarisSimpul) -> BarisAksi:
        milik, pagu = self.rencana_kas.get(s.id, {}), self.uang.uang[s.id].pagu
        kunci = f"s{s.id}"
        jumlah = uang_rumus.jumlah(milik.values())
        isian = tuple(tulis_rupiah(milik.get(t)) for t in TRIWULAN)
        hasil = self._cocok(kunci, jumlah, pagu, tulis_rupiah)
        return BarisAksi(s, kunci, f"Rencana kas: {s.uraian}", "Rp", tulis_rupiah(pagu), isian, hasil)

    @staticmethod
    def _cocok(kunci: str, gabungan: Decimal | None, setahun: Decimal | None, tulis: Any) -> dict[str, SelHasil]:
        """Whether the quarters together agree with the year."""
        sel = SelHasil("", "belum diisi") if gabungan is None else SelHasil(tulis(gabungan))
        if gabungan is None or setahun is None:
            kata = SelHasil("", "belum dapat dibandingkan")
        elif gabungan == setahun:
            kata = SelHasil("sesuai", "", "cocok")
        else:
            kata = SelHasil("berbeda", f"Gabungan triwulan {tulis(gabungan)}, setahun {tulis(setahun)}.", "beda")
        return {f"{kunci}.gabungan": sel, f"{kunci}.cocok": kata}


def kenapa_tertutup(instansi: PerangkatDaerah, tahun: int, bidang_id: int | None, pengguna: Pengguna) -> str:
    """Empty where a schedule for rencana aksi is open now for this person."""
    semua = Jadwal.objects.filter(perangkat_daerah=instansi, tahun=tahun, untuk=Jadwal.Untuk.RENCANA_AKSI)
    kini = timezone.now()
    alasan = [Waktu.bagi(j, bidang_id).kenapa_tertutup(pengguna, kini) for j in semua.prefetch_related("perpanjangan")]
    if not alasan:
        return "Pengisian rencana aksi belum dijadwalkan. Subbag Perencanaan dapat membuat jadwalnya."
    return "" if "" in alasan else alasan[0]


# Approval


def persetujuan(instansi: PerangkatDaerah, tahun: int, bidang_id: int | None) -> dict[str, PersetujuanAksi]:
    """The state of a bidang's list for each agreement; one that nobody handed in yet is a draft."""
    milik: dict[str, Any] = {"perangkat_daerah": instansi, "bidang_id": bidang_id, "tahun": tahun}
    ada = {p.perjanjian: p for p in PersetujuanAksi.objects.filter(**milik)}
    return {v: ada.get(v) or PersetujuanAksi(**milik, perjanjian=v) for v in ("pk", "pk_perubahan")}


def terkunci(instansi: PerangkatDaerah, tahun: int, bidang_id: int | None) -> dict[int, str]:
    """The quarters whose list was handed in, with the sentence that says so."""
    semua = persetujuan(instansi, tahun, bidang_id)
    versi = versi_triwulan(instansi, tahun)
    return {
        t: f"Rencana aksi triwulan ini sudah {semua[v].get_status_display().lower()} dan tidak dapat diubah."
        for t, v in versi.items()
        if not semua[v].bisa_diisi
    }


def ambil_persetujuan(instansi: PerangkatDaerah, tahun: int, bidang_id: int | None, perjanjian: str) -> PersetujuanAksi:
    """The stored state, made where there is none yet."""
    milik: dict[str, Any] = {"perangkat_daerah": instansi, "bidang_id": bidang_id, "tahun": tahun}
    return PersetujuanAksi.objects.get_or_create(**milik, perjanjian=perjanjian)[0]


def simpan_target(
    instansi: PerangkatDaerah, tahun: int, indikator: Indikator, triwulan: int, mentah: str, lama: str, tegas: bool
) -> Tersimpan:
    """One quarter's target, in the agreement that is in force then.

    Raises:
        IsianDitolak: with a sentence. Bentrok: somebody else changed the cell since it was seen.
    """
    versi = versi_triwulan(instansi, tahun)[triwulan]
    kunci: dict[str, Any] = {"indikator": indikator, "tahun": tahun, "triwulan": triwulan, "versi": versi}
    with transaction.atomic():
        Indikator.objects.select_for_update().get(pk=indikator.pk)
        muatan = muat(instansi, tahun)
        hitung = HitungIndikator(muatan)
        i = next(x for x in muatan.indikator if x.id == indikator.pk)
        kini_baris = hitung.target(i, tahun, triwulan)
        if i.jenis_nilai == "predikat":
            teks = urai_predikat(mentah, pilihan_predikat(hitung.skala_nilai(i)))
            kini, isi, kosong, peringatan = kini_baris.teks, {"teks": teks, "nilai": None}, not teks, ""
        else:
            terurai = urai_angka(mentah, satuan=i.satuan, sebelum=None, tegas=tegas)
            teks, peringatan = tulis_isian(terurai.nilai), terurai.peringatan
            kini, isi, kosong = tulis_isian(kini_baris.nilai), {"nilai": terurai.nilai}, terurai.nilai is None
        if kini not in (rapi(lama), teks):
            raise bentrok_terakhir(
                0,
                kini,
                "renstra_target",
                "teks" if i.jenis_nilai == "predikat" else "nilai",
                indikator_id=indikator.pk,
                triwulan=triwulan,
            )
        if kosong:
            Target.objects.filter(**kunci).delete()
        elif kini != teks:
            Target.objects.update_or_create(**kunci, defaults=isi)
    baris = _satu(instansi, tahun, f"i{indikator.pk}")
    return Tersimpan(0, teks, baris.hasil, peringatan)


def simpan_kas(
    instansi: PerangkatDaerah, tahun: int, simpul: Simpul, triwulan: int, mentah: str, lama: str, tegas: bool
) -> Tersimpan:
    """One quarter of a sub kegiatan's cash plan."""
    terurai = urai_uang(mentah, sebelum=None, tegas=tegas)
    teks = tulis_rupiah(terurai.nilai)
    kunci: dict[str, Any] = {"simpul": simpul, "tahun": tahun, "triwulan": triwulan}
    with transaction.atomic():
        Simpul.objects.select_for_update().get(pk=simpul.pk)
        ada = RencanaKas.objects.filter(**kunci).first()
        kini = tulis_rupiah(ada.nilai) if ada else ""
        if kini not in (rapi(lama), teks):
            raise bentrok_terakhir(0, kini, "anggaran_rencanakas", "nilai", simpul_id=simpul.pk, triwulan=triwulan)
        if terurai.nilai is None:
            RencanaKas.objects.filter(**kunci).delete()
        elif kini != teks:
            RencanaKas.objects.update_or_create(**kunci, defaults={"nilai": terurai.nilai})
    return Tersimpan(0, teks, _satu(instansi, tahun, f"s{simpul.pk}").hasil, terurai.peringatan)


def _satu(instansi: PerangkatDaerah, tahun: int, kunci: str) -> BarisAksi:
    return next(b for b in susun_aksi(instansi, tahun).baris if b.kunci == kunci)
