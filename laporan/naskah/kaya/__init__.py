"""A text as a tree of blocks: read from Markdown or HTML, written as either. Pure."""
