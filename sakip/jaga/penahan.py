"""When attempts at a password or code are too many: by name and address together, by address, and by name.

A browser in which somebody has logged in before carries a signed cookie that says so ("device cookies", OWASP). Its
attempts are counted by themselves: whoever knows a name can neither lock its owner out of their own browser, nor an
office that shares one address with them.
"""

from __future__ import annotations

import secrets
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_failure_limit
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import F, Q, Sum
from django.http import HttpRequest, HttpResponse

KUE = "__Host-kenal" if settings.HTTPS else "kenal"
GARAM = "sakip.perangkat"
UMUR = 90 * 24 * 3600
AWALAN = "perangkat "
"""Before a known browser's number, in place of what it calls itself: how its attempts are told from others."""


class Penahan(AxesDatabaseHandler):
    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **lain: Any) -> None:
        if request is not None and (dikenal := perangkat(request, get_client_username(request, credentials))):
            request.axes_user_agent = dikenal
        super().user_login_failed(sender, credentials, request, **lain)

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Of the name at this address or in this browser; as many as lock it, where the address's or the name's own
        limit is reached."""
        nama = get_client_username(request, credentials)
        baru = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
        if dikenal := perangkat(request, nama):
            return _jumlah(baru.filter(username=nama, user_agent=dikenal))
        lain = baru.exclude(user_agent__startswith=AWALAN)
        senama, sealamat = Q(username=nama), Q(ip_address=request.axes_ip_address)
        jumlah = lain.filter(senama | sealamat).aggregate(
            keduanya=Sum("failures_since_start", filter=senama & sealamat, default=0),
            senama=Sum("failures_since_start", filter=senama, default=0),
            sealamat=Sum("failures_since_start", filter=sealamat, default=0),
        )
        if jumlah["senama"] >= settings.BATAS_SENAMA or jumlah["sealamat"] >= settings.BATAS_SEALAMAT:
            return int(max(jumlah["keduanya"], get_failure_limit(request, credentials)))
        return int(jumlah["keduanya"])


def _jumlah(percobaan: Any) -> int:
    return int(percobaan.aggregate(n=Sum(F("failures_since_start"), default=0))["n"])


def perangkat(request: HttpRequest, nama: str | None) -> str:
    """What the attempts of this browser are counted by; empty where this name never logged in with it."""
    try:
        isi = signing.loads(request.COOKIES.get(KUE, ""), salt=GARAM, max_age=UMUR)
    except signing.BadSignature:
        return ""
    return AWALAN + isi["nomor"] if nama and nama in isi["nama"] else ""


def kenali(request: Any, pengguna: Any) -> None:
    """Somebody logged in: the answer will carry the cookie."""
    request.masuk_sebagai = pengguna.get_username()


def titipkan(request: HttpRequest, jawaban: HttpResponse) -> None:
    """The cookie, after a login; a browser that several use knows the last few of them."""
    nama = getattr(request, "masuk_sebagai", None)
    if nama is None:
        return
    try:
        isi = signing.loads(request.COOKIES.get(KUE, ""), salt=GARAM, max_age=UMUR)
    except signing.BadSignature:
        isi = {"nomor": secrets.token_hex(16), "nama": []}
    isi["nama"] = [*(satu for satu in isi["nama"] if satu != nama), nama][-5:]
    jawaban.set_cookie(
        KUE, signing.dumps(isi, salt=GARAM), max_age=UMUR, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
