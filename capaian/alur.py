"""The review of what was entered, the same for a quarter's realisasi and for a rencana aksi.

draf → diajukan (bidang) → disetujui (kepala bidang) → diverifikasi (perencanaan), and back with a reason. Each
step is one guarded UPDATE: it happens only from the states it may start from and only on the version that the
person saw, so that a double click or two people at once change nothing twice. Nobody approves what they stand
behind themselves (who handed it in, and who typed the values as they are now), unless the agency allows it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from sakip.ditolak import Ditolak
from sakip.models import Pengguna


class LangkahDitolak(Ditolak):
    """A step that cannot be taken; the message is a sentence for the user."""


class SendiriDitolak(LangkahDitolak):
    """Their own entry: somebody else can take this step."""


class StatusIsian(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DISETUJUI = "disetujui", "Disetujui"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"


BISA_DIISI = (StatusIsian.DRAF, StatusIsian.DIKEMBALIKAN)
"""States in which values, analysis and evidence can be changed."""
BEKU = (StatusIsian.DISETUJUI, StatusIsian.DIVERIFIKASI)
"""States that somebody answers for: evidence stays."""
PANJANG_ALASAN = 2_000
BASI = "Isian ini sudah berubah sejak halaman dibuka. Muat ulang halaman, lihat nilainya yang sekarang, lalu ulangi."


def _orang(**lain: Any) -> models.ForeignKey:
    return models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, editable=False, **lain
    )


class Alur(models.Model):
    """State, counter of changes and the people behind each step."""

    SEBUTAN: ClassVar[str] = "isian"
    DAPAT_DIKEMBALIKAN: ClassVar[tuple[StatusIsian, ...]] = (StatusIsian.DIAJUKAN, StatusIsian.DISETUJUI)

    status = models.CharField(max_length=15, choices=StatusIsian, default=StatusIsian.DRAF, editable=False)
    ubahan_ke = models.PositiveIntegerField(default=1, editable=False)
    diubah_oleh = _orang()
    diubah_pada = models.DateTimeField(null=True, blank=True, editable=False)
    diajukan_oleh = _orang()
    diajukan_pada = models.DateTimeField(null=True, blank=True, editable=False)
    disetujui_oleh = _orang()
    disetujui_pada = models.DateTimeField(null=True, blank=True, editable=False)
    diverifikasi_oleh = _orang()
    diverifikasi_pada = models.DateTimeField(null=True, blank=True, editable=False)
    setuju_sendiri = models.BooleanField(default=False, editable=False)
    """Whether somebody approved or verified their own entry, which the agency allowed."""

    class Meta:
        abstract = True

    @property
    def bisa_diisi(self) -> bool:
        return self.status in BISA_DIISI

    # What each kind of entry says for itself

    def penulis(self) -> set[int]:
        """The users who stand behind the present content, besides who handed it in."""
        raise NotImplementedError

    def di_belakangnya(self) -> set[int]:
        """Who may not approve or verify it: who typed it, and who handed it in."""
        return self.penulis() | ({self.diajukan_oleh_id} if self.diajukan_oleh_id else set())

    def kenapa_belum_siap(self) -> str:
        """Why it cannot be handed in; empty where it can."""
        return ""

    def catat_alasan(self, ke: StatusIsian, alasan: str, oleh: Pengguna) -> None:
        """Keep the reason of a step back where people read it."""
        raise NotImplementedError

    # The steps

    def ajukan(self, oleh: Pengguna) -> None:
        """Hand the entry in."""
        if alasan := self.kenapa_belum_siap():
            raise LangkahDitolak(alasan)
        bersih = {"disetujui_oleh": None, "disetujui_pada": None, "diverifikasi_oleh": None, "diverifikasi_pada": None}
        self._langkah(
            BISA_DIISI,
            StatusIsian.DIAJUKAN,
            diajukan_oleh=oleh,
            diajukan_pada=timezone.now(),
            setuju_sendiri=False,
            **bersih,
        )

    def tarik(self, oleh: Pengguna) -> None:
        """Take back what was handed in, as long as nobody approved it."""
        self._langkah((StatusIsian.DIAJUKAN,), StatusIsian.DRAF)

    def setujui(self, oleh: Pengguna, *, boleh_sendiri: bool = False) -> None:
        sendiri = self._periksa_sendiri(oleh, boleh_sendiri, "menyetujui")
        self._langkah(
            (StatusIsian.DIAJUKAN,),
            StatusIsian.DISETUJUI,
            disetujui_oleh=oleh,
            disetujui_pada=timezone.now(),
            setuju_sendiri=sendiri,
        )

    def verifikasi(self, oleh: Pengguna, *, boleh_sendiri: bool = False) -> None:
        """Verified entries are locked."""
        sendiri = self._periksa_sendiri(oleh, boleh_sendiri, "memverifikasi")
        self._langkah(
            (StatusIsian.DISETUJUI,),
            StatusIsian.DIVERIFIKASI,
            diverifikasi_oleh=oleh,
            diverifikasi_pada=timezone.now(),
            setuju_sendiri=self.setuju_sendiri or sendiri,
        )

    def kembalikan(self, oleh: Pengguna, alasan: str) -> None:
        """Give it back with a reason that must be answered."""
        self._mundur(self.DAPAT_DIKEMBALIKAN, StatusIsian.DIKEMBALIKAN, oleh, alasan)

    def buka(self, oleh: Pengguna, alasan: str) -> None:
        """Open a verified entry again; the reason stays for good."""
        self._mundur((StatusIsian.DIVERIFIKASI,), StatusIsian.DRAF, oleh, alasan)

    # How they are taken

    def _mundur(self, dari: tuple[StatusIsian, ...], ke: StatusIsian, oleh: Pengguna, alasan: str) -> None:
        alasan = alasan.replace("\x00", "").strip()
        if not alasan:
            raise LangkahDitolak("Tulis alasannya lebih dahulu.")
        if len(alasan) > PANJANG_ALASAN:
            raise LangkahDitolak(f"Alasannya paling banyak {PANJANG_ALASAN} huruf.")
        with transaction.atomic():
            self._langkah(dari, ke)
            self.catat_alasan(ke, alasan, oleh)

    def _langkah(self, dari: tuple[StatusIsian, ...], ke: StatusIsian, **nilai: Any) -> None:
        if self.status not in dari:
            kini = self.get_status_display().lower()
            raise LangkahDitolak(f"{self.SEBUTAN.capitalize()} ini sudah {kini}; langkah ini tidak berlaku lagi.")
        sasaran = type(self)._default_manager.filter(pk=self.pk, ubahan_ke=self.ubahan_ke, status__in=dari)
        if not sasaran.update(status=ke, ubahan_ke=F("ubahan_ke") + 1, **nilai):
            raise LangkahDitolak(BASI)
        self.status, self.ubahan_ke = ke, self.ubahan_ke + 1
        for nama, baru in nilai.items():
            setattr(self, nama, baru)

    def _periksa_sendiri(self, oleh: Pengguna, boleh: bool, perbuatan: str) -> bool:
        """Whether it is their own entry; refused unless the agency allows that."""
        sendiri = oleh.pk in self.di_belakangnya()
        if sendiri and not boleh:
            raise SendiriDitolak(f"Anda tidak dapat {perbuatan} {self.SEBUTAN} yang Anda isi atau ajukan sendiri.")
        return sendiri


def kendala_alur(awalan: str) -> tuple[models.CheckConstraint, ...]:
    """The constraints of a reviewed table: no state without the person who stands behind it."""

    def bukan_sendiri(langkah: str) -> Q:
        return (
            Q(setuju_sendiri=True)
            | Q(**{f"{langkah}_oleh__isnull": True})
            | Q(diajukan_oleh__isnull=False) & ~Q(**{f"{langkah}_oleh": F("diajukan_oleh")})
        )

    syarat = {
        "ada_pengaju": Q(status__in=BISA_DIISI) | Q(diajukan_oleh__isnull=False),
        "ada_penyetuju": ~Q(status__in=BEKU) | Q(disetujui_oleh__isnull=False),
        "ada_verifikator": ~Q(status=StatusIsian.DIVERIFIKASI) | Q(diverifikasi_oleh__isnull=False),
        "bukan_setuju_sendiri": bukan_sendiri("disetujui"),
        "bukan_verifikasi_sendiri": bukan_sendiri("diverifikasi"),
    }
    return tuple(models.CheckConstraint(condition=s, name=f"{awalan}_{nama}") for nama, s in syarat.items())
