"""Where the marks of the dashboard's charts stand. The templates draw them as SVG in the page, so that every mark can
be reached by the keyboard, follows light and dark, and needs no style of its own. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sakip.angka import bulatkan, tulis, tulis_persen, tulis_uang

from .belanja import Kas, Titik

Angka = Decimal | None
NOL, SERATUS = Decimal(0), Decimal(100)
LEBAR, TINGGI = 640, 320
KIRI, KANAN, ATAS, BAWAH = 56, 620, 16, 276
JARI_TERKECIL, JARI_TERBESAR = Decimal(6), Decimal(22)
BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@dataclass(frozen=True)
class Tanda:
    """A mark: its place and size in the picture, and what it says."""

    x: str
    y: str
    teks: str
    r: str = "4"
    kode: str = ""
    kelas: str = ""


@dataclass(frozen=True)
class Sumbu:
    letak: str
    teks: str


@dataclass(frozen=True)
class Sebaran:
    tanda: tuple[Tanda, ...]
    datar: tuple[Sumbu, ...]
    tegak: tuple[Sumbu, ...]
    batas_x: str
    batas_y: str


@dataclass(frozen=True)
class Kurva:
    """Two lines of cumulative money; `satuan`: what the axis counts in."""

    rencana: str
    realisasi: str
    tanda: tuple[Tanda, ...]
    datar: tuple[Sumbu, ...]
    tegak: tuple[Sumbu, ...]
    satuan: str


def _t(nilai: Decimal) -> str:
    return format(bulatkan(nilai, 1), "f")


def _skala(nilai: Decimal, atas: Decimal, awal: int, akhir: int) -> Decimal:
    return awal + nilai * (akhir - awal) / atas if atas else Decimal(awal)


def garis_kecil(deret: Sequence[tuple[str, Angka]]) -> str:
    """The points of a sparkline in 100 × 24; empty with fewer than two values."""
    nilai = [n for _, n in deret if n is not None]
    if len(nilai) < 2:
        return ""
    rendah, rentang = min(nilai), (max(nilai) - min(nilai)) or Decimal(1)
    langkah = Decimal(96) / (len(nilai) - 1)
    return " ".join(f"{_t(2 + langkah * n)},{_t(21 - 18 * (v - rendah) / rentang)}" for n, v in enumerate(nilai))


def sebaran(titik: Sequence[Titik], batas: Decimal) -> Sebaran | None:
    """Serapan to the right, capaian upwards, the area by pagu; programs that lack one of the two are left out."""
    ada = [t for t in titik if t.serapan is not None and t.capaian is not None]
    if not ada:
        return None
    kanan = max(SERATUS, *(t.serapan or NOL for t in ada)) * Decimal("1.08")
    puncak = max(Decimal(120), *(t.capaian or NOL for t in ada)) * Decimal("1.08")
    terbesar = max((t.pagu or NOL for t in ada), default=NOL)

    def tanda(t: Titik) -> Tanda:
        luas = (t.pagu or NOL) / terbesar if terbesar else NOL
        jari = JARI_TERKECIL + (JARI_TERBESAR - JARI_TERKECIL) * luas.sqrt()
        serapan, capaian = t.serapan or NOL, t.capaian or NOL
        pagu = tulis_uang(t.pagu) if t.pagu is not None else "pagu belum diisi"
        teks = (
            f"{t.simpul.uraian}: serapan {tulis_persen(serapan)}, capaian {tulis_persen(capaian)}, {pagu}. {t.kuadran}"
        )
        x, y = _skala(serapan, kanan, KIRI, KANAN), _skala(capaian, puncak, BAWAH, ATAS)
        return Tanda(_t(x), _t(y), teks, _t(jari), t.simpul.kode, "baik" if capaian >= SERATUS else "kurang")

    urut = sorted(ada, key=lambda t: -(t.pagu or NOL))
    return Sebaran(
        tuple(tanda(t) for t in urut),
        tuple(Sumbu(_t(_skala(Decimal(n), kanan, KIRI, KANAN)), str(n)) for n in range(0, int(kanan) + 1, 20)),
        tuple(Sumbu(_t(_skala(Decimal(n), puncak, BAWAH, ATAS)), str(n)) for n in _tingkatan(puncak)),
        _t(_skala(batas, kanan, KIRI, KANAN)),
        _t(_skala(SERATUS, puncak, BAWAH, ATAS)),
    )


def _tingkatan(puncak: Decimal) -> range:
    """At most six steps of a round number."""
    langkah = next((n for n in (20, 50, 100, 200, 500, 1000) if puncak / n <= 6), int(puncak / 6) or 1)
    return range(0, int(puncak) + 1, langkah)


def kurva(kas: Kas) -> Kurva | None:
    semua = [n for n in (*kas.rencana, *kas.realisasi) if n is not None]
    if not semua:
        return None
    puncak = max(semua) * Decimal("1.08") or Decimal(1)
    pembagi, satuan = _satuan(puncak)

    def letak(bulan: int, nilai: Decimal) -> tuple[str, str]:
        return _t(_skala(Decimal(bulan), Decimal(12), KIRI, KANAN)), _t(_skala(nilai, puncak, BAWAH, ATAS))

    def garis(deret: Sequence[Angka]) -> str:
        titik = [letak(b, n) for b, n in enumerate(deret, 1) if n is not None]
        return " ".join(f"{x},{y}" for x, y in [letak(0, NOL), *titik]) if titik else ""

    tanda = [
        Tanda(*letak(b, n), f"{nama} s.d. {BULAN[b - 1]}: {tulis_uang(n)}", kelas=kelas)
        for nama, deret, kelas in (("Rencana kas", kas.rencana, "rencana"), ("Realisasi", kas.realisasi, "realisasi"))
        for b, n in enumerate(deret, 1)
        if n is not None
    ]
    tegak = [Decimal(n) * puncak / 4 for n in range(5)]
    return Kurva(
        garis(kas.rencana),
        garis(kas.realisasi),
        tuple(tanda),
        tuple(Sumbu(letak(b, NOL)[0], BULAN[b - 1]) for b in range(1, 13)),
        tuple(Sumbu(_t(_skala(n, puncak, BAWAH, ATAS)), tulis(bulatkan(n / pembagi, 1), 1)) for n in tegak),
        satuan,
    )


def _satuan(puncak: Decimal) -> tuple[Decimal, str]:
    for pangkat, nama in ((9, "miliar rupiah"), (6, "juta rupiah"), (3, "ribu rupiah")):
        if puncak >= Decimal(10) ** pangkat:
            return Decimal(10) ** pangkat, nama
    return Decimal(1), "rupiah"
