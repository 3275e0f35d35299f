"""A citation has to lead another reader to the same paragraph."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefreader.brief.citation import cite, date_words, is_date
from briefreader.brief.model import Block, BlockKind, Brief, Metadata
from briefreader.brief.outline import number_blocks
from briefreader.errors import NotFound

METADATA = Metadata('Ports: the "new" deep', ("Ann Ode",), "Harbour House", "2024-05")
BRIEF = Brief(
    "ports",
    METADATA,
    number_blocks(
        [
            Block("", BlockKind.TITLE, METADATA.title),
            *(Block("", BlockKind.PARAGRAPH, f"Paragraph {n}.") for n in range(1, 8)),
            Block("", BlockKind.HEADING, 'On "cranes"', level=1),
            Block("", BlockKind.TABLE, "Crane\tAge"),
            Block("", BlockKind.PARAGRAPH, "Paragraph 8."),
        ]
    ),
)


@pytest.mark.parametrize(
    ("targets", "place"),
    [
        ([3], ", ¶ 3"),
        ([2, 3, 4, 6], ", ¶¶ 2–4, 6"),
        ([4, 3, "b5"], ", ¶¶ 3–4"),
        (["b3"], ", ¶ 2"),
        (["b9"], ", \"On 'cranes'\""),
        (["b10", "b9", 8], ", \"On 'cranes'\", ¶ 8"),
        (["b1"], ""),
        ([], ""),
    ],
)
def test_a_citation_names_author_title_publisher_date_and_place(targets: list[str | int], place: str) -> None:
    assert cite(BRIEF, targets) == f"Ann Ode, \"Ports: the 'new' deep\", Harbour House, May 2024{place}"


def test_a_retelling_says_so() -> None:
    retold = replace(BRIEF, metadata=replace(METADATA, adapted=True))
    assert cite(retold, [1]).endswith("May 2024, retold by Briefreader, ¶ 1")


@pytest.mark.parametrize(
    ("authors", "words"),
    [((), '"T"'), (("A", "B"), 'A and B, "T"'), (("A", "B", "C"), 'A, B and C, "T"')],
)
def test_authors_are_listed_and_what_is_unknown_is_left_out(authors: tuple[str, ...], words: str) -> None:
    assert cite(Brief("t", Metadata("T", authors), ()), []) == words


@pytest.mark.parametrize(("target", "words"), [(99, "paragraph 99"), ("b99", "block b99")])
def test_what_is_not_there_cannot_be_cited(target: str | int, words: str) -> None:
    with pytest.raises(NotFound, match=f"no {words} in"):
        cite(BRIEF, [target])


@pytest.mark.parametrize(
    ("iso", "language", "words"),
    [
        ("2026", "en", "2026"),
        ("2026-01", "en", "January 2026"),
        ("2026-01-12", "en-GB", "12 January 2026"),
        ("2026-03-02", "nl", "2 maart 2026"),
        ("2026-08-01", "fr", "1er août 2026"),
        ("2026-08-31", "FR", "31 août 2026"),
        ("2026-12-03", "de", "3. Dezember 2026"),
        ("2026-05", "fi", "May 2026"),
        ("2026-13", "en", "2026-13"),
        ("2026-02-30", "en", "2026-02-30"),
        ("spring 2026", "en", "spring 2026"),
        ("", "en", ""),
    ],
)
def test_a_date_is_put_in_words_as_exactly_as_it_is_known(iso: str, language: str, words: str) -> None:
    assert date_words(iso, language) == words


@given(st.dates())
def test_every_day_is_a_date_with_its_year_in_words(day: object) -> None:
    assert is_date(str(day))
    assert date_words(str(day)).endswith(str(day)[:4])


@given(st.sets(st.integers(1, 7), min_size=1))
def test_the_cited_runs_are_exactly_the_paragraphs(numbers: set[int]) -> None:
    runs = cite(BRIEF, sorted(numbers)).rpartition("¶ ")[2].split(", ")
    ends = [tuple(map(int, run.split("–"))) for run in runs]
    assert [n for run in ends for n in range(run[0], run[-1] + 1)] == sorted(numbers)
