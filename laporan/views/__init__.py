"""The pages. Every number that they show is read from the ikhtisar."""
