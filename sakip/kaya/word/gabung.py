"""Word's changes of a text that was changed in the system meanwhile: block by block, what both changed is chosen by a
person. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..baca import dari_teks
from ..pohon import Dokumen, Langkah, langkah
from ..tulis import simpanan
from .alinea import Alinea, Nilai, alinea, berkaki, catatan, panggilan, tercetak
from .cocok import Perubahan


@dataclass(frozen=True)
class Gabungan:
    """A change as it stands against the present text. `keduanya`: the same place with what both have; None where only
    Word has changed it, so that nothing is to be chosen."""

    perubahan: Perubahan
    keduanya: Perubahan | None = None


def gabungkan(asal: str, kini: str, semua: Sequence[Perubahan], nilai: Nilai) -> list[Gabungan]:
    """Changes of `asal` as changes of `kini`; several within one stretch that the system has changed are one. `nilai`:
    the live numbers of both texts as printed."""
    dulu, sekarang = dari_teks(asal), dari_teks(kini)
    beda = langkah(dulu, sekarang)
    tanda = {k for b in sekarang for k in panggilan(b)} | {k for b in sekarang if (k := catatan(b))}
    hasil: list[Gabungan] = []
    bentrok: list[tuple[int, int, int, int, list[Perubahan]]] = []
    for p in sorted(semua, key=lambda p: (p.awal, p.akhir)):
        p = _bertanda_baru(p, tanda)
        if (letak := _letak(beda, p)) is not None:
            hasil.append(Gabungan(replace(p, awal=letak, akhir=letak + p.akhir - p.awal)))
            continue
        a, z, ke_a, ke_z = _rentang(beda, p)
        if bentrok and (a < bentrok[-1][1] or ke_a < bentrok[-1][3]):
            sebelum = bentrok.pop()
            bentrok.append((sebelum[0], max(z, sebelum[1]), sebelum[2], max(ke_z, sebelum[3]), [*sebelum[4], p]))
        else:
            bentrok.append((a, z, ke_a, ke_z, [p]))
    hasil += [_bentrok(dulu, sekarang, *satu, nilai) for satu in bentrok]
    return sorted(hasil, key=lambda g: (g.perubahan.awal, g.perubahan.akhir))


def _letak(beda: Sequence[Langkah], p: Perubahan) -> int | None:
    """Where the changed blocks stand now, if the system has left them alone."""
    if not beda:
        return 0
    for jenis, a, z, ke_a, _ in beda:
        if jenis == "equal" and a <= p.awal and p.akhir <= z:
            return ke_a + p.awal - a
    return None


def _rentang(beda: Iterable[Langkah], p: Perubahan) -> tuple[int, int, int, int]:
    """The stretches of both texts that a change touches."""
    kena = []
    for jenis, a, z, ke_a, ke_z in beda:
        if a < p.akhir and p.awal < z or a <= p.awal <= z and (a == z or p.awal == p.akhir):
            if jenis == "equal":
                awal, akhir = max(a, p.awal), min(z, p.akhir)
                kena.append((awal, akhir, ke_a + awal - a, ke_a + akhir - a))
            else:
                kena.append((a, z, ke_a, ke_z))
    return min(k[0] for k in kena), max(k[1] for k in kena), min(k[2] for k in kena), max(k[3] for k in kena)


def _bentrok(
    dulu: Dokumen, sekarang: Dokumen, a: int, z: int, ke_a: int, ke_z: int, semua: list[Perubahan], nilai: Nilai
) -> Gabungan:
    word, sampai = list[Dokumen](), a
    for p in semua:
        word += [dulu[sampai : p.awal], p.baru]
        sampai = p.akhir
    baru = tuple(b for bagian in (*word, dulu[sampai:z]) for b in bagian)
    milik = sekarang[ke_a:ke_z]
    kaki: dict[str, str] = {}
    for p in semua:
        kaki |= p.catatan
    hilang = tuple(h for p in semua for h in p.hilang)
    satu = Perubahan(ke_a, ke_z, baru, _cetak(milik, sekarang, nilai), _cetak(baru, dulu, nilai), hilang, kaki)
    return Gabungan(satu, replace(satu, baru=(*milik, *(b for b in baru if b not in milik)), hilang=()))


def _cetak(bagian: Dokumen, dokumen: Dokumen, nilai: Nilai) -> tuple[Alinea, ...]:
    kaki = berkaki(dokumen)
    return tuple(tercetak(a, nilai) for b in bagian for a in alinea(b, kaki))


def _bertanda_baru(p: Perubahan, tanda: set[str]) -> Perubahan:
    """New notes under marks that the present text does not use."""
    ganti: dict[str, str] = {}
    for lama in p.catatan:
        if lama in tanda:
            ganti[lama] = next(str(n) for n in range(1, len(tanda) + 2) if str(n) not in tanda)
        tanda.add(ganti.get(lama, lama))
    return _ganti_tanda(p, ganti) if ganti else p


def _ganti_tanda(p: Perubahan, ganti: Mapping[str, str]) -> Perubahan:
    teks = simpanan("", p.baru)
    for lama, baru in ganti.items():
        teks = teks.replace(f"[^{lama}]", f"[^{baru}]")
    return replace(p, baru=dari_teks(teks), catatan={ganti.get(k, k): isi for k, isi in p.catatan.items()})
