"""What the import of an uploaded workbook would do (or did), as it waits beside the upload."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from renstra.buku.konteks import TemuanBerkas
from renstra.buku.tiga_arah import Bentrok, Jawaban, Ubahan

from .impor import HasilImpor, HitunganLembar


@dataclass(frozen=True)
class Pratinjau:
    """The outcome of an import, to be looked at."""

    lembar: tuple[HitunganLembar, ...] = ()
    temuan: tuple[TemuanBerkas, ...] = ()
    ubahan: tuple[Ubahan, ...] = ()
    bentrok: tuple[Bentrok, ...] = ()
    sidik: str = ""
    sejak: tuple[str, ...] = ()
    """What is otherwise than when the person confirmed: to be seen again."""

    @property
    def galat(self) -> int:
        return sum(t.tingkat == "galat" for t in self.temuan)

    @property
    def perubahan(self) -> int:
        return sum(h.baru + h.berubah for h in self.lembar)

    @property
    def berisi(self) -> bool:
        """Whether there is anything to save or to decide."""
        return bool(self.perubahan or self.bentrok or self.kosong)

    @property
    def kosong(self) -> tuple[Ubahan, ...]:
        """What the file empties."""
        return tuple(u for u in self.ubahan if u.kosong)

    @property
    def berganti(self) -> tuple[Ubahan, ...]:
        """The stored values that get another one."""
        return tuple(u for u in self.ubahan if not u.kosong)

    def belum_dijawab(self, jawaban: Jawaban) -> tuple[int, bool]:
        """How many conflicts have no answer, and whether the emptyings have none."""
        tanpa = sum(not jawaban.untuk(b) for b in self.bentrok)
        return tanpa, bool(self.kosong) and jawaban.kosongkan is None


def ke_json(hasil: HasilImpor, sejak: tuple[str, ...] = (), *, hanya_hitungan: bool = False) -> dict[str, Any]:
    """`hanya_hitungan`: without the values themselves, which the trail tells once they are stored."""
    rinci = not hanya_hitungan
    return {
        "lembar": [asdict(h) for h in hasil.lembar],
        "temuan": [asdict(t) for t in hasil.temuan],
        "ubahan": [vars(u) for u in hasil.ubahan if rinci],
        "bentrok": [vars(b) for b in hasil.bentrok if rinci],
        "sidik": hasil.sidik,
        "sejak": sejak,
    }


def dari_json(isi: dict[str, Any] | None) -> Pratinjau:
    if not isi:
        return Pratinjau()
    return Pratinjau(
        tuple(HitunganLembar(**h) for h in isi["lembar"]),
        tuple(TemuanBerkas(**t) for t in isi["temuan"]),
        tuple(Ubahan(**u) for u in isi["ubahan"]),
        tuple(Bentrok(**b | {"sel": tuple(tuple(s) for s in b["sel"])}) for b in isi["bentrok"]),
        isi["sidik"],
        tuple(isi["sejak"]),
    )


def yang_lain(lama: Pratinjau, kini: HasilImpor) -> tuple[str, ...]:
    """What an import would do otherwise than was shown, in sentences."""
    dulu = _per_isi((*lama.ubahan, *lama.bentrok))
    sekarang = _per_isi((*kini.ubahan, *kini.bentrok))
    baru = [f"Baru: {s}" for kunci, s in sekarang.items() if kunci not in dulu]
    hilang = [f"Tidak lagi: {s}" for kunci, s in dulu.items() if kunci not in sekarang]
    return (*baru, *hilang) or ("Baris baru dalam berkas ini tidak sama lagi dengan yang tersimpan.",)


def _per_isi(semua: tuple[Ubahan | Bentrok, ...]) -> dict[tuple[Any, ...], Ubahan | Bentrok]:
    """By what they say, without who changed a row last."""
    return {(s.tanda, s.sel, s.terhapus) if isinstance(s, Bentrok) else tuple(vars(s).values()): s for s in semua}
