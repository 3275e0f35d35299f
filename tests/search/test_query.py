"""What a user types is read as they mean it, and nothing that they type breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefreader.search.query import (
    LONGEST_QUERY,
    MOST_TERMS,
    All,
    Ending,
    Node,
    Not,
    Some,
    Term,
    positive_terms,
    read_query,
)


def word(text: str, where: str = "", ending: Ending = Ending.WHOLE) -> Term:
    return Term(((text,),), where=where, ending=ending)


def phrase(*words: str, where: str = "") -> Term:
    return Term((words,), where=where, exact=True)


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("a", A),
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a OR b c", Some((A, All((B, C))))),
        ("(a OR b) c", All((Some((A, B)), C))),
        ("a NOT b", All((A, Not(B)))),
        ("a AND NOT b", All((A, Not(B)))),
        ("a -b", All((A, Not(B)))),
        ("-(a b)", Not(All((A, B)))),
        ('-"a b"', Not(phrase("a", "b"))),
        ("NOT NOT a", Not(Not(A))),
        ("a a", A),
        ('"a b" c', All((phrase("a", "b"), C))),
        ("“a b”", phrase("a", "b")),
        ("„a b“", phrase("a", "b")),
        ('"a"', phrase("a")),
        ('"" a', A),
        ("a — ! b", All((A, B))),
        ("a - b", All((A, B))),
        ("and or not a", All((word("and"), word("or"), word("not"), A))),
        ("a/b", All((A, B))),
        ("tar* a", All((word("tar", ending=Ending.STARRED), A))),
        ("actor:a", word("a", "actor")),
        ("ACTOR:a", word("a", "actor")),
        ('theme:"a b"', phrase("a", "b", where="theme")),
        ("section:a brief:b c", All((word("a", "section"), word("b", "title"), C))),
        ("-actor:a b", All((Not(word("a", "actor")), B))),
        ("other:a", All((word("other"), A))),
        ("", None),
        ("  \t\n", None),
        ("«»—!?*", None),
    ],
)
def test_queries_are_read(text: str, root: Node | None) -> None:
    query = read_query(text)
    assert query.root == root
    assert not query.as_plain_words


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ('a "b', All((A, B))),
        ("(a b", All((A, B))),
        ("a) b", All((A, B))),
        ("a AND", A),
        ("OR a", A),
        ("a OR OR b", All((A, B))),
        ("a NOT", A),
        ("() a", A),
        ("actor: a", All((word("actor"), A))),
        ("actor:", word("actor")),
        ("actor:!", word("actor")),
        ('actor:"" a', All((word("actor"), A))),
        ('actor:"a', All((word("actor"), A))),
        ('a actor:""', All((A, word("actor")))),
        ("AND ", word("and")),
        ("(" * 100 + "a" + ")" * 100, A),
        ("NOT " * 100 + "a", A),
    ],
)
def test_what_does_not_parse_is_searched_as_plain_words(text: str, root: Node) -> None:
    query = read_query(text, as_you_type=False)
    assert query.root == root
    assert query.as_plain_words


def test_what_does_not_parse_and_has_no_words_finds_nothing() -> None:
    query = read_query('((("')
    assert query.root is None
    assert not query.as_plain_words


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("tar", Ending.TYPED),
        ("a tar", Ending.TYPED),
        ("actor:tar", Ending.TYPED),
        ("rules-ba", Ending.TYPED),
        ("t", Ending.WHOLE),
        ("article 5", Ending.WHOLE),
        ("tar ", Ending.WHOLE),
        ("tar,", Ending.WHOLE),
        ("(tar)", Ending.WHOLE),
        ('"tar"', Ending.WHOLE),
        ("tar*", Ending.STARRED),
        ("t*", Ending.STARRED),
    ],
)
def test_only_a_last_word_of_two_letters_is_still_being_typed(text: str, ending: Ending) -> None:
    assert list(positive_terms(read_query(text).root))[-1].ending is ending


def test_what_is_typed_behind_a_not_hides_only_itself() -> None:
    assert read_query("NOT tar").root == Not(word("tar"))
    assert read_query("NOT (a OR NOT tar*)").root == Not(Some((A, Not(word("tar", ending=Ending.STARRED)))))


def test_nothing_is_typed_where_nobody_types() -> None:
    assert read_query("tar", as_you_type=False).root == word("tar")


def test_a_phrase_knows_the_ways_to_write_its_words() -> None:
    root = read_query('"the G7 long-term"').root
    assert isinstance(root, Term)
    assert set(root.variants) == {
        ("the", "g7", "long", "term"),
        ("the", "g7", "longterm"),
        ("the", "g", "7", "long", "term"),
        ("the", "g", "7", "longterm"),
    }


def test_a_phrase_of_many_ways_keeps_the_one_that_was_written() -> None:
    root = read_query('"' + "a-b " * 40 + '"').root
    assert isinstance(root, Term)
    assert ("a", "b") * 40 in root.variants
    assert len(root.variants) <= 8


def test_terms_know_where_they_were_typed() -> None:
    text = 'x actor:Trump "a b" tariffs'
    assert [text[term.start : term.end] for term in positive_terms(read_query(text).root)] == [
        "x",
        "Trump",
        '"a b"',
        "tariffs",
    ]


def test_long_queries_are_cut_at_a_word_and_many_terms_at_their_number() -> None:
    words = " ".join(f"w{number}" for number in range(5_000))
    query = read_query(words)
    assert len(list(positive_terms(query.root))) == MOST_TERMS
    terms = list(positive_terms(read_query(f"{'x' * (LONGEST_QUERY - 3)} abcdefgh").root))
    assert len(terms) == 1
    assert terms[0].ending is Ending.WHOLE
    assert read_query("x" * (LONGEST_QUERY + 1)).root is not None


queries = st.lists(
    st.one_of(
        st.sampled_from(['"', "(", ")", "AND", "OR", "NOT", "-", "*", "actor:", "brief:", "a", "G-7", "“", "”", " "]),
        st.text(max_size=6),
    ),
    max_size=40,
).map("".join)


@given(st.one_of(queries, st.text(max_size=10_000)), st.booleans())
@settings(max_examples=200)
def test_any_text_is_a_query(text: str, as_you_type: bool) -> None:
    query = read_query(text, as_you_type=as_you_type)
    assert query.text == text
    terms = list(positive_terms(query.root))
    assert len(terms) <= MOST_TERMS
    for term in terms:
        assert 0 <= term.start < term.end <= len(text)
        assert all(all(run) for run in term.variants)


@pytest.mark.parametrize("text", ["(" * 10_000, '"' * 10_000, "-" * 10_000, "NOT " * 2_500, "a" * 10_000, "a-" * 5_000])
def test_absurd_queries_are_read(text: str) -> None:
    read_query(text)
