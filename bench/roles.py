"""Scores dated roles: was somebody in office for a country on a day?

    python bench/roles.py ../shared/dev/events/phoenix_actor_roles_dated.jsonl

Asked are the government codes of the Phoenix dictionary that hold after 2009, of persons that the gazetteer has. The day
is the middle of the term, its first days where the dictionary leaves the end open (such rows were often not closed).
A lookup is right when the gazetteer knows an office of that person in that country on that day.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from truceline.know import actors, titles
from truceline.link.discourse import home

FIRST = date(2010, 1, 1)


def day_in_office(code: dict[str, Any]) -> date | None:
    """A day on which the code certainly held, or None before 2010."""
    start = max(FIRST, date.fromisoformat(code["from"])) if code["from"] else None
    end = date.fromisoformat(code["to"]) if code["to"] else None
    if start is None or (end and end <= start):
        return None
    return start + (end - start) / 2 if end else start + timedelta(days=30)


def person(row: dict[str, Any]) -> str | None:
    """The slug of the known person that a row of the dictionary names."""
    for name in (row["name"], *row["aliases"]):
        if len(name.split()) > 1:
            for slug in actors.lookup(name.title()) or actors.heard(name.title()):
                if (actor := actors.get(slug)) and actor.type == "Person":
                    return slug
    return None


def countries(slug: str, day: date) -> set[str]:
    """ISO codes of the countries in whose offices somebody was on a day; UN offices count as UNO."""
    out = set()
    for _, org in titles.roles_on(slug, day):
        body = actors.get(org) if org else actors.get(slug)
        state = home(body) if body else None
        code = actors.states()[state].code if state else None
        out.add(code or ("UNO" if body and body.type == "InternationalOrganization" else ""))
    return out


def main(path: str, errors: bool) -> None:
    """Prints how many persons are known and how many lookups are right."""
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    people = known = asked = right = 0
    for row in rows:
        terms = [(c, d) for c in row["codes"] if "GOV" in c["code"][3:6] and (d := day_in_office(c))]
        people += bool(terms)
        slug = person(row) if terms else None
        known += slug is not None
        for code, day in terms if slug else ():
            asked += 1
            good = code["code"][:3] in countries(str(slug), day)
            right += good
            if errors and not good:
                print(row["name"], code, day, actors.known()[str(slug)].offices)
    print(f"in office since 2010: {people}; known {known} ({known / people:.3f})")
    print(f"lookups {asked}, right {right} ({right / max(1, asked):.3f})")


if __name__ == "__main__":
    main(sys.argv[1], "--errors" in sys.argv)
