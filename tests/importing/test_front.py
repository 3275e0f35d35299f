from __future__ import annotations

import pytest

from briefreader.importing.front import are_names, by_line, date_of, described_person, is_label, is_person, names_in


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("JANUARY 2026", "2026-01"),
        ("12 January 2026", "2026-01-12"),
        ("January 12th, 2026", "2026-01-12"),
        ("Monday, 12 January 2026", "2026-01-12"),
        ("The Hague, 12 January 2026", "2026-01-12"),
        ("Policy Brief | March 2025", "2025-03"),
        ("Date: 2026-01-12", "2026-01-12"),
        ("2026-01", "2026-01"),
        ("12 maart 2025", "2025-03-12"),
        ("Den Haag, maandag 12 mei 2025", "2025-05-12"),
        ("1er août 2024", "2024-08-01"),
        ("Paris, le 3 avril 2025", "2025-04-03"),
        ("12. März 2025", "2025-03-12"),
        ("03.10.2025", "2025-10-03"),
        ("*January 2026*", "2026-01"),
        ("31 February 2026", ""),
        ("In January 2026 the ministers met", ""),
        ("The crisis of 2026", ""),
        ("x" * 200, ""),
    ],
)
def test_a_line_that_is_a_date_gives_it_in_iso(line: str, date: str) -> None:
    assert date_of(line) == date


@pytest.mark.parametrize("name", ["Jane Doe", "Anna de Vries", "J. P. Doe", "Dr. Erika Mustermann", "Jean-Luc Dupont"])
def test_names_of_persons_are_known_by_their_form(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["Jane", "a sea", "North Sea Institute", "Policy Brief", "JANE DOE", "A b", "Do 3 Jane"]
)
def test_what_is_no_persons_name_is_known_too(name: str) -> None:
    assert not is_person(name)


def test_a_list_of_names_ends_at_the_first_that_is_none() -> None:
    assert names_in("Jane Doe, Jan Modaal en Anna de Vries") == ("Jane Doe", "Jan Modaal", "Anna de Vries")
    assert names_in("Dr. Jane Doe, North Sea Institute") == ("Jane Doe",)
    assert are_names("Jane Doe and Jan Modaal")
    assert not are_names("Jane Doe, North Sea Institute")
    assert not are_names("")


def test_a_by_line_names_its_authors() -> None:
    assert by_line("By Jane Doe & Jan Modaal") == ("Jane Doe", "Jan Modaal")
    assert by_line("Autorin: Erika Mustermann") == ("Erika Mustermann",)
    assert by_line("By the sea") == ()
    assert by_line("Jane Doe") == ()


def test_the_person_whom_a_paragraph_describes_is_its_opening_name() -> None:
    assert described_person("Prof. Jane Doe is a name. Jan Modaal is another.") == "Jane Doe"
    assert described_person("The author is a name.") == ""
    assert described_person("Jane Doe, Jan Modaal") == ""


def test_labels_are_no_titles() -> None:
    assert is_label("POLICY BRIEF No. 4")
    assert is_label("Note d’analyse")
    assert not is_label("A brief policy of ports")
    assert not is_label("")
