"""What is asked of every request before a page sees it: what it carries, how long a session may last, passwords."""
