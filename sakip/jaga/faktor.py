"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for who lost it.

The app's key is derived from a random seed and the server's `SECRET_KEY`: neither the database nor a backup of it is
enough to make codes. Where that key is lost, factors are set up anew (`manage.py setel_ulang_faktor`).
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pyotp
import segno
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from sakip.jejak import pelaku
from sakip.models import Pengguna

from .tabel import FaktorKedua

SESI = "faktor_kedua"
"""In a session: its owner gave the second factor too."""
SELANG = 30
BANYAK_PEMULIHAN = 10
HURUF = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of recovery codes: none is taken for another."""


def wajib(pengguna: Pengguna) -> bool:
    """Whether they may not log in without: by their role, by that of an official for whom they stand in today, or by
    the power of an administrator."""
    if not settings.FAKTOR_KEDUA:
        return False
    berkuasa = pengguna.is_superuser and Pengguna.Peran.ADMIN in settings.FAKTOR_KEDUA
    return berkuasa or pengguna.memegang(*settings.FAKTOR_KEDUA)


def perlu(pengguna: Pengguna) -> bool:
    """Whether they are asked for it: by their role, or because they set it up."""
    return wajib(pengguna) or terpasang(pengguna)


def terpasang(pengguna: Pengguna) -> bool:
    return FaktorKedua.objects.filter(pengguna=pengguna).exists()


# The app


def benih_baru() -> str:
    return secrets.token_hex(20)


def kunci(benih: str) -> str:
    """The app's key, as it is typed where no picture can be read: 32 letters and digits."""
    rahasia = salted_hmac("sakip.faktor-kedua", benih, algorithm="sha256").digest()[:20]
    return base64.b32encode(rahasia).decode()


def gambar(pengguna: Pengguna, benih: str) -> str:
    """What the app photographs, as the address of a picture that holds itself."""
    situs = settings.SITUS.partition("://")[2]
    alamat = pyotp.TOTP(kunci(benih)).provisioning_uri(name=pengguna.username, issuer_name=f"SAKIP {situs}")
    return str(segno.make(alamat, error="m").svg_data_uri(scale=5, border=3, light="white"))


def langkah_cocok(benih: str, kode: str, sesudah: int = 0) -> int | None:
    """The half minute of which this is the code: the present one or a neighbour, later than `sesudah`."""
    totp, kini = pyotp.TOTP(kunci(benih)), int(time.time()) // SELANG
    ada = (n for n in (kini, kini - 1, kini + 1) if n > sesudah)
    return next((n for n in ada if hmac.compare_digest(totp.generate_otp(n), kode)), None)


def pasang(pengguna: Pengguna, benih: str, kode: str) -> list[str] | None:
    """Set up, once the app has shown that it knows the key: the recovery codes, or None."""
    langkah = langkah_cocok(benih, rapikan(kode))
    if langkah is None:
        return None
    with transaction.atomic(), _sendiri(pengguna):
        FaktorKedua.objects.filter(pengguna=pengguna).delete()
        faktor = FaktorKedua(pengguna=pengguna, benih=benih, langkah=langkah)
        faktor.perangkat_daerah_id = pengguna.perangkat_daerah_id
        return _beri_pemulihan(faktor)


# At login


def periksa(pengguna: Pengguna, kode: str) -> bool:
    """Whether the code is theirs, of the app or for recovery; it is used up."""
    kode = rapikan(kode)
    with transaction.atomic(), _sendiri(pengguna):
        faktor = FaktorKedua.objects.select_for_update().filter(pengguna=pengguna).first()
        if faktor is None:
            return False
        langkah = langkah_cocok(faktor.benih, kode, faktor.langkah)
        if langkah is not None:
            FaktorKedua.objects.filter(pk=faktor.pk).update(langkah=langkah)
            return True
        sisa = [s for s in faktor.pemulihan if not hmac.compare_digest(s, _sidik(pengguna, kode))]
        if len(sisa) == len(faktor.pemulihan):
            return False
        FaktorKedua.objects.filter(pk=faktor.pk).update(pemulihan=sisa, tersisa=len(sisa))
        return True


def perbarui_pemulihan(pengguna: Pengguna) -> list[str]:
    """New recovery codes; the old ones are worth nothing from now on."""
    with transaction.atomic(), _sendiri(pengguna):
        return _beri_pemulihan(FaktorKedua.objects.select_for_update().get(pengguna=pengguna))


def lepas(pengguna: Pengguna) -> bool:
    """Whether there was one; the next login, where their role asks for it, begins with setting it up."""
    return bool(FaktorKedua.objects.filter(pengguna=pengguna).delete()[0])


def rapikan(kode: str) -> str:
    return "".join(huruf for huruf in kode.casefold() if huruf.isascii() and huruf.isalnum())


@contextmanager
def _sendiri(pengguna: Pengguna) -> Iterator[None]:
    """Nobody is logged in yet: what happens to a factor is its owner's doing."""
    dari = pelaku.siapa_kini()["dari"]
    with pelaku.pelaku(lambda: {"oleh": pengguna.pk, "dari": dari}):
        yield


def _beri_pemulihan(faktor: FaktorKedua) -> list[str]:
    kode = [_kode_acak() for _ in range(BANYAK_PEMULIHAN)]
    faktor.pemulihan = [_sidik(faktor.pengguna, rapikan(satu)) for satu in kode]
    faktor.tersisa = len(kode)
    faktor.save()
    return kode


def _kode_acak() -> str:
    """`k7fm-2qxa-…`: 79 bits."""
    return "-".join("".join(secrets.choice(HURUF) for _ in range(4)) for _ in range(4))


def _sidik(pengguna: Pengguna, kode: str) -> str:
    return salted_hmac(f"sakip.pemulihan.{pengguna.pk}", kode, algorithm="sha256").hexdigest()
