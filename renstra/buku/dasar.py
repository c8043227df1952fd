"""What the sheets share: one django-import-export resource per sheet, matched by natural key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property, partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader
from openpyxl.utils import get_column_letter
from tablib import Dataset

from sakip.angka import AngkaTakTerbaca
from sakip.buku.asal import KOLOM_ASAL, Kunci, Pencatat, baku
from sakip.buku.berkas import LembarMentah, nilai_persen, seperti_terlihat, tanpa_judul
from sakip.buku.kolom import Kolom, Rujukan
from sakip.buku.urutan import urutkan
from sakip.models import PerangkatDaerah

from .konteks import Konteks, TemuanBerkas
from .tiga_arah import Putusan, TigaArah, Ubahan, sebutan, tampil

_UTUH = Putusan()


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
    pesan_tak_ada = "kolom ini harus ada di baris judul"
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
        self.bawaan = {k.attribute: k.widget.kosong() for k in self.kolom if k.kunci}
        self.hadir: set[str] = set()
        self.nomor: list[int] = []
        self.terlihat: dict[Kunci, int] = {}
        self.ada: dict[Kunci, Any] = {}
        self.kode: dict[str, dict[int, str]] = {}
        self.putusan: dict[int, Putusan] = {}
        self.tertahan: list[tuple[Any, int]] = []
        """Stored rows that stay as they are, and where they stand in the file."""
        self.medan_berubah: set[str] = set()
        """Columns that differ in some row, and so are written."""
        self.atur_urutan = False
        """Whether the file's order is taken over: it has rows that were not exported."""
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
        self.hadir = set(kepala)
        self.kode = {attr: self.konteks.kode_per_id(sel.nama_peta) for attr, sel in self.rujukan.items()}
        self.ada = {self._kunci_objek(o): o for o in self._yang_ada()}
        self.jumlah_awal = len(self.ada)
        baris = self._banding(mentah, baris, kepala)
        if self.rujukan_sendiri:
            baris = self._urutkan(baris, kepala)
        self.nomor = [nomor for nomor, _ in baris]
        hasil = self.import_data(Dataset(*[sel for _, sel in baris], headers=kepala), use_transactions=False)
        self._tata_tertahan()
        return hasil

    def _banding(
        self, mentah: LembarMentah, baris: list[tuple[int, list[Any]]], kepala: list[str]
    ) -> list[tuple[int, list[Any]]]:
        """The rows whose file side counts, by the comparison in three ways."""
        tercatat = KOLOM_ASAL in mentah.kepala and self.konteks.instansi is not None and not self.konteks.instansi_baru
        letak = mentah.kepala.index(KOLOM_ASAL) if tercatat else None
        self.atur_urutan = letak is None
        if not self.ada and letak is None:
            return baris
        catatan = {} if letak is None else {nomor: sel[letak] for nomor, sel in mentah.baris}
        return TigaArah(self, kepala, catatan).saring(baris)

    def _tata_tertahan(self) -> None:
        """Rows that stay take their place among those that are new."""
        if not self.urut_baris or not self.atur_urutan or self.konteks.gagal:
            return
        pindah = [(objek, nomor) for objek, nomor in self.tertahan if objek.urutan != nomor]
        for objek, nomor in pindah:
            objek.urutan = nomor
        self._meta.model.objects.bulk_update([objek for objek, _ in pindah], ["urutan"], batch_size=1000)

    @cached_property
    def pencatat(self) -> Pencatat:
        """Of the records of this sheet's rows."""
        return Pencatat(
            self.konteks.instansi or PerangkatDaerah(), self.nama, [k.column_name for k in self.kolom if not k.kunci]
        )

    def baku_objek(self, objek: Any) -> dict[str, str]:
        """A stored row as it would be exported, by column."""
        return {k.column_name: self._baku_sel(k, objek) for k in self.kolom if not k.kunci}

    def _baku_sel(self, kolom: Kolom, objek: Any) -> str:
        if kolom.attribute in self.rujukan:
            return self.kode[kolom.attribute].get(getattr(objek, f"{kolom.attribute}_id"), "")
        return baku(kolom.widget.render(getattr(objek, kolom.attribute), objek))

    def _yang_ada(self) -> Iterable[Model]:
        """Existing rows; those with a kode are the very objects of the kode map."""
        if self.peta_sendiri:
            return list(getattr(self.konteks, self.peta_sendiri).values())
        instansi, renstra = self.konteks.instansi, self.konteks.renstra
        if instansi is None or instansi.pk is None or (renstra is None and self.milik != "perangkat_daerah"):
            return []
        return list(self.konteks.tahan(self.get_queryset()))

    def _nilai(self, mentah: LembarMentah, nomor: int, letak: int, nilai: Any) -> Any:
        if (nomor, letak) in mentah.persen and isinstance(nilai, int | float):
            with suppress(AngkaTakTerbaca):
                return nilai_persen(nilai)
        return nilai

    def _periksa_kepala(self, mentah: LembarMentah) -> list[int]:
        dikenal = {k.column_name for k in self.kolom}
        abai = {KOLOM_ASAL, ""}
        for nama in {n for n in mentah.kepala if n and mentah.kepala.count(n) > 1}:
            self.catat("galat", None, nama, "", "judul kolom ini muncul dua kali; hapus salah satu")
        for letak in sorted(mentah.tanpa_judul):
            pesan = f"kolom {get_column_letter(letak + 1)} tanpa judul, isinya dilewati"
            self.catat("peringatan", None, "", "", pesan)
        for nama in mentah.kepala:
            if nama not in abai and nama not in dikenal:
                self.catat("peringatan", None, nama, "", "kolom tidak dikenal, isinya dilewati")
        if not mentah.baris_judul:
            self.catat("galat", None, "", "", tanpa_judul([k.column_name for k in self.kolom]))
        for kolom in self.kolom:
            if mentah.baris_judul and kolom.wajib and kolom.column_name not in mentah.kepala:
                self.catat("galat", None, kolom.column_name, "", f"{self.pesan_tak_ada} (baris {mentah.baris_judul})")
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
        self.konteks.kemajuan.maju += 1
        self.bersih: dict[str, Any] = {}
        self.salah: dict[str, str] = {}
        self.putusan_kini = self.putusan.get(nomor, _UTUH)
        self.kosong_kini = {nama for nama, nilai in row.items() if not baku(nilai)} if nomor in self.putusan else set()
        for kolom in self.kolom:
            nama = kolom.column_name
            if nama not in row or nama in self.putusan_kini.lewati:
                continue
            try:
                self.bersih[kolom.attribute] = kolom.bersihkan(row[nama], partial(self._peringatkan, nomor, nama))
            except ValueError as galat:
                self.salah[nama] = str(galat)
        self.kunci_kini = self._kunci_bersih()
        self._periksa_ganda()
        self.periksa_baris()
        for nama, pesan in self.salah.items():
            mentah = row.get(nama)
            self.catat("galat", nomor, nama, "" if mentah is None else seperti_terlihat(mentah)[:200], pesan)

    def _periksa_ganda(self) -> None:
        if self.salah and any(k.column_name in self.salah for k in self.kolom if k.kunci):
            return
        pertama = self.terlihat.setdefault(self.kunci_kini, self.baris_kini)
        if pertama != self.baris_kini:
            nama = next(k.column_name for k in self.kolom if k.kunci)
            self.salah.setdefault(nama, f"baris dengan kunci yang sama sudah ada di baris {pertama}")

    def periksa_baris(self) -> None:
        """Rules between the columns of one row; adds to `self.salah`."""

    def _kunci_bersih(self) -> Kunci:
        return tuple([self._nilai_kunci(self.bersih.get(a, self.bawaan[a])) for a in self.kunci])

    def _kunci_objek(self, objek: Model) -> Kunci:
        return tuple(
            self.kode[a].get(getattr(objek, f"{a}_id"), "") if a in self.rujukan else baku(getattr(objek, a))
            for a in self.kunci
        )

    @staticmethod
    def _nilai_kunci(nilai: Any) -> str:
        return str(nilai.kode) if isinstance(nilai, Model) else baku(nilai)  # type: ignore[attr-defined]

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[Any, bool]:
        objek = self.ada.get(self.kunci_kini)
        self.asal = None if objek is None else self._tersimpan(objek)
        self.asal_urutan = getattr(objek, "urutan", None)
        return (objek, False) if objek is not None else (self._meta.model(**self.pemilik()), True)

    def _tersimpan(self, objek: Any) -> dict[str, Any]:
        """The row's columns as stored, references by id, without the key."""
        return {a: getattr(objek, f"{a}_id" if a in self.rujukan else a) for a in self.bersih if a not in self.kunci}

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        for attr, nilai in self.bersih.items():
            setattr(instance, attr, nilai)
        if self.urut_baris and (self.atur_urutan or self.asal is None):
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
            if not self.putusan_kini.bentrok:
                self.konteks.kunci_baru.append((self.nama, self.kunci_kini))
            self.periksa_perubahan(instance)
        elif self.asal != (kini := self._tersimpan(instance)):
            self.berubah += 1
            self.medan_berubah |= {a for a, nilai in kini.items() if nilai != self.asal[a]}
            self._catat_ubahan(self.asal, kini, instance)
            self.periksa_perubahan(instance)
        else:
            self.tetap += 1
            return not self.urut_baris or self.asal_urutan == instance.urutan or self.konteks.gagal
        return self.konteks.gagal

    def _catat_ubahan(self, asal: dict[str, Any], kini: dict[str, Any], instance: Any) -> None:
        """List the stored values that change; what is emptied, or in conflict, is listed already."""
        for k in self.kolom:
            a = k.attribute
            if a not in asal or asal[a] == kini[a] or not self._terdaftar_sebagai_ubahan(k):
                continue
            if a in self.rujukan:
                lama, baru = self.kode[a].get(asal[a], ""), k.widget.render(getattr(instance, a))
            else:
                lama, baru = baku(k.widget.render(asal[a])), k.widget.render(kini[a])
            self.konteks.ubahan.append(self._ubahan(k, tampil(k, lama), tampil(k, baku(baru))))

    def _terdaftar_sebagai_ubahan(self, kolom: Kolom) -> bool:
        dikosongkan = self.putusan_kini.beralas and kolom.column_name in self.kosong_kini and not kolom.wajib
        return not self.putusan_kini.bentrok and not dikosongkan

    def _ubahan(self, kolom: Kolom, lama: str, baru: str) -> Ubahan:
        beralas = self.putusan_kini.beralas and self.baris_kini in self.putusan
        return Ubahan(
            self.nama,
            self.baris_kini,
            sebutan(self.kunci_kini),
            kolom.column_name,
            lama,
            baru,
            beralas=beralas,
        )

    def get_bulk_update_fields(self) -> list[str]:
        """Only what differs somewhere: to write a column costs as much as to write a row."""
        medan = sorted(self.medan_berubah)
        if medan and self.berhitungan:
            medan.append("ubahan_ke")
        return [*medan, "urutan"] if self.urut_baris and self.atur_urutan else medan

    def catat_kode(self, objek: Any) -> None:
        if self.peta_sendiri:
            getattr(self.konteks, self.peta_sendiri)[objek.kode] = objek

    def bulk_update(
        self, using_transactions: bool, dry_run: bool, raise_errors: bool, batch_size: Any = None, result: Any = None
    ) -> None:
        """Written as one statement of values that meet their own rows: Django's writes a CASE for each cell, which
        takes many times as long. Keys alone cannot change, so there may be nothing to write."""
        medan, baris = self.get_bulk_update_fields(), list(self.update_instances)
        self.update_instances.clear()
        if not medan or not baris:
            return
        try:
            self._meta.model.objects.bulk_create(
                baris, batch_size=batch_size, update_conflicts=True, unique_fields=["pk"], update_fields=medan
            )
        except Exception as galat:  # what the database refuses, as the library reports it
            self.handle_import_error(result, galat, raise_errors)

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
        """The header, then each row as native cell values, with its record."""
        yield [*(k.column_name for k in self.kolom), KOLOM_ASAL]
        for objek in self._diekspor():
            yield self._dengan_catatan([k.widget.render(k.get_value(objek), objek) for k in self.kolom])

    def _diekspor(self) -> Iterable[Model]:
        return self.get_queryset().select_related(*self.rujukan)

    def _dengan_catatan(self, sel: list[Any]) -> list[Any]:
        tertulis = {k.column_name: baku(nilai) for k, nilai in zip(self.kolom, sel, strict=True)}
        kunci = tuple(tertulis[k.column_name] for k in self.kolom if k.kunci)
        return [*sel, self.pencatat.catat(kunci, tertulis)]
