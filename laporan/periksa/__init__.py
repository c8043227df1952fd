"""Findings: what is wrong, missing or doubtful in an agency's year, before anybody else finds it.

Each rule is a small generator over the ikhtisar; it names the object, says what and what to do, and gives its
source (`dasar`). A rule counts once it stands in the `ATURAN` of its module.
"""
