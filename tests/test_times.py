"""Times: cases in news style with expected values, calendars, and what holds for any text."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from truceline.codec import iso
from truceline.model import Time
from truceline.times import day_of, find_times
from truceline.times.dateline import contradiction
from truceline.times.holidays import holiday
from truceline.times.point import GRAINS, Point, of_day
from truceline.times.words import lexicon

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "when.jsonl").read_text(encoding="utf-8").splitlines()
]
_INSTANTS = {"begin": "begin", "end": "end_", "scope_begin": "scope_begin", "scope_end": "scope_end"}


def got(time: Time, wanted: dict[str, Any]) -> dict[str, Any]:
    """What was read, of the things that a case asks for."""
    return {k: iso(getattr(time, _INSTANTS[k])) if k in _INSTANTS else getattr(time, k) for k in wanted}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_case(case: dict[str, Any]) -> None:
    """The times of a sentence are those expected, no more and no fewer."""
    times = find_times(case["text"], case["published"])
    assert [t.text for t in times] == [t["text"] for t in case["times"]]
    for found, wanted in zip(times, case["times"], strict=True):
        assert got(found, wanted) == wanted


def test_there_are_enough_cases() -> None:
    """The list is not cut down unseen."""
    assert len(CASES) >= 150


# ---------------------------------------------------------------- any text

_WORDS = sorted(lexicon().words)
_MARKS = [",", ".", "-", "–", "(", ")", '"', "\n", "\n\n", "'s", ":", "/", "$", "%"]
_NUMBERS = st.one_of(
    st.integers(0, 3000).map(str),
    st.integers(0, 10**12).map(str),
    st.integers(0, 99).map(lambda n: f"{n}th"),
    st.tuples(st.integers(0, 30), st.integers(0, 99)).map(lambda t: f"{t[0]}:{t[1]:02d}"),
    st.dates().map(str),
)
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_WORDS).map(str.capitalize),
    st.sampled_from(sorted(lexicon().phrases)),
    st.sampled_from(["the", "of", "in", "on", "at", "to", "from", "and", "said", "will", "between", "after", "since"]),
    st.sampled_from(_MARKS),
    _NUMBERS,
)
_NEWSLIKE = st.lists(_PIECES, max_size=40).map(" ".join)
_DAYS = st.one_of(st.none(), st.dates())


def check(text: str, times: tuple[Time, ...]) -> None:
    """What holds for every time of every text."""
    last = 0
    for t in times:
        assert text[t.start : t.end] == t.text
        assert last <= t.start < t.end
        last = t.end
        assert t.type in {"DATE", "TIME", "DURATION", "SET"}
        assert t.begin is None or t.end_ is None or t.begin <= t.end_
        assert t.scope_begin is None or t.scope_end is None or t.scope_begin <= t.scope_end
        assert 0 <= t.confidence <= 1


@given(st.text(), _DAYS)
@settings(max_examples=300, deadline=None)
def test_any_text(text: str, published: date | None) -> None:
    """No text breaks the reader; spans are exact, in order, and intervals begin before they end."""
    check(text, find_times(text, published))


@given(_NEWSLIKE, _DAYS)
@example("He came on the beginning day of May.", None)
@example("It was due at the end week of June.", date(2016, 5, 3))
@settings(max_examples=1500, deadline=None)
def test_any_row_of_temporal_words(text: str, published: date | None) -> None:
    """Nor does any row of the words that the grammar knows."""
    check(text, find_times(text, published))


@given(_NEWSLIKE)
@settings(max_examples=200, deadline=None)
def test_nothing_is_invented(text: str) -> None:
    """Without a publication day and without a year in the text nothing has a date."""
    for t in find_times(text):
        if not any(c.isdigit() for c in text) and t.begin is not None:
            assert t.reference in ("calendar", "text")


@given(_NEWSLIKE, st.dates())
@settings(max_examples=100, deadline=None)
def test_same_text_same_times(text: str, published: date) -> None:
    """The same text gives the same times."""
    assert find_times(text, published) == find_times(text, published)


def test_another_process_finds_the_same() -> None:
    """Neither hash seeds nor the day on which it runs play a part."""
    text = " ".join(c["text"] for c in CASES[:60])
    code = f"from truceline.times import find_times; print(find_times({text!r}, '2016-05-03'))"
    out = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert out == {f"{find_times(text, '2016-05-03')}\n"}


def test_fast_and_linear() -> None:
    """Ten times the text takes about ten times as long, and five hundred words a few milliseconds."""
    text = " ".join(c["text"] for c in CASES)

    def spent(words: str) -> float:
        begin = time.process_time()
        find_times(words, "2016-05-03")
        return time.process_time() - begin

    spent(text)
    once, many = min(spent(text) for _ in range(3)), spent("\n\n".join([text] * 10))
    assert many < 30 * once
    assert once * 500 / len(text.split()) < 0.05


@pytest.mark.parametrize(
    "hostile", ["1, " * 20000, "May 3, " * 5000, "and a half " * 5000, "(" * 20000, "the last " * 8000]
)
def test_hostile_text(hostile: str) -> None:
    """Long rows of one thing take no more than a moment."""
    begin = time.process_time()
    check(hostile, find_times(hostile, "2016-05-03"))
    assert time.process_time() - begin < 5


# ---------------------------------------------------------------- calendars


@given(st.dates(date(2, 1, 1), date(9000, 1, 1)), st.sampled_from(GRAINS), st.integers(-500, 500))
@settings(max_examples=500, deadline=None)
def test_points_hold_their_days(day: date, grain: str, n: int) -> None:
    """A day lies in the stretch of every grain made from it, and shifting there and back leads home."""
    point = of_day(day).coarsen(grain)
    if grain == "weekend":
        return
    if point.first is not None and point.after is not None:
        assert point.first <= day < point.after
    if grain in ("day", "week", "month", "quarter", "half", "season") and 600 < day.year < 8000:
        assert point.shift(n, grain).shift(-n, grain) == point


def test_years_before_christ() -> None:
    """There is no year nought: a year before 1 is 1 BC, and values and EDTF count as their standards do."""
    assert Point("year", 1).shift(-1, "year") == Point("year", -1)
    assert (Point("year", -480).value, Point("year", -480).edtf) == ("BC0480", "-0479")
    assert Point("month", -480, 9).shift(6, "month").value == "BC0479-03"
    assert Point("day", -490, 9, 12).bounds == (None, None)


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("easter 0", "2016-03-27"),
        ("orthodox 0", "2016-05-01"),
        ("nowruz 0", "2025-03-21"),
        ("nth 11 4 4", "2020-11-26"),
        ("nth 5 1 -1", "2021-05-31"),
        ("hebrew 1 10", "1973-10-06"),
        ("hebrew 7 15 7", "2016-04-23"),
        ("lunar 0", "1968-01-30"),
        ("lunar 0", "2024-02-10"),
        ("hijri 10 1 3", "2021-05-13"),
        ("hijri 9 1 30", "2024-03-11"),
        ("hijri 12 10 4", "2017-09-01"),
    ],
)
def test_holidays(rule: str, day: str) -> None:
    """Computed holidays fall on the days on which they were kept."""
    wanted = date.fromisoformat(day)
    assert wanted in [h.first for h in holiday(rule, wanted.year)]
    assert holiday(rule, 1453) == ()


@given(st.integers(1990, 2040))
def test_the_moon_is_watched(year: int) -> None:
    """Ramadan lasts 29 or 30 days, and a year of the moon is ten to twelve days shorter than one of the sun."""
    begins = [h.first for y in (year, year + 1, year + 2) for h in holiday("hijri 9 1", y)]
    ends = [h.first for y in (year, year + 1, year + 2) for h in holiday("hijri 10 1", y)]
    assert all(min((e - b).days for e in ends if e > b) in (29, 30) for b in begins[:2])
    assert (begins[1] - begins[0]) in (timedelta(354), timedelta(355))


# ---------------------------------------------------------------- publication, the parsed article


def test_a_date_line_that_contradicts_the_publication() -> None:
    """A text of another year than its day of publication is told of; one without a date line, or of that day, is not."""
    dated = "GOMA, March 3, 2012 (Agency) - Shells fell on a market."
    assert "2012-03-03" in (contradiction(dated, date(2013, 3, 4)) or "")
    assert contradiction(dated, date(2012, 3, 4)) is contradiction("Shells fell.", date(2013, 3, 4)) is None


def test_publication_in_any_form() -> None:
    """A date, an aware datetime and ISO text all mean the UTC day."""
    assert day_of("2016-05-03") == day_of(date(2016, 5, 3)) == date(2016, 5, 3)
    assert day_of(datetime.fromisoformat("2016-05-03T23:30:00-05:00")) == date(2016, 5, 4)
    assert day_of("") is None and day_of(None) is None


def test_the_finder_reads_what_the_function_reads() -> None:
    """`find` over a parsed article gives the times that `find_times` gives for its text."""
    from truceline.extract import extract
    from truceline.read import make_article

    text = "Talks began late Monday. The two-month-old truce holds until Friday, the envoy said."
    facts = extract(make_article(text, published=date(2016, 5, 3)))
    assert facts.notes.times == find_times(text, "2016-05-03")


def test_the_seed_article(shared: Path) -> None:
    """Every required time of the seed article: span, type, value, mod, anchor, EDTF and interval."""
    gold = json.loads((shared / "dev" / "facts" / "dw-2016-05-03-aleppo.json").read_text(encoding="utf-8"))
    times = {t.start: t for t in find_times(gold["text"], gold["published"])}
    wanted = [t for t in gold["times"] if not t.get("optional")]
    assert len(wanted) == 14
    for g in wanted:
        t = times[g["start"]]
        assert (t.text, t.type, t.value, t.mod, t.anchor, t.edtf) == tuple(
            g[k] for k in ("text", "type", "value", "mod", "anchor", "edtf")
        )
        assert (iso(t.begin), iso(t.end_)) == (g["interval"]["begin"], g["interval"]["end"])
        if "scope" in g:
            assert (iso(t.scope_begin), iso(t.scope_end)) == (g["scope"]["begin"], g["scope"]["end"])
