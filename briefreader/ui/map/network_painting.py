"""How the drawing of who appears with whom is painted: lines, signs, names and what the signs mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from briefreader.brief.counts import KINDS
from briefreader.brief.grid import Line, Pair
from briefreader.brief.layout import Box, Node, corners_of, strength_of, thickness_of
from briefreader.brief.shades import mixed
from briefreader.ui import style
from briefreader.ui.lettering import Face

KEYS = "Ctrl and the wheel, or + and −, come nearer · 0 shows all"

_FADED = 0.22
_FOOT = 15
_SIDE = 32


@dataclass(frozen=True, slots=True)
class Scene:
    """What is seen: who stands where, whose name has room where, and who stands out with `company` (all do if none)."""

    actors: Sequence[tuple[Line, int]]
    pairs: Sequence[Pair]
    nodes: Mapping[str, Node]
    names: Mapping[str, Box]
    current: str = ""
    hover: str = ""
    company: frozenset[str] = frozenset()

    def is_faded(self, id: str) -> bool:
        """Whether somebody stands back behind those who stand out."""
        return bool(self.current) and id != self.current and id not in self.company


def draw_scene(painter: QPainter, scene: Scene, size: QSize, plain: Face, strong: Face, *, focus: bool) -> None:
    """Paint it all; `focus` says that the keyboard is here."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(0, 0, size.width(), size.height(), QColor(style.tokens().paper))
    _draw_lines(painter, scene)
    # Who stands out lies above those who stand back.
    for line, _ in sorted(scene.actors, key=lambda actor: not scene.is_faded(actor[0].id)):
        node = scene.nodes[line.id]
        _draw_sign(painter, line.kind, node, faded=scene.is_faded(line.id))
        if focus and line.id == scene.current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(style.tokens().ink), 1.8))
            far = node.reach * 1.25 + 4
            painter.drawEllipse(QPointF(node.x, node.y), far, far)
    _draw_names(painter, scene, plain, strong)
    _draw_foot(painter, scene, size, plain)
    if focus and not scene.current:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.tokens().accent), 1.6))
        painter.drawRoundedRect(QRectF(1, 1, size.width() - 2, size.height() - 2), 4, 4)


def _draw_lines(painter: QPainter, scene: Scene) -> None:
    colours = style.tokens()
    most = max((pair.count for pair in scene.pairs), default=1)

    def stands_out(pair: Pair) -> bool:
        return scene.current in (pair.one, pair.other)

    for pair in sorted(scene.pairs, key=lambda pair: (stands_out(pair), pair.count)):
        if pair.one not in scene.nodes or pair.other not in scene.nodes:
            continue
        tint = mixed(colours.line, colours.accent, 0.8 * strength_of(pair.count, most))
        if scene.current:
            full = mixed(colours.line, colours.accent, 0.4 + 0.6 * strength_of(pair.count, most))
            tint = full if stands_out(pair) else mixed(colours.paper, colours.line, 0.5)
        one, other = scene.nodes[pair.one], scene.nodes[pair.other]
        painter.setPen(QPen(QColor(tint), thickness_of(pair.count, most)))
        painter.drawLine(QPointF(one.x, one.y), QPointF(other.x, other.y))


def _draw_sign(painter: QPainter, kind: str, node: Node, *, faded: bool = False) -> None:
    colours = style.tokens()
    painter.setPen(QPen(QColor(colours.paper), 1.5))
    painter.setBrush(QColor(mixed(colours.paper, colours.accent, _FADED) if faded else colours.accent))
    if corners := corners_of(kind, node):
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    else:
        painter.drawEllipse(QPointF(node.x, node.y), node.reach, node.reach)


def _draw_names(painter: QPainter, scene: Scene, plain: Face, strong: Face) -> None:
    colours = style.tokens()
    called = {line.id: line.name for line, _ in scene.actors}
    on_top = scene.names.get(scene.hover)
    for id, box in scene.names.items():
        room = _rect(box)
        if on_top is not None and id != scene.hover and room.intersects(_rect(on_top)):
            continue
        ground = QColor(colours.paper)
        ground.setAlphaF(1.0 if id == scene.hover else 0.8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(room.adjusted(-2, 0, 2, 0), 3, 3)
        face = strong if id == scene.current else plain
        painter.setFont(face.font)
        painter.setPen(QColor(colours.accent if id in (scene.current, scene.hover) else colours.ink))
        painter.drawText(room.adjusted(-8, 0, 8, 0), Qt.AlignmentFlag.AlignCenter, called[id])


def _rect(box: Box) -> QRectF:
    return QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))


def _draw_foot(painter: QPainter, scene: Scene, size: QSize, face: Face) -> None:
    """What each sign means, at the left, and how to come nearer, at the right where there is room."""
    colours = style.tokens()
    middle = size.height() - _FOOT
    kinds = {line.kind for line, _ in scene.actors}
    x = float(_SIDE)
    painter.setFont(face.font)
    for kind in (kind for kind in KINDS if kind in kinds):
        _draw_sign(painter, kind, Node(kind, x + 6, middle, 6, 0))
        room = QRectF(x + 18, middle - 10, face.width(kind.capitalize()) + 2, 20)
        painter.setPen(QColor(colours.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, kind.capitalize())
        x = room.right() + 18
    if x + face.width(KEYS) + 12 < size.width():
        painter.setPen(QColor(colours.muted))
        where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(0, middle - 10, size.width() - 12, 20), where, KEYS)
