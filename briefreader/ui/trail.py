"""Where the reader has been, to go back there and forward again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to come back to."""

    brief: str
    offset: int


class Trail:
    """Where the reader has been, as in a browser: going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []

    def leave(self, spot: Spot) -> None:
        if not self._behind or self._behind[-1] != spot:
            self._behind.append(spot)
        self._ahead.clear()

    def back(self, here: Spot) -> Spot | None:
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Spot) -> Spot | None:
        return self._step(self._ahead, self._behind, here)

    @staticmethod
    def _step(source: list[Spot], target: list[Spot], here: Spot) -> Spot | None:
        while source and source[-1] == here:
            source.pop()
        if not source:
            return None
        target.append(here)
        return source.pop()

    @property
    def can_go_back(self) -> bool:
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._ahead)
