"""The charts of reports, comparisons and rankings as inline SVG: one small set, used by all of them alike."""

from spbe_index.write.charts.bands import ladder_svg, strip_svg
from spbe_index.write.charts.over_time import slope_svg, trend_svg
from spbe_index.write.charts.radar import radar_svg
from spbe_index.write.charts.small import bar_svg, change_svg, dots_svg
from spbe_index.write.charts.spread import climb_svg, spread_svg

__all__ = [
    "bar_svg",
    "change_svg",
    "climb_svg",
    "dots_svg",
    "ladder_svg",
    "radar_svg",
    "slope_svg",
    "spread_svg",
    "strip_svg",
    "trend_svg",
]
