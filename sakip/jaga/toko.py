"""Where sessions are kept (`SESSION_ENGINE`): in a table that knows whose they are."""

from __future__ import annotations

import datetime
import hashlib
import re
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as TokoDjango
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from sakip.jejak.daftar import tak_dilacak

MULAI, AKTIF, DARI, PERAMBAN = "mulai", "aktif", "dari", "peramban"
"""Of a session's data: seconds since 1970 when it began and when somebody was last at work; where from, with what."""


@tak_dilacak("siapa yang sedang masuk; berakhir dengan sendirinya")
class Sesi(AbstractBaseSession):
    """An open session. What stands beside its data is copied from there, so that it can be listed and ended."""

    pengguna = models.ForeignKey("sakip.Pengguna", models.CASCADE, null=True, related_name="sesi")
    mulai = models.DateTimeField(null=True)
    aktif = models.DateTimeField(null=True)
    dari = models.CharField(max_length=45, blank=True)
    peramban = models.CharField(max_length=200, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "sesi"

    def __str__(self) -> str:
        return self.tanda

    @property
    def tanda(self) -> str:
        """By which the trail names a session, and its owner ends it; the key itself is shown nowhere."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:8]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


class SessionStore(TokoDjango):
    def _validate_session_key(self, key: str) -> bool:
        """Only one that we could have made is looked for: a cookie may hold anything, also what no database takes."""
        return bool(key) and re.fullmatch(r"[a-z0-9]{8,40}", key) is not None

    @classmethod
    def get_model_class(cls) -> type[Sesi]:
        return Sesi

    def create_model_instance(self, data: dict[str, Any]) -> Sesi:
        sesi = cast(Sesi, super().create_model_instance(data))
        sesi.pengguna_id = data.get(SESSION_KEY)
        sesi.mulai, sesi.aktif = _waktu(data.get(MULAI)), _waktu(data.get(AKTIF))
        sesi.dari, sesi.peramban = data.get(DARI, "")[:45], data.get(PERAMBAN, "")[:200]
        return sesi


def _waktu(detik: int | None) -> datetime.datetime | None:
    return None if detik is None else datetime.datetime.fromtimestamp(detik, datetime.UTC)
