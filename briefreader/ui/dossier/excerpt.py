"""The few lines around a mention that a row shows, with the words marked; mentions close together share a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefreader.search.snippets import Found, cut_out, window
from briefreader.ui.lettering import Marks

_LONGEST = 130
"""Code points of an excerpt: three or four lines of the panel, so that several mentions can be seen at once."""

_TOGETHER = 90
_CELLS = str.maketrans("\t", " ")


def clusters(marks: Sequence[tuple[int, int]]) -> Iterator[Marks]:
    """The marks of a paragraph in groups that fit into one excerpt; without any marks, one empty group."""
    group: list[tuple[int, int]] = []
    for mark in marks:
        if group and mark[1] - group[0][0] > _TOGETHER:
            yield tuple(group)
            group = []
        group.append(mark)
    yield tuple(group)


class Excerpt(NamedTuple):
    """Words that are shown of a text, and the code points of them that are marked, `shift` behind where they stand."""

    text: str
    marks: Marks
    shift: int = 0

    @property
    def places(self) -> Marks:
        """The marks as code points of the text itself."""
        return tuple((start - self.shift, end - self.shift) for start, end in self.marks)


@lru_cache(maxsize=2_000)
def excerpt(text: str, marks: Marks, every: Marks) -> Excerpt:
    """The sentences around `marks`, code points of `text`; whatever else of `every` they hold is marked as well."""
    part = window(text, [Found(start, end, 0) for start, end in marks], _LONGEST)
    cut, shift = cut_out(text, *part, every)
    return Excerpt(*cut, shift)


def whole(text: str, marks: Marks) -> Excerpt:
    """A paragraph that is shown whole, the cells of a table parted by spaces."""
    return Excerpt(text.translate(_CELLS), marks)
