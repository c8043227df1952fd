"""The LKjIP as DOCX."""
