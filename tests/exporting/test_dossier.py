"""A dossier as Markdown and PDF: complete, in order, cited, and without what is private."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefreader.annotations.model import Annotation, Colour, State
from briefreader.brief.dossier import Company, Dossier, Place, Volume
from briefreader.brief.model import Metadata
from briefreader.brief.registry import Evidence
from briefreader.exporting.dossier import dossier_markdown
from briefreader.exporting.pages import dossier_pages
from briefreader.exporting.pdf import dossier_pdf
from briefreader.exporting.sheet import Sheet

from .samples import RIVER, brief_of, mark, paragraph
from .test_pdf import PDFCHECK, needs_poppler, seen_by, structure_of, words_in

PARSER = MarkdownIt("commonmark").enable("table")

TEXT = "First, the upper town wants power; the Upper Town says so."
FLEMISH = Metadata("De rivier", ("Ada Marsh",), "Delta House", "2024", "nl-BE", adapted=True)
ABOUT = {"river": RIVER, "rivier": FLEMISH}

TOWN = Dossier(
    id="upper-town",
    kind="group",
    name="Upper Town",
    names=("upper town", "the upper one"),
    seats=("High Street",),
    description="Wants a dam.",
    status="suggested",
    mentions=4,
    places=(
        Place("river", "b6", 3, ("What the towns want", "First — the upper town"), TEXT, ((11, 21), (39, 49)), 1),
        Place("river", "b13", None, ("What the towns want",), "Town\tWants\nUpper Town\tpower", ((11, 21),)),
        Place("rivier", "b1", 1, (), "De bovenstad wil stroom.", ()),
    ),
    actors=(Company("lower-town", "Lower Town", "group", 2), Company("king", "The King", "person", 1)),
    themes=(Company("dams", "Dams", "theme", 3),),
    volumes=(
        Volume("rivier", "De rivier", "Delta House", "2024", 1),
        Volume("river", "The River and Its Neighbours", "Delta House", "2025-03", 3),
    ),
    notes=(),
    evidence=(("river", Evidence("upper-town", "named twice", "the upper town", "b6")),),
    titles={"river": "The River and Its Neighbours", "rivier": "De rivier"},
)


def noted(*notes: Annotation) -> Dossier:
    return replace(TOWN, notes=notes)


def a_note(note: str = "Ask *whom*?", **others: object) -> Annotation:
    brief = brief_of(paragraph("x"), paragraph(TEXT))
    found = mark(brief, "upper town wants power", colour=Colour.RED, note=note, author="R. Eader", **others)
    target = replace(found.passage.targets[0], block="b6", number=9)
    return replace(found, passage=replace(found.passage, targets=(target,)))


def test_a_dossier_is_told_whole_and_in_order() -> None:
    note = a_note(tags=("dams",))
    assert dossier_markdown(noted(note), ABOUT) == (
        "# Upper Town\n\n"
        "group · 4 mentions in 2 briefs\n\n"
        "Wants a dam.\n\n"
        "Also called: upper town, the upper one.\n\n"
        "Stands for it where it acts: High Street.\n\n"
        "Suggested by Briefreader; nobody has confirmed it yet.\n\n"
        "## Why it was suggested\n\n"
        "- named twice: “the upper town” (The River and Its Neighbours, ¶ 3)\n\n"
        "## Appears with\n\n- Lower Town (group): 2 paragraphs\n- The King (person): 1 paragraph\n\n"
        "## Themes\n\n- Dams: 3 paragraphs\n\n"
        "## Over time\n\n"
        "| Date | Brief | Publisher | Mentions |\n| --- | --- | --- | ---: |\n"
        "| 2024 | De rivier | Delta House | 1 |\n"
        "| March 2025 | The River and Its Neighbours | Delta House | 3 |\n\n"
        "## Mentions\n\n"
        "### The River and Its Neighbours\n\n"
        'Ada Marsh and Jo Ferry, "The River and Its Neighbours", Delta House, March 2025\n\n'
        "> First, the **upper town** wants power; the **Upper Town** says so.\n\n"
        "¶ 3 · What the towns want › First — the upper town\n\n"
        "> Town | Wants | **Upper Town** | power\n\n"
        "What the towns want\n\n"
        "### De rivier\n\n"
        'Ada Marsh, "De rivier", Delta House, 2024, retold by Briefreader\n\n'
        "This is a retelling by Briefreader of the original by Ada Marsh. "
        "Its words are not the author’s: do not quote them as such.\n\n"
        "> De bovenstad wil stroom.\n\n"
        "¶ 1\n\n"
        "## Notes\n\n"
        "### The River and Its Neighbours\n\n"
        "> upper town wants power\n\n"
        "Ask _whom_?\n\n"
        "¶ 3 · Risk · #dams · R. Eader · 12 January 2026\n\n"
        'Ada Marsh and Jo Ferry, "The River and Its Neighbours", Delta House, March 2025, ¶ 3. '
        f"Edition {note.passage.edition[:12]}.\n"
    )


def test_a_theme_is_counted_in_paragraphs_and_has_terms() -> None:
    theme = replace(TOWN, kind="theme", seats=(), status="curated", description="")
    source = dossier_markdown(theme, ABOUT)
    assert "\n\ntheme · 4 paragraphs in 2 briefs\n\nTerms: upper town, the upper one.\n\nListed by the editor" in source
    assert "| Publisher | Paragraphs |" in source


def test_a_subject_that_is_nowhere_says_so() -> None:
    nobody = Dossier("nobody", "person", " ", (), (), "", "odd", 0, (), (), (), (), ())
    source = dossier_markdown(nobody, {})
    assert source == ("# nobody\n\nperson · no mentions in no briefs\n\n## Mentions\n\nIt is mentioned nowhere.\n")


def test_a_brief_of_which_nothing_is_known_goes_by_its_title_or_id() -> None:
    source = dossier_markdown(TOWN, {})
    assert '### De rivier\n\n"De rivier"\n' in source
    assert '### river\n\n"river"\n' in dossier_markdown(replace(TOWN, titles={}), {})


def test_what_stands_above_the_sections_says_so() -> None:
    title = Place("river", "b1", None, (), "Upper Town", ((0, 10),))
    assert "> **Upper Town**\n\nabove the first section\n" in dossier_markdown(replace(TOWN, places=(title,)), ABOUT)


def test_private_notes_stay() -> None:
    source = dossier_markdown(noted(a_note("Secret."), a_note("Open.")), ABOUT)
    assert "Secret." in source
    private = noted(a_note("Secret.", private=True), a_note("Open."))
    assert "Secret." not in dossier_markdown(private, ABOUT)
    assert "Secret." not in str(dossier_pages(Sheet(private, ABOUT)))
    assert "## Notes" not in dossier_markdown(noted(a_note("Secret.", private=True)), ABOUT)


def test_a_changed_note_tells_both_wordings() -> None:
    one = a_note()
    was = replace(one.passage, targets=(replace(one.passage.targets[0], quote="upper town has power"),))
    source = dossier_markdown(noted(replace(one, state=State.CHANGED, was=was, reason="a verb")), ABOUT)
    assert (
        "> upper town wants power\n\nChanged since it was marked: a verb.\\\n"
        "Marked: “upper town has power”\\\nNow: “upper town wants power”\n"
    ) in source


def test_much_company_is_cut_and_counted() -> None:
    many = tuple(Company(f"a{at}", f"Actor {at}", "state", 1) for at in range(23))
    source = dossier_markdown(replace(TOWN, actors=many), ABOUT)
    assert "- Actor 19 (state): 1 paragraph\n- and 3 more\n" in source


anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=25) | st.text(
    st.sampled_from("a1 .#>-+|*_`[]()<&\\~\n\t\u202e\ud800"), max_size=20
)


@st.composite
def any_dossier(draw: st.DrawFn) -> tuple[Dossier, dict[str, Metadata]]:
    text = draw(anything)
    marks = draw(st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=4))
    place = Place("river", "b6", draw(st.none() | st.integers(1, 9)), (draw(anything),), text, tuple(marks))
    found = replace(
        TOWN,
        name=draw(anything),
        names=(draw(anything),),
        seats=(draw(anything),),
        description=draw(anything),
        places=(place, replace(TOWN.places[2], text=draw(anything))),
        actors=(Company("x", draw(anything), "state", 2),),
        volumes=(Volume("river", draw(anything), draw(anything), draw(anything), 3),),
        evidence=(("river", Evidence("x", draw(anything), draw(anything), "b6")),),
        notes=(a_note(draw(anything)),),
    )
    return found, {"river": Metadata(draw(anything), (draw(anything),), language=draw(anything))}


@given(any_dossier())
def test_no_words_break_the_markdown(drawn: tuple[Dossier, dict[str, Metadata]]) -> None:
    found, about = drawn
    source = dossier_markdown(found, about)
    assert source.encode()
    html = PARSER.render(source)
    assert html.startswith("<h1>")
    titles = re.findall(r"<h2>(.*?)</h2>", html)
    assert titles == ["Why it was suggested", "Appears with", "Themes", "Over time", "Mentions", "Notes"]
    assert html.count("<table>") == 1
    assert "<script" not in html.replace("&lt;", "")


@given(any_dossier())
@settings(max_examples=8)
def test_no_words_break_the_pdf(drawn: tuple[Dossier, dict[str, Metadata]]) -> None:
    assert dossier_pdf(*drawn).startswith(b"%PDF")


@needs_poppler
def test_the_pdf_says_what_the_markdown_says() -> None:
    words = words_in(dossier_pdf(noted(a_note(tags=("dams",))), ABOUT)).replace("¶", "¶ ").replace("¶  ", "¶ ")
    for said in (
        "Upper Town group · 4 mentions in 2 briefs Wants a dam. Also called: upper town, the upper one.",
        "Stands for it where it acts: High Street. Suggested by Briefreader; nobody has confirmed it yet.",
        "Why it was suggested",
        "named twice: “the upper town” (The River and Its Neighbours, ¶ 3)",
        "Appears with",
        "Lower Town (group): 2 paragraphs",
        "Over time Date Brief Publisher Mentions 2024 De rivier Delta House 1 March 2025",
        'Mentions The River and Its Neighbours Ada Marsh and Jo Ferry, "The River and Its Neighbours", Delta House',
        "What the towns want › First — the upper town First, the upper town wants",
        "First, the upper town wants power; the Upper Town says so.",
        "Town | Wants | Upper Town | power",
        'Ada Marsh, "De rivier", Delta House, 2024, retold by Briefreader This is a retelling by Briefreader',
        "De bovenstad wil stroom.",
        "Notes on “The River and Its Neighbours” upper town wants power Ask whom? Risk · ¶ 3 · #dams · R. Eader",
    ):
        assert said in words, said


@needs_poppler
def test_the_pdf_can_be_read_aloud() -> None:
    content = dossier_pdf(noted(a_note()), ABOUT)
    assert re.search(r"^Title: +Upper Town$", seen_by("pdfinfo", content), re.MULTILINE)
    tags = "\n".join(structure_of(content))
    read = " ".join(line.strip('"') for line in tags.splitlines())
    assert read.index("What the towns want › First") < read.index("¶ 3 First,") < read.index("¶ 1 De bovenstad")
    for tag in ("H1", "H2", "H3", "L", "LI", "BlockQuote", "Table", "TH", "TD"):
        assert re.search(rf"^{tag}\b", tags, re.MULTILINE), tag


def test_what_is_quoted_is_in_the_language_of_its_brief() -> None:
    pages = dossier_pages(Sheet(noted(a_note()), ABOUT))
    assert (pages["lang"], pages["region"]) == ("en", None)
    (flemish,) = [one for one in pages["body"] if one.get("lang") == "nl" and one["kind"] == "paragraph"]
    assert (flemish["region"], flemish["line"][0]["text"]) == ("BE", "De bovenstad wil stroom.")
    content = dossier_pdf(noted(a_note()), ABOUT).replace(b"/Lang (", b"/Lang(")
    assert b"/Lang(nl-BE)" in content


@pytest.mark.skipif(
    not PDFCHECK.is_file() or shutil.which("java") is None, reason="the PDF validator or Java is not there"
)
def test_the_files_are_valid_for_archives_and_for_everyone(tmp_path: Path) -> None:
    odd = replace(TOWN, name="😀 中文 \ue000", places=(replace(TOWN.places[0], text="x" * 300 + "\x00 שלום"),))
    nobody = Dossier("nobody", "person", "", (), (), "", "", 0, (), (), (), (), ())
    for name, one in {"town": noted(a_note()), "odd": odd, "nobody": nobody}.items():
        (tmp_path / f"{name}.pdf").write_bytes(dossier_pdf(one, ABOUT))
    files = [str(path) for path in sorted(tmp_path.glob("*.pdf"))]
    for standard in ("ua1", "3a"):
        checked = subprocess.run([PDFCHECK, standard, *files], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert checked.stdout.count("PASS") == len(files)
