"""The reading statements of a cell's save, written out: compiling them anew for each cell would cost
the server several times what running them costs the database. Values come as the driver gives them.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from sakip.angka import dari_excel, rapikan

INDIKATOR = ("id", "simpul_id", "kode", "nama", "satuan", "iku", "arah", "agregasi", "jenis_nilai", "pengali", "skala")
INSTANSI = ("id", "kode", "rumus_turun", "pembulatan", "skala", "batas_capaian")

_ATAS = """
WITH RECURSIVE atas AS (
  SELECT id, induk_id, renstra_id, jenis, bidang_id, tahun_mulai, tahun_selesai, 0 AS jarak
    FROM renstra_simpul WHERE id = {simpul}
  UNION ALL
  SELECT s.id, s.induk_id, s.renstra_id, s.jenis, s.bidang_id, s.tahun_mulai, s.tahun_selesai, atas.jarak + 1
    FROM renstra_simpul s JOIN atas ON s.id = atas.induk_id
),
milik AS (
  SELECT s.id, s.jenis, d.id AS instansi_id,
    (SELECT bidang_id FROM atas WHERE bidang_id IS NOT NULL ORDER BY jarak LIMIT 1) AS bidang_id
  FROM atas s JOIN renstra_renstra r ON r.id = s.renstra_id JOIN sakip_perangkatdaerah d ON d.id = r.perangkat_daerah_id
  WHERE s.jarak = 0 AND d.kode = %(kode)s AND (%(instansi)s IS NULL OR d.id = %(instansi)s)
    AND (%(pemda)s IS NULL OR d.pemda_id = %(pemda)s)
    AND NOT EXISTS (SELECT 1 FROM atas WHERE tahun_mulai > %(tahun)s OR tahun_selesai < %(tahun)s)
    AND r.id = (SELECT b.id FROM renstra_renstra b WHERE b.perangkat_daerah_id = d.id
      AND (b.berlaku_mulai IS NULL OR b.berlaku_mulai <= %(tahun)s) ORDER BY b.urutan DESC LIMIT 1)
)
SELECT m.bidang_id, j.buka, j.tutup, j.pengisi,
  (SELECT MAX(p.tutup) FROM capaian_perpanjangan p WHERE p.jadwal_id = j.id AND p.bidang_id = m.bidang_id),
"""
"""The node and those above it (the nearest bidang counts; none may be of another year), whose it is, and when
its quarter is open."""
_JADWAL = """
LEFT JOIN capaian_jadwal j ON j.perangkat_daerah_id = m.instansi_id
  AND j.tahun = %(tahun)s AND j.triwulan = %(triwulan)s AND j.untuk = 'realisasi'
"""

CARI_INDIKATOR = f"""
{_ATAS.format(simpul="(SELECT simpul_id FROM renstra_indikator WHERE id = %(nomor)s AND mengacu_id IS NULL)")}
  {", ".join(f"d.{k}" for k in INSTANSI)}, {", ".join(f"i.{k}" for k in INDIKATOR)}
FROM milik m JOIN sakip_perangkatdaerah d ON d.id = m.instansi_id JOIN renstra_indikator i ON i.id = %(nomor)s
{_JADWAL}
WHERE COALESCE(i.tahun_mulai, %(tahun)s) <= %(tahun)s AND COALESCE(i.tahun_selesai, %(tahun)s) >= %(tahun)s
"""  # noqa: S608

CARI_SUB_KEGIATAN = f"""
{_ATAS.format(simpul="%(nomor)s")} m.instansi_id,
  EXISTS (SELECT 1 FROM renstra_indikator i JOIN capaian_realisasi c ON c.indikator_id = i.id
    WHERE i.simpul_id = m.id AND c.tahun = %(tahun)s AND c.triwulan = %(triwulan)s
    AND c.status NOT IN ('draf', 'dikembalikan'))
FROM milik m
{_JADWAL}
WHERE m.jenis = 'sub_kegiatan'
"""  # noqa: S608

ISI_INDIKATOR = """
SELECT 'realisasi', id, versi, status, tahun, triwulan, nilai, pembilang, penyebut, teks,
  CASE %(kolom)s WHEN 'pendorong' THEN pendorong WHEN 'penghambat' THEN penghambat WHEN 'solusi' THEN solusi
    WHEN 'tindak_lanjut' THEN tindak_lanjut WHEN 'sumber' THEN sumber ELSE '' END, CAST(bagian AS text), 0
  FROM capaian_realisasi WHERE indikator_id = %(nomor)s AND tahun IN (%(tahun)s, %(lalu)s)
UNION ALL
SELECT 'target', id, 0, versi, tahun, triwulan, nilai, nilai_atas, NULL, teks, '', '', 0
  FROM renstra_target WHERE indikator_id = %(nomor)s AND tahun = %(tahun)s
UNION ALL
SELECT 'komponen', id, urutan, '', tahun, NULL, bobot, maksimum, nilai, nama, '', '', 0
  FROM capaian_komponen WHERE indikator_id = %(nomor)s AND tahun <= %(tahun)s
UNION ALL
SELECT 'skala', id, urutan, nama, 0, NULL, batas_bawah, batas_atas, NULL, predikat, kategori, warna,
  CASE WHEN eksklusif THEN 1 ELSE 0 END
  FROM renstra_skala WHERE perangkat_daerah_id = %(instansi)s
ORDER BY 1, 4, 3
"""

ISI_UANG = """
SELECT 'pagu', id, 0, tahun, tahap, jenis_belanja, pagu, NULL
  FROM anggaran_anggaran WHERE simpul_id = %(nomor)s AND tahun = %(tahun)s
UNION ALL
SELECT 'realisasi', id, versi, tahun, COALESCE(CAST(triwulan AS text), ''), jenis_belanja, nilai, bulan
  FROM anggaran_realisasianggaran WHERE simpul_id = %(nomor)s AND tahun IN (%(tahun)s, %(lalu)s)
"""


def baca(perintah: str, **nilai: Any) -> list[tuple[Any, ...]]:
    """The rows of one statement."""
    with connection.cursor() as kursor:
        kursor.execute(perintah, nilai)
        return kursor.fetchall()


def angka_mentah(nilai: Any) -> Decimal | None:
    """A number as the database gives it: SQLite has floats of 15 digits."""
    if nilai is None:
        return None
    return rapikan(nilai) if isinstance(nilai, Decimal) else dari_excel(nilai)


def waktu_mentah(nilai: Any) -> datetime.datetime | None:
    """A time as the database gives it: SQLite's are UTC without saying so, and texts where computed."""
    if isinstance(nilai, str):
        nilai = datetime.datetime.fromisoformat(nilai)
    return nilai.replace(tzinfo=datetime.UTC) if nilai is not None and nilai.tzinfo is None else nilai
