"""The rows of a quarter's entry sheets, of one bidang or of all, with a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from anggaran.hitung import KOSONG, HitungUang
from anggaran.models import RealisasiAnggaran
from anggaran.muat import muat_uang
from capaian import rumus, wajar
from capaian.alur import BISA_DIISI, StatusIsian
from capaian.bentuk import BarisRealisasi
from capaian.hitung.bentuk import BedaTahunan
from capaian.hitung.capaian import HitungCapaian
from capaian.models import Bukti, Jadwal, Komentar, Realisasi
from capaian.muat import muat_hasil
from renstra.bentuk import BarisIndikator, BarisSimpul, RencanaTahun, bidang_simpul
from renstra.models import Indikator
from renstra.muat import muat
from renstra.skala import pilihan_predikat
from sakip.angka import tulis
from sakip.kisi.urai import tulis_isian, tulis_rupiah
from sakip.models import Bidang, PerangkatDaerah

from .baris import UMUM, BagianIsian, BarisIsian, LembarIsian, UangIsian
from .hasil import aneh_indikator, aneh_uang, hasil_indikator, hasil_uang


def susun_lembar(
    instansi: PerangkatDaerah, tahun: int, triwulan: int, bidang: int | None = None, nomor: int | None = None
) -> LembarIsian:
    """The rows of a quarter. `bidang`: of this one only (0: without one); `nomor`: one indicator only."""
    rencana = muat(instansi, tahun, triwulan)
    jadwal = Jadwal.objects.filter(perangkat_daerah=instansi, tahun=tahun, triwulan=triwulan, untuk="realisasi")
    milik = Bidang.objects.filter(perangkat_daerah=instansi)
    penyusun = _Penyusun(rencana, triwulan)
    return LembarIsian(
        instansi,
        tahun,
        triwulan,
        {b.pk: b for b in milik},
        jadwal.prefetch_related("perpanjangan").first(),
        list(penyusun.baris(bidang, nomor)),
    )


class _Penyusun:
    """Puts the rows together from what was loaded, and from five more queries."""

    def __init__(self, rencana: RencanaTahun, triwulan: int) -> None:
        self.rencana, self.tw = rencana, triwulan
        self.hasil, self.baris_uang = muat_hasil(rencana), muat_uang(rencana.instansi, rencana.tahun)
        self.hitung, self.uang = HitungCapaian(rencana, self.hasil), HitungUang(rencana, self.baris_uang)
        self.cara = rencana.instansi.pembulatan or "bulat"
        renstra, tahun = rencana.renstra, rencana.tahun
        waktu: dict[str, Any] = {"indikator__renstra": renstra, "tahun": tahun, "triwulan": triwulan}
        self.realisasi = {r.indikator_id: r for r in Realisasi.objects.filter(**waktu)}
        self.wajib = set(Indikator.objects.filter(renstra=renstra, bukti_wajib=True).values_list("pk", flat=True))
        self.bukti = _hitung(Bukti.objects.filter(**waktu).values_list("indikator_id", flat=True))
        self.utas: dict[int, list[str]] = defaultdict(list)
        for pk, jenis in Komentar.objects.filter(**waktu).order_by("pk").values_list("indikator_id", "jenis"):
            self.utas[pk].append(jenis)
        belanja = RealisasiAnggaran.objects.filter(simpul__renstra=renstra, tahun=tahun, triwulan=triwulan)
        self.belanja: dict[int, list[RealisasiAnggaran]] = defaultdict(list)
        for r in belanja:
            self.belanja[r.simpul_id or 0].append(r)
        self.uang_lalu = {} if triwulan > 1 else self._uang_tahun_lalu()

    def _uang_tahun_lalu(self) -> dict[int, Decimal]:
        lalu = self.rencana.tahun - 1
        return {
            r.simpul_id: r.nilai
            for r in self.baris_uang.realisasi
            if r.simpul_id and (r.tahun, r.triwulan, r.jenis_belanja) == (lalu, 4, "")
        }

    def baris(self, bidang: int | None, nomor: int | None) -> Iterable[BarisIsian]:
        per_simpul: dict[int, list[BarisIndikator]] = defaultdict(list)
        for i in self.rencana.indikator:
            if i.mengacu_id is None and nomor in (None, i.id):
                per_simpul[i.simpul_id].append(i)
        milik = bidang_simpul(self.rencana.simpul)
        for s in self.rencana.simpul:
            if bidang is not None and (milik[s.id] or UMUM) != bidang:
                continue
            indikator = per_simpul.get(s.id, [])
            uang = self._uang(s, indikator) if s.jenis == "sub_kegiatan" and (indikator or nomor is None) else None
            if not indikator and uang:
                yield BarisIsian(s, milik[s.id], uang=uang, kurang=_kurang_uang(uang))
            for ke, i in enumerate(indikator):
                satu = self._indikator(s, milik[s.id], i, _kurang_uang(uang))
                yield replace(satu, uang=uang) if ke == 0 else satu

    def _indikator(
        self, s: BarisSimpul, bidang_id: int | None, i: BarisIndikator, kurang_uang: tuple[str, ...]
    ) -> BarisIsian:
        """`kurang_uang`: what the money lacks, which every indicator of its sub kegiatan would lock."""
        per_triwulan = self.hitung.triwulan(i)
        tw = per_triwulan[self.tw - 1]
        target = self.hitung.nilai.target(i, self.rencana.tahun, self.tw)
        setahun = self.hitung.nilai.target(i, self.rencana.tahun)
        baris = self.realisasi.get(i.id)
        hasil = hasil_indikator(self.hitung, i, self.tw)
        aneh = aneh_indikator(self.hitung, i, self.tw)
        return BarisIsian(
            simpul=s,
            bidang_id=bidang_id,
            i=i,
            realisasi=baris,
            target=self._target(target.nilai, target.nilai_atas, target.teks),
            target_sd=self._target(tw.sd_target, None, ""),
            target_tahun=self._target(setahun.nilai, setahun.nilai_atas, setahun.teks),
            lalu=self._lalu(i),
            hasil={f"i{i.id}.{nama}": sel for nama, sel in hasil.items()},
            bagian=self._bagian(i, baris),
            pilihan=self._pilihan(i, baris),
            kurang=self._kurang(i, baris, tw.realisasi, tw.capaian) + self._belum_wajar(i, baris, aneh, kurang_uang),
            aneh=aneh,
            beda_tahunan=self._beda(self.hitung.beda_tahunan(i, per_triwulan)),
            bukti=self.bukti.get(i.id, 0),
            komentar=len(self.utas.get(i.id, ())),
            capaian=tw.sd_capaian,
        )

    def _beda(self, beda: BedaTahunan | None) -> str:
        if beda is None or beda.alasan:
            return ""
        tahunan, triwulan = tulis(beda.tahunan, cara=self.cara), tulis(beda.triwulan, cara=self.cara)
        return f"Setahun dinyatakan {tahunan}, triwulannya menghasilkan {triwulan}."

    def _target(self, nilai: Decimal | None, atas: Decimal | None, teks: str) -> str:
        if nilai is None:
            return teks
        tertulis = tulis(nilai, cara=self.cara)
        return teks or (tertulis if atas is None else f"{tertulis}–{tulis(atas, cara=self.cara)}")

    def _lalu(self, i: BarisIndikator) -> str:
        """The value of the quarter before."""
        kapan = (self.rencana.tahun, self.tw - 1) if self.tw > 1 else (self.rencana.tahun - 1, 4)
        baris: list[BarisRealisasi] = self.hasil.realisasi.get(i.id, [])
        lalu = next((r for r in baris if (r.tahun, r.triwulan) == kapan), None)
        if lalu is None:
            return ""
        nilai = self.hitung.nilai.nilai_baris(i, lalu)
        return nilai.teks or ("" if nilai.nilai is None else tulis(nilai.nilai, cara=self.cara))

    def _bagian(self, i: BarisIndikator, baris: Realisasi | None) -> tuple[BagianIsian, ...]:
        if i.jenis_nilai != "komponen":
            return ()
        definisi = self.hitung.nilai.definisi_komponen(i)
        nilai = self.hitung.nilai.nilai_bagian(i, baris.bagian if baris else {})
        return tuple(
            BagianIsian(k.urutan, k.nama, tulis_isian(k.maksimum), tulis_isian(n))
            for k, n in zip(definisi, nilai, strict=True)
        )

    def _pilihan(self, i: BarisIndikator, baris: Realisasi | None) -> tuple[str, ...]:
        """The words of a predikat; one that was stored otherwise stays to be seen."""
        if i.jenis_nilai != "predikat":
            return ()
        kata = tuple(dict.fromkeys(reversed(pilihan_predikat(self.hitung.nilai.skala_nilai(i)).values())))
        lain = (baris.teks,) if baris and baris.teks and baris.teks not in kata else ()
        return (*kata, *lain)

    def _kurang(
        self, i: BarisIndikator, baris: Realisasi | None, nilai: Decimal | None, capaian: Decimal | None
    ) -> tuple[str, ...]:
        """What is missing before the row can be handed in."""
        if baris is not None and baris.status not in BISA_DIISI:
            return ()
        kurang = ["nilai"] if nilai is None else []
        perlu = i.iku or (capaian is not None and capaian < rumus.SERATUS)
        if perlu and not (baris and (baris.pendorong or baris.penghambat or baris.tindak_lanjut)):
            kurang.append("analisis")
        if i.id in self.wajib and not self.bukti.get(i.id):
            kurang.append("bukti")
        if baris and baris.status == StatusIsian.DIKEMBALIKAN and not terjawab(self.utas[i.id]):
            kurang.append("jawaban")
        return tuple(kurang)

    def _belum_wajar(
        self, i: BarisIndikator, baris: Realisasi | None, aneh: str, kurang_uang: tuple[str, ...]
    ) -> tuple[str, ...]:
        """What is beyond the reasonable and not confirmed, or beyond the possible."""
        if baris is not None and baris.status not in BISA_DIISI:
            return ()
        kurang = []
        if i.jenis_nilai == "komponen" and baris:
            maksimum = [k.maksimum for k in self.hitung.nilai.definisi_komponen(i)]
            bagian = self.hitung.nilai.nilai_bagian(i, baris.bagian)
            if wajar.bagian_berlebih(list(zip(bagian, maksimum, strict=True))):
                kurang.append("maksimum")
        if aneh and not (baris and baris.alasan_wajar):
            kurang.append("wajar")
        return (*kurang, *kurang_uang)

    def _uang(self, s: BarisSimpul, indikator: list[BarisIndikator]) -> UangIsian:
        rinci = any(r.jenis_belanja or r.bulan for r in self.belanja[s.id])
        satu = next((r for r in self.belanja[s.id] if not r.jenis_belanja and not r.bulan), None)
        uang = self.uang.uang.get(s.id, KOSONG)
        nilai = uang.triwulan[self.tw - 1]
        lalu = uang.triwulan[self.tw - 2] if self.tw > 1 else self.uang_lalu.get(s.id)
        terkunci = any((r := self.realisasi.get(i.id)) is not None and r.status not in BISA_DIISI for i in indikator)
        return UangIsian(
            simpul=s,
            kunci=f"s{s.id}",
            ubahan_ke=satu.ubahan_ke if satu else 0,
            teks=tulis_rupiah(nilai),
            lalu=tulis_rupiah(lalu),
            pagu=tulis_rupiah(uang.pagu),
            terkunci=terkunci,
            rinci=rinci,
            uang=uang,
            hasil={f"s{s.id}.{nama}": sel for nama, sel in hasil_uang(uang, self.tw).items()},
            aneh=aneh_uang(uang, self.tw),
            alasan_wajar=next((r.alasan_wajar for r in self.belanja[s.id] if r.alasan_wajar), ""),
        )


def _kurang_uang(uang: UangIsian | None) -> tuple[str, ...]:
    return ("wajar_uang",) if uang and uang.belum_wajar else ()


def terjawab(utas: list[str]) -> bool:
    """Whether the last return has an answer after it."""
    penting = [jenis for jenis in utas if jenis in (Komentar.Jenis.PENGEMBALIAN, Komentar.Jenis.JAWABAN)]
    return bool(penting) and penting[-1] == Komentar.Jenis.JAWABAN


def _hitung(nomor: Iterable[int]) -> dict[int, int]:
    jumlah: dict[int, int] = defaultdict(int)
    for n in nomor:
        jumlah[n] += 1
    return jumlah
