"""People who go on entering numbers whatever happens, as the entry sheet does: what got no answer is sent again."""

import http.client
import re
import threading
import time
from contextlib import suppress

from tests.alat import alamat

LEMBAR = alamat("isian_lembar", triwulan=4, bidang=0)
SEL = alamat("isian_sel", triwulan=4)
DARI = "FROM capaian_realisasi WHERE indikator_id = %s AND triwulan = 4"
BARIS = re.compile(r'data-objek="(i\d+)" data-ubahan="(\d+)"(?:(?!</tr>).)*data-kolom="nilai"', re.DOTALL)


class Penulis:
    """One person at one row. `yakin`: the values that were confirmed, in their order."""

    def __init__(self, instalasi, nomor):
        self.i, self.nomor = instalasi, nomor
        self.orang = instalasi.masuk(f"penulis{nomor}")
        _, halaman, _ = self.orang.minta("GET", LEMBAR)
        self.objek, ubahan = BARIS.findall(halaman)[nomor]
        self.indikator, self.ubahan = int(self.objek[1:]), int(ubahan)
        self.lama = self.tersimpan()
        self.yakin, self.putus, self.galat = [], 0, []
        self.jejak_awal = self._jejak()
        self.berhenti = threading.Event()
        self.utas = threading.Thread(target=self._kerja, daemon=True)

    def tersimpan(self):
        baris = self.i.sql(
            "SELECT nilai FROM capaian_realisasi WHERE indikator_id = %s AND triwulan = 4", self.indikator
        )
        return f"{baris[0][0].normalize():f}" if baris and baris[0][0] is not None else ""

    def _jejak(self):
        return self.i.sql(
            "SELECT count(*) FROM sakip_jejak WHERE tabel = 'capaian_realisasi' AND objek IN "
            f"(SELECT id {DARI})", self.indikator
        )[0][0]  # fmt: skip

    def _kerja(self):
        n = 0
        while not self.berhenti.is_set():
            n += 1
            nilai = str(1000 * (self.nomor + 1) + n)
            if self._sampai_dijawab(nilai):
                self.yakin.append(nilai)
                self.lama, self.ubahan = nilai, self.ubahan + 1
            time.sleep(0.05)

    def _sampai_dijawab(self, nilai):
        isi = {"objek": self.objek, "kolom": "nilai", "nilai": nilai, "lama": self.lama, "ubahan": self.ubahan}
        while True:
            status, teks = 0, ""
            with suppress(OSError, http.client.HTTPException):
                status, teks, _ = self.orang.minta("POST", SEL, isi, Accept="application/json")
            if status == 200:
                return True
            if status and (status < 500 or "Traceback" in teks):
                self.galat.append((status, nilai, teks[:500]))
                self.berhenti.set()
                return False
            self.putus += 1
            if self.berhenti.wait(0.2) and self.putus > 300:
                self.galat.append("tidak pernah dijawab lagi")
                return False

    def periksa(self):
        """Stopped: the last confirmed value is stored, and the trail has each once."""
        self.berhenti.set()
        self.utas.join(60)
        assert not self.utas.is_alive()
        assert not self.galat, self.galat
        assert self.yakin, "ada yang tersimpan"
        assert self.tersimpan() == self.yakin[-1]
        assert self._jejak() - self.jejak_awal == len(self.yakin)


class Menulis:
    """Several of them, while the block runs; checked at its end."""

    def __init__(self, instalasi, banyak=2):
        self.semua = [Penulis(instalasi, n) for n in range(banyak)]

    def __enter__(self):
        for satu in self.semua:
            satu.utas.start()
        self.maju()
        return self

    def maju(self, kali=3):
        """Wait until each has saved a few more."""
        awal = [len(p.yakin) for p in self.semua]
        akhir = time.monotonic() + 60
        while not all(len(p.yakin) >= a + kali for p, a in zip(self.semua, awal, strict=True)):
            assert not any(p.galat for p in self.semua), [p.galat for p in self.semua]
            assert time.monotonic() < akhir, [(len(p.yakin), p.putus) for p in self.semua]
            time.sleep(0.05)

    def __exit__(self, jenis, *_):
        for satu in self.semua:
            satu.berhenti.set()
        if jenis is None:
            for satu in self.semua:
                satu.periksa()
