"""Pictures as plain geometry: what to draw where, with no toolkit. The window paints it, the reports write SVG."""

from workbench.charts.number_line import Bar, Gap, NumberLine, Row, Tick, lay_out
from workbench.charts.scale import comparison_power, written_power

__all__ = ["Bar", "Gap", "NumberLine", "Row", "Tick", "comparison_power", "lay_out", "written_power"]
