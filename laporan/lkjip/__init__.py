"""The LKjIP: what it is made from, its chapters, their text, and how they are joined."""
