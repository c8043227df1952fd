#!/usr/bin/env python3
"""Django's command line for SAKIP."""

import os
import sys

MILIK_PEMILIK = ("migrate", "siapkan_basis_data", "cadangkan", "pulihkan", "coba_naik")
"""Commands that work with the database owner's address (SAKIP_DATABASE_URL_PEMILIK), if there is one."""


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in MILIK_PEMILIK:
        os.environ["SAKIP_SEBAGAI_PEMILIK"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
