"""The entry sheet of a quarter: its rows, one cell's save, and what the engine answers."""
