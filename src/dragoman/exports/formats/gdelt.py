"""The columns that both versions of GDELT's events have, one row a pair."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.codebook.exchange import is_country
from dragoman.exports.formats import places
from dragoman.exports.formats.days import published_day
from dragoman.exports.formats.delimited import Columns, Value, nothing
from dragoman.exports.formats.pairs import Pair
from dragoman.exports.formats.sides import Side

COUNTRY = 1  # GDELT's type of a place that is a whole country
End = Callable[[Pair], Side | None]


def compact(day: str | None) -> str:
    """Return an ISO day as YYYYMMDD."""
    return (day or "").replace("-", "")


def _fraction(pair: Pair) -> str:
    """Return the year with the part of it that is over, as GDELT's codebook reckons it (months of 30 days)."""
    year, month, day = (int(part) for part in pair.day.split("-"))
    return f"{year + min((month * 30 + day) / 365, 0.9999):.4f}"


def _of(end: End, value: Callable[[Side], Value]) -> Callable[[Pair], Value]:
    def column(pair: Pair) -> Value:
        side = end(pair)
        return value(side) if side else None

    return column


def _agent(place: int) -> Callable[[Side], Value]:
    return lambda side: side.types[place] if len(side.types) > place else None


def _actor(prefix: str, end: End) -> Columns[Pair]:
    """Return the ten columns of one actor."""
    values: dict[str, Callable[[Side], Value] | None] = {
        "Code": lambda side: side.code,
        "Name": lambda side: side.name.upper(),
        "CountryCode": lambda side: side.country or side.region,
        "KnownGroupCode": lambda side: side.group,
        "EthnicCode": None,
        "Religion1Code": None,
        "Religion2Code": None,
        "Type1Code": _agent(0),
        "Type2Code": _agent(1),
        "Type3Code": _agent(2),
    }
    return {f"{prefix}{name}": _of(end, value) if value else nothing for name, value in values.items()}


def _geo_type(pair: Pair) -> int | None:
    place, code = pair.joined.event.place, places.country(pair.joined)
    return COUNTRY if place and code and is_country(place, code) else None


def _geography(prefix: str, second: bool, known: Columns[Pair]) -> Columns[Pair]:
    """Return the columns of one place; `second` tells whether districts have one (GDELT 2.0)."""
    names = ["Type", "FullName", "CountryCode", "ADM1Code", *(["ADM2Code"] if second else []), "Lat", "Long"]
    return {f"{prefix}Geo_{name}": known.get(name, nothing) for name in (*names, "FeatureID")}


def columns(*, second: bool) -> Columns[Pair]:
    """Return GDELT's columns: 58, or with `second` the 61 of GDELT 2.0."""
    action: Columns[Pair] = {
        "Type": _geo_type,
        "FullName": lambda p: p.joined.event.place,
        "CountryCode": lambda p: places.fips(p.joined),
    }
    return {
        "GLOBALEVENTID": lambda p: p.number,
        "SQLDATE": lambda p: compact(p.day),
        "MonthYear": lambda p: compact(p.day)[:6],
        "Year": lambda p: p.day[:4],
        "FractionDate": _fraction,
        **_actor("Actor1", lambda p: p.source),
        **_actor("Actor2", lambda p: p.target),
        "IsRootEvent": nothing,
        "EventCode": lambda p: p.code,
        "EventBaseCode": lambda p: p.code[:3],
        "EventRootCode": lambda p: p.code[:2],
        "QuadClass": lambda p: p.quad,
        "GoldsteinScale": lambda p: p.goldstein,
        "NumMentions": lambda p: len(p.joined.reports),
        "NumSources": lambda p: p.joined.publishers,
        "NumArticles": lambda p: p.joined.documents,
        "AvgTone": nothing,
        **_geography("Actor1", second, {}),
        **_geography("Actor2", second, {}),
        **_geography("Action", second, action),
        "DATEADDED": lambda p: _added(p, second),
        "SOURCEURL": lambda p: next((r.version.url for r in p.joined.reports if r.version.url), None),
    }


def _added(pair: Pair, second: bool) -> str:
    """Return the day of the first report: the day on which GDELT adds what it finds in it."""
    day = compact(published_day(pair.joined))
    return f"{day}000000" if second and day else day
