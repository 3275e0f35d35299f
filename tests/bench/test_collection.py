"""Whole collections, read from files as others pass them on."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from collection import Document, load, matched, read_documents, read_judgements, read_queries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def cranfield(folder: Path) -> tuple[Path, Path, Path]:
    """Three documents, and three queries whose numbers are not those of the judgements."""
    documents = written(folder / "cran.all", "".join(f".I {at}\n.T\ntitle {at}\n.W\ntext {at}\n" for at in (1, 2, 3)))
    queries = written(folder / "cran.qry", ".I 001\n.W\nfirst\n.I 004\n.W\nsecond\n.I 365\n.W\nthird\n")
    return documents, queries, written(folder / "cranqrel", "1 1 1\n2 2 4\n2 3 -1\n3 3 2\n")


def test_queries_that_the_judgements_count_are_told_by_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    collection = load(*cranfield(tmp_path))
    assert collection.documents[0] == Document("1", "title 1", "text 1")
    assert collection.queries == {"001": "first", "004": "second", "365": "third"}
    assert collection.judgements == {"001": {"1": 1}, "004": {"2": 4, "3": -1}, "365": {"3": 2}}
    assert collection.pairs == 4
    assert "count the queries from 1 to 3" in capsys.readouterr().err


def test_inverted_grades_are_turned_round(tmp_path: Path) -> None:
    judgements = load(*cranfield(tmp_path), inverted=True).judgements
    assert judgements == {"001": {"1": 4}, "004": {"2": 1, "3": -1}, "365": {"3": 3}}


@pytest.mark.parametrize(
    ("own", "judged", "meant"),
    [
        (["301", "302"], {"301"}, {"301": "301"}),
        (["051", "052"], {"51", "52"}, {"51": "051", "52": "052"}),
        (["a", "b"], {"1", "2"}, {"1": "a", "2": "b"}),
        (["301", "302"], {"301", "400"}, {"301": "301"}),
        ([str(at) for at in range(2, 22)], {"1", *map(str, range(2, 21))}, {str(at): str(at) for at in range(2, 21)}),
        (["a", "b"], {"1", "3"}, {}),
    ],
)
def test_ids_are_matched(own: list[str], judged: set[str], meant: dict[str, str]) -> None:
    assert matched(own, judged, "queries") == meant


def test_beir_is_a_folder_of_which_the_corpus_alone_is_documents(tmp_path: Path) -> None:
    written(
        tmp_path / "corpus.jsonl", '{"_id": "d1", "title": "T", "text": "x"}\nbroken\n\n{"_id": "d2", "text": "y"}\n'
    )
    queries = written(tmp_path / "queries.jsonl", '{"_id": "q1", "text": "x"}\n')
    judgements = written(tmp_path / "qrels" / "test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td9\t1\n")
    collection = load(tmp_path, queries, judgements)
    assert [one.id for one in collection.documents] == ["d1", "d2"]
    assert collection.judgements == {"q1": {"d1": 1, "d9": 1}}


def test_a_folder_is_walked_and_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress("<DOC><DOCNO>a</DOCNO><TEXT>caf\xe9</TEXT></DOC>".encode("latin-1"))
    written(tmp_path / "disk" / "1" / "a.gz", packed)
    written(tmp_path / "disk" / "2" / "b", "<DOC><DOCNO>b</DOCNO><TEXT>two</TEXT></DOC>\n" * 2)
    written(tmp_path / "disk" / "readme.txt", "About these files.")
    written(tmp_path / "disk" / ".hidden", "<DOC><DOCNO>c</DOCNO><TEXT>x</TEXT></DOC>")
    queries = written(tmp_path / "disk" / "topics", "<top><num>1<title>x</top>")
    found = read_documents(tmp_path / "disk", apart=(queries,))
    assert [(one.id, one.text) for one in found] == [("a", "café"), ("b", "two")]


def test_where_no_file_has_a_form_every_file_is_a_document(tmp_path: Path) -> None:
    written(tmp_path / "one.txt", "First.\nSecond.")
    written(tmp_path / "two.bin", b"\0\1\2")
    assert [(one.id, one.text) for one in read_documents(tmp_path)] == [("one", "First. Second.")]


def test_a_list_in_json_and_rows_are_documents(tmp_path: Path) -> None:
    listed = written(tmp_path / "a.json", '[\n{"id": 1, "text": "x"},\n{"id": 2, "text": "y"}\n]\n')
    assert [one.id for one in read_documents(listed)] == ["1", "2"]
    rows = written(tmp_path / "collection.tsv", "1\tsome text\n2\ttitle\tsome text\n")
    assert [(one.id, one.title) for one in read_documents(rows)] == [("1", ""), ("2", "title")]


def test_which_part_of_a_topic_is_the_query(tmp_path: Path) -> None:
    topics = written(tmp_path / "topics", "<top><num>1<title>short<desc>Description: long</top><top><num>2<desc>only")
    assert read_queries(topics) == read_queries(topics, "title") == {"1": "short", "2": "only"}
    assert read_queries(topics, "description") == {"1": "long", "2": "only"}
    assert read_queries(topics, "both") == {"1": "short long", "2": "only"}


def test_queries_without_an_answer_are_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = written(tmp_path / "docs", "d1\tone\nd2\ttwo\n")
    queries = written(tmp_path / "queries", "q1\tone\nq2\ttwo\nq3\tthree\n")
    collection = load(documents, queries, written(tmp_path / "qrels", "q1 0 d1 1\nq2 0 d2 0\nq9 0 d1 1\nq1 0 d1 0"))
    assert collection.queries == {"q1": "one"}
    assert collection.judgements == {"q1": {"d1": 1}}
    assert "1 of 3 judged queries are not in the collection." in capsys.readouterr().err


@pytest.mark.parametrize(("at", "missing"), list(enumerate(["documents", "queries", "judgements"])))
def test_a_file_that_is_not_there_is_told(tmp_path: Path, at: int, missing: str) -> None:
    files = cranfield(tmp_path)
    files[at].unlink()
    with pytest.raises(SystemExit, match=f"There are no {missing} in"):
        load(*files)


def test_judgements_of_other_queries_are_told(tmp_path: Path) -> None:
    documents, queries, judgements = cranfield(tmp_path)
    judgements.write_text("a 0 1 1\n")
    with pytest.raises(SystemExit, match="belong to other queries"):
        load(documents, queries, judgements)


def test_a_packed_file_that_is_cut_gives_what_there_is_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = gzip.compress("".join(f"{at}\ttext {at * at}\n" for at in range(100_000)).encode())
    assert read_documents(written(tmp_path / "docs.gz", packed[: len(packed) // 2]))
    assert "could not be read to its end" in capsys.readouterr().err


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300) | st.binary(max_size=300).map(gzip.compress),
    st.sampled_from([b"", b"<DOC><DOCNO>1</DOCNO>", b".I 1\n.W\n", b'{"_id": "1", "text": "', b"1\t", b"\x1f\x8b"]),
)
def test_no_bytes_at_all_break_the_reading(tmp_path: Path, held: bytes, begun: bytes) -> None:
    path = written(tmp_path / "any", begun + held)
    for document in read_documents(path):
        assert document.id
        f"{document.title}{document.text}".encode()
    for query in read_queries(path).values():
        query.encode()
    read_judgements(path)
