"""What the places of different frames have in common: each frame learns from the passages of the others as well.

"Fell to" speaks for the newer of two levels, whether a percentage, an amount or points are said of them. So the weight
of a sign at a place is made of its own part and of parts it shares: with the same role in other frames, and with all
places of its sort. Where a frame has few passages the shared parts carry most of it.
"""

from __future__ import annotations

import re

_ROLES = {
    "growth": {"rate": "change", "after": "after", "before": "before"},
    "difference": {"change": "change", "after": "after", "before": "before"},
    "points": {"change": "change", "after": "after", "before": "before"},
    "unsaid": {"rate": "change", "level": "after", "change": "by how much"},
    "share": {"share": "share", "part": "part", "whole": "whole"},
    "average": {"per": "each", "total": "whole", "count": "count"},
    "sum": {"total": "whole", "part": "part", "first": "first part", "last": "last part"},
}
_COMPARED = frozenset({"growth", "difference", "points"})
_JOINTS = re.compile("([-~.])")


def shared(place: str) -> tuple[str, ...]:
    """The names under which a place of a frame, such as ``growth.rate-after``, shares its weights with others."""
    frame, _, roles = place.partition(".")
    kin = "compared" if frame in _COMPARED else frame
    if not roles:
        return f"frame {kin}", "frame"
    if roles == "mended":
        return "mended", f"mended {kin}"
    names = _JOINTS.split(roles)
    sort = f"pair {names[1]}" if len(names) > 1 else "number"
    return "".join(_ROLES[frame].get(name, name) for name in names), sort
