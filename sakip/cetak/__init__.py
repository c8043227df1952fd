"""What a laid-out document is made of, how wide its text is, and whether all of it is in its place."""
