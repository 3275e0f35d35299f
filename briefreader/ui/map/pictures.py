"""Maps as the bytes of a file: the picture as SVG or PNG, the numbers as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, sqrt

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter

from briefreader.brief.grid import Circle, Grid
from briefreader.brief.layout import Point
from briefreader.errors import ExportFailed
from briefreader.exporting import charts

_SCALE = 2.0
_MOST = 60_000_000
_LONGEST = 30_000


def render_png(svg: str, scale: float = _SCALE) -> QImage:
    """An SVG file as an image of `scale` pixels for each of its own, or less where that would be too many.

    Raises ExportFailed where there is no memory for it.
    """
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(svg.encode()))
    size = renderer.defaultSize()
    wide, high = max(1, size.width()), max(1, size.height())
    scale = min(scale, sqrt(_MOST / (wide * high)), _LONGEST / max(wide, high))
    image = QImage(ceil(wide * scale), ceil(high * scale), QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise ExportFailed("There is not enough memory for this picture; filter the map, or export it as SVG.")
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    image.setDotsPerMeterX(round(96 * scale / 0.0254))
    image.setDotsPerMeterY(round(96 * scale / 0.0254))
    return image


def written(
    shown: Grid | Circle,
    format: str,
    title: str,
    subtitle: str,
    *,
    places: Mapping[str, Point] | None = None,
    dark: bool = False,
) -> bytes:
    """What is shown as the bytes of a file: "svg", "png" or "csv". Raises ExportFailed."""
    if format == "csv":
        table = charts.grid_csv(shown) if isinstance(shown, Grid) else charts.circle_csv(shown)
        # Without this mark, spreadsheets take the file for one in an old character set.
        return table.encode("utf-8-sig")
    if isinstance(shown, Grid):
        svg = charts.grid_svg(shown, title, subtitle, dark=dark)
    else:
        svg = charts.circle_svg(shown, title, subtitle, dark=dark, places=places)
    if format == "svg":
        return svg.encode()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not render_png(svg).save(buffer, "PNG"):  # type: ignore[call-overload]  # the stub lacks the buffer
        raise ExportFailed("This picture could not be written; filter the map, or export it as SVG.")
    return bytes(buffer.data().data())
