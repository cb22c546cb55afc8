"""The formulas of the sheet Checks: operands found through Links, the recomputed interval, whether the two meet.

The same three times over, for the expected reading, the widest, and digits cut off instead of rounded; the columns of
the second and third begin with ``wide_`` and ``cut_``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from workbench.checking.network import Reading
from workbench.exporting.recomputation import Outcome, Recomputation, Shape
from workbench.exporting.workbook.wording import Wording

# For each reading: the beginning of its columns in Checks, and of those in Links.
PREFIXES = {Reading.EXPECTED: ("", ""), Reading.WIDEST: ("wide_", "widest_"), Reading.TRUNCATED: ("cut_", "cut_")}
_ADDITIVE = (Shape.MINUS, Shape.SAME, Shape.SUM, Shape.AT_LEAST, Shape.MORE)


def number_text(value: Fraction) -> str:
    """A constant as a formula writes it."""
    return str(value.numerator) if value.denominator == 1 else repr(float(value))


def row_formulas(check: Recomputation) -> Iterator[tuple[str, str]]:
    """Where the operands stand in Links: pairs of column and formula, in the order to compute them."""
    if check.operand("a") is not None:
        yield "a_row", 'MATCH({id}&"|a",[links.key],0)'
    if check.operand("b") is not None:
        yield "b_row", 'MATCH({id}&"|b",[links.key],0)'
    yield "stated_row", 'MATCH({id}&"|stated",[links.key],0)'


def reading_formulas(check: Recomputation, reading: Reading) -> Iterator[tuple[str, str]]:
    """The columns of one reading: pairs of column and formula, in the order to compute them."""
    mine, links = PREFIXES[reading]
    shape = check.shape
    if shape.adds_parts:
        yield f"{mine}sum_low", f'SUMIFS([links.{links}low],[links.key],{{id}}&"|part")'
        yield f"{mine}sum_high", f'SUMIFS([links.{links}high],[links.key],{{id}}&"|part")'
    for operand in ("a", "b"):
        if check.operand(operand) is not None:
            for end in ("low", "high"):
                yield f"{mine}{operand}_{end}", f"INDEX([links.{links}{end}],{{{operand}_row}})"
    low, high = combined_formulas(shape, mine)
    yield f"{mine}low", _in_stated_unit(low, check)
    yield f"{mine}high", "1E+99" if shape in (Shape.AT_LEAST, Shape.MORE) else _in_stated_unit(high, check)
    yield f"{mine}stated_low", f"INDEX([links.{links}low],{{stated_row}})"
    yield f"{mine}stated_high", f"INDEX([links.{links}high],{{stated_row}})"
    yield (
        f"{mine}ends",
        ends_formula(shape, mine, lambda operand: f"INDEX([links.{links}ends],{{{operand}_row}})", links),
    )
    yield f"{mine}slack", _slack(check, mine)
    if check.slack is None:
        yield f"{mine}fits", _fits(mine, links)
        return
    if reading is Reading.EXPECTED:
        yield "untolerated", _fits(mine, links)
    yield f"{mine}fits", _fits(mine, links, tolerant=True)


def tolerance_cells(check: Recomputation) -> dict[str, float]:
    """What a check tolerates, as inputs of its row: a part of the recomputed value, and a distance in its unit."""
    if check.slack is None:
        return {}
    return {"tol_part": float(check.slack.part), "tol_distance": float(check.slack.distance)}


def behind_tolerance(low: str, high: str, match: str) -> tuple[str, str]:
    """The ends of what may come out where what is said lies between `low` and `high`; `match` finds its row."""
    part, distance = (f"INDEX([checks.{name}],{match})" for name in ("tol_part", "tol_distance"))
    least, most = f"({low}-{distance})", f"({high}+{distance})"
    return (
        f"{least}/IF({least}<0,1-{part},1+{part})",
        f"{most}/IF({most}<0,1+{part},1-{part})",
    )


def _in_stated_unit(formula: str, check: Recomputation) -> str:
    """``(operands - offset) x scale``, nothing written for nothing."""
    if check.offset:
        formula = f"({formula}-{number_text(check.offset)})"
    if check.scale == 1:
        return formula
    if check.scale.numerator == 1:
        return f"({formula})/{number_text(1 / check.scale)}"
    return f"({formula})*{number_text(check.scale)}"


def combined_formulas(shape: Shape, p: str) -> tuple[str, str]:
    """Low and high of what the operands give, in their own unit."""
    a_low, a_high, b_low, b_high = (f"{{{p}{name}}}" for name in ("a_low", "a_high", "b_low", "b_high"))
    if shape.adds_parts:
        return f"{{{p}sum_low}}", f"{{{p}sum_high}}"
    if shape is Shape.SAME:
        return a_low, a_high
    if shape is Shape.MINUS:
        return f"{a_low}-{b_high}", f"{a_high}-{b_low}"
    if shape is Shape.POWER:
        b_low, b_high = (
            f"IFERROR({choose}(MAX(0,{end})^{{years_low}},MAX(0,{end})^{{years_high}}),1E+99)"
            for choose, end in (("MIN", b_low), ("MAX", b_high))
        )
    if shape in (Shape.PRODUCT, Shape.POWER):
        corners = f"({a_low}*{b_low},{a_low}*{b_high},{a_high}*{b_low},{a_high}*{b_high})"
        return f"MIN{corners}", f"MAX{corners}"
    low = (
        f"IFERROR(IF({b_low}>=0,IF({a_low}>=0,{a_low}/{b_high},IF({b_low}=0,-1E+99,{a_low}/{b_low})),"
        f"IF({b_high}<=0,IF({a_high}>=0,IF({b_high}=0,-1E+99,{a_high}/{b_high}),{a_high}/{b_low}),-1E+99)),-1E+99)"
    )
    high = (
        f"IFERROR(IF({b_low}>=0,IF({a_high}>=0,IF({b_low}=0,1E+99,{a_high}/{b_low}),{a_high}/{b_high}),"
        f"IF({b_high}<=0,IF({a_low}<=0,IF({b_high}=0,1E+99,{a_low}/{b_high}),{a_low}/{b_low}),1E+99)),1E+99)"
    )
    if shape is Shape.ROOT:
        low = f"MIN(MAX(0,{low})^(1/{{years_low}}),MAX(0,{low})^(1/{{years_high}}))"
        high = f"MAX(MAX(0,{high})^(1/{{years_low}}),MAX(0,{high})^(1/{{years_high}}))"
    return low, high


def ends_formula(shape: Shape, p: str, ends_of: Callable[[str], str], links: str = "") -> str:
    """Which ends of the recomputed interval belong to it. `ends_of` is where those of operand a or b stand."""

    def left_out(operand: str, end: str) -> str:
        cell = ends_of(operand)
        return f'LEFT({cell},1)="("' if end == "low" else f'RIGHT({cell},1)=")"'

    def pair(low: str, high: str) -> str:
        return f'IF({low},"(","[")&IF({high},")","]")'

    a_low, a_high, b_low = (f"{{{p}{name}}}" for name in ("a_low", "a_high", "b_low"))
    out = {(operand, end): left_out(operand, end) for operand in "ab" for end in ("low", "high")}
    if shape is Shape.MORE:
        return '"()"'
    if shape.adds_parts:
        low = f'COUNTIFS([links.key],{{id}}&"|part",[links.{links}ends],"(*")>0'
        high = f'COUNTIFS([links.key],{{id}}&"|part",[links.{links}ends],"*)")>0'
        return f'IF({low},"(","[")&")"' if shape is Shape.AT_LEAST else pair(low, high)
    if shape is Shape.SAME:
        return ends_of("a")
    if shape is Shape.MINUS:
        return pair(f"OR({out['a', 'low']},{out['b', 'high']})", f"OR({out['a', 'high']},{out['b', 'low']})")
    if shape is Shape.ROOT:
        return '"[]"'
    if shape in (Shape.PRODUCT, Shape.POWER):
        both = pair(f"OR({out['a', 'low']},{out['b', 'low']})", f"OR({out['a', 'high']},{out['b', 'high']})")
        return f'IF(AND({a_low}>=0,{b_low}>=0),{both},"[]")'
    low = (
        f"IF({b_low}>=0,IF({a_low}>=0,OR({out['a', 'low']},AND({a_low}<>0,{out['b', 'high']})),"
        f"OR({out['a', 'low']},{out['b', 'low']})),"
        f"IF({a_high}>=0,OR({out['a', 'high']},{out['b', 'high']}),OR({out['a', 'high']},{out['b', 'low']})))"
    )
    high = (
        f"IF({b_low}>=0,IF({a_high}>=0,OR({out['a', 'high']},AND({a_high}<>0,{out['b', 'low']})),"
        f"OR({out['a', 'high']},{out['b', 'high']})),"
        f"IF({a_low}<=0,OR({out['a', 'low']},{out['b', 'high']}),OR({out['a', 'low']},{out['b', 'low']})))"
    )
    return pair(low, high)


def _slack(check: Recomputation, p: str) -> str:
    """How far apart two ends may lie and still be the same number to a spreadsheet of 15 digits."""

    def size(low: str, high: str) -> str:
        return f"MIN(ABS({{{p}{low}}}),ABS({{{p}{high}}}))"

    sizes = [size("low", "high"), size("stated_low", "stated_high")]
    if check.shape in _ADDITIVE:
        scale = "" if check.scale == 1 else f"*{number_text(check.scale)}"
        if check.shape.adds_parts:
            sizes[0] = size("sum_low", "sum_high") + scale
        else:
            sizes[0] = size("a_low", "a_high") + scale
            if check.operand("b") is not None:
                sizes.append(size("b_low", "b_high") + scale)
    elif check.offset:
        sizes.append(number_text(abs(check.offset * check.scale)))
    return f"1E-12*({'+'.join(sizes)})"


def _fits(p: str, links: str, *, tolerant: bool = False) -> str:
    """Whether the stated interval meets the recomputed one, touching ends included only when both belong.

    A `tolerant` one reaches further on both sides by what is tolerated.
    """
    stated = f"INDEX([links.{links}ends],{{stated_row}})"
    low, high, slack, ends = (f"{{{p}{name}}}" for name in ("low", "high", "slack", "ends"))
    if tolerant:
        low = f"({low}-ABS({low})*{{tol_part}}-{{tol_distance}})"
        high = f"({high}+ABS({high})*{{tol_part}}+{{tol_distance}})"
    stated_low, stated_high = f"{{{p}stated_low}}", f"{{{p}stated_high}}"
    above = (
        f'OR({stated_low}<{high}-{slack},AND({stated_low}<={high}+{slack},LEFT({stated},1)="[",RIGHT({ends},1)="]"))'
    )
    below = (
        f'OR({low}<{stated_high}-{slack},AND({low}<={stated_high}+{slack},LEFT({ends},1)="[",RIGHT({stated},1)="]"))'
    )
    return f"IF(AND({above},{below}),1,0)"


def point_formulas(check: Recomputation) -> Iterator[tuple[str, str]]:
    """The point that the written numbers give, the stated one, and whether they agree as written."""
    yield "stated_point", 'IF(INDEX([links.point],{stated_row})="","",INDEX([links.point],{stated_row}))'
    yield "point", _point(check)
    if check.stated.fact.claim is None:
        yield "agrees", "1"
        return
    step, loose = "INDEX([links.step],{stated_row})", "INDEX([links.loose],{stated_row})"
    ends = "INDEX([links.ends],{stated_row})"
    inside = (
        "(AND(OR({point}>{stated_low}+{slack},AND({point}>={stated_low}-{slack},LEFT(" + ends + ',1)="[")),'
        "OR({point}<{stated_high}-{slack},AND({point}<={stated_high}+{slack},RIGHT(" + ends + ',1)="]"))))'
    )
    same = f"IF({loose}=1,{inside},ABS({{point}}-{{stated_point}})*2<={step}+{{slack}})"
    if check.shape is Shape.AT_LEAST:
        same = f"OR({{point}}<={{stated_point}},{same})"
    if check.slack is not None:
        same = f"OR({{untolerated}}=0,{same})"
    yield "agrees", f'IF(OR({{point}}="",{{stated_point}}=""),1,IF({same},1,0))'


def _point(check: Recomputation) -> str:
    shape = check.shape
    if shape is Shape.MORE:
        return '""'
    if shape.adds_parts:
        parts = 'COUNTIFS([links.key],{id}&"|part")'
        known = 'COUNTIFS([links.key],{id}&"|part",[links.point],">-1E+300")'
        total = _in_stated_unit('SUMIFS([links.point],[links.key],{id}&"|part")', check)
        return f'IF({known}<{parts},"",{total})'
    a, b = "INDEX([links.point],{a_row})", "INDEX([links.point],{b_row})"
    if shape is Shape.SAME:
        return f'IF({a}="","",{_in_stated_unit(a, check)})'
    if shape is Shape.MINUS:
        value = f"{a}-{b}"
    elif shape is Shape.PRODUCT:
        value = f"{a}*{b}"
    elif shape is Shape.POWER:
        value = f"{a}*({b}^{{years_low}}+{b}^{{years_high}})/2"
    elif shape is Shape.ROOT:
        value = f"(({a}/{b})^(1/{{years_low}})+({a}/{b})^(1/{{years_high}}))/2"
    else:
        value = f"{a}/{b}"
    return f'IF(OR({a}="",{b}=""),"",IFERROR({_in_stated_unit(value, check)},""))'


def closing_formulas(check: Recomputation, texts: Wording) -> Iterator[tuple[str, str]]:
    """From the three readings to the result and its tick-mark."""
    word = {outcome: f'"{texts("results", outcome.value)}"' for outcome in Outcome}
    yes, no = f'"{texts("choices", "yes")}"', f'"{texts("choices", "no")}"'
    yield (
        "complete",
        f'IF(COUNTIFS([links.check],{{id}},[links.operand],"{texts("verdicts", "implied")}")'
        "+COUNTIFS([links.check],{id},[links.row],0)=0,1,0)",
    )
    yield "overlap", "MIN({stated_high},{high})-MAX({stated_low},{low})"
    yield "distance", "IF(-{overlap}>{slack},-{overlap},0)"
    yield (
        "relative",
        '{distance}/MAX(IF({point}="",MIN(ABS({low}),ABS({high})),ABS(IF({point}="",0,{point}))),1E-100)',
    )
    yield "rounding", f"IF(AND({{complete}}=1,{{fits}}=1,{{agrees}}=0),{yes},{no})"
    yield "truncation", f"IF(AND({{fits}}=0,{{wide_fits}}=0,{{cut_fits}}=1),{yes},{no})"
    yield (
        "material",
        "IF(AND(OR(materiality_rel>0,materiality_abs>0),OR(materiality_rel=0,{relative}<=materiality_rel),"
        f"OR(materiality_abs=0,{{distance}}<=materiality_abs)),{no},{yes})",
    )
    yield (
        "result",
        f"IF({{complete}}=0,{word[Outcome.UNKNOWN]},IF({{fits}}=1,"
        f"IF({{agrees}}=1,{word[Outcome.CONSISTENT]},{word[Outcome.ROUNDING]}),"
        f"IF({{material}}={no},{word[Outcome.CONSISTENT]},"
        f"IF(OR({{wide_fits}}=1,{{cut_fits}}=1,{{ceiling}}={yes}),"
        f"{word[Outcome.DOUBTFUL]},{word[Outcome.INCONSISTENT]}))))",
    )
    tick = f'IF({{agrees}}=1,"{_tick(check)}","≈")'
    if check.slack is not None:
        tick = f'IF({{untolerated}}=0,"tol",{tick})'
    yield "tick", f'IF({{complete}}=0,"",IF({{fits}}=1,{tick},IF({{material}}={no},"imm","X")))'


def _tick(check: Recomputation) -> str:
    operation = check.relation.operation.value
    return {"sum": "F", "footing": "CF", "reference": "TR"}.get(operation, "Rx")


def years_formulas(place: str) -> Iterator[tuple[str, str]]:
    """The fewest and most whole years in the interval of the operand in `place`."""
    row = f'MATCH({{id}}&"|{place}",[links.key],0)'
    low, high, ends = (f"INDEX([links.{name}],{row})" for name in ("low", "high", "ends"))
    yield "years_low", f'MAX(1,IF(LEFT({ends},1)="(",INT({low})+1,-INT(-{low})))'
    yield "years_high", f'MAX({{years_low}},IF(RIGHT({ends},1)=")",-INT(-{high})-1,INT({high})))'
