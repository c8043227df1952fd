"""Invitations: a code by which a new user chooses the first password, once, within `UNDANGAN_HARI` days.

The code stands in the mail or on the slip and nowhere else: here only its keyed hash is kept. In a link it follows `#`,
which browsers send to no server, so that no log holds it; the page's script puts it into the form.
"""

from __future__ import annotations

import datetime
import logging
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import segno
from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sakip.ditolak import Ditolak
from sakip.jaga import faktor
from sakip.jaga.tabel import Undangan
from sakip.jejak import pelaku
from sakip.models import Pengguna
from sakip.waktu import tulis_waktu

catatan = logging.getLogger(__name__)
Cara = Undangan.Cara
ANTRE_TERLAMA = datetime.timedelta(minutes=10)
"""Then a mail that was not sent is offered again: its job may be lost."""
MINTA_BARU = "Minta undangan baru kepada admin SAKIP."
TAK_DIKENAL = (
    "Kode ini tidak dikenal. Periksa ketikannya; bila Anda menerima undangan yang lebih baru, pakai yang itu. "
    "Yang lama tidak berlaku lagi."
)
SUDAH_DIPAKAI = "Undangan ini sudah dipakai. Masuk dengan nama pengguna dan kata sandi yang sudah dibuat."
DITARIK = f"Undangan ini sudah ditarik oleh admin. {MINTA_BARU}"
NONAKTIF = "Akun ini tidak aktif, sehingga undangannya tidak berlaku. Hubungi admin SAKIP."


class UndanganDitolak(Ditolak):
    """The code opens nothing; the message says why."""


@dataclass(frozen=True)
class Slip:
    """One printed slip. `gambar`: the link as QR, the address of a picture that holds itself."""

    pengguna: Pengguna
    kode: str
    gambar: str
    berlaku: datetime.datetime
    faktor: bool


def calon() -> QuerySet[Pengguna]:
    """Who can be invited: active, and never logged in."""
    return Pengguna.objects.filter(is_active=True, last_login=None)


def bersurel() -> bool:
    """Whether mails leave the server; without one they would stand in its log, codes and all."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def berlaku_sampai(undangan: Undangan) -> datetime.datetime:
    return undangan.dibuat + datetime.timedelta(days=settings.UNDANGAN_HARI)


def keadaan(undangan: Undangan | None) -> tuple[str, str]:
    """The mark and the words of an invitation's state."""
    if undangan is None:
        return "menunggu", "Belum diundang"
    if undangan.dipakai:
        return "selesai", "Sudah dipakai"
    if undangan.ditarik:
        return "dibatalkan", "Ditarik"
    if undangan.gagal:
        return "gagal", "Surel tidak terkirim"
    if not undangan.sidik:
        lama = undangan.dibuat < timezone.now() - ANTRE_TERLAMA
        return ("gagal", "Surel belum terkirim") if lama else ("disusun", "Surel sedang dikirim")
    if berlaku_sampai(undangan) <= timezone.now():
        return "dibatalkan", "Kedaluwarsa"
    return "disusun", "Surel terkirim" if undangan.cara == Cara.SUREL else "Slip dicetak"


def perlu_diundang(undangan: Undangan | None) -> bool:
    """Whether nothing is on its way to them that they could use."""
    return undangan is None or keadaan(undangan)[0] in ("gagal", "dibatalkan")


# Making


def cetak(pengguna: Iterable[Pengguna]) -> list[Slip]:
    """A new code for each; whatever they had before opens nothing any more."""
    with transaction.atomic():
        return [_slip(satu) for satu in pengguna]


def _slip(pengguna: Pengguna) -> Slip:
    kode = _kode_acak()
    undangan = _baru(pengguna, Cara.SLIP, kode)
    gambar = segno.make(tautan(kode), error="m").svg_data_uri(scale=4, border=2, light="white")
    return Slip(pengguna, kode, str(gambar), berlaku_sampai(undangan), faktor.wajib(pengguna))


def antrekan(pengguna: Iterable[Pengguna]) -> list[int]:
    """A mail for each is to be sent (`kirim`); the numbers of the invitations."""
    with transaction.atomic():
        return [_baru(satu, Cara.SUREL, "").pk for satu in pengguna]


def _baru(pengguna: Pengguna, cara: str, kode: str) -> Undangan:
    nilai = {
        "perangkat_daerah_id": pengguna.perangkat_daerah_id,
        "cara": cara,
        "sidik": _sidik(kode) if kode else "",
        "dibuat": timezone.now(),
        "dipakai": None,
        "ditarik": None,
        "gagal": False,
    }
    return Undangan.objects.update_or_create(pengguna=pengguna, defaults=nilai)[0]


def kirim(nomor: Iterable[int]) -> int:
    """Send those that wait; how many were sent. May run twice: each is sent once."""
    menunggu = Undangan.objects.filter(pk__in=nomor, cara=Cara.SUREL, sidik="", gagal=False, ditarik=None, dipakai=None)
    terkirim, surat = 0, mail.get_connection()
    for pk in menunggu.order_by("pk").values_list("pk", flat=True):
        try:
            terkirim += _kirim(pk, surat)
        except (OSError, ValueError) as galat:
            catatan.warning("undangan %d tidak terkirim: %s", pk, type(galat).__name__)
            Undangan.objects.filter(pk=pk, sidik="").update(gagal=True)
            with suppress(OSError):
                surat.close()
    with suppress(OSError):
        surat.close()
    return terkirim


def _kirim(pk: int, surat: BaseEmailBackend) -> bool:
    """Sent and its code kept, or neither."""
    with transaction.atomic():
        undangan = Undangan.objects.select_for_update(of=("self",)).select_related("pengguna").get(pk=pk)
        pengguna = undangan.pengguna
        if undangan.sidik or undangan.ditarik or not pengguna.email or not pengguna.is_active:
            return False
        kode = _kode_acak()
        undangan.sidik, undangan.dibuat = _sidik(kode), timezone.now()
        undangan.save(update_fields=["sidik", "dibuat"])
        konteks = {
            "pengguna": pengguna,
            "tautan": tautan(kode),
            "kode": kode,
            "alamat": alamat_halaman(),
            "berlaku": berlaku_sampai(undangan),
            "faktor": faktor.wajib(pengguna),
        }
        isi = render_to_string("sakip/mulai/surel_undangan.txt", konteks)
        mail.EmailMessage("Undangan masuk ke SAKIP", isi, to=[pengguna.email], connection=surat).send()
        return True


def tarik(undangan: Undangan) -> bool:
    """Whether there was something to take back."""
    berlaku = Undangan.objects.filter(pk=undangan.pk, dipakai=None, ditarik=None)
    return bool(berlaku.update(ditarik=timezone.now()))


def alamat_halaman() -> str:
    return f"{settings.SITUS}{reverse('undangan')}"


def tautan(kode: str) -> str:
    return f"{alamat_halaman()}#{kode}"


# Using


def buka(kode: str) -> Undangan:
    """The invitation that this code opens now.

    Raises:
        UndanganDitolak: with the sentence for whoever holds the code.
    """
    return _periksa(Undangan.objects.filter(sidik=_sidik(kode)))


def _periksa(milik: QuerySet[Undangan]) -> Undangan:
    undangan = milik.select_related("pengguna__perangkat_daerah__pemda").first()
    if undangan is None:
        raise UndanganDitolak(TAK_DIKENAL)
    if not undangan.pengguna.is_active:
        raise UndanganDitolak(NONAKTIF)
    if undangan.ditarik:
        raise UndanganDitolak(DITARIK)
    if undangan.dipakai or undangan.pengguna.last_login:
        raise UndanganDitolak(SUDAH_DIPAKAI)
    if (sampai := berlaku_sampai(undangan)) <= timezone.now():
        raise UndanganDitolak(f"Undangan ini berlaku sampai {tulis_waktu(sampai)} dan sudah lewat. {MINTA_BARU}")
    return undangan


def lagi(pk: int, sidik: str) -> Undangan:
    """The same invitation, a moment later.

    Raises:
        UndanganDitolak: as `buka`.
    """
    return _periksa(Undangan.objects.filter(pk=pk, sidik=sidik))


def pakai(undangan: Undangan, sandi: str) -> None:
    """Their first password, which rules and form have found good; the code is used up.

    Raises:
        UndanganDitolak: somebody was quicker.
    """
    dari = pelaku.siapa_kini()["dari"]
    with transaction.atomic(), pelaku.pelaku(lambda: {"oleh": undangan.pengguna_id, "dari": dari}):
        milik = Undangan.objects.filter(pk=undangan.pk, sidik=undangan.sidik, dipakai=None, ditarik=None)
        if not milik.update(dipakai=timezone.now()):
            raise UndanganDitolak(SUDAH_DIPAKAI)
        undangan.pengguna.set_password(sandi)
        undangan.pengguna.save(update_fields=["password"])


def _kode_acak() -> str:
    """`k7fm-2qxa-…`: 79 bits, of letters and digits that are not taken for each other."""
    return "-".join("".join(secrets.choice(faktor.HURUF) for _ in range(4)) for _ in range(4))


def _sidik(kode: str) -> str:
    return salted_hmac("sakip.undangan", faktor.rapikan(kode), algorithm="sha256").hexdigest()
