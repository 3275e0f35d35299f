"""The forms in which test collections are written, well and badly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trec_forms import (
    Judged,
    dotted,
    form_of,
    json_line,
    judgements_of,
    marked,
    numbered_line,
    readable,
    row,
)

NEWSPAPER = """
<DOC>
<DOCNO> FT911-3 </DOCNO>
<DATE>910514</DATE>
<HEADLINE>
FT  14 MAY 91 / Tariffs &amp; trade
</HEADLINE>
<BYLINE>   By A WRITER </BYLINE>
<TEXT>
The first &hyph; and last &blank; part.
</TEXT>
<TEXT>The second part, 3 < 4.</TEXT>
<PUB>The Paper</PUB>
</DOC>
<doc><docno>la-1</docno><headline><p>Lower case</p></headline><text><p>One.</p><p>Two.</p></text></doc>
"""

UNCLOSED = """
<DOC>
<DOCNO> 7
<TITLE> A title
<LEADPARA> It begins
<TEXT> and goes on
<DOC>
<DOCID> 8
Nothing but words.
"""

TOPICS = """
<top>
<num> Number: 301
<title> International Organized Crime

<desc> Description:
Identify organizations that take part.

<narr> Narrative:
A relevant document names one.

</top>

<top>
<num> Number: 051
<title> Topic:  Airbus Subsidies
<desc> Description:
Document will discuss aid.
<smry> Summary:
Nothing of this.
</top>
"""


def fields(text: str, kind: str) -> list[tuple[str, str, str]]:
    return [(one["id"], one["title"], " ".join(one["text"].split())) for one in marked(text, kind)]


def test_a_newspaper_in_sgml() -> None:
    assert fields(NEWSPAPER, "documents") == [
        ("FT911-3", "FT  14 MAY 91 / Tariffs & trade", "The first - and last part. The second part, 3 < 4."),
        ("la-1", "Lower case", "One. Two."),
    ]


def test_tags_that_nobody_closed() -> None:
    assert fields(UNCLOSED, "documents") == [("7", "A title", "It begins and goes on"), ("8", "", "Nothing but words.")]


def test_a_document_without_known_sections_is_all_that_stands_in_it() -> None:
    text = '<DOC id="x-1"><DOCNO>1</DOCNO><P>One &lt;two&gt;</P> three</DOC><DOC docno=x2>four</DOC>'
    assert fields(text, "documents") == [("1", "", "One <two> three"), ("x2", "", "four")]


def test_an_author_is_no_text() -> None:
    text = "<doc><docno>1</docno><title>t</title><author>a. writer</author><bib>b</bib><text>w</text></doc>"
    assert fields(text, "documents") == [("1", "t", "w")]


def test_topics_with_labels() -> None:
    assert fields(TOPICS, "topics") == [
        ("301", "International Organized Crime", "Identify organizations that take part."),
        ("051", "Airbus Subsidies", "Document will discuss aid."),
    ]


def test_topics_in_xml() -> None:
    text = """<topics><topic number="1"><query>corona origin</query><question>what is the origin</question>
      <narrative>seeking more</narrative></topic>
      <topic number='2'><query>weather</query></topic></topics>"""
    assert fields(text, "topics") == [("1", "corona origin", "what is the origin"), ("2", "weather", "")]


def test_topics_without_line_breaks_or_ends() -> None:
    assert fields("<TOP><NUM>1<TITLE>one<DESC>two<NARR>three<TOP><NUM>2<TITLE>four", "topics") == [
        ("1", "one", "two"),
        ("2", "four", ""),
    ]


CRANFIELD = """.I 1
.T
a title
of two lines .
.A
writer,a.
.B
j. ae. scs. 25, 1958, 324.
.W
the text .
it goes on .
.I 2
.W
another
.X
1\t5\t2
"""


def test_the_dotted_form() -> None:
    assert list(dotted(CRANFIELD)) == [
        {"id": "1", "title": "a title\nof two lines .", "text": "the text .\nit goes on ."},
        {"id": "2", "text": "another"},
    ]
    assert list(dotted(".I 3\n.W text on the line\n.5 m\n")) == [{"id": "3", "text": "text on the line\n.5 m"}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"_id": "d1", "title": "T", "text": "x", "metadata": {}}', ("d1", "T", "x")),
        ('{"id": 4, "contents": "x"}', ("4", "", "x")),
        ('{"docid": "4", "title": null, "abstract": "a", "body": ["b", "c"]}', ("4", "", "a\nb\nc")),
        ('{"docno": "4", "text": "\\ud800x\\u0000"}', ("4", "", "x")),
        ('{"text": "x"}', ("", "", "x")),
        ('{"q1": {"title": "T", "text": "x"}}', ("q1", "T", "x")),
    ],
)
def test_json(line: str, said: tuple[str, str, str]) -> None:
    (one,) = json_line(line)
    assert (one["id"], one["title"], one["text"]) == said


@pytest.mark.parametrize("line", ["", "{", "[1, 2]", '"x"', "null", "{" * 20_000, "[" * 200_000])
def test_json_that_says_nothing(line: str) -> None:
    assert list(json_line(line)) == []


def test_rows() -> None:
    assert row("12\tsome text\n") == {"id": "12", "title": "", "text": "some text"}
    assert row("12\ta title\tsome text\tmore") == {"id": "12", "title": "a title", "text": "some text more"}
    assert row("D1\thttps://a.example/\ta title\tsome text")["title"] == "a title"
    assert row("id\ttext") == row("query-id\tcorpus-id\tscore") == row("12\t") == row("") == {}


def test_a_query_on_a_line() -> None:
    assert numbered_line("301:organized crime") == numbered_line("301 organized crime")
    assert numbered_line("organized crime\n") == {"id": "", "text": "organized crime"}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (NEWSPAPER, "marked"),
        (TOPICS, "marked"),
        ('<?xml version="1.0"?>\n<topics><topic number="1">', "marked"),
        (CRANFIELD, "dotted"),
        ('\ufeff{"_id": "1"}', "json"),
        ("\n[\n{}]", "json"),
        ("1\ttext\n2\ttext\n", "rows"),
        ("Just a text.\nOf two lines", "plain"),
        ("", "plain"),
    ],
)
def test_forms_are_told_apart(text: str, form: str) -> None:
    assert form_of(text) == form


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("301 0 FBIS3-1 1\n301\t0\tFBIS3-2\t0\r\n", [("301", "FBIS3-1", 1), ("301", "FBIS3-2", 0)]),
        ("query-id\tcorpus-id\tscore\nq1\td1\t2\n", [("q1", "d1", 2)]),
        ("1  184 2\n1   31 -1\n", [("1", "184", 2), ("1", "31", -1)]),
        ("qid,docid,rel\n1,2,1.0", [("1", "2", 1)]),
        ("     1     28\t0\t0.000000\n     1     35\t0\t0.000000\n", [("1", "28", 1), ("1", "35", 1)]),
        ("01 1410  0 0\n", [("01", "1410", 1)]),
        ("1 2\n\nx\n", [("1", "2", 1)]),
        ("1 Q0 2 1 more\n1 0 3 high\n", [("1", "2", 1)]),
    ],
)
def test_judgements(text: str, judged: list[tuple[str, str, int]]) -> None:
    assert judgements_of(text) == [Judged(*one) for one in judged]


def test_entities_and_what_no_index_takes() -> None:
    assert readable("a &amp; b&hyph;c &sect; &#233; \x00\ud800 &nonsense; d") == "a & b-c § é      d"


def _list(words: str) -> list[str]:
    return [*words.split(), "\n", "\t", " "]


TAGS = _list("<DOC> </DOC> <doc> <DOCNO> </DOCNO> <TITLE> </TITLE> <TEXT> </TEXT> <top> <num> <title> <desc> <query>")
SIGNS = _list('&amp; &#0; &#xD800; &x; <!-- --> <![CDATA[ ]]> < > / 1 word Number: .I .W { } [ ] " : , 0')
SCRAPS = st.lists(st.sampled_from(TAGS + SIGNS) | st.text(max_size=5)).map("".join)


@given(st.text() | SCRAPS | st.binary().map(lambda held: held.decode("latin-1")))
def test_no_text_at_all_breaks_anything(text: str) -> None:
    assert form_of(text)
    judgements_of(text)
    said = [*marked(text, "documents"), *marked(text, "topics"), *dotted(text), *json_line(text)]
    for one in (*said, row(text), numbered_line(text)):
        "".join(one.values()).encode()
    readable(text).encode()
