"""Rich text: its tree, from and to Markdown and HTML."""
