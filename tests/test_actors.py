"""Who is known: the rows of `data/actors/`, who held an office on a day, and how names are spelt."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from truceline.know import actors, titles
from truceline.know.matching import alone, every
from truceline.know.spelling import key
from truceline.shelf import data, rows

ROOT = Path(__file__).resolve().parent.parent
TYPES = {
    "Person",
    "State",
    "Government",
    "ArmedForces",
    "ArmedGroup",
    "InternationalOrganization",
    "NonGovernmentalOrganization",
    "MediaOrganization",
    "Coalition",
    "PopulationGroup",
}
FIELDS = {
    *("id", "type", "label", "aliases", "short", "country", "gender", "partOf", "alliedWith", "roles"),
    *("conflicts", "wikidata", "source", "adjectives", "people", "capital", "code", "metonyms"),
    *("from", "until", "without", "federal"),
}
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
FILES = sorted(data("actors").glob("*.jsonl"))
ROWS = [(f.name, r) for f in FILES for r in rows(f)]
PLAIN = re.findall(
    r"\w+",
    """
    agreement aid air amnesty armed army attack ban bank battle bomb border brigade camp ceasefire center central
    chief child city civil civilian coalition commander committee conflict congress council country court crime
    crisis deal democracy diplomat district east election embassy fighter fire force foreign freedom front general
    government group guard health home hospital independent international justice leader liberation list march
    market may men military minister ministry mission monitor moon movement national negotiator network news north
    office official opposition order pact parliament party patriot peace people platform police power president
    prince prisoner protest province public punch quarter rebel red refugee regime region relief report republic
    resistance rice river rule school sea security senate senator sky south speaker state strike summer talks term
    territory the time town treaty troops truce trust union united unity village violence volunteer war water west
    will winter woman work world young youth
    """,
)


@pytest.mark.parametrize("file", [f.name for f in FILES])
def test_rows_have_the_form_of_the_gazetteer(file: str) -> None:
    """Every row has an id, a class of the vocabulary, a label, a source, and no field that nobody reads."""
    for row in (r for name, r in ROWS if name == file):
        assert set(row) <= FIELDS, row["id"]
        assert re.fullmatch(r"[a-z0-9{}]+(-[a-z0-9{}]+)*", row["id"]), row["id"]
        assert row["type"] in TYPES, row["id"]
        assert row["label"].strip() == row["label"] and row["source"], row["id"]
        assert re.fullmatch(r"Q[1-9]\d*", row.get("wikidata", "Q1")), row["id"]
        assert row.get("gender", "m") in ("m", "f"), row["id"]
        assert len(set(row.get("aliases", ()))) == len(row.get("aliases", ())), row["id"]


def test_ids_are_unique_and_wikidata_ids_too() -> None:
    """No id stands twice, in whichever file; no two actors are one thing for Wikidata."""
    ids = [r["id"] for _, r in ROWS]
    assert len(set(ids)) == len(ids)
    theirs = [r["wikidata"] for _, r in ROWS if "wikidata" in r]
    assert len(set(theirs)) == len(theirs) > 200


def test_enough_is_known() -> None:
    """The gazetteer is as broad as promised: states, leaders, groups, organisations, media."""
    count: dict[str, int] = {}
    for actor in actors.known().values():
        count[actor.type] = count.get(actor.type, 0) + 1
    assert sum(count.values()) >= 1500
    assert count["State"] >= 195
    assert count["Person"] >= 1000
    assert min(count[t] for t in ("ArmedGroup", "MediaOrganization", "InternationalOrganization")) >= 150


@pytest.mark.parametrize("field", ["partOf", "alliedWith", "conflicts"])
def test_references_lead_somewhere(field: str) -> None:
    """What an actor belongs to, is allied with or fights in is known."""
    for _, row in ROWS:
        several = row.get(field) or ()
        for slug in [several] if isinstance(several, str) else several:
            assert "{" in slug or actors.get(slug), (row["id"], slug)


def test_actors_belong_to_known_states() -> None:
    """`country` is the id of a state."""
    for actor in actors.known().values():
        assert actor.country is None or actor.country in actors.states(), actor.slug


def test_offices_are_dated_and_held_somewhere() -> None:
    """Every office is in a known body, its dates are dates and in order."""
    for actor in actors.known().values():
        for office in actor.offices:
            assert office.role == office.role.lower() and office.role, actor.slug
            assert office.org and actors.get(office.org), (actor.slug, office.org)
            for day in (office.since, office.until):
                assert day is None or DAY.fullmatch(day), (actor.slug, day)
            if office.since and office.until:
                assert office.since[: len(office.until)] <= office.until[: len(office.since)], (actor.slug, office)


def test_every_person_says_when_and_of_which_sex() -> None:
    """A person has a state, a sex and at least one office that begins."""
    for actor in actors.known().values():
        if actor.type == "Person":
            assert actor.country and actor.gender and actor.offices, actor.slug
            assert all(office.since for office in actor.offices), actor.slug


def _meanings() -> dict[tuple[str, ...], set[str]]:
    out: dict[tuple[str, ...], set[str]] = {}
    for actor in actors.known().values():
        for name in (*actor.names, *actor.short):
            out.setdefault(key(name), set()).add(actor.slug)
    for name, slug in actors.metonyms():
        out.setdefault(key(name), set()).add(slug)
    return out


def test_no_name_means_a_person_and_something_else() -> None:
    """A name that two actors share is that of two persons or of two bodies, and never that of a state."""
    for words, slugs in _meanings().items():
        kinds = {actor.type for s in slugs if (actor := actors.get(s))}
        assert len(slugs) == 1 or ("Person" not in kinds and "State" not in kinds) or kinds == {"Person"}, (
            words,
            slugs,
        )


def test_few_names_are_shared() -> None:
    """Acronyms that several groups go by are the exception, beside names that passed from one to another on a day."""
    held = [[a for s in slugs if (a := actors.get(s))] for slugs in _meanings().values()]
    assert sum(len(several) > 1 and not any(a.since or a.until for a in several) for several in held) < 18


def _common() -> set[str]:
    common = set(PLAIN)
    for name, field in (("who_heads", "noun"), ("who_titles", "title"), ("reporting", "lemma")):
        common |= {str(r.get(field) or next(iter(r.values()))).lower() for r in rows(data("lexicon", f"{name}.tsv"))}
    return common - {" ".join(key(name)) for name, _ in actors.metonyms()}


def test_no_name_is_a_plain_word() -> None:
    """A name of one word that is written in small letters too would be found everywhere; acronyms are written large."""
    common = _common()
    for entry in every(actors.index()):
        plain = len(entry.words) == 1 and entry.words[0] in common and not entry.written.isupper()
        assert not plain, (entry.written, entry.ids)


IN_OFFICE = [
    ("2016-05-03", "secretary of state", "united-states", "john-kerry"),
    ("2013-01-15", "secretary of state", "united-states", "hillary-clinton"),
    ("2021-08-15", "president", "united-states", "joe-biden"),
    ("2025-02-01", "president", "united-states", "donald-trump"),
    ("2016-05-03", "foreign minister", "saudi-arabia", "adel-al-jubeir"),
    ("2014-05-03", "foreign minister", "saudi-arabia", "saud-al-faisal"),
    ("2016-05-03", "foreign minister", "russia", "sergei-lavrov"),
    ("2011-06-01", "president", "russia", "dmitry-medvedev"),
    ("2014-02-01", "president", "ukraine", "viktor-yanukovych"),
    ("2014-09-05", "president", "ukraine", "petro-poroshenko"),
    ("2022-03-10", "foreign minister", "ukraine", "dmytro-kuleba"),
    ("2014-09-05", "leader", "donetsk-peoples-republic", "oleksandr-zakharchenko"),
    ("2016-09-12", "foreign minister", "syria", "walid-al-moallem"),
    ("2024-12-01", "president", "syria", "bashar-al-assad"),
    ("2025-03-01", "president", "syria", "ahmed-al-sharaa"),
    ("2013-06-01", "foreign minister", "iran", "ali-akbar-salehi"),
    ("2015-07-14", "foreign minister", "iran", "mohammad-javad-zarif"),
    ("2025-06-20", "foreign minister", "iran", "abbas-araghchi"),
    ("2018-12-13", "foreign minister", "yemen", "khaled-al-yamani"),
    ("2018-12-13", "president", "yemen", "abd-rabbu-mansour-hadi"),
    ("2020-10-10", "prime minister", "armenia", "nikol-pashinyan"),
    ("2020-10-10", "foreign minister", "azerbaijan", "jeyhun-bayramov"),
    ("2020-10-10", "president", "nagorno-karabakh", "arayik-harutyunyan"),
    ("2020-08-21", "prime minister", "libya", "fayez-al-sarraj"),
    ("2020-08-21", "commander", "libyan-national-army", "khalifa-haftar"),
    ("2023-05-02", "commander", "rapid-support-forces", "mohamed-hamdan-dagalo"),
    ("2023-05-02", "commander", "sudan-armed-forces", "abdel-fattah-al-burhan"),
    ("2018-09-12", "president", "south-sudan", "salva-kiir"),
    ("2022-11-02", "prime minister", "ethiopia", "abiy-ahmed"),
    ("2022-11-02", "leader", "tplf", "debretsion-gebremichael"),
    ("2016-08-24", "president", "colombia", "juan-manuel-santos"),
    ("2016-08-24", "leader", "farc", "rodrigo-londono"),
    ("2023-08-03", "president", "colombia", "gustavo-petro"),
    ("2026-02-01", "acting president", "venezuela", "delcy-rodriguez"),
    ("2021-02-05", "leader", "myanmar", "min-aung-hlaing"),
    ("2017-03-01", "state counsellor", "myanmar", "aung-san-suu-kyi"),
    ("2018-06-09", "president", "afghanistan", "ashraf-ghani"),
    ("2015-10-01", "leader", "taliban", "akhtar-mansour"),
    ("2024-11-27", "prime minister", "lebanon", "najib-mikati"),
    ("2006-07-20", "leader", "hezbollah", "hassan-nasrallah"),
    ("2023-11-22", "prime minister", "israel", "benjamin-netanyahu"),
    ("2021-11-22", "prime minister", "israel", "naftali-bennett"),
    ("2023-11-22", "leader", "hamas", "ismail-haniyeh"),
    ("2021-07-10", "president", "mali", "assimi-goita"),
    ("2012-04-15", "interim president", "mali", "dioncounda-traore"),
    ("2025-01-30", "president", "m23", "bertrand-bisimwa"),
    ("2025-01-30", "president", "democratic-republic-of-the-congo", "felix-tshisekedi"),
    ("2013-06-01", "president", "central-african-republic", "michel-djotodia"),
    ("2014-10-01", "president", "burkina-faso", "blaise-compaore"),
    ("2014-03-27", "president", "philippines", "benigno-aquino-iii"),
    ("2014-03-27", "leader", "moro-islamic-liberation-front", "murad-ebrahim"),
    ("2025-07-28", "prime minister", "cambodia", "hun-manet"),
    ("2025-05-10", "foreign secretary", "india", "vikram-misri"),
    ("2017-01-04", "leader", "renamo", "afonso-dhlakama"),
    ("2016-05-03", "secretary-general", "united-nations", "ban-ki-moon"),
    ("2018-12-13", "secretary-general", "united-nations", "antonio-guterres"),
    ("2022-11-02", "high representative", "african-union", "olusegun-obasanjo"),
    ("2014-09-05", "special representative", "osce", "heidi-tagliavini"),
]


@pytest.mark.parametrize(("day", "role", "org", "slug"), IN_OFFICE)
def test_who_was_in_office_on_a_day(day: str, role: str, org: str, slug: str) -> None:
    """One person held the office on the day, and it is this one."""
    assert [a.slug for a in titles.in_office([role], [org], date.fromisoformat(day))] == [slug]


@pytest.mark.parametrize(
    ("day", "role", "org", "slug"),
    [
        ("2017-01-20", "secretary of state", "united-states", "john-kerry"),
        ("2009-01-19", "president", "united-states", "barack-obama"),
        ("2024-12-08", "president", "syria", "bashar-al-assad"),
        ("2018-01-01", "special envoy", "united-nations", "martin-griffiths"),
        ("2021-08-15", "president", "afghanistan", "ashraf-ghani"),
        ("2017-12-05", "leader", "general-peoples-congress", "ali-abdullah-saleh"),
    ],
)
def test_who_was_not_in_office(day: str, role: str, org: str, slug: str) -> None:
    """`until` is the first day out of office, `from` the first day in it."""
    assert slug not in [a.slug for a in titles.in_office([role], [org], date.fromisoformat(day))]


def test_an_office_in_a_part_of_a_body() -> None:
    """The UN's representative for a mission is found by the UN; many hold the office at a time, in different missions."""
    found = titles.in_office(["special representative"], ["united-nations"], date(2015, 3, 1), parts=True)
    assert {"bernardino-leon", "nicholas-kay"} <= {a.slug for a in found}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Adel Al Jubair", "adel-al-jubeir"),
        ("Adil al-Jubayr", "adel-al-jubeir"),
        ("Moammar Gadhafi", "muammar-gaddafi"),
        ("Muammar el-Qaddafi", "muammar-gaddafi"),
        ("Stefan de Mistura", "staffan-de-mistura"),
        ("Sergey Lavrov", "sergei-lavrov"),
        ("Volodymyr Zelenskiy", "volodymyr-zelensky"),
        ("Abdel-Fattah Burhan", "abdel-fattah-al-burhan"),
        ("Mohammed Hamdan Daglo", "mohamed-hamdan-dagalo"),
        ("Khalifa Hifter", "khalifa-haftar"),
        ("Abdrabbuh Mansur Hadi", "abd-rabbu-mansour-hadi"),
        ("Qassim Suleimani", "qasem-soleimani"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Alyaksandr Lukashenka", "alexander-lukashenko"),
        ("Juan Guaidó", "juan-guaido"),
        ("Rodrigo Londoño", "rodrigo-londono"),
        ("Nikol Pashinian", "nikol-pashinyan"),
        ("Abu Mohammed al-Golani", "ahmed-al-sharaa"),
        ("Ilham Aliev", "ilham-aliyev"),
        ("Prayuth Chan-ocha", "prayut-chan-o-cha"),
        ("Timoleón Jiménez", "rodrigo-londono"),
        ("Idriss Déby Itno", "idriss-deby"),
    ],
)
def test_persons_under_other_spellings(name: str, slug: str) -> None:
    """Another transliteration, an alias or a nom de guerre leads to the same person, listed or by its sound."""
    assert slug in (actors.lookup(name) or actors.heard(name))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Jabhat al-Nusra", "al-nusra-front"),
        ("Da'esh", "islamic-state"),
        ("ISIL", "islamic-state"),
        ("al Qaida", "al-qaeda"),
        ("Ansarullah", "houthis"),
        ("Hizballah", "hezbollah"),
        ("RSF", "rapid-support-forces"),
        ("FARC-EP", "farc"),
        ("DNR", "donetsk-peoples-republic"),
        ("Al Shabab", "al-shabaab"),
        ("JNIM", "jnim"),
        ("IDF", "israel-armed-forces"),
        ("Pentagon", "united-states-defence-ministry"),
        ("State Department", "united-states-foreign-ministry"),
        ("Kremlin", "russia-government"),
        ("White House", "united-states-government"),
        ("Downing Street", "united-kingdom-government"),
        ("Elysée Palace", "france-presidency"),
        ("Damascus", "syria"),
        ("Kiev", "ukraine"),
        ("MSF", "doctors-without-borders"),
        ("Médecins Sans Frontières", "doctors-without-borders"),
        ("ISSG", "international-syria-support-group"),
        ("HNC", "high-negotiations-committee"),
        ("SOHR", "syrian-observatory-for-human-rights"),
        ("Unicef", "unicef"),
        ("E.U.", "european-union"),
    ],
)
def test_bodies_under_other_names(name: str, slug: str) -> None:
    """Acronyms, transliterations and seats of power mean the body."""
    assert actors.lookup(name)[:1] == (slug,)


def test_british_spellings_of_acronyms_are_matched() -> None:
    """Nato and NATO are written both ways in the news."""
    for acronym in ("nato", "unicef", "farc"):
        assert alone(actors.index(), acronym)[-1].written != acronym.upper()


@pytest.mark.parametrize("state", ["syria", "united-states", "united-kingdom", "sudan", "east-timor", "kosovo"])
def test_institutions_of_a_state(state: str) -> None:
    """Army, government, ministries and television of a state are named by its name and by its adjective."""
    adjective, label = actors.states()[state].adjectives[0], actors.states()[state].label
    for ending, word in (
        ("armed-forces", "army"),
        ("armed-forces", "military"),
        ("government", "government"),
        ("foreign-ministry", "foreign ministry"),
        ("defence-ministry", "defense ministry"),
        ("health-ministry", "ministry of health"),
        ("state-television", "state TV"),
    ):
        for name in (f"{adjective} {word}", f"{label}'s {word}"):
            assert actors.lookup(name, [state]) == (f"{state}-{ending}",), name


def test_bodies_of_descriptions_exist() -> None:
    """The institutions that a description can mean ("the troops") are spelt out for every state."""
    for state in ("ukraine", "ethiopia", "bolivia"):
        for ending in titles.bodies().values():
            assert actors.get(f"{state}-{ending}"), ending


def test_outlets_and_agencies_are_actors() -> None:
    """Whoever publishes or signs is in the gazetteer, a medium or an organisation with pages of its own."""
    publishers = ("MediaOrganization", "NonGovernmentalOrganization")
    for file in ("outlets", "agencies"):
        for row in rows(data("reading", f"{file}.tsv")):
            actor = actors.get(row["actor"])
            assert actor is not None and actor.type in publishers, row


def test_dated_roles_of_the_phoenix_dictionaries(shared: Path) -> None:
    """At least 60 % of the people in office since 2010 are known, and 85 % of the look-ups right."""
    sys.path.insert(0, str(ROOT / "bench"))
    import roles as bench

    people = asked = known = right = 0
    for line in (shared / "dev/events/phoenix_actor_roles_dated.jsonl").read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        terms = [(c, d) for c in row["codes"] if "GOV" in c["code"][3:6] and (d := bench.day_in_office(c))]
        slug = bench.person(row) if terms else None
        people, known = people + bool(terms), known + bool(slug)
        for code, day in terms if slug else ():
            asked, right = asked + 1, right + (code["code"][:3] in bench.countries(str(slug), day))
    assert known / people >= 0.6
    assert right / asked >= 0.85
