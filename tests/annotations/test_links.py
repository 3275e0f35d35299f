"""Addresses of briefs, places and notes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.annotations.links import brief_link, note_link, parse_link

IDS = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.isprintable)


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("brief:on-the-treaty", ("brief", "on-the-treaty", "")),
        ("brief:on-the-treaty#¶12", ("brief", "on-the-treaty", "¶12")),
        ("brief:on-the-treaty#%C2%B612", ("brief", "on-the-treaty", "¶12")),
        ("brief:on-the-treaty#b7", ("brief", "on-the-treaty", "b7")),
        ("note:01J8", ("note", "01J8", "")),
        ("Note:01J8", ("note", "01J8", "")),
        ("brief:trait%C3%A9", ("brief", "traité", "")),
        ("brief:traité", ("brief", "traité", "")),
    ],
)
def test_an_address_names_a_brief_a_place_or_a_note(address: str, named: tuple[str, str, str]) -> None:
    assert parse_link(address) == named


@pytest.mark.parametrize(
    "address",
    [
        "",
        "brief:",
        "note:",
        "brief:#¶3",
        "brief:a b",
        "brief:a#",
        "brief:a#¶0",
        "brief:a#¶",
        "brief:a#../x",
        "brief:a#b1#b2",
        "brief:a%00",
        "brief:a%FF",
        "note:n1#b7",
        "file:///etc/passwd",
        "https://example.org",
        "javascript:alert(1)",
        "xbrief:a",
    ],
)
def test_anything_else_names_nothing(address: str) -> None:
    assert parse_link(address) is None


@given(IDS, st.integers(1, 99_999))
def test_an_address_leads_back_to_what_it_was_made_for(id: str, number: int) -> None:
    assert parse_link(brief_link(id)) == ("brief", id, "")
    assert parse_link(brief_link(id, number)) == ("brief", id, f"¶{number}")
    assert parse_link(brief_link(id, None, f"b{number}")) == ("brief", id, f"b{number}")
    assert parse_link(note_link(id)) == ("note", id, "")


@given(IDS)
def test_an_address_holds_nothing_that_markdown_would_read_otherwise(id: str) -> None:
    assert re.fullmatch(r"brief:[A-Za-z0-9%_.~-]+", brief_link(id))


@given(st.text())
def test_no_address_is_too_odd_to_be_read(address: str) -> None:
    assert parse_link(address) is None or ":" in address
