"""Backups that only whoever holds the private key can read (age, https://age-encryption.org). The server knows the
public one: what it has written itself, it cannot read again."""

from __future__ import annotations

import os
from pathlib import Path

import pyrage

from sakip.ditolak import Ditolak

AKHIRAN = ".age"


class KunciDitolak(Ditolak):
    """No such key, or not the one of this backup."""


def kunci_baru() -> tuple[str, str]:
    """(private, public)"""
    pribadi = pyrage.x25519.Identity.generate()
    return str(pribadi), str(pribadi.to_public())


def penerima(teks: list[str]) -> list[pyrage.x25519.Recipient]:
    """The public keys.

    Raises:
        KunciDitolak: with the sentence.
    """
    try:
        return [pyrage.x25519.Recipient.from_str(satu) for satu in teks]
    except pyrage.RecipientError as galat:
        raise KunciDitolak("SAKIP_CADANGAN_KUNCI bukan kunci umum age (age1…).") from galat


def sandikan(polos: Path, tujuan: Path, untuk: list[pyrage.x25519.Recipient]) -> None:
    """Encrypt a file, whole or not at all, readable by its owner only."""
    sementara = tujuan.with_name(f".{tujuan.name}.sandi")
    try:
        sementara.touch(mode=0o600)
        pyrage.encrypt_file(str(polos), str(sementara), untuk)
        with sementara.open("rb") as isi:
            os.fsync(isi.fileno())
        sementara.replace(tujuan)
    finally:
        sementara.unlink(missing_ok=True)


def buka(berkas: Path, kunci: Path | None, tujuan: Path) -> Path:
    """The backup itself: as it is, or decrypted into `tujuan` with the private key in the file `kunci`.

    Raises:
        KunciDitolak: with the sentence.
    """
    if berkas.suffix != AKHIRAN:
        return berkas
    if kunci is None:
        raise KunciDitolak("Cadangan ini disandikan: sebutkan berkas kunci pribadinya dengan --kunci.")
    try:
        baris = [b.strip() for b in kunci.read_text().splitlines() if b.startswith("AGE-SECRET-KEY-")]
        pribadi = [pyrage.x25519.Identity.from_str(satu) for satu in baris]
        tujuan.touch(mode=0o600)
        pyrage.decrypt_file(str(berkas), str(tujuan), pribadi)
    except (OSError, pyrage.IdentityError, pyrage.DecryptError) as galat:
        raise KunciDitolak(f"Cadangan ini tidak terbuka dengan kunci {kunci}, atau berkasnya rusak.") from galat
    return tujuan
