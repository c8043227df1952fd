"""The help pages of each role: Markdown in `teks/`, pictures that the browser tests take."""
