"""The states of a quarter's entry and the steps between them.

draf → diajukan (bidang) → disetujui (kepala bidang) → diverifikasi (perencanaan), and back with a
comment. Each step is one guarded UPDATE: it happens only from the states it may start from and only
on the version that the person saw, so that a double click or two people at once change nothing twice.
"""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from sakip.models import Jejak, Pengguna

from .models_isian import Komentar


class LangkahDitolak(Exception):
    """A step that cannot be taken; the message is a sentence for the user."""


class Status(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DISETUJUI = "disetujui", "Disetujui"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"


BISA_DIISI = (Status.DRAF, Status.DIKEMBALIKAN)
"""States in which values, analysis and evidence can be changed."""
BUKTI_BEKU = (Status.DISETUJUI, Status.DIVERIFIKASI)
ISI = ["nilai", "teks", "pembilang", "penyebut", "bagian"]
"""The fields whose author may not approve them."""
PANJANG_ALASAN = 2_000
BASI = "Isian ini sudah berubah sejak halaman dibuka. Muat ulang halaman, lihat nilainya yang sekarang, lalu ulangi."


def _orang(**lain: Any) -> models.ForeignKey:
    return models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, editable=False, **lain
    )


class Alur(models.Model):
    """State, version and the people behind each step."""

    status = models.CharField(max_length=15, choices=Status, default=Status.DRAF, editable=False)
    versi = models.PositiveIntegerField(default=1, editable=False)
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

    KENDALA = (
        models.CheckConstraint(
            condition=Q(triwulan__isnull=False, status__in=Status.values) | Q(status=Status.DRAF),
            name="realisasi_status_sah",
        ),
        models.CheckConstraint(
            condition=Q(status__in=BISA_DIISI) | Q(diajukan_oleh__isnull=False), name="realisasi_ada_pengaju"
        ),
        models.CheckConstraint(
            condition=~Q(status__in=BUKTI_BEKU) | Q(disetujui_oleh__isnull=False), name="realisasi_ada_penyetuju"
        ),
        models.CheckConstraint(
            condition=~Q(status=Status.DIVERIFIKASI) | Q(diverifikasi_oleh__isnull=False),
            name="realisasi_ada_verifikator",
        ),
        models.CheckConstraint(
            condition=Q(setuju_sendiri=True)
            | Q(disetujui_oleh__isnull=True)
            | Q(diajukan_oleh__isnull=False) & ~Q(disetujui_oleh=F("diajukan_oleh")),
            name="realisasi_bukan_setuju_sendiri",
        ),
        models.CheckConstraint(
            condition=Q(setuju_sendiri=True)
            | Q(diverifikasi_oleh__isnull=True)
            | Q(diajukan_oleh__isnull=False) & ~Q(diverifikasi_oleh=F("diajukan_oleh")),
            name="realisasi_bukan_verifikasi_sendiri",
        ),
    )

    class Meta:
        abstract = True

    @property
    def bisa_diisi(self) -> bool:
        return self.status in BISA_DIISI

    # The steps

    def ajukan(self, oleh: Pengguna) -> None:
        """Hand the entry in. A returned one first needs an answer to its comment."""
        if self.status == Status.DIKEMBALIKAN and not self._terjawab():
            raise LangkahDitolak("Tulis dahulu jawaban atas komentar pengembaliannya.")
        bersih = {"disetujui_oleh": None, "disetujui_pada": None, "diverifikasi_oleh": None, "diverifikasi_pada": None}
        self._langkah(
            BISA_DIISI,
            Status.DIAJUKAN,
            diajukan_oleh=oleh,
            diajukan_pada=timezone.now(),
            setuju_sendiri=False,
            **bersih,
        )

    def tarik(self, oleh: Pengguna) -> None:
        """Take back what was handed in, as long as nobody approved it."""
        self._langkah((Status.DIAJUKAN,), Status.DRAF)

    def setujui(self, oleh: Pengguna, *, boleh_sendiri: bool = False) -> None:
        sendiri = self._periksa_sendiri(oleh, boleh_sendiri, "menyetujui")
        self._langkah(
            (Status.DIAJUKAN,),
            Status.DISETUJUI,
            disetujui_oleh=oleh,
            disetujui_pada=timezone.now(),
            setuju_sendiri=sendiri,
        )

    def verifikasi(self, oleh: Pengguna, *, boleh_sendiri: bool = False) -> None:
        """Verified entries are locked."""
        sendiri = self._periksa_sendiri(oleh, boleh_sendiri, "memverifikasi")
        self._langkah(
            (Status.DISETUJUI,),
            Status.DIVERIFIKASI,
            diverifikasi_oleh=oleh,
            diverifikasi_pada=timezone.now(),
            setuju_sendiri=self.setuju_sendiri or sendiri,
        )

    def kembalikan(self, oleh: Pengguna, alasan: str) -> None:
        """Give it back with a comment that must be answered."""
        self._mundur(
            (Status.DIAJUKAN, Status.DISETUJUI), Status.DIKEMBALIKAN, oleh, Komentar.Jenis.PENGEMBALIAN, alasan
        )

    def buka(self, oleh: Pengguna, alasan: str) -> None:
        """Open a verified entry again; the reason stays on the indicator for good."""
        self._mundur((Status.DIVERIFIKASI,), Status.DRAF, oleh, Komentar.Jenis.PEMBUKAAN, alasan)

    # How they are taken

    def _mundur(self, dari: tuple[Status, ...], ke: Status, oleh: Pengguna, jenis: str, alasan: str) -> None:
        if not alasan.strip():
            raise LangkahDitolak("Tulis alasannya lebih dahulu.")
        if len(alasan) > PANJANG_ALASAN:
            raise LangkahDitolak(f"Alasannya paling banyak {PANJANG_ALASAN} huruf.")
        with transaction.atomic():
            self._langkah(dari, ke)
            Komentar.objects.create(
                indikator_id=self.indikator_id,
                tahun=self.tahun,
                triwulan=self.triwulan,
                jenis=jenis,
                teks=alasan.strip(),
                oleh=oleh,
            )

    def _langkah(self, dari: tuple[Status, ...], ke: Status, **nilai: Any) -> None:
        if self.status not in dari:
            raise LangkahDitolak(
                f"Isian ini sudah {self.get_status_display().lower()}; langkah ini tidak berlaku lagi."
            )
        sasaran = type(self).objects.filter(pk=self.pk, versi=self.versi, status__in=dari)
        if not sasaran.update(status=ke, versi=F("versi") + 1, **nilai):
            raise LangkahDitolak(BASI)
        self.status, self.versi = ke, self.versi + 1
        for nama, isi in nilai.items():
            setattr(self, nama, isi)

    def _periksa_sendiri(self, oleh: Pengguna, boleh: bool, perbuatan: str) -> bool:
        """Whether it is their own entry (handed in, or any of its content); refused unless the agency allows that."""
        isi = Jejak.objects.filter(tabel=self._meta.db_table, objek=self.pk, oleh=oleh, baru__has_any_keys=ISI)
        sendiri = oleh.pk in (self.diajukan_oleh_id, self.diubah_oleh_id) or isi.exists()
        if sendiri and not boleh:
            raise LangkahDitolak(f"Anda tidak dapat {perbuatan} isian yang Anda isi atau ajukan sendiri.")
        return sendiri

    def _terjawab(self) -> bool:
        """Whether there is an answer after the last return."""
        utas = Komentar.objects.filter(
            indikator_id=self.indikator_id,
            tahun=self.tahun,
            triwulan=self.triwulan,
            jenis__in=(Komentar.Jenis.PENGEMBALIAN, Komentar.Jenis.JAWABAN),
        )
        terakhir = utas.order_by("-pk").first()
        return terakhir is not None and terakhir.jenis == Komentar.Jenis.JAWABAN
