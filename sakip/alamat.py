"""Path converters: years and quarters are part of every page's address."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class TahunKonverter:
    regex = "20[0-9]{2}|2100"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:d}"


class TriwulanKonverter:
    """`tw2`; reversing with None picks the address of the whole year."""

    regex = "tw[1-4]"

    def to_python(self, value: str) -> int:
        return int(value[2])

    def to_url(self, value: int | None) -> str:
        if value is None:
            raise ValueError
        return f"tw{value}"


class KodeObjekKonverter(StringConverter):
    """A kode of the workbook, which may hold any character but `;`."""

    regex = ".+"


def daftarkan() -> None:
    register_converter(TahunKonverter, "tahun")
    register_converter(TriwulanKonverter, "triwulan")
    register_converter(KodeObjekKonverter, "objek")
