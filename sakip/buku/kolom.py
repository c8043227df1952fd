"""Columns of the workbook: how a cell becomes a value and back, and what the template says of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from import_export.fields import Field
from import_export.widgets import Widget

from sakip.angka import DESIMAL, AngkaTakTerbaca, dari_excel, tulis, urai

from .berkas import sebagai_teks

PANJANG_SEL = 32_767
"""Characters that an Excel cell can hold."""
GALAT_EXCEL = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
Catat = Callable[[str], None]


class Sel(Widget):
    """A text cell. Subclasses parse; `harapan` says what is expected."""

    harapan = "teks"
    format_angka = ""
    pilihan: Sequence[str] = ()
    lebar = 18

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if value is None or (isinstance(value, str) and not value.strip()):
            return self.kosong()
        if isinstance(value, str) and value.strip() in GALAT_EXCEL:
            raise ValueError("sel berisi galat rumus Excel; perbaiki rumusnya")
        return self.urai(value, kwargs.get("catat") or (lambda _: None))

    def kosong(self) -> Any:
        return ""

    def urai(self, nilai: Any, catat: Catat) -> Any:
        return sebagai_teks(nilai).strip()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return None if value in (None, "") else value


class Teks(Sel):
    """Text up to `panjang` characters (None: any length)."""

    def __init__(self, panjang: int | None = None, lebar: int = 18) -> None:
        super().__init__()
        self.panjang, self.lebar = panjang, lebar
        self.harapan = f"teks paling banyak {panjang} huruf" if panjang else "teks"

    def urai(self, nilai: Any, catat: Catat) -> str:
        teks = sebagai_teks(nilai).replace("_x000D_", "").replace("\r\n", "\n").replace("\x00", "").strip()
        if len(teks) > (self.panjang or PANJANG_SEL):
            raise ValueError(f"teks paling banyak {self.panjang or PANJANG_SEL} huruf")
        return teks


class Kode(Teks):
    """A key of the workbook."""

    harapan = "kode tanpa titik koma"

    def __init__(self) -> None:
        super().__init__(60, 14)

    def urai(self, nilai: Any, catat: Catat) -> str:
        kode = super().urai(nilai, catat)
        if ";" in kode:
            raise ValueError("kode tidak boleh berisi titik koma")
        return kode


class Angka(Sel):
    """An exact number; Indonesian text forms are parsed, English ones with a warning."""

    harapan = "angka, misalnya 1.386.855.600,00 atau 99,49"
    format_angka = "#,##0.##########"
    rupiah = False

    def __init__(
        self, minimum: Decimal | None = None, desimal: int = DESIMAL, batas: Decimal = Decimal(10) ** 15
    ) -> None:
        super().__init__()
        self.minimum, self.desimal, self.batas = minimum, desimal, batas

    def kosong(self) -> None:
        return None

    def urai(self, nilai: Any, catat: Catat) -> Decimal | int:
        angka = self._baca(nilai, catat)
        if -int(angka.as_tuple().exponent) > self.desimal:
            raise ValueError(f"angka dengan paling banyak {self.desimal} desimal")
        if self.minimum is not None and angka < self.minimum:
            raise ValueError(f"angka paling kecil {tulis(self.minimum)}")
        if abs(angka) >= self.batas:
            raise ValueError(f"angka di bawah {tulis(self.batas)}")
        return angka

    def _baca(self, nilai: Any, catat: Catat) -> Decimal:
        if isinstance(nilai, Decimal):
            return nilai
        if isinstance(nilai, bool):
            raise ValueError(self.harapan)
        try:
            if isinstance(nilai, int | float):
                return dari_excel(nilai)
            terbaca = urai(sebagai_teks(nilai), rupiah=self.rupiah)
        except AngkaTakTerbaca as galat:
            raise ValueError(f"{self.harapan}; {galat}") from galat
        if terbaca.peringatan:
            catat(terbaca.peringatan)
        return terbaca.nilai


class Rupiah(Angka):
    """Rupiah with up to two decimals."""

    harapan = "rupiah, misalnya 7.412.761.645 atau Rp7.412.761.645,00"
    format_angka = "#,##0.00"
    rupiah = True

    def __init__(self, minimum: Decimal | None = None) -> None:
        super().__init__(minimum, 2, Decimal(10) ** 13)


class Bulat(Angka):
    """A whole number within bounds; as in rupiah, a point can only group thousands."""

    format_angka = "0"
    rupiah = True
    lebar = 10

    def __init__(self, bawah: int, atas: int) -> None:
        super().__init__()
        self.bawah, self.atas = bawah, atas
        self.harapan = f"bilangan bulat {bawah} sampai {atas}"

    def urai(self, nilai: Any, catat: Catat) -> int:
        angka = self._baca(nilai, catat)
        if angka != angka.to_integral_value() or not self.bawah <= angka <= self.atas:
            raise ValueError(self.harapan)
        return int(angka)


class Pilihan(Sel):
    """One of a few words; empty gives `bawaan`."""

    def __init__(self, pilihan: Sequence[str], bawaan: str = "") -> None:
        super().__init__()
        self.pilihan, self.bawaan = list(pilihan), bawaan
        self.harapan = "salah satu dari: " + ", ".join(self.pilihan)
        self._peta = {p.casefold(): p for p in self.pilihan}

    def kosong(self) -> str:
        return self.bawaan

    def urai(self, nilai: Any, catat: Catat) -> str:
        pilihan = self._peta.get(sebagai_teks(nilai).strip().casefold())
        if pilihan is None:
            raise ValueError(self.harapan)
        return pilihan


class YaTidak(Sel):
    """`ya`, or `tidak` or empty."""

    harapan = "ya, tidak, atau kosong"
    pilihan = ("ya", "tidak")
    lebar = 8

    def kosong(self) -> bool:
        return False

    def urai(self, nilai: Any, catat: Catat) -> bool:
        kata = sebagai_teks(nilai).strip().casefold()
        if kata not in ("ya", "tidak"):
            raise ValueError(self.harapan)
        return kata == "ya"

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "ya" if value else None


class Tanggal(Sel):
    """An ISO text or an Excel date."""

    harapan = "tanggal, misalnya 2024-08-12"
    format_angka = "yyyy-mm-dd"

    def kosong(self) -> None:
        return None

    def urai(self, nilai: Any, catat: Catat) -> datetime.date:
        if isinstance(nilai, datetime.datetime):
            return nilai.date()
        if isinstance(nilai, datetime.date):
            return nilai
        try:
            return datetime.date.fromisoformat(str(nilai).strip()[:10])
        except ValueError as galat:
            raise ValueError(self.harapan) from galat


class Rujukan(Sel):
    """The kode of a row of another (or this) sheet. `peta` is set for each import; objects by kode."""

    lebar = 14

    def __init__(self, peta: str, nama_lembar: str, attr: str = "kode") -> None:
        super().__init__()
        self.nama_peta, self.nama_lembar, self.attr = peta, nama_lembar, attr
        self.harapan = f"kode yang ada di lembar {nama_lembar}"
        self.peta: dict[str, Any] = {}

    def kosong(self) -> None:
        return None

    def urai(self, nilai: Any, catat: Catat) -> Any:
        kode = sebagai_teks(nilai).strip()
        if kode not in self.peta:
            raise ValueError(self.harapan)
        return self.peta[kode]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return getattr(value, self.attr) if value is not None else None


class Kolom(Field):
    """A column of a sheet: where it is stored, whether it must be filled, and its note."""

    def __init__(
        self,
        nama: str,
        sel: Sel,
        catatan: str = "",
        *,
        attr: str | None = None,
        wajib: bool = False,
        kunci: bool = False,
    ) -> None:
        super().__init__(attribute=attr or nama, column_name=nama, widget=sel)
        self.catatan, self.wajib, self.kunci = catatan, wajib, kunci

    def bersihkan(self, nilai: Any, catat: Catat) -> Any:
        """The parsed value.

        Raises:
            ValueError: what was expected instead.
        """
        hasil = self.widget.clean(nilai, catat=catat)
        if self.wajib and hasil in (None, ""):
            raise ValueError(f"harus diisi ({self.widget.harapan})")
        return hasil
