"""What the sheets share: one django-import-export resource per sheet, matched by natural key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader
from openpyxl.utils import get_column_letter
from tablib import Dataset

from renstra.models import Indikator, Renstra, Simpul
from sakip.angka import AngkaTakTerbaca
from sakip.models import Bidang, PerangkatDaerah

from .berkas import LembarMentah, nilai_persen, seperti_terlihat
from .kolom import Kolom, Rujukan
from .urutan import urutkan


@dataclass(frozen=True)
class TemuanBerkas:
    """One thing found wrong (`galat`) or interpreted (`peringatan`) in a workbook, and where."""

    tingkat: str
    lembar: str
    baris: int | None
    kolom: str
    ditemukan: str
    pesan: str

    def __str__(self) -> str:
        tempat = [f"lembar {self.lembar}"] if self.lembar else []
        tempat += [f"baris {self.baris}"] if self.baris else []
        tempat += [f"kolom {self.kolom}"] if self.kolom else []
        ditemukan = f"ditemukan “{self.ditemukan}”, " if self.ditemukan else ""
        return f"{', '.join(tempat) or 'buku kerja'}: {ditemukan}{self.pesan}"


@dataclass
class Konteks:
    """One import: whose agency, what is known by kode so far, and everything found."""

    instansi: PerangkatDaerah | None = None
    renstra: Renstra | None = None
    temuan: list[TemuanBerkas] = field(default_factory=list)
    bidang: dict[str, Any] = field(default_factory=dict)
    simpul: dict[str, Any] = field(default_factory=dict)
    indikator: dict[str, Any] = field(default_factory=dict)

    gagal: bool = False
    """Whether there is a `galat`; asked for each row, hence kept and not searched for."""

    def tambah(self, temuan: TemuanBerkas) -> None:
        self.temuan.append(temuan)
        self.gagal = self.gagal or temuan.tingkat == "galat"

    def muat_kode(self) -> None:
        """Load what the agency already has, by kode: three queries."""
        if self.instansi is None or self.instansi.pk is None:
            return
        self.bidang = {b.kode: b for b in Bidang.objects.filter(perangkat_daerah=self.instansi)}
        self.simpul = {s.kode: s for s in Simpul.objects.filter(renstra=self.renstra)}
        self.indikator = {i.kode: i for i in Indikator.objects.filter(renstra=self.renstra)}
        per_id = {s.pk: s for s in self.simpul.values()}
        for simpul in self.simpul.values():
            simpul.induk = per_id.get(simpul.induk_id)

    def kode_per_id(self, peta: str) -> dict[int, str]:
        """Database id → kode of one of the maps."""
        return {o.pk: kode for kode, o in getattr(self, peta).items() if o.pk}


class LembarResource(resources.Resource):
    """A sheet: its columns, its rows in the database, and how a row finds its own by natural key.

    Nothing is saved once the import has a `galat`: the rest is then only checked, so that every
    error is reported.
    """

    nama = ""
    peta_sendiri = ""
    """Name of the Konteks map (by kode) that rows of this sheet are added to."""
    rujukan_sendiri: tuple[str, ...] = ()
    """Columns that refer to rows of this same sheet."""
    pesan_tak_ada = "kolom ini harus ada di baris judul (baris 1)"
    milik = "indikator"
    """How rows belong to the agency: through its indikator, renstra, or perangkat_daerah itself."""

    class Meta:
        instance_loader_class = BaseInstanceLoader
        import_id_fields = ()
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_unchanged = True
        report_skipped = False

    def __init__(self, konteks: Konteks) -> None:
        super().__init__()
        self.konteks = konteks
        self.kolom: list[Kolom] = [f for f in self.fields.values() if isinstance(f, Kolom)]
        self.kunci = [k.attribute for k in self.kolom if k.kunci]
        self.hadir: set[str] = set()
        self.nomor: list[int] = []
        self.terlihat: dict[tuple[Any, ...], int] = {}
        self.ada: dict[tuple[Any, ...], Model] = {}
        self.baru = self.berubah = self.tetap = self.jumlah_awal = 0
        self.rujukan = {k.attribute: k.widget for k in self.kolom if isinstance(k.widget, Rujukan)}
        for sel in self.rujukan.values():
            sel.peta = getattr(konteks, sel.nama_peta)

    @property
    def tak_disebut(self) -> int:
        """Rows that the agency has and the workbook does not mention: they stay as they are."""
        return self.jumlah_awal - self.berubah - self.tetap

    # What the agency has already

    def get_queryset(self) -> QuerySet[Any]:
        """The agency's rows of this sheet, in the order in which they are exported."""
        jalan: dict[str, dict[str, Any]] = {
            "indikator": {"indikator__renstra": self.konteks.renstra},
            "renstra": {"renstra": self.konteks.renstra},
            "perangkat_daerah": {"perangkat_daerah": self.konteks.instansi},
        }
        urut = self._meta.model._meta.ordering
        if self.milik == "indikator":
            urut = ["indikator__urutan", "indikator_id", *urut[1:]]
        return self._meta.model.objects.filter(**jalan[self.milik]).order_by(*urut)

    def pemilik(self) -> dict[str, Any]:
        """What a new row of the agency is created with."""
        if self.milik == "renstra":
            return {"renstra": self.konteks.renstra}
        return {"perangkat_daerah": self.konteks.instansi} if self.milik == "perangkat_daerah" else {}

    # Import

    def impor(self, mentah: LembarMentah) -> resources.Result:
        """Check and, while the import has no error, save the sheet's rows."""
        kolom = self._periksa_kepala(mentah)
        baris = [
            (nomor, [self._nilai(mentah, nomor, letak, sel[letak]) for letak in kolom]) for nomor, sel in mentah.baris
        ]
        kepala = [mentah.kepala[letak] for letak in kolom]
        if self.rujukan_sendiri:
            baris = self._urutkan(baris, kepala)
        self.hadir = set(kepala)
        self.nomor = [nomor for nomor, _ in baris]
        kode = {attr: self.konteks.kode_per_id(sel.nama_peta) for attr, sel in self.rujukan.items()}
        self.ada = {self._kunci_objek(o, kode): o for o in self._yang_ada()}
        self.jumlah_awal = len(self.ada)
        return self.import_data(Dataset(*[sel for _, sel in baris], headers=kepala), use_transactions=False)

    def _yang_ada(self) -> Iterable[Model]:
        """Existing rows; those with a kode are the very objects of the kode map."""
        if self.peta_sendiri:
            return list(getattr(self.konteks, self.peta_sendiri).values())
        if self.konteks.instansi is None or self.konteks.instansi.pk is None:
            return []
        return [] if self.milik != "perangkat_daerah" and self.konteks.renstra is None else list(self.get_queryset())

    def _nilai(self, mentah: LembarMentah, nomor: int, letak: int, nilai: Any) -> Any:
        if (nomor, letak) in mentah.persen and isinstance(nilai, int | float):
            with suppress(AngkaTakTerbaca):
                return nilai_persen(nilai)
        return nilai

    def _periksa_kepala(self, mentah: LembarMentah) -> list[int]:
        dikenal = {k.column_name for k in self.kolom}
        for nama in {n for n in mentah.kepala if n and mentah.kepala.count(n) > 1}:
            self.catat("galat", None, nama, "", "judul kolom ini muncul dua kali; hapus salah satu")
        for letak in sorted(mentah.tanpa_judul):
            pesan = f"kolom {get_column_letter(letak + 1)} tanpa judul, isinya dilewati"
            self.catat("peringatan", None, "", "", pesan)
        for nama in mentah.kepala:
            if nama and nama not in dikenal:
                self.catat("peringatan", None, nama, "", "kolom tidak dikenal, isinya dilewati")
        for kolom in self.kolom:
            if kolom.wajib and kolom.column_name not in mentah.kepala:
                self.catat("galat", None, kolom.column_name, "", self.pesan_tak_ada)
        return [i for i, nama in enumerate(mentah.kepala) if nama in dikenal and mentah.kepala.index(nama) == i]

    def _urutkan(self, baris: list[tuple[int, list[Any]]], kepala: list[str]) -> list[tuple[int, list[Any]]]:
        """Rows that others refer to come first; each circle of references is an error of one cell."""
        letak = {nama: kepala.index(nama) for nama in ("kode", *self.rujukan_sendiri) if nama in kepala}
        if "kode" not in letak:
            return baris
        tertulis = [{nama: seperti_terlihat(sel[i]).strip() for nama, i in letak.items()} for _, sel in baris]
        kode = self.konteks.kode_per_id(self.peta_sendiri)
        tersimpan = {
            o.kode: {nama: kode[id_] for nama in self.rujukan_sendiri if (id_ := getattr(o, f"{nama}_id")) in kode}
            for o in getattr(self.konteks, self.peta_sendiri).values()
        }
        urut, lingkaran = urutkan(tertulis, tersimpan)
        for satu in lingkaran:
            nomor, sel = baris[satu.baris]
            sel[letak[satu.kolom]] = None
            pesan = "rujukan yang tidak berputar kembali ke dirinya"
            self.catat("galat", nomor, satu.kolom, satu.jalur, pesan)
        return [baris[i] for i in urut]

    def catat(self, tingkat: str, baris: int | None, kolom: str, ditemukan: str, pesan: str) -> None:
        self.konteks.tambah(TemuanBerkas(tingkat, self.nama, baris, kolom, ditemukan, pesan))

    def _peringatkan(self, baris: int, kolom: str, pesan: str) -> None:
        self.catat("peringatan", baris, kolom, "", pesan)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """Parse every cell once; errors are kept per column."""
        nomor = self.nomor[kwargs["row_number"] - 1]
        self.baris_kini = nomor
        self.bersih: dict[str, Any] = {}
        self.salah: dict[str, str] = {}
        for kolom in self.kolom:
            nama = kolom.column_name
            if nama not in row:
                continue
            try:
                self.bersih[kolom.attribute] = kolom.bersihkan(row[nama], partial(self._peringatkan, nomor, nama))
            except ValueError as galat:
                self.salah[nama] = str(galat)
        self._periksa_ganda()
        self.periksa_baris()
        for nama, pesan in self.salah.items():
            mentah = row.get(nama)
            self.catat("galat", nomor, nama, "" if mentah is None else seperti_terlihat(mentah)[:200], pesan)

    def _periksa_ganda(self) -> None:
        kunci = self._kunci_bersih()
        if any(k.column_name in self.salah for k in self.kolom if k.kunci):
            return
        if kunci in self.terlihat:
            nama = next(k.column_name for k in self.kolom if k.kunci)
            self.salah.setdefault(nama, f"baris dengan kunci yang sama sudah ada di baris {self.terlihat[kunci]}")
        else:
            self.terlihat[kunci] = self.baris_kini

    def periksa_baris(self) -> None:
        """Rules between the columns of one row; adds to `self.salah`."""

    def _kunci_bersih(self) -> tuple[Any, ...]:
        return tuple(self._nilai_kunci(self.bersih.get(a, self._bawaan(a))) for a in self.kunci)

    def _kunci_objek(self, objek: Model, kode: dict[str, dict[int, str]]) -> tuple[Any, ...]:
        return tuple(
            kode[a].get(getattr(objek, f"{a}_id")) if a in self.rujukan else getattr(objek, a) for a in self.kunci
        )

    def _bawaan(self, attr: str) -> Any:
        return next(k.widget.kosong() for k in self.kolom if k.attribute == attr)

    @staticmethod
    def _nilai_kunci(nilai: Any) -> Any:
        return getattr(nilai, "kode", nilai) if isinstance(nilai, Model) else nilai

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[Any, bool]:
        objek = self.ada.get(self._kunci_bersih())
        self.asal = None if objek is None else self._tersimpan(objek)
        self.asal_urutan = getattr(objek, "urutan", None)
        return (objek, False) if objek is not None else (self._meta.model(**self.pemilik()), True)

    def _tersimpan(self, objek: Any) -> dict[str, Any]:
        """The row's columns as stored, references by id, without the key."""
        return {a: getattr(objek, f"{a}_id" if a in self.rujukan else a) for a in self.bersih if a not in self.kunci}

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        for attr, nilai in self.bersih.items():
            setattr(instance, attr, nilai)
        if self.urut_baris:
            instance.urutan = self.baris_kini
        if self.salah:
            raise ValidationError(dict(self.salah))

    berhitungan = False
    """Whether rows are entered in the browser too, where a change is told by its counter."""

    @property
    def urut_baris(self) -> bool:
        """Whether the order of the rows is kept in `urutan`."""
        return "urutan" not in self.fields and any(f.name == "urutan" for f in self._meta.model._meta.fields)

    def periksa_perubahan(self, instance: Any) -> None:
        """Rules for a row that is new or would change; calls `catat`. May prepare the row for saving."""

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Unchanged rows are left; after an error nothing is saved any more."""
        if import_validation_errors:
            return False
        if self.asal is None:
            self.baru += 1
            self.periksa_perubahan(instance)
        elif self.asal != self._tersimpan(instance):
            self.berubah += 1
            self.periksa_perubahan(instance)
        else:
            self.tetap += 1
            return not self.urut_baris or self.asal_urutan == instance.urutan or self.konteks.gagal
        return self.konteks.gagal

    def get_bulk_update_fields(self) -> list[str]:
        medan = [k.attribute for k in self.kolom if k.column_name in self.hadir and k.attribute not in self.kunci]
        if not medan:
            return ["urutan"] if self.urut_baris else []
        return medan + (["urutan"] if self.urut_baris else []) + (["ubahan_ke"] if self.berhitungan else [])

    def catat_kode(self, objek: Any) -> None:
        if self.peta_sendiri:
            getattr(self.konteks, self.peta_sendiri)[objek.kode] = objek

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """Keys alone cannot change, so there may be nothing to update."""
        if self.get_bulk_update_fields():
            super().bulk_update(*args, **kwargs)

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """A row's kode is known from here on, even where the row itself turns out to be in error."""
        instance.baris_buku = self.baris_kini
        if self.peta_sendiri and (kode := self.bersih.get("kode")):
            instance.kode = kode
            self.catat_kode(instance)

    # Export

    def ekspor(self) -> Iterator[list[Any]]:
        """The header, then each row as native cell values."""
        yield [k.column_name for k in self.kolom]
        rujukan = list(self.rujukan)
        for objek in self.get_queryset().select_related(*rujukan):
            yield [k.widget.render(k.get_value(objek), objek) for k in self.kolom]
