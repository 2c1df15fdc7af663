"""Flows join verbs: each says, on one page, how something is done from beginning to end."""
