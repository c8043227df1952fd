"""The commands of docker-compose.yml without containers: a database of its own with its two roles, web, worker and beat
on it, Debian's Caddy in front."""

import http.client
import json
import os
import re
import secrets
import shlex
import socket
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg2

from tests.pekerja import AKAR, bunuh, tunggu

NAMA_SERVER = "localhost"


def port_bebas(banyak):
    soket = [socket.create_server(("127.0.0.1", 0)) for _ in range(banyak)]
    nomor = [s.getsockname()[1] for s in soket]
    for s in soket:
        s.close()
    return nomor


class Server:
    """`layanan`: what docker-compose understood of its file."""

    def __init__(self, layanan, folder):
        self.layanan, self.folder = layanan, folder
        self.port, self.port_web, self.port_http, port_admin = port_bebas(4)
        self.alamat = f"https://{NAMA_SERVER}:{self.port}"
        self.akar_tls = folder / "caddy" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        self.env_caddy = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "caddy"),
            "XDG_CONFIG_HOME": str(folder / "caddy"),
            "CADDY_ADMIN": f"127.0.0.1:{port_admin}",
            "SAKIP_HOST": f"{NAMA_SERVER}:{self.port}",
            "SAKIP_PORT_DALAM": str(self.port_http),
            "SAKIP_TLS": "internal",
            "SAKIP_HULU": f"127.0.0.1:{self.port_web}",
            "SAKIP_PENYANGGA": "buffer_requests",
        }
        self.proses = {}

    def perintah(self, nama):
        """As the file says it, with this machine's Python, address and port."""
        kata = self.layanan[nama].get("command") or json.loads(_cmd_dockerfile())
        kata = shlex.split(kata) if isinstance(kata, str) else list(kata)
        return _setempat([k.replace("0.0.0.0:8000", f"127.0.0.1:{self.port_web}") for k in kata])

    def siapkan(self, tanpa=()):
        """What `migrasi` does, step by step."""
        baris = self.layanan["migrasi"]["command"]
        teks = baris if isinstance(baris, str) else baris[-1]
        teks = shlex.split(teks)[-1] if teks.startswith("sh ") else teks
        for satu in teks.split("&&"):
            perintah = shlex.split(satu)[2:]
            if perintah[0] not in tanpa:
                self.jalankan(*perintah)

    def jalankan(self, *perintah, **lain):
        hasil = subprocess.run(
            [sys.executable, "manage.py", *perintah],
            cwd=AKAR,
            env=self.env | {"SAKIP_DATABASE_URL_PEMILIK": self.pemilik, **lain},
            capture_output=True,
            text=True,
        )
        assert hasil.returncode == 0, hasil.stderr[-2000:]
        return hasil.stdout

    def mulai(self, nama):
        if nama == "proxy":
            perintah, env = ["caddy", "run", "--config", "Caddyfile"], self.env_caddy
        else:
            perintah, env = self.perintah(nama), self.env
        with (self.folder / f"{nama}.log").open("ab") as catatan:
            self.proses[nama] = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *perintah],
                cwd=AKAR,
                env=env,
                stdout=catatan,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def catatan(self, nama):
        return (self.folder / f"{nama}.log").read_text()

    def siap(self):
        def menjawab():
            if not self.akar_tls.exists():
                return False
            try:
                return Pengunjung(self).minta("GET", "/sehat/")[0] == 200
            except OSError:
                return False

        tunggu(menjawab, 60, lambda: "\n".join(self.catatan(n)[-1500:] for n in self.proses))

    def henti(self):
        for satu in self.proses.values():
            bunuh(satu)


def _cmd_dockerfile():
    return re.search(r"^CMD (\[.*?\])", (AKAR / "Dockerfile").read_text().replace("\\\n", ""), re.MULTILINE)[1]


def _setempat(kata):
    if kata[0] in ("celery", "gunicorn"):
        return [sys.executable, "-m", *kata]
    return [sys.executable, *kata[1:]] if kata[0] == "python" else kata


@contextmanager
def server(layanan, folder, alamat_postgres, broker, tanpa=(), **lingkungan):
    """A whole installation, its database made and dropped here; `tanpa`: steps of its preparation left out."""
    bagian, nama = urlsplit(alamat_postgres), f"server_{secrets.token_hex(4)}"
    satu = Server(layanan, folder)
    sandi = secrets.token_hex(12)
    satu.pemilik = f"{bagian.scheme}://{bagian.netloc}/{nama}"
    satu.env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "SAKIP_VAR": str(folder / "var"),
        "SAKIP_SECRET_KEY": secrets.token_urlsafe(50),
        "SAKIP_DATABASE_URL": f"postgres://{nama}_app:{sandi}@{bagian.hostname}:{bagian.port}/{nama}",
        "SAKIP_BROKER_URL": broker,
        "SAKIP_HOSTS": f"127.0.0.1,{NAMA_SERVER}",
        "SAKIP_LOG": "json",
        "SAKIP_SITUS": satu.alamat,
        "SAKIP_ADMIN": "admin-server",
        "SAKIP_ADMIN_SANDI": secrets.token_urlsafe(15),
    } | lingkungan
    with ExitStack() as sesudah:
        sql = psycopg2.connect(alamat_postgres)
        sesudah.callback(sql.close)
        sql.autocommit = True
        with sql.cursor() as kursor:
            kursor.execute(f'CREATE DATABASE "{nama}"')
            sesudah.callback(_buang, alamat_postgres, nama)
            sesudah.callback(satu.henti)
            satu.siapkan(tanpa)
            yield satu


def _buang(alamat_postgres, nama):
    sql = psycopg2.connect(alamat_postgres)
    sql.autocommit = True
    with sql.cursor() as kursor:
        kursor.execute(f'DROP DATABASE "{nama}" WITH (FORCE)')
        kursor.execute(f'DROP ROLE IF EXISTS "{nama}_app"')
    sql.close()


class Pengunjung:
    """A browser without scripts: keeps cookies, trusts Caddy's own root and nothing else."""

    def __init__(self, satu):
        self.server, self.kue = satu, {}
        self.tls = ssl.create_default_context(cafile=str(satu.akar_tls))

    def minta(self, cara, jalur, isi=None, *, biner=False, badan=None, jenis="", **kepala):
        """(status, text or bytes, headers); `badan`, `jenis`: a body that is no form, and its type."""
        jalin = http.client.HTTPSConnection(NAMA_SERVER, self.server.port, context=self.tls, timeout=60)
        kepala = {k.replace("_", "-"): v for k, v in kepala.items()}
        kepala |= {"Cookie": "; ".join(f"{k}={v}" for k, v in self.kue.items()), "Referer": self.server.alamat + jalur}
        if isi is not None:
            badan, jenis = urlencode(isi | {"csrfmiddlewaretoken": self._csrf}), "application/x-www-form-urlencoded"
        if jenis:
            kepala["Content-Type"] = jenis
        try:
            jalin.request(cara, jalur, badan, kepala)
            jawaban = jalin.getresponse()
            data = jawaban.read()
        finally:
            jalin.close()
        for baris in jawaban.headers.get_all("Set-Cookie") or []:
            self.kue |= {k: m.value for k, m in SimpleCookie(baris).items()}
        return jawaban.status, data if biner else data.decode("utf-8", "replace"), dict(jawaban.headers)

    def kirim_berkas(self, jalur, nama, data, **isi):
        """A form with the one file `berkas`."""
        batas = secrets.token_hex(16)
        bagian = [
            f'--{batas}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
            for k, v in (isi | {"csrfmiddlewaretoken": self._csrf}).items()
        ]
        bagian.append(f'--{batas}\r\nContent-Disposition: form-data; name="berkas"; filename="{nama}"\r\n\r\n')
        badan = "".join(bagian).encode() + data + f"\r\n--{batas}--\r\n".encode()
        return self.minta("POST", jalur, badan=badan, jenis=f"multipart/form-data; boundary={batas}")

    @property
    def _csrf(self):
        return self.kue.get("__Host-csrftoken", "")


def detik(apa):
    mulai = time.monotonic()
    apa()
    return time.monotonic() - mulai


def folder_uji(akar: Path) -> Path:
    (akar / "var").mkdir()
    return akar
