"""The commands of ``report``: one file each, which calls one flow and shows its outcome.

A file holds ``command``; its name is that of the command, with an underscore for each hyphen.
"""

NAMES = (
    "build",
    "check",
    "audit",
    "facts",
    "trace",
    "plans",
    "diff",
    "new",
    "sheet",
    "confirm",
    "layout",
    "template",
    "rule",
    "schema",
    "textconv",
    "git-setup",
)
"""Every command, in the order of the help."""
