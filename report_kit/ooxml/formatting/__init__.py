"""A Word file as it is laid out: the formatting that takes effect, and that formatting changed without its words."""
