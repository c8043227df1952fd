"""The trail of changes: written by triggers of the database itself, so that nothing passes it by, neither a form,
nor a workbook of 20,000 rows, nor a command. Which tables are tracked stands on their models (`daftar`)."""
