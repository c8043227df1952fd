"""Times as people read them."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.formats import date_format


def tulis_waktu(waktu: datetime.datetime) -> str:
    """`15 Juli 2024 pukul 23.59`, in the site's time zone."""
    return date_format(timezone.localtime(waktu), r"j F Y \p\u\k\u\l H.i")
