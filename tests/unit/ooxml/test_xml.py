"""XML as text: nothing is lost in escaping, and parts we do not accept are refused."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.ooxml.xml import (
    ILLEGAL,
    MAX_DEPTH,
    MAX_WIRES,
    W,
    XmlError,
    canonical,
    check,
    check_depth,
    decode,
    elements,
    escape,
    escape_attribute,
    run_text,
    unescape,
)

PRINTABLE = st.text().filter(lambda text: not ILLEGAL.search(text) and "\r" not in text)


@given(PRINTABLE)
def test_escaped_text_is_the_same_to_a_parser_and_to_us(text) -> None:
    assert unescape(escape(text)) == text
    assert (ET.fromstring(f"<a>{escape(text)}</a>").text or "") == text


@given(st.text().filter(lambda text: not ILLEGAL.search(text)))
def test_attributes_keep_tabs_and_line_ends(text) -> None:
    assert ET.fromstring(f'<a b="{escape_attribute(text)}"/>').get("b") == text
    assert unescape(escape_attribute(text)) == text


@given(st.text(st.sampled_from("甲&<\t\n \"'")))
def test_a_run_shows_the_whole_text(text) -> None:
    shown = ""
    for child in ET.fromstring(f'<r xmlns:w="{W}">{run_text(text)}</r>'):
        name = child.tag.partition("}")[2]
        shown += {"tab": "\t", "br": "\n"}.get(name, child.text or "")
    assert shown == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&lt;&#65;&#x4E2D;&quot;&apos;&amp;lt;", "<A中\"'&lt;"),
        ("&nbsp; & &#99999999; &#x110000;", "&nbsp; & &#99999999; &#x110000;"),
    ],
)
def test_only_what_xml_defines_is_undone(written, read) -> None:
    assert unescape(written) == read


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_characters_xml_cannot_hold(character) -> None:
    assert ILLEGAL.search(f"甲{character}")
    with pytest.raises(XmlError):
        check(f"<a>{character}</a>")


@pytest.mark.parametrize("character", ["\t", "\n", "\x7f", "\x85", "\ue000", "\ufdd0", "\U000f0000", "𠮷"])
def test_characters_xml_can_hold(character) -> None:
    assert not ILLEGAL.search(character)
    check(f"<a>{character}</a>")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲",
        "<a>",
        "<a></b>",
        "<a/><a/>",
        "<a b=c/>",
        "<a>&x;</a>",
        "<!DOCTYPE a><a/>",
        '<!DOCTYPE a [<!ENTITY x "甲">]><a>&x;</a>',
    ],
)
def test_what_is_not_well_formed_or_has_entities(text) -> None:
    for examine in (check, check_depth, elements):
        with pytest.raises(XmlError):
            examine(text)
    with pytest.raises(XmlError):
        canonical(text.encode())


def test_depth_is_limited() -> None:
    def nested(depth: int) -> str:
        return "<a>" * depth + "</a>" * depth

    check_depth(nested(MAX_DEPTH))
    with pytest.raises(XmlError):
        check_depth(nested(MAX_DEPTH + 1))
    with pytest.raises(XmlError):
        canonical(nested(100_000).encode())
    check(nested(100_000))


def test_wires_are_counted() -> None:
    assert elements('<b:a xmlns:b="c"><b:d e="甲"/></b:a>') == [("a", {"xmlns:b": "c"}), ("d", {"e": "甲"})]
    with pytest.raises(XmlError):
        elements("<a>" + "<b/>" * MAX_WIRES + "</a>")


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0"?>\n<a>中</a>'.encode(),
        b"\xef\xbb\xbf" + "<a>中</a>".encode(),
        '<?xml version="1.0" encoding="UTF-16"?><a>中</a>'.encode("utf-16"),
        "<?xml version='1.0' encoding='utf-8'?><a>中</a>".encode(),
    ],
)
def test_encodings_of_word_are_read(data) -> None:
    assert decode(data) == "<a>中</a>"


@pytest.mark.parametrize(
    "data",
    [b"<a>\xd6\xd0</a>", b'<?xml version="1.0" encoding="gbk"?><a/>', b'<?xml version="1.0"', b"\xff\xfe<"],
)
def test_other_encodings_are_refused(data) -> None:
    with pytest.raises(XmlError):
        decode(data)


def test_the_canonical_form_shows_the_same() -> None:
    data = f"""<?xml version="1.0"?>
<!-- 甲 --><w:p xmlns:w="{W}" w:rsidR='a>b'><?word x?><w:t>乙 &gt; 丙
丁&#13;戊</w:t><w:t><![CDATA[<己>]]></w:t></w:p>""".encode()
    assert (
        canonical(data) == f'<w:p xmlns:w="{W}" w:rsidR="a&gt;b"><w:t>乙 &gt; 丙 丁 戊</w:t><w:t>&lt;己&gt;</w:t></w:p>'
    )


def test_another_prefix_is_refused() -> None:
    for text in (f'<p xmlns="{W}"/>', f'<x:p xmlns:x="{W}"/>', f'<w:p xmlns:w="{W}"><v:t xmlns:v="{W}"/></w:p>'):
        with pytest.raises(XmlError):
            canonical(text.encode())
