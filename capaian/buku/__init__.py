"""The workbook's sheets of what was achieved."""
