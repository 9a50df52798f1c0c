"""Past interviews taken in from a table, an interview a row."""
