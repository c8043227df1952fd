"""Buku Kerja: the workbook that carries one agency's data in and out."""
