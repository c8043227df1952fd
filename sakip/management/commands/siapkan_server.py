import os
import re
import secrets
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

HOST = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z")


class Command(BaseCommand):
    help = "Tulis pengaturan server baru (.env): rahasia acak, nama host, sandi basis data, dan admin pertama."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("host", help="Nama host situs ini, misalnya sakip.hulusungaiselatankab.go.id.")
        parser.add_argument("--admin", default="admin", help="Nama pengguna admin pertama.")
        parser.add_argument("--surel", default="", help="Alamat surel pengelola: meminta sertifikat TLS atas namanya.")
        parser.add_argument("--keluaran", default=".env", help="Berkas yang ditulis; “-” mencetaknya.")

    def handle(self, *args, host, admin, surel, keluaran, **options):
        host = host.lower()
        if not HOST.match(host):
            raise CommandError(f"“{host}” bukan nama host. Tulis tanpa https:// dan tanpa garis miring.")
        if surel and not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", surel):
            raise CommandError(f"“{surel}” bukan alamat surel.")
        if not re.fullmatch(r"[\w.@+-]{1,150}", admin):
            raise CommandError("Nama pengguna admin hanya boleh berisi huruf, angka, dan @ . + - _.")
        isi = "".join(f"{nama}={nilai}\n" for nama, nilai in self.pengaturan(host, admin, surel).items())
        if keluaran == "-":
            self.stdout.write(isi, ending="")
            return
        try:
            # Never over an existing one: its secrets could not be had back.
            pegangan = os.open(keluaran, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as galat:
            raise CommandError(f"{keluaran} sudah ada dan tidak ditimpa.") from galat
        except OSError as galat:
            raise CommandError(f"{keluaran} tidak dapat ditulis: {galat.strerror}.") from galat
        with os.fdopen(pegangan, "w") as berkas:
            berkas.write(isi)
        self.stdout.write(f"{Path(keluaran).resolve()} ditulis; kata sandi admin pertama ada di dalamnya.")

    def pengaturan(self, host: str, admin: str, surel: str) -> dict[str, str]:
        return {
            "SAKIP_HOST": host,
            "SAKIP_HOSTS": host,
            "SAKIP_SITUS": f"https://{host}",
            "SAKIP_HTTPS": "1",
            "SAKIP_TLS": surel or "internal",
            "SAKIP_SECRET_KEY": secrets.token_hex(32),
            "SAKIP_DB_PASSWORD": secrets.token_hex(24),
            "SAKIP_DB_PASSWORD_APLIKASI": secrets.token_hex(24),
            "SAKIP_ADMIN": admin,
            "SAKIP_ADMIN_SANDI": secrets.token_urlsafe(15),
        }
