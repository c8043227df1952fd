"""Opens what came from outside in a child process with limits of memory and time.

What exhausts them is refused in a sentence, and neither a web process nor a worker grows. The child is forked, as
that is quick; it gives up every socket it inherited, so that it can reach nobody, and never comes back. One person's
files are opened one at a time.
"""

from __future__ import annotations

import ctypes
import fcntl
import gc
import io
import logging
import os
import pickle
import resource
import select
import signal
import struct
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn, TypeVar

from django.conf import settings

from sakip.ditolak import Ditolak
from sakip.jejak.pelaku import siapa_kini

T = TypeVar("T")
Lapor = Callable[..., None]
catatan = logging.getLogger(__name__)
MB = 1024 * 1024
HASIL_TERBESAR = 48 * MB
"""Of what the child may answer."""
DIKENAL = {"sakip", "renstra", "anggaran", "capaian", "laporan", "decimal", "datetime", "collections", "builtins"}
"""Whose types an answer may hold."""
HABIS = 77
"""Exit status: no memory left."""
TERLALU_BERAT = (
    "Berkas ini memerlukan terlalu banyak memori atau waktu untuk dibuka. "
    "Sederhanakan isinya atau pecah menjadi beberapa berkas, lalu unggah ulang."
)
SEDANG_DIBUKA = "Berkas Anda yang lain masih dibuka. Tunggu sampai selesai, lalu unggah ulang."
TUNGGU_HALAMAN = 60
"""Seconds: whoever waits no longer is a page, which holds a thread of the web meanwhile, and so only one may; else a
job."""
_PR_SET_PDEATHSIG = 1
_KEPALA = struct.Struct("!BI")
_HASIL, _GALAT, _KABAR = range(3)


@dataclass(frozen=True)
class Batas:
    """`memori` in bytes beyond what the process has already; seconds of computing, and of waiting for one's turn."""

    memori: int = 512 * MB
    detik: int = 30
    tunggu: float = 30


def jalankan(
    fungsi: Callable[..., T],
    *argumen: Any,
    tolak: type[Ditolak],
    batas: Batas = Batas(),
    saat_kabar: Callable[..., object] | None = None,
) -> T:
    """What `fungsi(*argumen)` gives or raises, found out by a child. With `saat_kabar` it gets one more argument, by
    which it reports; what `saat_kabar` raises ends the child.

    Raises:
        tolak: with a sentence, where the limits do not suffice or the child dies.
    """
    with _giliran(tolak, batas.tunggu):
        baca, tulis = os.pipe()
        if (pid := os.fork()) == 0:
            _anak(tulis, batas, fungsi, argumen, saat_kabar is not None)
        os.close(tulis)
        selesai = False
        try:
            jenis, isi = _dengar(baca, time.monotonic() + 4 * batas.detik + 10, saat_kabar)
            selesai = True
        except _Gugur as galat:
            catatan.warning("anak pembuka berkas gugur: %s", galat)
            raise tolak(TERLALU_BERAT) from None
        finally:
            os.close(baca)
            if not selesai:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    if jenis == _GALAT:
        raise isi
    return isi


class _Gugur(Exception):
    """The child gave no answer."""


def _dengar(baca: int, sampai: float, saat_kabar: Callable[..., object] | None) -> tuple[int, Any]:
    """What the child sent last: a result, or what it raised."""
    while True:
        jenis, panjang = _KEPALA.unpack(_terima(baca, _KEPALA.size, sampai))
        if panjang > HASIL_TERBESAR:
            raise _Gugur(f"jawaban {panjang} byte")
        isi = _buka(_terima(baca, panjang, sampai))
        if jenis != _KABAR:
            return jenis, isi
        if saat_kabar is not None:
            saat_kabar(*isi)


def _terima(baca: int, panjang: int, sampai: float) -> bytes:
    isi = bytearray()  # grows with what comes, not with what was announced
    while len(isi) < panjang:
        sisa = sampai - time.monotonic()
        if sisa <= 0 or not select.select([baca], [], [], sisa)[0]:
            raise _Gugur("waktu habis")
        potong = os.read(baca, min(panjang - len(isi), MB))
        if not potong:
            raise _Gugur("berhenti tanpa jawaban (memori atau waktu habis)")
        isi += potong
    return bytes(isi)


class _Pembaca(pickle.Unpickler):
    """Values and shapes of ours, nothing that a child taken over could have run here."""

    def find_class(self, modul: str, nama: str) -> Any:
        if modul.partition(".")[0] not in DIKENAL or "." in nama:
            raise pickle.UnpicklingError(f"{modul}.{nama}")
        ada = super().find_class(modul, nama)
        asal = getattr(ada, "__module__", "").partition(".")[0]  # what one of ours only imports is not ours
        if (
            not isinstance(ada, type)
            or asal not in DIKENAL
            or (modul == "builtins" and not issubclass(ada, Exception | set | frozenset))
        ):
            raise pickle.UnpicklingError(f"{modul}.{nama}")
        return ada


def _buka(data: bytes) -> Any:
    return _Pembaca(io.BytesIO(data)).load()


@contextmanager
def _giliran(tolak: type[Ditolak], tunggu: float) -> Iterator[None]:
    """One at a time per person, over all processes, and one that waits; commands have no person and do not wait."""
    siapa = siapa_kini()["oleh"]
    if siapa is None:
        yield
        return
    folder = Path(settings.VAR) / "giliran"
    folder.mkdir(mode=0o700, exist_ok=True)
    sampai = time.monotonic() + tunggu
    with (folder / str(siapa)).open("wb") as kunci, (folder / f"{siapa}-antre").open("wb") as antre:
        if not _terkunci(kunci):
            if tunggu <= TUNGGU_HALAMAN and not _terkunci(antre):
                raise tolak(SEDANG_DIBUKA)
            while not _terkunci(kunci):
                if time.monotonic() > sampai:
                    raise tolak(SEDANG_DIBUKA)
                time.sleep(0.05)
            fcntl.flock(antre, fcntl.LOCK_UN)
        yield


def _terkunci(berkas: IO[bytes]) -> bool:
    """Whether the lock is ours now."""
    try:
        fcntl.flock(berkas, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


# The child


def _anak(tulis: int, batas: Batas, fungsi: Callable[..., Any], argumen: tuple[Any, ...], melapor: bool) -> NoReturn:
    kode = 1
    try:
        _batasi(tulis, batas)

        def lapor(*isi: Any) -> None:
            _kirim(tulis, _KABAR, isi)

        try:
            hasil = (_HASIL, fungsi(*argumen, *([lapor] if melapor else [])))
        except MemoryError:
            os._exit(HABIS)
        except Exception as galat:
            hasil = (_GALAT, _ringkas(galat))
        _kirim(tulis, *hasil)
        kode = 0
    finally:
        os._exit(kode)


def _batasi(tulis: int, batas: Batas) -> None:
    """Nothing of the parent's but its memory: no connection, no handler, no log."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    for tanda in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGUSR1, signal.SIGXCPU):
        signal.signal(tanda, signal.SIG_DFL)
    logging.disable(logging.CRITICAL)
    gc.disable()
    for nama in os.listdir("/proc/self/fd"):
        nomor = int(nama)
        with suppress(OSError):
            if nomor != tulis and os.readlink(f"/proc/self/fd/{nama}").startswith(("socket:", "pipe:")):
                os.close(nomor)
    hampa = os.open(os.devnull, os.O_RDWR)
    for nomor in range(3):
        os.dup2(hampa, nomor)
    terpakai = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (terpakai + batas.memori,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (batas.detik, batas.detik + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _ringkas(galat: Exception) -> Exception:
    """An exception that can be sent, with the child's traceback as a note."""
    if not isinstance(galat, Ditolak):
        galat.add_note("".join(traceback.format_exception(galat)))
    try:
        _buka(pickle.dumps(galat))
    except Exception:
        return RuntimeError(repr(galat))
    return galat


def _kirim(tulis: int, jenis: int, isi: Any) -> None:
    data = pickle.dumps(isi, pickle.HIGHEST_PROTOCOL)
    sisa = memoryview(_KEPALA.pack(jenis, min(len(data), 2**32 - 1)) + data)
    while sisa:
        sisa = sisa[os.write(tulis, sisa) :]
