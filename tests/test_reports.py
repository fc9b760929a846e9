"""Texts of several reports: where each begins, and that who is told of in one is not meant in another."""

from __future__ import annotations

from datetime import date

from truceline.analysis.parse import parse
from truceline.analysis.reports import reports
from truceline.extract import extract
from truceline.read.article import make_article

DAY = """Kenyan police arrest two men in Mombasa after a raid on a mosque.

Government forces kill nine rebels near Maiduguri in Nigeria. Authorities say that they will bury them.

The Peruvian president orders the deployment of troops to Ayacucho.

Ten people drown when a ferry sinks off Luzon in the Philippines, the country's navy says.

Serbian police seize a van near Kragulj Brook District, and soldiers close the road."""


def test_reports_of_one_day_lend_each_other_no_actors() -> None:
    """ "Government forces", "the country" and troops that a president sends are those of their own report."""
    notes = extract(make_article(DAY, published=date(2021, 3, 10))).notes
    meant = {m.text: (m.actor or "").rsplit("/", 1)[-1] for m in notes.mentions}
    assert (meant["Government forces"], meant["the country"]) == ("nigeria-armed-forces", "philippines")
    assert (meant["troops"], meant["soldiers"]) == ("peru-armed-forces", "serbia-armed-forces")


def test_a_place_that_no_table_has_takes_no_land_from_another_report() -> None:
    """Beside no known place of its own report a stranger lies in no land."""
    strangers = [p for p in extract(make_article(DAY, published=date(2021, 3, 10))).notes.places if "Kragulj" in p.text]
    assert [p.within for p in strangers] == [()]


def test_each_paragraph_of_a_day_is_a_report() -> None:
    """A report begins where its paragraph does."""
    notes = extract(make_article(DAY)).notes
    begins = reports(parse(make_article(DAY)), notes.places)
    assert [DAY[b:].split()[0] for b in begins] == ["Kenyan", "Government", "The", "Ten", "Serbian"]


def test_a_text_of_one_war_is_one_report() -> None:
    """Paragraphs that keep to a land, or of which many name none, are one report."""
    several = DAY.split("\n\n")
    for text in ("\n\n".join(several[:1] * 5), "\n\n".join([*several, *["The inquiry goes on."] * 4])):
        assert reports(parse(make_article(text)), extract(make_article(text)).notes.places) == [0]
