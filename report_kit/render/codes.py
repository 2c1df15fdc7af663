"""The codes of problems with Word templates: W0 unreadable, W1 found without data, W2 found while rendering."""

from __future__ import annotations

from report_kit.diagnostics import Code, Severity

E, W = Severity.ERROR, Severity.WARNING

W001 = Code("W001", "template-unreadable", E)
W002 = Code("W002", "template-unsafe", E)
W101 = Code("W101", "tag-unclosed", E)
W102 = Code("W102", "tag-full-width", E)
W103 = Code("W103", "tags-share-paragraph", E)
W104 = Code("W104", "text-beside-tag", E)
W105 = Code("W105", "tag-leaves-blank-line", W)
W106 = Code("W106", "percent-in-tag", E)
W107 = Code("W107", "tag-joins-paragraphs", E)
W108 = Code("W108", "tag-not-allowed", E)
W109 = Code("W109", "tag-syntax", E)
W110 = Code("W110", "name-unknown", E)
W111 = Code("W111", "style-missing", W)
W112 = Code("W112", "template-has-revisions", E)
W113 = Code("W113", "template-has-comments", E)
W114 = Code("W114", "tag-never-filled", E)
W115 = Code("W115", "template-has-private-characters", E)
W116 = Code("W116", "content-never-shown", W)
W117 = Code("W117", "tag-half-formatted", W)
W201 = Code("W201", "template-fails", E)
W202 = Code("W202", "content-not-shown", E)
W203 = Code("W203", "document-damaged", E)
W204 = Code("W204", "tag-left-over", E)
W205 = Code("W205", "paragraphs-merged", W)
W206 = Code("W206", "character-not-printable", E)
W207 = Code("W207", "filter-without-value", E)

CODES: tuple[Code, ...] = (
    W001,
    W002,
    W101,
    W102,
    W103,
    W104,
    W105,
    W106,
    W107,
    W108,
    W109,
    W110,
    W111,
    W112,
    W113,
    W114,
    W115,
    W116,
    W117,
    W201,
    W202,
    W203,
    W204,
    W205,
    W206,
    W207,
)
