"""The automatic draft of a section that nobody has written: sentences with live numbers only."""
