"""A report's prose that was edited in Word, back into the sections' texts."""
