from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from .jejak import pemicu


class SakipConfig(AppConfig):
    name = "sakip"

    def ready(self) -> None:
        connection_created.connect(pemicu.siapkan_koneksi, dispatch_uid="jejak")
        post_migrate.connect(_pasang_jejak, dispatch_uid="jejak")


def _pasang_jejak(sender: AppConfig, using: str, **_: Any) -> None:
    """After each app's migrations, the triggers of its tables."""
    pemicu.pasang(sender.label, using)
