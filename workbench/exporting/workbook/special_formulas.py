"""The formulas of the sheet Checks for the calendar and for reported statistics.

Days come from Links as numbers such as 20221126. Where days are counted, 2,000 years are added before the spreadsheet
makes a date of them: the calendar repeats every 400 years, and no spreadsheet has dates before 1900. The tail
functions are those Excel has had since 2010, with the prefix its files write before their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from workbench.checking import calendar
from workbench.checking.ranges import ONE
from workbench.exporting.recomputation import Outcome
from workbench.exporting.special_checks import Rule, SpecialCheck
from workbench.exporting.workbook.check_formulas import number_text
from workbench.exporting.workbook.wording import Wording
from workbench.model import Period

_MONTH = "INT({day}/100)-88*INT({day}/10000)"
_YEARS_ADDED = 2000
_MANY = 1000
_P = "{{{place}}}"


def special_formulas(check: SpecialCheck, texts: Wording) -> Iterator[tuple[str, str]]:
    """Pairs of column and formula, in the order to compute them."""
    places = {operand.place for operand in check.operands}
    for place in ("a", "b", "df1", "df2", "stated"):
        if place in places:
            yield f"{place}_row", f'MATCH({{id}}&"|{place}",[links.key],0)'
    for place in ("a", "b"):
        if place in places:
            for end in ("low", "high"):
                yield f"{place}_{end}", f"INDEX([links.{end}],{{{place}_row}})"
    for place in ("df1", "df2"):
        if place in places:
            yield place, f"INDEX([links.point],{{{place}_row}})"
    yield from _stated(check)
    yield from _recomputed(check)
    yield from _meeting(check)
    yield from _closing(check, texts)


def _stated(check: SpecialCheck) -> Iterator[tuple[str, str]]:
    yield "stated_low", "INDEX([links.low],{stated_row})"
    yield "stated_high", "INDEX([links.high],{stated_row})"
    yield "stated_point", 'IF(INDEX([links.point],{stated_row})="","",INDEX([links.point],{stated_row}))'
    if check.rule.of_calendar and check.rule is not Rule.WEEKDAY:
        prefix = "" if check.to_the_year else "widest_"
        yield "wide_stated_low", f"INDEX([links.{prefix}low],{{stated_row}})"
        yield "wide_stated_high", f"INDEX([links.{prefix}high],{{stated_row}})"


def _recomputed(check: SpecialCheck) -> Iterator[tuple[str, str]]:
    """The recomputed ends in the expected and, for the calendar, in the widest reading."""
    if check.rule.is_test:
        yield "low", f"IF({{a_high}}>=1E+60,0,{_tail(check, 'a_high')})"
        yield "high", f"IF({{a_low}}<=0,1,{_tail(check, 'a_low')})"
        return
    if check.rule is Rule.GRIM:
        size = "{a_low}*{b_low}" if check.operand("b") is not None else "{a_low}"
        yield "low", f'IF(OR({{stated_point}}="",{size}<=0),"",ROUND({{stated_point}}*{size},0)/({size}))'
        yield "high", "{low}"
        yield "point", "{low}"
        return
    if check.rule is Rule.WEEKDAY:
        yield "low", f"WEEKDAY({_date('a_low')},2)"
        yield "high", "{low}"
        yield "point", "{low}"
        return
    yield from _elapsed(check)


def _elapsed(check: SpecialCheck) -> Iterator[tuple[str, str]]:
    if check.rule is Rule.DAYS:
        extra = "+1" if check.length > 1 else ""
        less = "-1" if check.length > 1 else ""
        yield "elapsed_low", f"{_date('a_low')}-{_date('b_high')}"
        yield "elapsed_high", f"{_date('a_high')}-{_date('b_low')}"
        yield "low", f"{{elapsed_low}}/{check.length}{less}"
        yield "high", f"({{elapsed_high}}+1)/{check.length}{extra}"
        # Twelve days within two months need not follow one another.
        yield "wide_low", "0"
        yield "wide_high", f"({{elapsed_high}}+2)/{check.length}{extra}"
        return
    if check.rule is Rule.EDITION:
        every = check.operand("every")
        step = '/INDEX([links.point],MATCH({id}&"|every",[links.key],0))' if every is not None else ""
        yield "low", f"(INT({{a_low}}/10000)-INT({{b_low}}/10000)){step}+1"
        yield "high", "{low}"
    else:
        yield "elapsed_low", f"({_months('b_high', 'a_low')})/{check.length}"
        yield "elapsed_high", f"({_months('b_low', 'a_high')})/{check.length}"
        if check.rule is Rule.AGE:
            yield "low", "MAX(0,INT({elapsed_low}))"
            yield "high", "INT({elapsed_high})"
            yield "wide_low", "{low}"
            yield "wide_high", "{high}+1"
            return
        if check.rule is Rule.YEARS:
            yield "low", "INT({a_low}/10000)-INT({b_low}/10000)"
            yield "high", "{low}"
        else:
            yield "low", "INT({elapsed_low})"
            yield "high", "-INT(-{elapsed_high})"
    if check.rule is not Rule.MONTHS:
        yield "point", "{low}"
    fewer, more = _granted(check)
    yield "wide_low", f"{{low}}-{fewer}"
    yield "wide_high", f"{{high}}+{more}"


def _granted(check: SpecialCheck) -> tuple[str, str]:
    """How many units less and more the widest way of counting gives."""
    last = Period.year(2000)
    if check.rule is not Rule.EDITION:
        found = calendar.elapsed(last, last, "year", completed=False)
        assert found is not None
        fewer, more = _apart(found)
        return number_text(fewer), number_text(more)
    # Editions that fell out are granted by number, or as a part of a long series.
    few, more = _apart(calendar.edition(last, last, ONE))
    of_many, _ = _apart(calendar.edition(Period.year(last.first.year - _MANY + 1), last, ONE))
    return f"MAX({number_text(few)},{{low}}*{number_text(of_many / _MANY)})", number_text(more)


def _apart(counted: calendar.Counted) -> tuple[Fraction, Fraction]:
    """How far the widest ends lie from the expected ones."""
    low, _, high, _ = counted.expected
    widest_low, _, widest_high, _ = counted.widest
    assert low is not None
    assert high is not None
    assert widest_low is not None
    assert widest_high is not None
    return low - widest_low, widest_high - high


def _date(place: str) -> str:
    day = _P.format(place=place)
    month = f"INT({day}/100)-100*INT({day}/10000)"
    return f"DATE(INT({day}/10000)+{_YEARS_ADDED},{month},{day}-100*INT({day}/100))"


def _months(start: str, end: str) -> str:
    """Completed months from one day to another."""
    first, last = _P.format(place=start), _P.format(place=end)
    unfinished = f"IF({last}-100*INT({last}/100)<{first}-100*INT({first}/100),1,0)"
    return f"{_MONTH.format(day=last)}-({_MONTH.format(day=first)})-{unfinished}"


def _tail(check: SpecialCheck, place: str) -> str:
    """The p that one size of the statistic has."""
    size = _P.format(place=place)
    if check.rule is Rule.Z:
        return f"2*_xlfn.NORM.S.DIST(-{size},TRUE)"
    if check.rule is Rule.CHI2:
        whole = f"_xlfn.CHISQ.DIST.RT({size},{{df1}})"
        return f"IF({{df1}}=INT({{df1}}),{whole},1-_xlfn.GAMMA.DIST({size}/2,{{df1}}/2,1,TRUE))"
    if check.rule is Rule.F:
        whole = f"_xlfn.F.DIST.RT({size},{{df1}},{{df2}})"
        part = f"_xlfn.BETA.DIST({{df2}}/({{df2}}+{{df1}}*{size}),{{df2}}/2,{{df1}}/2,TRUE)"
        return f"IF(AND({{df1}}=INT({{df1}}),{{df2}}=INT({{df2}})),{whole},{part})"
    if check.rule is Rule.R:
        # The t of a correlation; one of 1 or more has no tail.
        student = f"({size}*({{df2}}/(1-{size}^2))^0.5)"
        return f"IF({size}>=1,0,{_student(student)})"
    return _student(size)


def _student(size: str) -> str:
    """Excel drops the decimals of degrees of freedom; the beta distribution keeps them."""
    part = f"_xlfn.BETA.DIST({{df2}}/({{df2}}+{size}^2),{{df2}}/2,0.5,TRUE)"
    return f"IF({{df2}}=INT({{df2}}),_xlfn.T.DIST.2T({size},{{df2}}),{part})"


def _meeting(check: SpecialCheck) -> Iterator[tuple[str, str]]:
    """Whether the stated interval and the recomputed one meet, in the readings that the rule has."""
    yield "ends", '"[]"'
    if check.rule is Rule.GRIM:
        step = "INDEX([links.step],{stated_row})"
        yield "slack", "1E-9*ABS({stated_low})"
        yield "fits", f"IF({step}=0,1,IF(ABS({{low}}-{{stated_point}})*2<={step}+{{slack}},1,0))"
        return
    yield "slack", "1E-12*(MIN(ABS({low}),ABS({high}))+MIN(ABS({stated_low}),ABS({stated_high})))"
    fits = _fits("{low}", "{high}", "", "ends")
    if check.halved:
        fits = f"OR({fits},{_fits('{low}/2', '{high}/2', '', 'ends')})"
    yield "fits", f"IF({fits},1,0)"
    if check.rule.of_calendar and check.rule is not Rule.WEEKDAY:
        ends = "ends" if check.to_the_year else "widest_ends"
        yield "wide_fits", f"IF({_fits('{wide_low}', '{wide_high}', 'wide_', ends)},1,0)"


def _fits(low: str, high: str, prefix: str, ends: str) -> str:
    """The recomputed ends always belong to their interval; those of the stated one as Links says."""
    stated_low, stated_high = f"{{{prefix}stated_low}}", f"{{{prefix}stated_high}}"
    mark = f"INDEX([links.{ends}],{{stated_row}})"
    return (
        f'AND(OR({stated_low}<{high}-{{slack}},AND({stated_low}<={high}+{{slack}},LEFT({mark},1)="[")),'
        f'OR({low}<{stated_high}-{{slack}},AND({low}<={stated_high}+{{slack}},RIGHT({mark},1)="]")))'
    )


def _closing(check: SpecialCheck, texts: Wording) -> Iterator[tuple[str, str]]:
    word = {outcome: f'"{texts("results", outcome.value)}"' for outcome in Outcome}
    forwards = ",{elapsed_high}>=0" if check.rule in _COUNTED else ""
    yield "complete", f"IF(AND(COUNTIFS([links.check],{{id}},[links.row],0)=0{forwards}),1,0)"
    yield "agrees", "1"
    # Degrees of freedom typed as 0 have no tail: then nothing can be checked.
    yield "overlap", 'IFERROR(MIN({stated_high},{high})-MAX({stated_low},{low}),"")'
    yield "distance", 'IFERROR(IF({fits}=1,0,MAX(0,-{overlap})),"")'
    yield (
        "result",
        f"IFERROR(IF({{complete}}=0,{word[Outcome.UNKNOWN]},IF({{fits}}=1,{word[Outcome.CONSISTENT]},"
        f'IF(OR({{wide_fits}}=1,{{ceiling}}="{texts("choices", "yes")}"),'
        f"{word[Outcome.DOUBTFUL]},{word[Outcome.INCONSISTENT]}))),{word[Outcome.UNKNOWN]})",
    )
    yield "tick", 'IFERROR(IF({complete}=0,"",IF({fits}=1,"Rx","X")),"")'


_COUNTED = (Rule.YEARS, Rule.MONTHS, Rule.DAYS, Rule.AGE)
