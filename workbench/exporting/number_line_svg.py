"""A number line as inline SVG: shapes and patterns that stay apart in grey print, and the same in words."""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape, quoteattr

from workbench.charts import Bar, NumberLine, lay_out
from workbench.exporting.plain_text import printable
from workbench.model import Comparison

FONT_SIZE = 13.0
_LINE = 16.0


def number_line_svg(
    comparison: Comparison, *, language: str, name: str, width: float = 640.0, power: int | None = None
) -> str:
    """One ``<svg>`` element, `width` units wide; `name` makes its ids unlike those of the others on the page.

    `power` is the scale that the text writes its numbers in.
    """
    line = lay_out(comparison, width=width, line_height=_LINE, text_width=text_width, language=language, power=power)
    parts = [
        f'<svg class="line" viewBox="0 0 {line.width:.0f} {line.height:.0f}" role="img" '
        f'aria-labelledby="{name}-d" font-size="{FONT_SIZE:.0f}">',
        f'<desc id="{name}-d">{_text(line.text)}</desc>',
    ]
    parts.extend(_gap(line, name))
    for row in line.rows:
        parts.append(
            f'<text x="{line.plot_left - _LINE * 0.8:.1f}" y="{row.y + FONT_SIZE * 0.35:.1f}" text-anchor="end">'
            f"<title>{_text(row.label)}</title>{_text(row.shown)}</text>"
        )
        parts.append(_bar(row.thin, row.y, 3.0, f"thin {row.source}"))
        parts.append(_bar(row.thick, row.y, 9.0, f"thick {row.source}"))
        parts.extend(_arrow(row.thin, row.y))
        if row.tick is not None:
            parts.append(
                f'<line class="tick" x1="{row.tick:.1f}" x2="{row.tick:.1f}" '
                f'y1="{row.y - 8:.1f}" y2="{row.y + 8:.1f}"/>'
            )
    parts.extend(_axis(line))
    parts.append("</svg>")
    return "".join(parts)


def text_width(text: str) -> float:
    """About how wide `text` prints in a sans serif of `FONT_SIZE`; rather too much than too little."""
    return sum(_letter_width(letter) for letter in text) * FONT_SIZE


def _letter_width(letter: str) -> float:
    if letter in " .,:;|'’ilj!()[]\u00a0\u202f":
        return 0.34
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.86 if letter in "%mwMW@—×+−=<>≥≤…" else 0.72 if letter.isupper() else 0.64


def _gap(line: NumberLine, name: str) -> list[str]:
    gap = line.gap
    if gap is None:
        return []
    return [
        f'<defs><pattern id="{name}-h" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>',
        f'<rect class="gap" x="{gap.left:.1f}" y="{line.gap_label_y + 6:.1f}" '
        f'width="{max(1.0, gap.right - gap.left):.1f}" height="{line.axis_y - line.gap_label_y - 6:.1f}" '
        f'fill="url(#{name}-h)"/>',
        f'<text class="gap-label" x="{gap.label_x:.1f}" y="{line.gap_label_y + 3:.1f}" text-anchor="middle">'
        f"{_text(gap.label)}</text>",
    ]


def _bar(bar: Bar, y: float, height: float, style: str) -> str:
    return (
        f'<rect class={quoteattr(style)} x="{bar.left:.1f}" y="{y - height / 2:.1f}" '
        f'width="{max(2.0, bar.right - bar.left):.1f}" height="{height:.0f}"/>'
    )


def _arrow(bar: Bar, y: float) -> list[str]:
    arrows = []
    if bar.arrow_right:
        arrows.append(f'<path class="arrow" d="M{bar.right + 7:.1f} {y:.1f}l-8 -5v10z"/>')
    if bar.arrow_left:
        arrows.append(f'<path class="arrow" d="M{bar.left - 7:.1f} {y:.1f}l8 -5v10z"/>')
    return arrows


def _axis(line: NumberLine) -> list[str]:
    parts = [
        f'<line class="axis" x1="{line.plot_left:.1f}" x2="{line.plot_right:.1f}" '
        f'y1="{line.axis_y:.1f}" y2="{line.axis_y:.1f}"/>'
    ]
    for tick in line.ticks:
        parts.append(
            f'<line class="axis" x1="{tick.x:.1f}" x2="{tick.x:.1f}" '
            f'y1="{line.axis_y:.1f}" y2="{line.axis_y + 5:.1f}"/>'
            f'<text class="number" x="{tick.label_x:.1f}" y="{line.tick_label_y + 4:.1f}" text-anchor="middle">'
            f"{_text(tick.label)}</text>"
        )
    if line.unit:
        parts.append(
            f'<text class="number" x="{line.plot_right:.1f}" y="{line.tick_label_y + _LINE + 3:.1f}" '
            f'text-anchor="end">{_text(line.unit)}</text>'
        )
    return parts


def _text(text: str) -> str:
    return escape(printable(text))
