"""The sections of the LKjIP: what there is, where each text stands, what must be printed, what is missing."""
