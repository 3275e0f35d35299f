"""Puts torn paragraphs together again, and marks the headings between them.

At every break two questions are asked. Is the text before it unfinished, or does the text behind it go on with a
sentence? And where a short line stands before the break: is it a heading (`headings` weighs that)?

Known limits. A tear exactly at the end of a sentence leaves no trace and stays. A paragraph that begins with a short
phrase and a name, torn between the two, may pass for a heading when the text has that phrase nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

from briefreader.importing.front import are_names, by_line, date_of, is_label, names_in
from briefreader.importing.headings import Candidate, is_heading, is_known_heading, is_numbered_heading, weigh
from briefreader.importing.lexicon import Lexicon
from briefreader.importing.lines import Gap, Piece, Shape
from briefreader.importing.marks import (
    begins_low,
    ends_in_colon,
    ends_in_initials,
    first_word,
    is_address,
    is_dangling,
    is_finished,
    join,
    last_word,
)
from briefreader.importing.words import BACK_HEADING, ORDINAL, organisation_of


def mend(pieces: Sequence[Piece], language: str) -> list[Piece]:
    """`pieces` with every torn paragraph whole, headings shaped HEADING, and what stands in between behind it.

    `level` of a heading found by evidence is 0: nobody wrote one.
    """
    lexicon = Lexicon((piece.text for piece in pieces if piece.shape is not Shape.ASIDE), language)
    mender = _Mender(lexicon, intact=not _is_torn(pieces))
    for piece, after in _with_following(stack_headings(pieces, mender.lexicon)):
        mender.take(piece, after)
    return mender.finish()


def _is_torn(pieces: Sequence[Piece]) -> bool:
    """Whether any paragraph stops in mid-sentence: where none does, a short line is hardly a fragment."""
    return any(
        piece.shape is following.shape is Shape.TEXT
        and not is_finished(piece.text)
        and (begins_low(following.text) or _words(piece.text) > 18)
        for piece, following in pairwise(piece for piece in pieces if piece.shape is not Shape.ASIDE)
    )


def _with_following(pieces: Sequence[Piece]) -> list[tuple[Piece, Piece | None]]:
    pairs: list[tuple[Piece, Piece | None]] = []
    after: Piece | None = None
    for piece in reversed(pieces):
        pairs.append((piece, after))
        if piece.shape is not Shape.ASIDE:
            after = piece
    return pairs[::-1]


def stack_headings(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Two or three short lines, one right below another and alone, are one title or heading set over several lines."""
    result: list[Piece] = []
    at = 0
    back = False
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and pieces[end].gap is Gap.LINE and end - at < 5:
            end += 1
        lines = stack = pieces[at:end]
        while len(stack) > 2 and _stands_alone(stack[-1].text, lexicon):
            stack = stack[:-1]
        opening = lines[0].text.rstrip(" :")
        back = back or bool(BACK_HEADING.fullmatch(opening) or organisation_of(opening))
        if not back and 2 <= len(stack) <= 3 and end < len(pieces) and _is_stack(stack, lexicon):
            result.append(Piece(reduce(join, (line.text for line in stack)), stack[0].gap))
            lines = lines[len(stack) :]
        result += lines
        at = end
    return result


def _is_stack(group: Sequence[Piece], lexicon: Lexicon) -> bool:
    return all(
        piece.shape is Shape.TEXT
        and len(piece.text.split()) <= 12
        and (not is_finished(piece.text) or (ends_in_colon(piece.text) and piece is not group[-1]))
        and not _stands_alone(piece.text, lexicon)
        and not is_known_heading(piece.text)
        and not (piece is not group[0] and is_numbered_heading(piece.text))
        for piece in group
    )


def _stands_alone(text: str, lexicon: Lexicon) -> bool:
    return is_address(text) or bool(date_of(text) or by_line(text)) or is_name_list(text, lexicon) or is_label(text)


def is_name_list(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a list of persons, none of whose names the text writes small anywhere."""
    return (
        are_names(text)
        and not is_numbered_heading(text)
        and not any(lexicon.has_low(word) for name in names_in(text) for word in name.split() if word[0].isupper())
    )


_STRONG = 5


class _Mender:
    def __init__(self, lexicon: Lexicon, *, intact: bool) -> None:
        self.lexicon = lexicon
        self._intact = intact
        self._whole: list[Piece] = []
        self._asides: list[Piece] = []
        self._current: Piece | None = None
        self._early = True

    def take(self, piece: Piece, after: Piece | None) -> None:
        """Join `piece` to what is open, or close that and open `piece`; `after` is what follows, for its evidence."""
        if piece.shape is Shape.ASIDE:
            self._asides.append(piece)
            return
        current = self._current
        if piece.shape is Shape.TEXT and self._is_line(piece, current, after):
            piece.shape = Shape.LINE
        elif current is not None and self._continues(current, piece, after):
            current.text = join(current.text, piece.text)
            return
        self._close(piece)
        self._current = piece

    def finish(self) -> list[Piece]:
        """Everything that was taken, mended."""
        self._close(None)
        return self._whole

    def _close(self, following: Piece | None) -> None:
        current = self._current
        if current is not None:
            if current.shape in (Shape.TEXT, Shape.ITEM) and self._heads(current, following):
                current.shape, current.marker = Shape.HEADING, ""
            self._whole.append(current)
            self._early = self._early and not _is_prose(current)
        self._whole += [aside for aside in self._asides if aside.text]
        self._asides.clear()

    def _continues(self, current: Piece, piece: Piece, after: Piece | None) -> bool:
        if piece.shape is Shape.ITEM and not self._is_item(current, piece, after):
            if piece.marker[-1] not in ".)":
                piece.text = f"{piece.marker} {piece.text}"
            piece.shape, piece.marker = Shape.TEXT, ""
            return True
        if current.shape not in _MENDABLE or piece.shape not in (Shape.TEXT, current.shape):
            return False
        if piece.shape is Shape.ITEM or (current.shape is Shape.QUOTATION and piece.shape is not Shape.QUOTATION):
            return False
        if begins_low(piece.text):
            return True
        if is_finished(current.text):
            return self._runs_on(current.text, piece.text)
        dangling = is_dangling(current.text, self.lexicon.language)
        if current.shape is Shape.ITEM and not self.lexicon.has_pair(last_word(current.text), first_word(piece.text)):
            return dangling and not self.lexicon.opens_sentence(first_word(piece.text))
        if dangling:
            return True
        if is_address(current.text.rpartition(" ")[2]) and self.lexicon.opens_sentence(first_word(piece.text)):
            return False
        lines = piece.gap is Gap.LINE and max(_words(current.text), _words(piece.text)) < 8
        if lines and not re.search(r"[.!?,] ", current.text):
            return False
        return not self._heads(current, piece) and not self._interrupts(current, piece, after)

    def _is_line(self, piece: Piece, current: Piece | None, after: Piece | None) -> bool:
        """Whether a piece is whole by itself, and not a part of the sentence that is open before it."""
        text = piece.text
        names = current is not None and after is not None and is_name_list(text, self.lexicon)
        named = by_line(text) or (names and after is not None and not begins_low(after.text))
        early = self._early and (current is None or not _is_prose(current))
        if not (is_address(text) or (early and (date_of(text) or named))):
            return False
        if current is None or current.shape not in _MENDABLE or is_finished(current.text):
            return True
        dangling = _words(current.text) >= 2 and is_dangling(current.text, self.lexicon.language)
        return not dangling and _words(current.text) < 15

    def _runs_on(self, text: str, continuation: str) -> bool:
        """Whether a finished text goes on all the same: after a colon with a quotation, or after initials."""
        if ends_in_colon(text):
            quoted = re.match(r"[\"“„«]", continuation)
            return bool(quoted) and _words(text) >= 4 and not re.search(r"[\"”“»][.!?]?$", continuation)
        return ends_in_initials(text) and not self.lexicon.opens_sentence(first_word(continuation))

    def _heads(self, current: Piece, following: Piece | None) -> bool:
        """Whether the piece that is open is a heading to what follows."""
        if following is None or len(current.text) > 200 or current.shape not in (Shape.TEXT, Shape.ITEM):
            return False
        if current.shape is Shape.ITEM:
            listed = current.gap is Gap.LINE and self._whole and self._whole[-1].shape is Shape.ITEM
            if listed or following.shape is Shape.ITEM or not is_numbered_heading(current.text):
                return False
        if is_finished(current.text) and not is_known_heading(current.text):
            question = re.search(r"\?[\"”’)]*$", current.text)
            prose = _words(following.text) >= 8 or not is_finished(following.text)
            if not question or not prose or current.gap is Gap.LINE:
                return False
        case = Candidate(current.text, following.text, self.lexicon, early=self._early, intact=self._intact)
        return is_heading(case)

    def _interrupts(self, current: Piece, piece: Piece, after: Piece | None) -> bool:
        """Whether a heading follows a paragraph that lacks its full stop: for that the evidence has to be strong."""
        if after is None or len(piece.text) > 200 or is_finished(piece.text) or ORDINAL.match(piece.text):
            return False
        if self.lexicon.has_pair(last_word(current.text), first_word(piece.text)):
            return False
        return weigh(Candidate(piece.text, after.text, self.lexicon))[0] >= _STRONG

    def _is_item(self, current: Piece, piece: Piece, after: Piece | None) -> bool:
        """Whether a dash or number opens a list item, and is not part of a sentence that a tear has put behind it."""
        if is_finished(current.text) or current.shape not in _MENDABLE:
            return True
        if current.shape is Shape.ITEM:
            numbered = piece.marker.strip("().").isalnum() and not is_dangling(current.text, self.lexicon.language)
            return numbered or _follows(current.marker, piece.marker)
        if piece.marker in "–—-" and piece.gap and _words(current.text) >= 12:
            return False
        if after is not None and after.shape is Shape.ITEM and _follows(piece.marker, after.marker):
            return True
        if piece.marker in "–—-" or piece.marker[:1].isalnum() or piece.marker[:1] == "(":
            return self._heads(current, piece) and (
                piece.marker in "–—-" or piece.marker.strip("().") in ("0", "1", "a", "i")
            )
        return not is_dangling(current.text, self.lexicon.language)


def _is_prose(piece: Piece) -> bool:
    return is_finished(piece.text) and _words(piece.text) >= 8


def _words(text: str) -> int:
    """The spaces in the first 200 characters: enough to tell a line from a paragraph, at a fixed cost."""
    return text.count(" ", 0, 200)


_MENDABLE = frozenset({Shape.TEXT, Shape.ITEM, Shape.QUOTATION})


def _follows(marker: str, following: str) -> bool:
    one, two = marker.strip("().,"), following.strip("().")
    if one.isdigit() and two.isdigit():
        return int(two) == int(one) + 1
    if len(one) == len(two) == 1 and one.isalpha() and two.isalpha():
        return ord(two) == ord(one) + 1
    return marker == following
