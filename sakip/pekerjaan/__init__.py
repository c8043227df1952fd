"""Jobs that a worker does: claimed by one, alive while it runs, found again where a worker or a message was lost."""
