"""Places: where things lie, towns only in the countries of the text, buildings, areas, what acts and what is ground."""

from __future__ import annotations

import pytest

from truceline.analysis.parse import parse
from truceline.extract import extract
from truceline.find.mentions import places as finder
from truceline.know import places
from truceline.link.implied_cover import implied
from truceline.model import BASE, Ceasefire, Notes, Party, Place
from truceline.read.article import make_article


def found(text: str) -> list[Place]:
    """The places of a text."""
    return list(finder.FINDER.find(parse(make_article(text)), Notes()).places)


def words(text: str) -> list[str]:
    """The words of its places."""
    return [p.text for p in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on El Fasher and on the Zamzam camp, Sudan's army said.", ["El Fasher", "Zamzam camp"]),
        ("Fighting in Myanmar's Sagaing Region spread to Shan State.", ["Myanmar", "Sagaing Region", "Shan State"]),
        ("Libyan forces shelled Sirte from the west.", ["Sirte"]),
        ("Rebels have captured Kamsar and Belo.", ["Kamsar", "Belo"]),
        ("Colombian troops left Cauca for the Catatumbo region.", ["Cauca", "Catatumbo region"]),
        ("The convoy crossed Ukraine from Lviv to Kramatorsk.", ["Ukraine", "Lviv", "Kramatorsk"]),
        ("Congolese villagers fled Rutshuru for Goma.", ["Rutshuru", "Goma"]),
        ("Ships were attacked in the Red Sea near the Bab el-Mandeb.", ["Red Sea", "Bab el-Mandeb"]),
        ("Rockets hit Kabul Airport and the Serena Hotel.", ["Kabul Airport", "Serena Hotel"]),
        ("Yemeni officials met in Muscat, Oman, on Friday.", ["Muscat", "Oman"]),
        ("Rebels seized the town of Kumbosa, the governor said.", ["Kumbosa"]),
        ("Gunmen stormed a school in Tombaleke near the river.", ["Tombaleke"]),
        ("The deal was signed in Juba.", ["Juba"]),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    """Towns of the countries of the text, areas, seas, buildings, and unknown names that stand where places do."""
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris Smith said she would appeal.",
        "Police captured Ivo Stern and Anna Berg.",
        "Baku accused Yerevan of breaking the truce.",
        "The University of Aleppo graduate spoke.",
        "Syria rejected the plan.",
        "The Aleppo Media Centre posted a video.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    """Persons, powers, and organisations named after a town."""
    assert words(text) == []


def test_town_of_the_same_name() -> None:
    """Tripoli lies in the country that the text is about."""
    libya, lebanon = found("Libyan militias clashed in Tripoli."), found("Lebanese soldiers patrolled in Tripoli.")
    assert libya[0].place != lebanon[0].place
    assert libya[0].lat is not None and lebanon[0].lat is not None and libya[0].lat < 33 < lebanon[0].lat


def test_small_towns_need_their_country() -> None:
    """A name that only a country's own table has is looked for where the text names that country."""
    assert found("Sudanese planes bombed Umm Ruwaba.")[0].rule == "gazetteer"
    assert all(p.rule != "gazetteer" for p in found("Planes bombed Umm Ruwaba."))


def test_gaza_is_the_strip() -> None:
    """A name of our own list of areas is meant before a town of that name."""
    place = found("Trucks entered Gaza after the Israeli raid.")[0]
    assert place.kind == "region" and place.label == "Gaza"


def test_place_line() -> None:
    """The place line that opens a paragraph names a place, also in capitals."""
    assert words("TRIPOLI (Agency) - The Libyan government met on Monday.") == ["TRIPOLI"]


def test_within() -> None:
    """A town knows its region and country."""
    town = found("Sudanese planes bombed Nyala.")[0]
    names = {site.iri: site.name for site in places.countries().values()}
    assert [names[i] for i in town.within if i in names] == ["Sudan"]


def test_areas_have_coordinates_and_sources() -> None:
    """Each area of our own list lies somewhere on earth, has a source, and stands once."""
    own = [places.site(str(n)) for n in range(len(places._lines())) if not places._lines()[n][0].isdigit()]
    assert len(own) > 300
    assert len({s.id for s in own}) == len(own)
    assert all(s.lat is not None and s.long is not None and abs(s.lat) <= 90 and abs(s.long) <= 180 for s in own)
    codes = {c for c in places.by_country() if c}
    assert {s.country for s in own} - {""} <= codes


NAMED_LAND = [
    ("A march was held in Birmingham, Alabama, on Monday.", "Birmingham", ("Alabama", "United States"), False),
    ("Police in Moscow, Idaho, made an arrest.", "Moscow", ("Idaho", "United States"), False),
    ("A bomb went off in Tripoli in northern Lebanon on Sunday.", "Tripoli", ("Lebanon",), True),
    ("A bomb went off in Tripoli, Lebanon's second city, on Sunday.", "Tripoli", ("Lebanon",), True),
    ("The Lebanese city of Tripoli was calm.", "Tripoli", ("Lebanon",), True),
    ("Crowds marched in Valencia, Venezuela, on Sunday.", "Valencia", ("Venezuela",), False),
    ("Fighting in Tripoli between the army and militias went on.", "Tripoli", ("Libya",), True),
    ("In Damascus, Lebanon's minister met the rebels.", "Damascus", ("Syria",), True),
    ("In Geneva, Russia said that the talks had failed.", "Geneva", ("Switzerland",), True),
    ("Talks in Cairo, Jordan and Oman failed.", "Cairo", ("Egypt",), True),
    ("Raids went on in Cauca, Arauca, Catatumbo and Tibu.", "Arauca", ("Colombia",), True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "lies", "known"), NAMED_LAND, ids=[c[0] for c in NAMED_LAND])
def test_the_land_named_beside_a_place_decides(text: str, name: str, lies: tuple[str, ...], known: bool) -> None:
    """A land named beside a town decides which one it is; where it only follows, or stands in a list, it does not."""
    place = next(p for p in found(text) if p.text == name)
    above = [s.name for iri in place.within if (s := places.by_iri(iri))]
    assert set(lies) <= set(above)
    assert (place.lat is not None) == known


def test_a_state_of_a_union_is_no_country() -> None:
    """Georgia is the state after a town of it and after "state of", else the country."""
    kinds = [
        next(p.kind for p in found(text) if p.text == "Georgia")
        for text in (
            "A court in Atlanta, Georgia, freed him.",
            "Lawmakers in the US state of Georgia passed a bill.",
            "Fighting broke out in Georgia on Friday.",
        )
    ]
    assert kinds == ["region", "region", "country"]


def test_a_division_is_not_its_town() -> None:
    """An oblast is itself, though nobody names its country; the town of that name is a settlement."""
    text = "Rockets hit a depot in Kharkiv Oblast, and shells fell on Kharkiv."
    assert [(p.text, p.kind) for p in found(text)] == [("Kharkiv Oblast", "region"), ("Kharkiv", "settlement")]


def test_small_towns_are_found_beside_their_city_or_group() -> None:
    """The city or group that a text names tells where its villages are looked for."""
    text = "The Arakan Army took Paletwa and Kyauktaw. Shells hit Stepanakert and Martakert. Raids hit Surin near Sisaket in Thailand."
    assert {p.text for p in found(text) if p.lat is not None} >= {
        "Paletwa",
        "Kyauktaw",
        "Stepanakert",
        "Martakert",
        "Surin",
        "Sisaket",
    }


def test_places_of_several_words_are_themselves() -> None:
    """A quarter or village whose name begins as such names do is a place of its own."""
    text = "Rebels shelled Bab al-Maqam and Dumeir east of Damascus."
    assert [p.text for p in found(text)] == ["Bab al-Maqam", "Dumeir", "Damascus"]


def test_names_go_on_as_divisions_and_lands() -> None:
    """A division takes the word for it in; the land after it is a place, and so is one that borders."""
    text = "Rebels entered Goma, North Kivu Province, Democratic Republic of the Congo, near the border with Rwanda."
    assert words(text) == ["Goma", "North Kivu Province", "Democratic Republic of the Congo", "Rwanda"]
    assert words("The envoy met with Rwanda.") == []
    known = next(
        p
        for p in found("Soldiers were killed in a suicide bombing in Malam-Fatori, Borno State, Nigeria.")
        if p.text == "Malam-Fatori"
    )
    assert {s.name for iri in known.within if (s := places.by_iri(iri))} == {"Borno", "Nigeria"}


def test_a_district_of_no_table_lies_where_its_town_does() -> None:
    """A division that no table has is a region of its own, at the town it is named after."""
    place = next(p for p in found("Shells fell in Poonch district of Kashmir in India.") if p.text == "Poonch district")
    assert (place.kind, place.label) == ("region", "Poonch district") and place.lat is not None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A strike on the al-Quds hospital killed fifty.", []),
        ("Air strikes destroyed the al-Quds hospital in the east of Aleppo.", ["Aleppo"]),
        ("Shells hit Al-Quds on Monday.", ["Jerusalem"]),
        ("A strike hit the Aleppo hospital.", ["Aleppo"]),
    ],
)
def test_a_building_that_bears_another_name_of_a_town_is_not_in_that_town(text: str, named: list[str]) -> None:
    """The town's own name before a building says where it stands; one of its other names may be the building's."""
    notes = finder.FINDER.find(parse(make_article(text)), Notes())
    assert [p.label for p in notes.places] == named


@pytest.mark.parametrize(
    ("text", "stranger", "land"),
    [
        ("Rebels in Mali burnt the village of Tombaleke on Friday.", "Tombaleke", "Mali"),
        ("Shells fell on Goma. A school in Kasubaya was hit.", "Kasubaya", "Democratic Republic of the Congo"),
        ("The envoy from Egypt spoke. In Sudan, troops took the town of Umbarada.", "Umbarada", "Sudan"),
    ],
)
def test_a_place_that_no_table_has_lies_in_the_land_of_its_company(text: str, stranger: str, land: str) -> None:
    """A stranger lies where the places told with it do, not where somebody only comes from."""
    place = next(p for p in found(text) if p.text == stranger)
    site = places.by_iri(place.within[-1])
    assert site is not None and site.name == land


@pytest.mark.parametrize(
    "text", ["A school in Tombaleke was hit.", "The South fought on in Tombaleke, the general said."]
)
def test_a_stranger_alone_has_no_land(text: str) -> None:
    """Where the text names no land and no known place, nobody guesses."""
    assert all(not p.within for p in found(text) if p.text == "Tombaleke")


@pytest.mark.parametrize(
    ("text", "words_"),
    [
        ("Gunmen raided the Palma district of Mozambique.", "Palma district"),
        ("Shells fell in the Tombaleke valley in Mali.", "Tombaleke valley"),
    ],
)
def test_the_word_for_a_part_of_the_land_belongs_to_its_name(text: str, words_: str) -> None:
    """A district or valley is not the town of its name."""
    assert words_ in words(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Shells hit the villages of Tombaleke, Old Kasubaya and Bir-Umbarada.",
            ["Tombaleke", "Old Kasubaya", "Bir-Umbarada"],
        ),
        ("Rebels hold the towns of Tombaleke and Umbarada.", ["Tombaleke", "Umbarada"]),
        ("Gunmen fired on the Bir-Umbarada district.", ["Bir-Umbarada district"]),
        ("The road through the camp of Hamas was shut.", []),
        ("The area of operations and the village of fishermen were shelled.", []),
        ("The president of Tombalekia Motors spoke.", []),
    ],
)
def test_all_villages_of_a_list_are_places(text: str, named: list[str]) -> None:
    """What stands after "the villages of" is a place each, whatever the recogniser sees; groups and plain words are none."""
    assert words(text) == named


def test_a_district_lies_in_the_land_of_its_company_and_a_wide_region_does_not() -> None:
    """A district has one land; a region without a word for what it is may be that of several."""
    found_ = {p.text: p.within for p in found("Shells fell on Goma. Gunmen fled through the Tombaleke district.")}
    assert (
        found_["Tombaleke district"]
        and "Democratic" in (places.by_iri(found_["Tombaleke district"][-1]) or places.site("0")).name
    )


def test_a_truce_of_one_told_side_holds_in_both_lands() -> None:
    """Where one state is all that is told of the sides, and the fight lies in another's land, the truce holds in both; a truce
    that a state declares alone, or in its own land, brings in no other."""
    peru, ecuador = (f"{BASE}place/{places.countries()[code].id}" for code in ("PER", "ECU"))
    side = [Party(f"{BASE}peru", "party")]
    assert implied(Ceasefire("t1", "ceasefire", country=ecuador), side) == (peru, ecuador)
    assert implied(Ceasefire("t1", "ceasefire", country=peru), side) == (peru,)
    assert implied(Ceasefire("t1", "ceasefire", country=ecuador, side="unilateral"), side) == (peru,)
    hosts = [*side, Party(f"{BASE}ecuador", "broker")]
    assert implied(Ceasefire("t1", "ceasefire", country=ecuador), hosts) == (peru,)


def test_the_place_line_is_no_place_of_the_news() -> None:
    """Where a report was written says nothing of where things happened, nor what land a truce is of."""
    text = "SULAIMANIYAH, Iraq (Reuters) - Shells fell on Goma on Friday, the army of the land said."
    assert words(text) == ["Goma"]


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("The rebels broke the Kisangani Ceasefire Agreement on Monday.", []),
        ("Both armies keep to the Garowe Truce Accord, the envoy said.", []),
        ("The Aleppo truce was broken on Monday.", ["Aleppo"]),
        ("A Homs ceasefire agreement took effect on Monday.", ["Homs"]),
    ],
)
def test_a_document_is_called_by_the_town_where_it_was_signed(text: str, covers: list[str]) -> None:
    """The town in the name of a document is no place where the truce holds; in the name of a truce it is."""
    notes = extract(make_article(text, published="2016-03-20")).notes
    assert [notes.places[n].label for t in notes.ceasefires for n in t.covers] == covers


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Soldiers of Chad withdrew to Ouadi Kessar on Monday.", ["Ouadi Kessar"]),
        ("Gunmen shot up a market near Bir Tolka, and buses on the road from Dossana turned back.", ["Bir Tolka", "Dossana"]),
        ("Fighting went on at Tell Harmin, Kafr Zaita and Umm Rejla, 12 km north of Barjas.",
         ["Tell Harmin", "Kafr Zaita", "Umm Rejla", "Barjas"]),
        ("Mombeya, a village in the hills, was burnt.", ["Mombeya"]),
        ("Rebels crossed the Vedra gorge and took the Old Lipa bridge.", ["Vedra gorge", "Old Lipa bridge"]),
        ("Residents of Karsova fled by boat to Ternove in Ukraine.", ["Karsova", "Ternove", "Ukraine"]),
        ("Shells fell on Zar-Yurt and on Pul-i-Sang, as far as al-Bira.", ["al-Bira"]),
        ("The patrol was stopped between Mekka Hills and al-Tarfa on the road between Tarfa and Nisba.", ["Tarfa", "Nisba"]),
    ],
)  # fmt: skip
def test_names_that_stand_where_places_do(text: str, named: list[str]) -> None:
    """A preposition, a way, a distance, what it is or the list in which it stands makes a name a place, whatever the recogniser sees."""
    assert set(named) <= set(words(text))


@pytest.mark.parametrize(
    "text",
    [
        "An analyst at Harrow Insight doubted it.",
        "He works at Caldera Systems and shouted at Bilson.",
        "According to Tamsin Rook in a letter, nobody came.",
        "The Namur Accord of 1987 and the Ghent agreement are dead.",
        "The Namur Brigade and its commander left.",
        "Herders of the Issa-Somali people fought.",
        "The crowd rallied around Christmas and again in January.",
        "He was wounded in the Battle of the Marshes, said the family of Avel Corneth.",
    ],
)
def test_what_only_bears_a_name_is_no_place(text: str) -> None:
    """Where people work, at whom they shout, documents, units, peoples and feasts are no places."""
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "name", "land"),
    [
        (
            "Rebels are back in Guinea. They fought at Tombaleke, in breach of the deal signed in Dakar.",
            "Tombaleke",
            "guinea",
        ),
        ("Peacekeepers from Nepal, Ghana and Fiji landed in Keladi.", "Keladi", ""),
    ],
)
def test_a_stranger_lies_in_a_land_that_the_text_names(text: str, name: str, land: str) -> None:
    """A town where something was signed, and the lands that somebody comes from, say nothing of where a stranger lies."""
    it = next(p for p in found(text) if p.text == name)
    assert it.place.endswith(land) and bool(it.within) == bool(land)


def test_a_part_of_a_hyphenated_name_is_not_that_place() -> None:
    """A city is not in a name that it begins, unless both parts are places."""
    assert "Dubai" not in {p.label for p in found("Russian troops shelled Duba-Yurt in Chechnya.")}
    assert "Tripoli" in {p.label for p in found("Libyan police closed the Tripoli-Misrata road.")}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The convoy drove through Ukraine and reached Lviv, but shells fell near the capital.", "Kyiv"),
        ("The envoy had to leave the Norwegian capital at night: rebels seized the Norwegian capital.", "Oslo"),
        ("Libyan soldiers dug in near the Tunisian border.", "Tunisian border"),
        ("Smugglers were shot on the Chad/Niger frontier.", "Chad/Niger frontier"),
        ("Displaced families came from southern Sudan to Uganda.", "Southern Sudan"),
    ],
)
def test_ground_without_a_name(text: str, label: str) -> None:
    """A capital is the town that it is, a border a place of its own; the south of Sudan before it was a state is its own land."""
    assert label in {p.label for p in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The bank gave Norway access to the capital.",
        "The capital said nothing, and the Tunisian border guard was silent.",
        "The Norwegian capital's envoy spoke.",
    ],
)
def test_a_capital_or_border_where_nothing_happens(text: str) -> None:
    """Money, a power and a guard are no ground."""
    assert not {"Oslo", "Tunisian border"} & {p.label for p in found(text)}
