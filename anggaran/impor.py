"""A file of the budget system, from upload to what is stored: read by a job, compared, confirmed by a person.

What was read is kept as sums only. Reading may be repeated; saving happens once.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from cattrs.preconf.json import make_converter
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from anggaran.banding import (
    Hasil,
    PerJenis,
    bandingkan,
    bidang_sendiri,
    kunci_kode,
    memuat_seluruh,
    padankan,
    per_bulan,
    tambahkan,
    terkunci,
    yang_menjadi_nol,
)
from anggaran.models import Anggaran, DokumenAnggaran, ImporSipd, PetaKolom, RealisasiAnggaran
from anggaran.sipd.bentuk import SipdDitolak, SubDibaca
from anggaran.sipd.lain import PETA_BAGIAN, Contoh, HasilLain, baca_dengan_peta, contoh
from anggaran.sipd.pagu import HasilPagu, PaguDibaca, baca_pagu
from anggaran.sipd.realisasi import Dasar, HasilRealisasi, baca_realisasi
from anggaran.sipd.utuh import MenjadiNol
from sakip.berkas import anak
from sakip.berkas.simpanan import buang, simpan
from sakip.ditolak import Ditolak
from sakip.jejak import pelaku
from sakip.models import Pengguna, PerangkatDaerah
from sakip.pekerjaan.pekerjaan import Minta, Pekerjaan, WaktuHabis, diam

catatan = logging.getLogger(__name__)
UMUR = timedelta(days=7)
"""How long what was read, or refused, waits for a person."""
BATAS_BERKAS = 50 * 1024 * 1024
BATAS_BACA = anak.Batas(memori=1024 * anak.MB, detik=240, tunggu=200)
BATAS_CONTOH = anak.Batas(memori=1024 * anak.MB, detik=60)
Keadaan, Untuk = ImporSipd.Keadaan, ImporSipd.Untuk
PEKERJAAN = Pekerjaan(lambda: ImporSipd.objects.filter(keadaan=Keadaan.DIBACA), {}, {}, percobaan=2)
ULANGI = "Unggah berkasnya sekali lagi; bila terulang, beri tahu admin SAKIP."
RUSAK = "Berkas tidak dapat dibaca. Unduh ulang dari SIPD, lalu unggah."

_pengubah = make_converter()
_pengubah.register_unstructure_hook(Decimal, lambda nilai: f"{nilai:f}")
_pengubah.register_structure_hook(Decimal, lambda nilai, _: Decimal(nilai))


class ImporDitolak(Ditolak):
    """A sentence for the user."""


def mulai(
    instansi: PerangkatDaerah, tahun: int, berkas: UploadedFile, pembuat: Pengguna, minta: Minta, **pilihan: Any
) -> ImporSipd:
    """Keep the file; `minta` asks a worker to read it.

    Raises:
        ImporDitolak: an empty file, one that is too large or holds no table, or no room left.
    """
    if not berkas.size:
        raise ImporDitolak("Berkas kosong (0 byte).")
    if berkas.size > BATAS_BERKAS:
        raise ImporDitolak(f"Berkas lebih besar dari {BATAS_BERKAS // 1024 // 1024} MB.")
    disimpan = ""
    try:
        disimpan = simpan(berkas.read(), "sipd", "xlsx")
        if pilihan.get("keadaan") == Keadaan.DIPETAKAN:  # once: the pages that show it do not open the file
            pilihan["hasil"] = {"contoh": _pengubah.unstructure(_contoh(disimpan))}
    except Ditolak as galat:
        buang(disimpan)
        raise ImporDitolak(str(galat)) from galat
    with transaction.atomic():
        impor = ImporSipd.objects.create(
            perangkat_daerah=instansi,
            tahun=tahun,
            nama_berkas=Path(berkas.name or "berkas.xlsx").name[:200],
            berkas=disimpan,
            denyut=timezone.now(),
            skpd=instansi.kode_skpd,
            pembuat=pembuat,
            **pilihan,
        )
        if impor.keadaan == Keadaan.DIBACA:
            transaction.on_commit(lambda: PEKERJAAN.mintakan([impor.pk], minta))
    return impor


# A table of another layout


@dataclass(frozen=True)
class Pemetaan:
    """What the person sees to name the columns, and what is proposed: remembered, else from the header's words."""

    contoh: Contoh
    usulan: dict[str, int]


def pemetaan(impor: ImporSipd) -> Pemetaan:
    """The table's head and first rows, without personal data, as they were read when the file came.

    Raises:
        ImporDitolak: the file holds no table.
    """
    terbaca = (impor.hasil or {}).get("contoh")
    bagian = _pengubah.structure(terbaca, Contoh) if terbaca else _contoh(impor.berkas)
    ingat = PetaKolom.objects.filter(perangkat_daerah=impor.perangkat_daerah, kepala=_sidik(bagian)).first()
    return Pemetaan(bagian, ingat.peta if ingat else bagian.usulan)


def _contoh(nama: str) -> Contoh:
    try:
        with (Path(settings.MEDIA_ROOT) / nama).open("rb") as berkas:
            return anak.jalankan(contoh, berkas, tolak=ImporDitolak, batas=BATAS_CONTOH)
    except (SipdDitolak, OSError) as galat:
        raise ImporDitolak(str(galat) if isinstance(galat, SipdDitolak) else RUSAK) from galat


def _sidik(bagian: Contoh) -> str:
    return hashlib.sha256("|".join(bagian.kepala).encode()).hexdigest()


def petakan(impor: ImporSipd, peta: dict[str, int], minta: Minta) -> None:
    """Remember the columns for this layout; `minta` asks a worker to read.

    Raises:
        ImporDitolak: a column that is needed is not named, or one is named twice.
    """
    if skpd_ditanyakan(impor):
        raise ImporDitolak("Pilih dahulu SKPD instansi ini.")
    bagian = pemetaan(impor).contoh
    berkode = "kode_sub_kegiatan" in peta or peta.keys() >= {*PETA_BAGIAN}
    if not berkode or "nilai" not in peta or len(set(peta.values())) < len(peta):
        raise ImporDitolak(
            "Pilih kolom kode sub kegiatan (atau kelima kolom bagiannya) dan kolom nilainya, masing-masing satu kolom "
            "yang berbeda."
        )
    if not all(0 <= kolom < len(bagian.kepala) and kolom not in bagian.pribadi for kolom in peta.values()):
        raise ImporDitolak("Kolom itu tidak ada pada berkas, atau berisi data pribadi.")
    with transaction.atomic():
        PetaKolom.objects.update_or_create(
            perangkat_daerah=impor.perangkat_daerah, kepala=_sidik(bagian), defaults={"peta": peta}
        )
        menunggu = ImporSipd.objects.filter(pk=impor.pk, keadaan=Keadaan.DIPETAKAN)
        if menunggu.update(keadaan=Keadaan.DIBACA, peta=peta, denyut=timezone.now()):
            transaction.on_commit(lambda: PEKERJAAN.mintakan([impor.pk], minta))


def terhenti(impor: ImporSipd) -> bool:
    """Whether no worker gives a sign of life for an import that is to be read."""
    return impor.keadaan == Keadaan.DIBACA and diam([impor])


def pulihkan() -> list[int]:
    """Imports whose worker or message was lost: which to ask for again."""
    return PEKERJAAN.pulihkan(
        lambda impor, alasan: _akhiri(impor, impor.pekerja, keadaan=Keadaan.GAGAL, kesalahan=f"{alasan} {ULANGI}")
    )


def baca(nomor: int) -> None:
    """The job: read the file into sums, if nobody else does."""
    tanda = PEKERJAAN.ambil(nomor, maju=0)
    if tanda is None:
        return
    impor = ImporSipd.objects.get(pk=nomor)

    def maju(baris: int, perkiraan: int) -> None:
        if not PEKERJAAN.milik(nomor, tanda).update(maju=baris, perkiraan=perkiraan, denyut=timezone.now()):
            raise _BukanMilik

    try:
        with PEKERJAAN.berdenyut(nomor, tanda), (Path(settings.MEDIA_ROOT) / impor.berkas).open("rb") as berkas:
            hasil = anak.jalankan(
                _baca, berkas, impor, bidang_sendiri(impor), tolak=SipdDitolak, batas=BATAS_BACA, saat_kabar=maju
            )
    except _BukanMilik:
        return
    except SipdDitolak as galat:
        _akhiri(impor, tanda, keadaan=Keadaan.GAGAL, kesalahan=str(galat))
    except WaktuHabis:
        batas = f"Membaca berkas ini melewati batas waktu {settings.CELERY_TASK_SOFT_TIME_LIMIT} detik."
        _akhiri(impor, tanda, keadaan=Keadaan.GAGAL, kesalahan=f"{batas} Pecah berkasnya, lalu unggah.")
    except Exception:
        catatan.exception("impor SIPD %s gagal", nomor)
        _akhiri(impor, tanda, keadaan=Keadaan.GAGAL, kesalahan=RUSAK)
    else:
        siap = {"keadaan": Keadaan.SIAP, "hasil": _pengubah.unstructure(hasil), "kesalahan": ""}
        _akhiri(impor, tanda, **(_tanya_skpd(impor, hasil) or siap))


class _BukanMilik(Exception):
    """The import was cancelled, or another worker has taken it over."""


def _akhiri(impor: ImporSipd, tanda: str, **ubahan: Any) -> None:
    """What became of the reading, unless it is not this worker's any more. A file of transactions, or one that
    could not be read, does not outlive it."""
    selesai = impor.untuk == Untuk.REALISASI or ubahan["keadaan"] == Keadaan.GAGAL
    if PEKERJAAN.milik(impor.pk, tanda).update(**ubahan, **({"berkas": ""} if selesai else {})) and selesai:
        buang(impor.berkas)


def _baca(berkas: Any, impor: ImporSipd, bidang: str, maju: Any) -> Hasil:
    """In a child, which has no database."""
    if impor.peta:
        return _dari_lain(baca_dengan_peta(berkas, impor.peta, bidang=bidang, maju=maju), impor.tahun)
    pilihan: dict[str, Any] = {"skpd": impor.skpd or None, "tahun": impor.tahun, "bidang": bidang, "maju": maju}
    if impor.untuk == Untuk.PAGU:
        return baca_pagu(berkas, **pilihan)
    dasar: Dasar = "transfer" if impor.dasar == "transfer" else "dokumen"
    return baca_realisasi(berkas, dasar=dasar, hanya_cair=impor.hanya_cair, **pilihan)


def _tanya_skpd(impor: ImporSipd, hasil: Hasil) -> dict[str, Any] | None:
    """A file of several SKPD, and nobody said which is the agency's: ask. A file of transactions is not kept until
    the answer, as it names persons."""
    skpd = [[s.kode, s.nama] for s in hasil.skpd if s.kode]
    if impor.skpd or impor.peta or len(skpd) < 2:
        return None
    pesan = f"Berkas ini berisi {len(skpd)} SKPD. Pilih SKPD instansi ini"
    if impor.untuk == Untuk.PAGU:
        return {"keadaan": Keadaan.DIPETAKAN, "hasil": {"skpd": skpd}, "kesalahan": f"{pesan}."}
    ekor = ", lalu unggah berkasnya sekali lagi: berkas yang memuat nama orang tidak disimpan."
    return {"keadaan": Keadaan.GAGAL, "hasil": {"skpd": skpd}, "kesalahan": pesan + ekor}


def skpd_ditanyakan(impor: ImporSipd) -> list[tuple[str, str]]:
    """(code, name) of the SKPD of a file of which nobody said which is the agency's."""
    return [(kode, nama) for kode, nama in (impor.hasil or {}).get("skpd", [])] if impor.kesalahan else []


def pilih_skpd(impor: ImporSipd, kode: str, minta: Minta) -> None:
    """The agency's SKPD, remembered; `minta` asks a worker to read the file anew.

    Raises:
        ImporDitolak: the file has no such SKPD.
    """
    if kode not in dict(skpd_ditanyakan(impor)):
        raise ImporDitolak("Pilih salah satu SKPD pada berkas ini.")
    with transaction.atomic():
        menunggu = ImporSipd.objects.filter(pk=impor.pk, keadaan=Keadaan.DIPETAKAN)
        baru = {"skpd": kode, "hasil": None, "kesalahan": "", "pekerja": "", "percobaan": 0, "maju": 0}
        if menunggu.update(keadaan=Keadaan.DIBACA, denyut=timezone.now(), **baru):
            PerangkatDaerah.objects.filter(pk=impor.perangkat_daerah_id).update(kode_skpd=kode)
            transaction.on_commit(lambda: PEKERJAAN.mintakan([impor.pk], minta))


def _dari_lain(lain: HasilLain, tahun: int) -> HasilPagu:
    """A table of another layout in the form of the others: it names no year, agency or sumber dana."""
    nama = {b.kode: b.nama for b in lain.rincian}
    jumlah: dict[str, Decimal] = {}
    for (kode, _), nilai in lain.per_sub_jenis.items():
        jumlah[kode] = jumlah.get(kode, Decimal(0)) + nilai
    rincian = tuple(PaguDibaca("", kode, "", jenis, nilai, 1) for (kode, jenis), nilai in lain.per_sub_jenis.items())
    dilewati = sum((d.jumlah for d in lain.dilewati), Decimal(0))
    return HasilPagu(
        tabel=lain.tabel,
        rincian=rincian,
        sub=tuple(SubDibaca(k, nama[k], "", "", "", "", (), 1, n, True) for k, n in jumlah.items()),
        sumber_dana={},
        tahun=(tahun,),
        skpd=(),
        dilewati=lain.dilewati,
        baris=len(lain.rincian) + sum(d.baris for d in lain.dilewati),
        jumlah=lain.jumlah,
        jumlah_berkas=lain.jumlah + dilewati,
        total_berkas=lain.total_berkas,
        peringatan=lain.peringatan,
    )


def hasil_impor(impor: ImporSipd) -> Hasil:
    """What was read, as the reader gave it."""
    if impor.untuk == Untuk.PAGU:
        return _pengubah.structure(impor.hasil, HasilPagu)
    return _pengubah.structure(impor.hasil, HasilRealisasi)


def terapkan(impor: ImporSipd, *, seluruh: bool | None = None, tegas: bool = False) -> int:
    """Store the matched sums, all or nothing; how many sub kegiatan. `seluruh`: a budget file holds the whole agency
    (None: as it seems); `tegas`: a person confirmed what adds up to less than nothing.

    Raises:
        ImporDitolak: with what stands in the way.
    """
    hasil = hasil_impor(impor)
    padanan = padankan(impor, hasil)
    banding = bandingkan(impor, hasil, padanan)
    if padanan.perlu_ditanyakan:
        raise ImporDitolak(f"Masih ada {len(padanan.perlu_ditanyakan)} sub kegiatan yang perlu dijawab.")
    if banding.ditolak:
        raise ImporDitolak(next(p.pesan for p in banding.peringatan if p.tingkat == "galat"))
    if banding.negatif and not tegas:
        raise ImporDitolak(
            f"Realisasi berjumlah kurang dari nol pada {len(banding.negatif)} baris. Periksa di SIPD, lalu centang "
            "bahwa jumlah itu memang benar."
        )
    if kunci := terkunci(impor, hasil, padanan):
        raise ImporDitolak(
            f"Isian triwulan ini sudah diajukan untuk: {'; '.join(kunci[:5])}. Kembalikan atau buka dahulu."
        )
    alasan = f"SIPD {impor.get_untuk_display()}: {impor.nama_berkas}"
    if banding.negatif:
        alasan += "; jumlah kurang dari nol ditegaskan"
    with transaction.atomic(), pelaku.alasan(alasan):
        if not ImporSipd.objects.filter(pk=impor.pk, keadaan=Keadaan.SIAP).update(keadaan=Keadaan.DISIMPAN):
            raise ImporDitolak("Impor ini sudah disimpan atau dibatalkan.")
        kode = kunci_kode(padanan)
        if isinstance(hasil, HasilPagu):
            seluruh = memuat_seluruh(impor) if seluruh is None else seluruh
            nol = [n for n, _ in yang_menjadi_nol(impor, hasil, padanan, seluruh=seluruh)]
            _simpan_pagu(impor, hasil, kode, nol)
        else:
            _simpan_realisasi(impor, hasil, kode)
    return len(kode)


def _simpan_pagu(impor: ImporSipd, hasil: HasilPagu, simpul: dict[str, int], nol: Sequence[MenjadiNol]) -> None:
    """The tahap's pagu of every sub kegiatan of the file, and 0 for what it leaves out; the file itself is kept."""
    tempat: dict[str, Any] = {"perangkat_daerah": impor.perangkat_daerah, "tahun": impor.tahun, "tahap": impor.tahap}
    baru = {(int(n.kunci), n.jenis_belanja): Decimal(0) for n in nol}
    tambahkan(baru, (((simpul[kode], jenis), n) for (kode, jenis), n in hasil.per_sub_jenis.items() if kode in simpul))
    milik = {*simpul.values(), *(s for s, _ in baru)}
    _ganti(Anggaran, tempat | {"simpul__in": milik}, tempat, "pagu", baru)
    DokumenAnggaran.objects.update_or_create(
        **tempat, defaults={"berkas": impor.berkas, "nama_berkas": impor.nama_berkas}
    )


def _simpan_realisasi(impor: ImporSipd, hasil: HasilRealisasi, simpul: dict[str, int]) -> None:
    """The months of the file replace the same months; a reason was of the quarter's old amount."""
    pemilik = {"perangkat_daerah": impor.perangkat_daerah, "tahun": impor.tahun}
    for bulan, baru in sorted(per_bulan(impor, hasil, simpul).items()):
        tempat = pemilik | {"bulan": bulan}
        triwulan = {"triwulan": (bulan - 1) // 3 + 1}
        berubah = _ganti(RealisasiAnggaran, tempat, tempat | triwulan, "nilai", baru)
        beralasan = RealisasiAnggaran.objects.filter(**pemilik, **triwulan, simpul__in=berubah)
        beralasan.exclude(alasan_wajar="").update(alasan_wajar="")


def _ganti(model: Any, saring: dict[str, Any], tempat: dict[str, Any], kolom: str, baru: PerJenis) -> set[int]:
    """Make the stored rows those of `baru` (by node and jenis belanja), touching only what differs; of which nodes."""
    ada = {(o.simpul_id, o.jenis_belanja): o for o in model.objects.select_for_update().filter(**saring).order_by("pk")}
    hilang = ada.keys() - baru.keys()
    berubah = {kunci[0] for kunci in hilang}
    model.objects.filter(pk__in=[ada[kunci].pk for kunci in hilang]).delete()
    for kunci, nilai in baru.items():
        lama = ada.get(kunci)
        if lama is not None and getattr(lama, kolom) == nilai:
            continue
        berubah.add(kunci[0])
        if lama is None:
            model.objects.create(simpul_id=kunci[0], jenis_belanja=kunci[1], **tempat, **{kolom: nilai})
        else:
            model.objects.filter(pk=lama.pk).update(**{kolom: nilai})
    return berubah


def batalkan(impor: ImporSipd) -> None:
    """Throw the file and what was read away."""
    terbuka = (Keadaan.DIPETAKAN, Keadaan.DIBACA, Keadaan.SIAP, Keadaan.GAGAL)
    milik = ImporSipd.objects.filter(pk=impor.pk, keadaan__in=terbuka)
    if milik.update(keadaan=Keadaan.BATAL, hasil=None, berkas="") and impor.berkas:
        buang(impor.berkas)


def sapu() -> int:
    """Throw away what nobody came back to; how many imports."""
    usang = ImporSipd.objects.filter(dibuat__lt=timezone.now() - UMUR).exclude(berkas="", hasil=None)
    ditinggal = list(usang.filter(keadaan__in=(Keadaan.DIPETAKAN, Keadaan.SIAP, Keadaan.GAGAL)).defer("hasil"))
    for impor in ditinggal:
        batalkan(impor)
    return len(ditinggal)


def jawab(impor: ImporSipd, jawaban: dict[str, str], tanya: Sequence[str]) -> None:
    """Remember which sub kegiatan a row is (`-`: a new one)."""
    dipakai = {kode: pilihan for kode, pilihan in jawaban.items() if kode in tanya and pilihan}
    ImporSipd.objects.filter(pk=impor.pk, keadaan=Keadaan.SIAP).update(jawaban=impor.jawaban | dipakai)
