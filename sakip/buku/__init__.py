"""The workbook as a file: its sheets, columns and the record of an exported row."""
