"""NOUNS: what was written in the files of a year, what it is worth, and how values are reckoned with."""
