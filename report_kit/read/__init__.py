"""VERB: a foreign document (.docx, .txt, .md) → Draft, with the report it seems to be.

Every block of such a draft was written in the file itself: its spans have the file as their origin.
"""

from report_kit.read.document import Reading, read_lines

__all__ = ["Reading", "read_lines"]
