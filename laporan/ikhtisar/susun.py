"""One computation of an agency's year: every page, finding, document and export reads this."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import partial

from django.conf import settings

from anggaran import rumus as uang_rumus
from anggaran.bentuk import JENIS_UANG
from anggaran.hitung import HitungUang, Uang
from capaian import rumus
from capaian.hitung.capaian import HitungCapaian
from laporan.models import EvaluasiAKIP
from renstra.bentuk import BarisIndikator, BarisSimpul, RencanaTahun
from renstra.skala import SKALA_BAWAAN, SkalaPredikat, warna_pita
from sakip.models import PerangkatDaerah

from .bentuk import (
    AKIP,
    PMK,
    SATU,
    AngkaEfisiensi,
    Ikhtisar,
    IkhtisarIndikator,
    IkhtisarSasaran,
    IkhtisarSimpul,
    Instansi,
    KomponenAKIP,
    PitaSkala,
    Total,
)
from .indikator import ikhtisar_indikator
from .muat import Muatan, muat
from .penunjang import penunjang
from .renja import rata_renja
from .simpul import ikhtisar_simpul

VERSI = 1


def susun_ikhtisar(instansi: PerangkatDaerah, tahun: int, triwulan: int | None = None) -> Ikhtisar:
    """Compute the agency's year (to date, where `triwulan` is given) from at most 12 queries."""
    return hitung(muat(instansi, tahun, triwulan))


def hitung(muatan: Muatan) -> Ikhtisar:
    """The ikhtisar of loaded rows."""
    rencana = muatan.rencana
    instansi = rencana.instansi
    metode = instansi.metode_efisiensi or "rasio"
    capaian, uang = HitungCapaian(muatan.rencana, muatan.hasil), HitungUang(muatan.rencana, muatan.uang)
    per_simpul: dict[int, list[BarisIndikator]] = defaultdict(list)
    for baris in rencana.indikator:
        per_simpul[baris.simpul_id].append(baris)
    indikator = _indikator(rencana, capaian, uang, per_simpul, metode)
    sasaran = tuple(
        _sasaran(s, per_simpul[s.id], indikator, capaian, uang, metode) for s in rencana.simpul if s.jenis == "sasaran"
    )
    simpul = _simpul(rencana, uang, indikator)
    batas = settings.BATAS_MENUNJANG
    sasaran = tuple(replace(s, penunjang=penunjang(s, simpul, indikator.values(), batas)) for s in sasaran)
    renstra = rencana.renstra
    return Ikhtisar(
        versi=VERSI,
        perangkat_daerah=Instansi(instansi.kode, instansi.nama, instansi.singkatan, instansi.pemda.nama),
        tahun=rencana.tahun,
        triwulan=rencana.triwulan,
        pembulatan=instansi.pembulatan or "bulat",
        skala=capaian.nama_skala,
        metode_efisiensi=metode,
        batas_capaian=instansi.batas_capaian,
        indikator=tuple(indikator.values()),
        simpul=simpul,
        sasaran=sasaran,
        jenis_belanja=uang.jenis_belanja(),
        total=_total(indikator, sasaran, uang, capaian, metode),
        akip=_akip(muatan),
        rumus_turun=capaian.rumus_turun,
        periode_awal=renstra.periode_awal if renstra else None,
        periode_akhir=renstra.periode_akhir if renstra else None,
        visi=renstra.visi if renstra else "",
        pita=_pita(capaian.skala),
        renja=rata_renja(indikator.values(), simpul, capaian) if rencana.triwulan else None,
    )


def _pita(skala: SkalaPredikat | None) -> tuple[PitaSkala, ...]:
    if skala is None:
        return ()
    return tuple(
        PitaSkala(p.predikat, p.kategori, p.batas_bawah, p.eksklusif, p.batas_atas, warna_pita(skala, p))
        for p in skala.pita
    )


def _indikator(
    rencana: RencanaTahun,
    capaian: HitungCapaian,
    uang: HitungUang,
    per_simpul: dict[int, list[BarisIndikator]],
    metode: str,
) -> dict[int, IkhtisarIndikator]:
    simpul, kode = {s.id: s for s in rencana.simpul}, {s.id: s.kode for s in rencana.simpul}
    hasil: dict[int, IkhtisarIndikator] = {}
    urut = {s.id: letak for letak, s in enumerate(rencana.simpul)}
    for baris in sorted(rencana.indikator, key=lambda i: urut[i.simpul_id]):
        milik = _uang_indikator(baris, simpul[baris.simpul_id], per_simpul, uang)
        hasil[baris.id] = ikhtisar_indikator(capaian, baris, kode, partial(_efisiensi, uang=milik, metode=metode))
    return hasil


def _uang_indikator(
    baris: BarisIndikator, simpul: BarisSimpul, per_simpul: dict[int, list[BarisIndikator]], uang: HitungUang
) -> Uang:
    """The money behind an indicator: what serves it (on a sasaran), or its node's own."""
    if simpul.jenis == "sasaran":
        serumpun = {i.id for i in per_simpul[simpul.id]}
        return uang.uang_daun(uang.melayani_indikator(baris.id, simpul.id, serumpun))
    return uang.uang[simpul.id] if simpul.jenis in JENIS_UANG else Uang()


def _efisiensi(capaian: Decimal | None, uang: Uang, metode: str) -> AngkaEfisiensi:
    serapan = uang_rumus.hitung_serapan(uang.pagu, uang.realisasi)
    hasil = uang_rumus.hitung_efisiensi(capaian, serapan.nilai, metode)
    return AngkaEfisiensi(
        uang.pagu,
        uang.realisasi,
        serapan.nilai,
        hasil.nilai,
        hasil.kesimpulan,
        hasil.alasan and (serapan.alasan or hasil.alasan),
    )


def _rata(anggota: list[IkhtisarIndikator]) -> tuple[rumus.Rata, rumus.Rata]:
    """The weighted mean of capaian, raw and with each held at the agency's limit."""
    bobot = [SATU if i.bobot is None else i.bobot for i in anggota]
    return (
        rumus.rata_tertimbang(zip((i.capaian for i in anggota), bobot, strict=True)),
        rumus.rata_tertimbang(zip((i.capaian_dibatasi for i in anggota), bobot, strict=True)),
    )


def _alasan_rata(iku: list[IkhtisarIndikator]) -> str:
    """Why no member has a value that counts: what they all say, else that they are not filled in."""
    alasan = {i.alasan for i in iku if i.capaian is None}
    if not iku:
        return "tidak ada IKU"
    if not alasan:
        return "bobot semua IKU nol"
    return alasan.pop() if len(alasan) == 1 else rumus.BELUM_DIISI


def _predikat_rata(capaian: HitungCapaian, rata: rumus.Rata) -> tuple[str | None, str]:
    """Predikat and colour of a mean; none where fewer than half of its members have a value."""
    return capaian.predikat_capaian(rata.nilai) if rata.mewakili else (None, "")


def _alasan_sedikit(rata: rumus.Rata) -> str:
    return f"baru {rata.dihitung} dari {rata.anggota} IKU bernilai"


def _simpul(
    rencana: RencanaTahun, uang: HitungUang, indikator: dict[int, IkhtisarIndikator]
) -> tuple[IkhtisarSimpul, ...]:
    """The nodes with their money, and the mean capaian of their own indicators."""
    milik: dict[str, list[IkhtisarIndikator]] = defaultdict(list)
    for i in indikator.values():
        milik[i.induk].append(i)
    capaian = {kode: _rata(anggota)[0].nilai for kode, anggota in milik.items()}
    return ikhtisar_simpul(uang, {i.id: i.kode for i in rencana.indikator}, capaian, settings.BATAS_MENUNJANG)


def _sasaran(
    s: BarisSimpul,
    baris: list[BarisIndikator],
    indikator: dict[int, IkhtisarIndikator],
    capaian: HitungCapaian,
    uang: HitungUang,
    metode: str,
) -> IkhtisarSasaran:
    iku = [indikator[b.id] for b in baris if b.iku]
    rata, dibatasi = _rata(iku)
    akhir = rumus.rata_tertimbang((i.akhir_renstra.capaian, SATU if i.bobot is None else i.bobot) for i in iku)
    daun = uang.melayani_sasaran(s.id, {b.id for b in baris})
    milik = uang.uang_daun(daun)
    serapan = uang_rumus.hitung_serapan(milik.pagu, milik.realisasi)
    efisiensi = uang_rumus.hitung_efisiensi(rata.nilai, serapan.nilai, metode)
    predikat, warna = _predikat_rata(capaian, rata)
    alasan = _alasan_rata(iku) if rata.nilai is None else "" if rata.mewakili else _alasan_sedikit(rata)
    return IkhtisarSasaran(
        kode=s.kode,
        capaian=rata.nilai,
        capaian_dibatasi=dibatasi.nilai,
        anggota=rata.anggota,
        dihitung=rata.dihitung,
        predikat=predikat,
        warna=warna,
        capaian_akhir_renstra=akhir.nilai,
        pagu_murni=milik.murni,
        pagu=milik.pagu,
        realisasi=milik.realisasi,
        sisa=serapan.sisa,
        serapan=serapan.nilai,
        efisiensi=efisiensi.nilai,
        kesimpulan=efisiensi.kesimpulan if rata.mewakili else None,
        alasan=alasan or serapan.alasan or efisiensi.alasan,
        simpul=uang.bagian_sasaran(daun),
    )


def _total(
    indikator: dict[int, IkhtisarIndikator],
    sasaran: tuple[IkhtisarSasaran, ...],
    uang: HitungUang,
    capaian: HitungCapaian,
    metode: str,
) -> Total:
    """The agency: money of every leaf once; efisiensi as published, mean capaian against mean serapan, both over
    the sasaran that have both."""
    semua = uang.uang_daun(uang.semua_daun)
    serapan = uang_rumus.hitung_serapan(semua.pagu, semua.realisasi)
    iku = [i for i in indikator.values() if i.iku]
    rata, dibatasi = _rata(iku)
    lengkap, setara = _dua_sisi(sasaran, iku)
    serapan_rata = rumus.rata_tertimbang((s.serapan, SATU) for s in lengkap or sasaran)
    efisiensi = uang_rumus.hitung_efisiensi(setara.nilai, serapan_rata.nilai if lengkap else None, metode)
    predikat, warna = _predikat_rata(capaian, rata)
    dinyatakan = uang.dinyatakan_total()
    return Total(
        pagu_murni=semua.murni,
        pagu=semua.pagu,
        realisasi=semua.realisasi,
        sisa=serapan.sisa,
        serapan=serapan.nilai,
        capaian_iku=rata.nilai,
        capaian_iku_dibatasi=dibatasi.nilai,
        anggota=rata.anggota,
        dihitung=rata.dihitung,
        serapan_rata_sasaran=serapan_rata.nilai,
        efisiensi=efisiensi.nilai,
        kesimpulan=efisiensi.kesimpulan if rata.mewakili else None,
        efisiensi_pmk=_pmk(sasaran),
        predikat=predikat,
        warna=warna,
        alasan=serapan.alasan or efisiensi.alasan or ("" if rata.mewakili else _alasan_sedikit(rata)),
        pagu_dinyatakan=dinyatakan.pagu,
        realisasi_dinyatakan=dinyatakan.realisasi,
        tahun_lalu=uang.tahun_lalu(),
        realisasi_triwulan=semua.triwulan,
        capaian_efisiensi=setara.nilai,
    )


def _dua_sisi(
    sasaran: tuple[IkhtisarSasaran, ...], iku: list[IkhtisarIndikator]
) -> tuple[list[IkhtisarSasaran], rumus.Rata]:
    """The sasaran with both capaian and serapan, and the mean of all IKU but those of the others."""
    lengkap = [s for s in sasaran if s.capaian is not None and s.serapan is not None]
    tak_lengkap = {s.kode for s in sasaran} - {s.kode for s in lengkap}
    return lengkap, _rata([i for i in iku if i.induk not in tak_lengkap])[0]


def _pmk(sasaran: tuple[IkhtisarSasaran, ...]) -> PMK:
    """The efisiensi of PMK 214/2017, whose capaian is a share and not per cent."""
    hasil = uang_rumus.efisiensi_pmk(
        (s.pagu, s.realisasi, s.capaian / 100 if s.capaian is not None else None) for s in sasaran
    )
    return PMK(hasil.e, hasil.ne)


def _akip(muatan: Muatan) -> tuple[AKIP, ...]:
    """Each year's evaluation: the sum of its komponen once all have a value, else the stated total.
    A komponen without bobot and nilai is not part of the evaluation of its year."""
    per_tahun: dict[int, list[EvaluasiAKIP]] = defaultdict(list)
    for satu in muatan.akip:
        per_tahun[satu.tahun].append(satu)
    hasil = []
    for tahun, baris in sorted(per_tahun.items()):
        komponen = [b for b in baris if b.komponen]
        total = next((b for b in baris if not b.komponen), None)
        jumlah = rumus.jumlah_komponen([b.nilai for b in komponen if (b.bobot, b.nilai) != (None, None)])
        nilai = jumlah if jumlah is not None else (total.nilai if total else None)
        pita = SKALA_BAWAAN["akip-88-2021"].cari(nilai) if nilai is not None else None
        hasil.append(
            AKIP(
                tahun=tahun,
                komponen=tuple(KomponenAKIP(b.komponen, b.bobot, b.nilai) for b in komponen),
                nilai=nilai,
                predikat=(total.predikat if total else "") or (pita.predikat if pita else None),
                nomor_lhe=next((b.nomor_lhe for b in baris if b.nomor_lhe), ""),
                nilai_dinyatakan=total.nilai if total and total.nilai != nilai else None,
            )
        )
    return tuple(hasil)
