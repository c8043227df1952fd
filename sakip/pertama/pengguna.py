"""The sheet of the users: who they are, their role and place. They are made without a password that works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model

from sakip.akses import STAF
from sakip.buku.kolom import Catat, Kolom, Pilihan
from sakip.models import Bidang, Pengguna, PerangkatDaerah

from .instansi import LembarMilik, LembarPemda, kolom_instansi
from .lembar import Isi, SatuBaris, satu_dari

Peran = Pengguna.Peran
BERBIDANG = (Peran.BIDANG, Peran.KEPALA_BIDANG)
PERAN = {p.label: p for p in Peran if p != Peran.ADMIN}
"""The roles that a file may give, by the words that people read."""


class SelPeran(Pilihan):
    """A role by its words, or as the system writes it."""

    def __init__(self) -> None:
        super().__init__(list(PERAN))
        self.lebar = 22
        self._peta |= {p.value: label for label, p in PERAN.items()}


class SelNamaPengguna(SatuBaris):
    def urai(self, nilai: Any, catat: Catat) -> str:
        return _sah(super().urai(nilai, catat), UnicodeUsernameValidator(), "hanya huruf, angka, dan @ . + - _")


class SelSurel(SatuBaris):
    def urai(self, nilai: Any, catat: Catat) -> str:
        teks = super().urai(nilai, catat)
        return _sah(teks, validate_email, "alamat surel, misalnya nama@contoh.go.id") if teks else ""


def _sah(teks: str, penguji: Callable[[str], None], harapan: str) -> str:
    try:
        penguji(teks)
    except ValidationError as galat:
        raise ValueError(harapan) from galat
    return teks


class LembarPengguna(LembarPemda, LembarMilik):
    nama = "Pengguna"
    contoh = {
        "nama_pengguna": "perencana.dinkes",
        "nama": "Nama Lengkap, gelar",
        "peran": "Subbag Perencanaan",
        "perangkat_daerah": "dinkes",
        "surel": "perencana.dinkes@contoh.go.id",
    }

    def daftar_kolom(self) -> list[Kolom]:
        return [
            Kolom(
                "nama_pengguna",
                SelNamaPengguna(150, 26),
                "Untuk masuk: huruf, angka, dan @ . + - _ saja.",
                attr="username",
                wajib=True,
                kunci=True,
            ),
            Kolom("nama", SatuBaris(150, 34), "Nama lengkap.", wajib=True),
            Kolom("peran", SelPeran(), "Admin dibuat di Pengelolaan, bukan di sini.", wajib=True),
            kolom_instansi(wajib=False, kunci=False),
            Kolom("bidang", SatuBaris(60), "Kode bidangnya; wajib untuk peran Bidang dan Kepala Bidang."),
            *self.kolom_pemda(),
            Kolom("surel", SelSurel(254, 34), "Untuk undangan dan ringkasan harian; boleh kosong.", attr="email"),
        ]

    def muat(self) -> None:
        super().muat()
        semua = Pengguna.objects.select_related("perangkat_daerah", "bidang", "pemda")
        self.ada = {p.username.casefold(): p for p in semua}
        self.bidang: dict[int, dict[str, Bidang]] = {}
        for b in Bidang.objects.select_related("perangkat_daerah"):
            self.bidang.setdefault(b.perangkat_daerah_id, {})[b.kode.casefold()] = b

    def temukan(self, isi: Isi) -> Model | None:
        nama = isi.get("nama_pengguna", "")
        if not nama or "nama" not in isi or "peran" not in isi:
            self.instansi_baris(isi)  # says it where that is wrong too
            return None
        ada = self.ada.get(nama.casefold())
        if ada is None:
            baru = Pengguna(username=nama)
            baru.set_unusable_password()
            return baru
        if ada.username != nama:
            self.tolak("nama_pengguna", nama, f"sudah ada {ada.username}; tulis persis begitu, atau pilih nama lain")
            return None
        if ada.peran == Peran.ADMIN or ada.is_superuser:
            self.tolak("nama_pengguna", nama, "pengguna ini Admin; ia hanya diubah di Pengelolaan")
            return None
        return ada

    def nilai(self, objek: Any, isi: Isi) -> dict[str, tuple[str, Any]]:
        peran = PERAN[isi["peran"]]
        nilai: dict[str, tuple[str, Any]] = {"peran": ("peran", peran.value)}
        if objek.get_full_name() != isi["nama"]:
            nilai = {"first_name": ("nama", isi["nama"]), "last_name": ("nama belakang", ""), **nilai}
        if "surel" in isi:
            nilai["email"] = ("surel", isi["surel"])
        if peran in STAF:
            return nilai | self._tempat_staf(objek, peran, isi)
        return nilai | self._tempat_sepemda(objek, peran, isi)

    def _tempat_staf(self, objek: Pengguna, peran: Peran, isi: Isi) -> dict[str, tuple[str, Any]]:
        instansi = self.instansi_baris(isi) if "perangkat_daerah" in isi else objek.perangkat_daerah
        if instansi is None:
            if "perangkat_daerah" not in isi:
                self.tolak("perangkat_daerah", "", f"peran {peran.label} memerlukan perangkat daerahnya")
            return {}
        sebidang = self.bidang.get(instansi.pk, {})
        bidang = sebidang.get(isi["bidang"].casefold()) if "bidang" in isi else objek.bidang
        if "bidang" in isi and bidang is None:
            daftar = satu_dari([b.kode for b in sebidang.values()]) or "belum ada, buat pada langkah Pejabat dan bidang"
            self.tolak("bidang", isi["bidang"], f"bukan kode bidang {instansi.kode} ({daftar})")
        elif bidang is not None and bidang.perangkat_daerah_id != instansi.pk:
            bidang = None  # that of the agency which they leave
        if peran in BERBIDANG and bidang is None and "bidang" not in isi:
            self.tolak("bidang", "", f"peran {peran.label} memerlukan bidangnya, agar dapat mengisi")
        return {"perangkat_daerah": ("perangkat_daerah", instansi), "bidang": ("bidang", bidang)}

    def _tempat_sepemda(self, objek: Pengguna, peran: Peran, isi: Isi) -> dict[str, tuple[str, Any]]:
        """Of the whole pemda, which the agency tells too; the agency itself is not kept."""
        instansi = self.instansi_baris(isi)
        pemda = instansi.pemda if instansi else self.pemda_baris(isi)
        if pemda is None and "pemda" not in isi:
            pemda = objek.pemda
        if pemda is None:
            self.tolak_pemda(isi)
        return {"pemda": ("pemda", pemda), "perangkat_daerah": ("perangkat_daerah", None), "bidang": ("bidang", None)}

    def tampil(self, attr: str, nilai: Any) -> str:
        if attr == "peran" and nilai:
            return str(Peran(nilai).label)
        return nilai.kode if isinstance(nilai, PerangkatDaerah) else super().tampil(attr, nilai)

    def sebutan(self, objek: Any) -> str:
        return f"{objek.username}{'' if objek.is_active else ' (nonaktif)'}"

    def ekspor(self) -> list[list[Any]]:
        semua = Pengguna.objects.exclude(peran=Peran.ADMIN).select_related("perangkat_daerah", "bidang", "pemda")
        return [self._baris(p) for p in semua.order_by("perangkat_daerah__kode", "username")]

    def _baris(self, p: Pengguna) -> list[Any]:
        milik: dict[str, Any] = {
            "nama_pengguna": p.username,
            "nama": p.get_full_name(),
            "peran": p.get_peran_display(),
            "perangkat_daerah": p.perangkat_daerah.kode if p.perangkat_daerah else "",
            "bidang": p.bidang.kode if p.bidang else "",
            "pemda": p.pemda.nama if p.pemda else "",
            "surel": p.email,
        }
        return [milik[k.column_name] for k in self.kolom]
