from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from .jaga import lambat
from .jejak import hak, pemicu, tanda


class SakipConfig(AppConfig):
    name = "sakip"

    def ready(self) -> None:
        from .jaga.sesi import catat_masuk  # needs the models
        from .pertama import langkah, milik_sendiri

        langkah.daftarkan(*milik_sendiri.LANGKAH)
        user_logged_in.connect(catat_masuk, dispatch_uid="sesi")
        connection_created.connect(pemicu.siapkan_koneksi, dispatch_uid="jejak")
        connection_created.connect(lambat.pasang, dispatch_uid="lambat")
        pre_migrate.connect(_lepas_tanda, sender=self, dispatch_uid="tanda")
        post_migrate.connect(_pasang_jejak, dispatch_uid="jejak")
        post_migrate.connect(_tandai_semua, sender=self, dispatch_uid="tanda")


def _pasang_jejak(sender: AppConfig, using: str, **_: Any) -> None:
    """After each app's migrations, the triggers of its tables, and what the application may do with them."""
    pemicu.pasang(sender.label, using)
    if settings.BASIS_DATA_APLIKASI:
        hak.pasang(settings.BASIS_DATA_APLIKASI["USER"], using=using)


def _lepas_tanda(using: str, **_: Any) -> None:
    tanda.lepas(using)


def _tandai_semua(using: str, **_: Any) -> None:
    """Whatever a migration changed: nothing that was kept before it is used after it."""
    tanda.bubuhkan(tanda.SEMUA, using)
