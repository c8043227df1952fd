"""Naskah: the report's prose in the browser, section by section."""
