from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from . import jejak


class SakipConfig(AppConfig):
    name = "sakip"

    def ready(self):
        connection_created.connect(jejak.siapkan_koneksi, dispatch_uid="jejak")
        post_migrate.connect(_pasang_jejak, dispatch_uid="jejak")


def _pasang_jejak(sender, using, **_):
    """Once per `migrate`, after the last of the apps that are tracked."""
    if sender.name == "laporan":
        jejak.pasang(using)
