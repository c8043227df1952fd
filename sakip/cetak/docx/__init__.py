"""Parts of a Word document that python-docx does not have."""
