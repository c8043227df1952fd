"""The Inspektorat's desk: versions of the LKjIP that agencies handed in, notes on them, and fetching them together."""
