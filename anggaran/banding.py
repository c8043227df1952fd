"""A file of the budget system beside what is stored: whose rows are whose, what changes, what becomes 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from anggaran import pemakaian
from anggaran.bentuk import TAHAP_URUT, BarisRealisasiAnggaran, UangTahun
from anggaran.hitung import HitungUang
from anggaran.models import Anggaran, ImporSipd, RealisasiAnggaran
from anggaran.muat import muat_uang
from anggaran.sipd import kode as kd
from anggaran.sipd.cocok import BarisSub, Padanan, Pasangan, SubMilik, baris_sub, cocokkan
from anggaran.sipd.pagu import HasilPagu
from anggaran.sipd.realisasi import HasilRealisasi
from anggaran.sipd.rekonsiliasi import NilaiLama, Rekonsiliasi, rekonsiliasi_pagu, rekonsiliasi_realisasi
from anggaran.sipd.utuh import MenjadiNol, PaguLama, menjadi_nol
from renstra.bentuk import RencanaTahun
from renstra.models import Simpul
from renstra.muat import muat_pohon, renstra_tahun

Hasil = HasilPagu | HasilRealisasi
PerJenis = dict[tuple[int, str], Decimal]
"""Rupiah by node and jenis belanja."""


def bidang_sendiri(impor: ImporSipd) -> str:
    """The bidang urusan that the agency puts in place of X.XX: its plan's support program's, else its SKPD code's."""
    kode = Simpul.objects.filter(renstra=renstra_tahun(impor.perangkat_daerah, impor.tahun))
    banyak = Counter(kd.bidang_dari(k) for k in kode.values_list("kode_nomenklatur", flat=True) if _penunjang(k))
    return next((b for b, _ in banyak.most_common() if b), "") or kd.bidang_dari(impor.skpd)


def _penunjang(kode: str) -> bool:
    return kode.split(".")[2:3] == ["01"]


def padankan(impor: ImporSipd, hasil: Hasil) -> Padanan:
    """The file's sub kegiatan beside the plan's; what the person answered counts."""
    bidang = bidang_sendiri(impor)
    milik = [
        SubMilik(str(s.pk), kd.dengan_bidang(s.kode_nomenklatur or s.kode, bidang), s.uraian)
        for s in Simpul.objects.filter(
            renstra=renstra_tahun(impor.perangkat_daerah, impor.tahun), jenis=Simpul.Jenis.SUB_KEGIATAN
        )
    ]
    padanan = cocokkan(baris_sub(hasil.sub), milik)
    return _dengan_jawaban(padanan, impor.jawaban, {m.kunci: m for m in milik})


def _dengan_jawaban(padanan: Padanan, jawaban: dict[str, str], milik: dict[str, SubMilik]) -> Padanan:
    dijawab: list[Pasangan] = []
    baru: list[BarisSub] = []
    sisa = []
    for t in padanan.perlu_ditanyakan:
        pilihan = jawaban.get(t.baris.kode)
        if pilihan in milik:
            dijawab.append(Pasangan(t.baris, milik[pilihan], "nama"))
        elif pilihan == "-":
            baru.append(t.baris)
        else:
            sisa.append(t)
    terpakai = {p.milik.kunci for p in dijawab}
    terbuka = {c.kunci for t in sisa for c in t.calon} | {p.milik.kunci for p in padanan.cocok} | terpakai
    lepas = {c.kunci: c for t in padanan.perlu_ditanyakan for c in t.calon if c.kunci not in terbuka}
    return replace(
        padanan,
        cocok=(*padanan.cocok, *dijawab),
        perlu_ditanyakan=tuple(sisa),
        baru=(*padanan.baru, *baru),
        hilang=(*(m for m in padanan.hilang if m.kunci not in terpakai), *lepas.values()),
    )


def bandingkan(impor: ImporSipd, hasil: Hasil, padanan: Padanan) -> Rekonsiliasi:
    """The file beside what is stored: matched, new, missing, changed; totals to the rupiah."""
    tahun, skpd = impor.tahun, None if impor.peta else impor.skpd or None
    rencana, uang = muat_pohon(impor.perangkat_daerah, tahun), muat_uang(impor.perangkat_daerah, tahun)
    if isinstance(hasil, HasilPagu):
        lama = [
            NilaiLama(str(a.simpul_id), a.jenis_belanja, a.pagu)
            for a in uang.anggaran
            if a.simpul_id and a.tahun == tahun and a.tahap == impor.tahap
        ]
        hitung, sub = HitungUang(rencana, uang).uang, _sub(rencana)
        terserap = {str(k): u.realisasi for k, u in hitung.items() if u.realisasi is not None and k in sub}
        return rekonsiliasi_pagu(hasil, lama, padanan=padanan, tahun=tahun, skpd=skpd, terserap=terserap)
    tersimpan = list(
        RealisasiAnggaran.objects.filter(simpul__isnull=False, perangkat_daerah=impor.perangkat_daerah, tahun=tahun)
    )
    lama = [NilaiLama(str(r.simpul_id), r.jenis_belanja, r.nilai, r.bulan) for r in tersimpan if r.bulan]
    setelah = UangTahun(uang.anggaran, _realisasi_setelah(impor, hasil, padanan, tersimpan))
    milik = {*kunci_kode(padanan).values()} & _sub(rencana)
    hitung = {k: u for k, u in HitungUang(rencana, setelah).uang.items() if k in milik}
    return rekonsiliasi_realisasi(
        hasil,
        lama,
        tahun=tahun,
        padanan=padanan,
        skpd=skpd,
        pagu={str(k): u.pagu for k, u in hitung.items() if u.pagu is not None},
        serapan={str(k): u.realisasi for k, u in hitung.items() if u.realisasi is not None},
    )


def _sub(rencana: RencanaTahun) -> set[int]:
    return {s.id for s in rencana.simpul if s.jenis == Simpul.Jenis.SUB_KEGIATAN}


def _realisasi_setelah(
    impor: ImporSipd, hasil: HasilRealisasi, padanan: Padanan, tersimpan: list[RealisasiAnggaran]
) -> list[BarisRealisasiAnggaran]:
    """The year's rows of realisasi as they will be once the file is stored, for the engine."""
    bulanan = per_bulan(impor, hasil, kunci_kode(padanan))
    tetap = [r for r in tersimpan if r.bulan not in bulanan]
    baru = [
        RealisasiAnggaran(
            simpul_id=simpul,
            tahun=impor.tahun,
            triwulan=(bulan - 1) // 3 + 1,
            bulan=bulan,
            jenis_belanja=j,
            nilai=nilai,
        )
        for bulan, isi in bulanan.items()
        for (simpul, j), nilai in isi.items()
    ]
    medan = BarisRealisasiAnggaran._fields
    return [BarisRealisasiAnggaran(*(getattr(r, m) for m in medan)) for r in (*tetap, *baru)]


def yang_menjadi_nol(
    impor: ImporSipd, hasil: Hasil, padanan: Padanan, *, seluruh: bool
) -> tuple[tuple[MenjadiNol, SubMilik], ...]:
    """What the file leaves out and what becomes 0 with it; of sub kegiatan that it does not name only where it holds
    the whole agency (`seluruh`)."""
    if not isinstance(hasil, HasilPagu):
        return ()
    milik = {p.milik.kunci: p.milik for p in padanan.cocok} | {m.kunci: m for m in padanan.hilang}
    tanya = {c.kunci: c for t in padanan.perlu_ditanyakan for c in t.calon}
    uang = Anggaran.objects.filter(simpul__in=[int(k) for k in milik], tahun=impor.tahun).order_by("pk")
    berkas: dict[str, set[str]] = {p.milik.kunci: set() for p in padanan.cocok}
    kunci = {p.baris.kode: p.milik.kunci for p in padanan.cocok}
    for kode, jenis in hasil.per_sub_jenis:
        if kode in kunci:
            berkas[kunci[kode]].add(jenis)
    lama = [PaguLama(str(a.simpul_id), a.jenis_belanja, a.tahap, a.pagu) for a in uang]
    semua = menjadi_nol(lama, berkas, impor.tahap, TAHAP_URUT, lewati=tanya)
    return tuple((n, milik[n.kunci]) for n in semua if seluruh or not n.seluruhnya)


def memuat_seluruh(impor: ImporSipd) -> bool:
    """Whether a budget file is of the whole agency: an export, not of one sub unit only. Of other tables who knows."""
    akhir = impor.skpd.rpartition(".")[2]
    return not impor.peta and (not akhir.isdecimal() or not akhir.strip("0"))


def terkunci(impor: ImporSipd, hasil: Hasil, padanan: Padanan) -> list[str]:
    """Sub kegiatan of the file whose performance was handed in for a quarter that the file would change."""
    if isinstance(hasil, HasilPagu):
        return []
    triwulan = {(bulan - 1) // 3 + 1 for tahun, bulan in hasil.bulan if tahun == impor.tahun}
    milik = {int(p.milik.kunci): p.milik.nama for p in padanan.cocok}
    return sorted(milik[s] for s in pemakaian.terkunci(milik.keys(), impor.tahun, triwulan))


def kunci_kode(padanan: Padanan) -> dict[str, int]:
    return {p.baris.kode: int(p.milik.kunci) for p in padanan.cocok}


def per_bulan(impor: ImporSipd, hasil: HasilRealisasi, simpul: dict[str, int]) -> dict[int, PerJenis]:
    """What the file gives for each of its months of the year, of matched sub kegiatan."""
    semua: dict[int, PerJenis] = {bulan: {} for tahun, bulan in hasil.bulan if tahun == impor.tahun}
    for (kode, jenis, bulan), nilai in hasil.per_sub_jenis.items():
        if kode in simpul and bulan in semua:
            tambahkan(semua[bulan], [((simpul[kode], jenis), nilai)])
    return semua


def tambahkan(jumlah: PerJenis, nilai: Iterable[tuple[tuple[int, str], Decimal]]) -> None:
    """Several codes of a file may be one sub kegiatan."""
    for kunci, satu in nilai:
        jumlah[kunci] = jumlah.get(kunci, Decimal(0)) + satu
