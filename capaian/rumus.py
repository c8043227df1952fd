"""The formulas of achievement (capaian). Pure: values in, values out; no models, clock or settings.

Percentages are exact decimals such as 110.5444…; a value that cannot be computed is None with its
reason (`alasan`). Sources: PermenPANRB 53/2014, LAN 239/2003, PermenPANRB 8/2021.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

SERATUS = Decimal(100)
NOL = Decimal(0)

BELUM_DIISI = "belum diisi"
TARGET_BELUM = "target belum ditetapkan"
TARGET_NOL = "target nol"
REALISASI_NOL = "realisasi nol"
REALISASI_NEGATIF = "realisasi negatif, tidak terhitung dengan rumus rasio"
TARGET_NEGATIF = "target negatif, tidak terhitung dengan rumus rasio"
PENYEBUT_NOL = "penyebut nol"
TARGET_NOL_TERLAMPAUI = "target nol terlampaui"
DINYATAKAN = "dinyatakan sumber"
KOMPONEN_BELUM = "komponen belum lengkap"


@dataclass(frozen=True)
class Hasil:
    """A computed percentage, or None with the reason. A reason beside a value is a mark to be shown."""

    nilai: Decimal | None
    alasan: str = ""

    def __post_init__(self) -> None:
        if self.nilai is None and not self.alasan:
            raise ValueError("nilai yang kosong harus mempunyai alasan")


@dataclass(frozen=True)
class Rata:
    """A weighted mean, and how many of its members had a value."""

    nilai: Decimal | None
    dihitung: int
    anggota: int

    @property
    def mewakili(self) -> bool:
        """Whether at least half of the members have a value: below that the mean is rated by no predikat."""
        return self.nilai is not None and 2 * self.dihitung >= self.anggota


def hitung_capaian(
    target: Decimal | None,
    realisasi: Decimal | None,
    *,
    arah: str = "naik",
    target_atas: Decimal | None = None,
    rumus_turun: str = "selisih",
) -> Hasil:
    """Achievement in percent.

    `naik`: R ÷ T. `turun`: (2T − R) ÷ T, or T ÷ R where `rumus_turun` is `rasio`. `rentang`:
    100 inside [target, target_atas]; below, R ÷ target; above, the `turun` formula against
    target_atas. Against a negative target the distance counts in |T|: 1 ± (R − T) ÷ |T|. Negative results
    are floored at 0.
    """
    if target is None:
        return Hasil(None, TARGET_BELUM)
    if realisasi is None:
        return Hasil(None, BELUM_DIISI)
    if arah == "rentang":
        return _rentang(target, target if target_atas is None else target_atas, realisasi, rumus_turun)
    return _turun(target, realisasi, rumus_turun) if arah == "turun" else _naik(target, realisasi)


def _naik(target: Decimal, realisasi: Decimal) -> Hasil:
    if target == 0:
        return Hasil(None, TARGET_NOL)
    if target < 0:
        return Hasil(max(NOL, SERATUS + (realisasi - target) * SERATUS / abs(target)))
    return Hasil(max(NOL, realisasi * SERATUS / target))


def _turun(target: Decimal, realisasi: Decimal, rumus: str) -> Hasil:
    if target == 0:
        return Hasil(SERATUS) if realisasi <= 0 else Hasil(NOL, TARGET_NOL_TERLAMPAUI)
    if rumus == "rasio":
        return _turun_rasio(target, realisasi)
    if target < 0:
        return Hasil(max(NOL, SERATUS - (realisasi - target) * SERATUS / abs(target)))
    return Hasil(max(NOL, (2 * target - realisasi) * SERATUS / target))


def _turun_rasio(target: Decimal, realisasi: Decimal) -> Hasil:
    if target < 0:
        return Hasil(None, TARGET_NEGATIF)
    if realisasi <= 0:
        return Hasil(None, REALISASI_NOL if realisasi == 0 else REALISASI_NEGATIF)
    return Hasil(target * SERATUS / realisasi)


def _rentang(bawah: Decimal, atas: Decimal, realisasi: Decimal, rumus_turun: str) -> Hasil:
    if bawah <= realisasi <= atas:
        return Hasil(SERATUS)
    return _naik(bawah, realisasi) if realisasi < bawah else _turun(atas, realisasi, rumus_turun)


def batasi(capaian: Decimal | None, batas: Decimal | None) -> Decimal | None:
    """The achievement as it counts in averages: at most `batas`."""
    return capaian if capaian is None or batas is None else min(capaian, batas)


def rata_tertimbang(anggota: Iterable[tuple[Decimal | None, Decimal]]) -> Rata:
    """Mean of (value, weight); members without a value, and weights of 0, are left out."""
    semua = list(anggota)
    dihitung = [(nilai, bobot) for nilai, bobot in semua if nilai is not None and bobot > 0]
    if not dihitung:
        return Rata(None, 0, len(semua))
    bobot_total = sum((bobot for _, bobot in dihitung), NOL)
    jumlah = sum((nilai * bobot for nilai, bobot in dihitung), NOL)
    return Rata(jumlah / bobot_total, len(dihitung), len(semua))


def agregasi(nilai: Sequence[Decimal | None], cara: str) -> Decimal | None:
    """Quarters to one value: `jumlah`, `rata`, `akhir` (latest filled), `maks`. Missing ones are not 0."""
    terisi = [n for n in nilai if n is not None]
    if not terisi:
        return None
    if cara == "jumlah":
        return sum(terisi, NOL)
    if cara == "rata":
        return sum(terisi, NOL) / len(terisi)
    return max(terisi) if cara == "maks" else terisi[-1]


def rasio(pembilang: Decimal | None, penyebut: Decimal | None, pengali: Decimal = SERATUS) -> Decimal | None:
    """pembilang ÷ penyebut × pengali; None where a part is missing or the penyebut is 0."""
    if pembilang is None or penyebut is None or penyebut == 0:
        return None
    return pembilang * pengali / penyebut


def agregasi_rasio(
    bagian: Sequence[tuple[Decimal | None, Decimal | None, Decimal | None]], cara: str, pengali: Decimal
) -> Decimal | None:
    """Quarters of a ratio, each (pembilang, penyebut, stated value).

    With `jumlah` or `rata` the sums of both parts are divided: a percent is never averaged from
    percents where its parts are known. A quarter known only by its stated value falls back to
    `agregasi`; one with half of its parts is missing.
    """
    lengkap = [(a, b) for a, b, _ in bagian if a is not None and b is not None]
    hanya_dinyatakan = any(n is not None and (a is None or b is None) for a, b, n in bagian)
    if cara in ("jumlah", "rata") and lengkap and not hanya_dinyatakan:
        return rasio(sum((a for a, _ in lengkap), NOL), sum((b for _, b in lengkap), NOL), pengali)
    dihitung = [(rasio(a, b, pengali), n) for a, b, n in bagian]
    nilai = [n if hasil is None else hasil for hasil, n in dihitung]
    return agregasi(nilai, "rata" if cara == "jumlah" and lengkap else cara)


def jumlah_komponen(nilai: Sequence[Decimal | None]) -> Decimal | None:
    """Sum of the parts of an index; None as long as a part is missing."""
    terisi = [n for n in nilai if n is not None]
    return sum(terisi, NOL) if terisi and len(terisi) == len(nilai) else None


def persen_komponen(nilai: Decimal | None, maksimum: Decimal | None) -> Decimal | None:
    """A part against its maksimum, in percent."""
    return rasio(nilai, maksimum)


def status(capaian: Decimal | None) -> str | None:
    """Three-way status (practice): below, at, or above 100."""
    if capaian is None:
        return None
    if capaian == SERATUS:
        return "tercapai"
    return "tidak tercapai" if capaian < SERATUS else "melebihi target"


def perubahan(sebelum: Decimal | None, sesudah: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Difference and percent change; a previous value of 0 gives no percent."""
    if sebelum is None or sesudah is None:
        return None, None
    selisih = sesudah - sebelum
    return selisih, None if sebelum == 0 else selisih * SERATUS / abs(sebelum)


def pilih_target(versi: Mapping[str, object]) -> str | None:
    """Which version of the target counts for a year: pk_perubahan, else pk, else renstra."""
    return next((v for v in ("pk_perubahan", "pk", "renstra") if v in versi), None)
