"""The codes of problems with data files: F0 cannot be read (exit 2), F1 read, and something in them is wrong."""

from __future__ import annotations

from report_kit.diagnostics import Code, Severity

E, W = Severity.ERROR, Severity.WARNING

F001 = Code("F001", "file-missing", E)
F002 = Code("F002", "file-unreadable", E)
F003 = Code("F003", "file-not-utf8", E)
F004 = Code("F004", "file-over-limit", E)
F006 = Code("F006", "file-not-declared", W)
F101 = Code("F101", "yaml-syntax", E)
F102 = Code("F102", "full-width-punctuation", E)
F103 = Code("F103", "space-missing", E)
F104 = Code("F104", "tab-indentation", E)
F105 = Code("F105", "hash-cuts-text", E)
F106 = Code("F106", "prose-not-block", E)
F107 = Code("F107", "list-of-one", E)
F108 = Code("F108", "comma-splits-text", E)
F109 = Code("F109", "hole-unquoted", E)
F110 = Code("F110", "bracket-unclosed", E)
F111 = Code("F111", "yaml-feature", E)
F112 = Code("F112", "key-twice", E)
F113 = Code("F113", "character-not-allowed", E)
F114 = Code("F114", "colon-splits-text", E)
F120 = Code("F120", "key-unknown", E)
F121 = Code("F121", "key-missing", E)
F122 = Code("F122", "shape-wrong", E)
F123 = Code("F123", "choice-unknown", E)
F124 = Code("F124", "name-not-allowed", E)
F125 = Code("F125", "name-twice", E)
F126 = Code("F126", "value-unreadable", E)
F127 = Code("F127", "date-unreadable", E)
F128 = Code("F128", "fact-contradicts-itself", E)
F129 = Code("F129", "hole-malformed", E)
F131 = Code("F131", "text-pattern-refused", E)
F132 = Code("F132", "text-rule-example-fails", E)
F133 = Code("F133", "published-figures-broken", E)

CODES: tuple[Code, ...] = (
    F001,
    F002,
    F003,
    F004,
    F006,
    F101,
    F102,
    F103,
    F104,
    F105,
    F106,
    F107,
    F108,
    F109,
    F110,
    F111,
    F112,
    F113,
    F114,
    F120,
    F121,
    F122,
    F123,
    F124,
    F125,
    F126,
    F127,
    F128,
    F129,
    F131,
    F132,
    F133,
)

LOSING: frozenset[str] = frozenset(
    code.code for code in (F101, F102, F103, F104, F109, F110, F111, F112, F113, F114, F120, F122, F124, F125)
)
"""After these, facts or items of the file may be missing from what was loaded."""
