"""Prompts as marketing people write them: every figure, date, place and call of an offer can be read in the film."""

from __future__ import annotations

import pytest

from painter import FilmPlan, plan_film
from painter.prompt.clauses import clauses_of
from painter.prompt.explainers.size import size_in
from painter.prompt.forms.asking import asked
from painter.prompt.forms.messages import facts_apart, is_call, is_fact, labelled_call, tells
from painter.prompt.quotes import quote_notes

PITCHES = """
Teaser for DevConf 2027, Berlin, 12-14 May. 60 speakers, 3 tracks, 1 afterparty. Dark, techno mood | DevConf 2027 / Berlin, 12-14 May; 60 speakers / 3 tracks; 1 afterparty
Breaking: Central bank cuts rates by 0.25 points to 3.75%; markets up 2.1%. 10 seconds news bumper | Central bank cuts rates by 0.25 points to 3.75%; Markets up 2.1%
Werbevideo für eine Bäckerei in München: frische Brezn, jeden Morgen ab 6 Uhr, 10 % Rabatt für Studenten | Bäckerei in München; Frische Brezn / Jeden Morgen ab 6 Uhr; 10 % Rabatt für Studenten
Grand opening of Bella Pasta this Saturday at 6pm, 12 Main Street. Free wine for the first 50 guests. Live music. | Grand opening of Bella Pasta this Saturday at 6pm / 12 Main Street; Free wine for the first 50 guests; Live music
Quarterly results: revenue $4.2M (+18%), 1,200 new customers, churn down to 2.1%. Thank you, team! | Quarterly results; Revenue $4.2M (+18%) / 1,200 new customers, churn down to 2.1%; Thank you, team
Weihnachtsmarkt Bremen, 24. November bis 23. Dezember, täglich 10-21 Uhr, Eintritt frei | Weihnachtsmarkt Bremen; 24. November bis 23. Dezember / Täglich 10-21 Uhr; Eintritt frei
Librairie Plume, samedi 14 juin. -15 % sur tous les livres. 3 rue des Lilas, Lyon | Librairie Plume / Samedi 14 juin; -15 % sur tous les livres; 3 rue des Lilas, Lyon
Vídeo promocional: Taquería El Sol, tacos al pastor a 2 euros, todos los martes, calle Mayor 14 | Taquería El Sol; Tacos al pastor a 2 euros / Todos los martes; Calle Mayor 14
Ocean Aid appeal: every minute a truckload of plastic enters the sea. Donate at oceanaid.org | Ocean Aid appeal; Every minute a truckload of plastic enters the sea; Donate at oceanaid.org
Webinar: Scaling Postgres. Speakers: Dana Lee (CTO, Orbit), Sam Roth. Register at orbit.dev | Webinar / Scaling Postgres; Speakers / Dana Lee (CTO, Orbit), Sam Roth; Register at orbit.dev
Hook: Late invoices again.⏎Problem: Chasing takes 5 hours.⏎Solution: PayPing reminds for you.⏎CTA: Try it at payping.app | Late invoices again; Chasing takes 5 hours / PayPing reminds for you; Try it at payping.app
30-second promo. Hook: Tired of cold coffee? Body: The Ember Cup is hot for 3 hours. CTA: Order now | Tired of cold coffee?; The Ember Cup is hot for 3 hours; Order now
Product: TrailLite backpack⏎Price: $129⏎Key features: 1.1 kg, waterproof⏎Tone: adventurous⏎CTA: Shop at traillite.com | TrailLite backpack; $129 / 1.1 kg, waterproof; Shop at traillite.com
We just raised a $12M Series A! Thanks to our 40-person team. Make a celebratory 9 second video for LinkedIn | We just raised a $12M Series A; Thanks to our 40-person team
Learn Spanish in 30 days! ✅ 15-min lessons ✅ native teachers. Enroll before June 1 and save 40% | Learn Spanish in 30 days; 15-min lessons / Native teachers; Enroll before June 1 and save 40%
On-screen text: 'Summer sale', 'Up to 50% off', 'Ends Sunday'. Visuals: beach umbrella, ocean waves. | Summer sale / Up to 50% off; Ends Sunday
双十一大促！全场五折起，11月11日零点开始，满200减30 | 双十一大促; 全场五折起 / 11月11日零点开始，满200减30
Concert: The Velvet Foxes, Friday 12 June, doors 8pm, Paradiso Amsterdam, tickets €25 at paradiso.nl | Concert / The Velvet Foxes; Friday 12 June / Doors 8pm, Paradiso Amsterdam; Tickets €25 at paradiso.nl
Our bakery turns 50! Since 1976, 3 generations, 1 recipe. Come celebrate on 8 May. | Our bakery turns 50; Since 1976 / 3 generations, 1 recipe; Come celebrate on 8 May
Testimonial: 'I saved 6 hours a week with Tidy.' - Ana, designer. Try it free. | I saved 6 hours a week with Tidy.; Try it free
Safety training video: wear a helmet, keep exits clear | Wear a helmet / Keep exits clear
"""  # noqa: E501 - rows of a table


def film_of(prompt: str, duration_s: float = 9.0) -> FilmPlan:
    return plan_film(prompt, duration_s=duration_s, width=1280, height=720, seed=1)


def texts_of(film: FilmPlan) -> list[str]:
    return [" / ".join(beat.titles) for beat in film.beats if beat.titles]


@pytest.mark.parametrize("row", PITCHES.strip().splitlines(), ids=lambda row: row[:32])
def test_all_that_is_offered_can_be_read_in_order(row: str) -> None:
    prompt, told = row.replace("⏎", "\n").split(" | ")
    assert texts_of(film_of(prompt)) == told.split("; ")


def test_what_is_quoted_elsewhere_is_no_figure_beside_the_title() -> None:
    film = film_of("A reel promoting our coffee 'Midnight Roast', with text 'Now 20% off' and upbeat music", 15)
    assert film.beats[0].titles == ("Midnight Roast",)
    assert film.beats[0].figure is None
    assert ("Now 20% off",) in [beat.titles for beat in film.beats]


def test_a_quoted_name_leaves_facts_and_calls_readable() -> None:
    film = film_of("Intro for 'Byte Sized', tech tips in 5 minutes, new video every Tuesday. Subscribe!", 12)
    assert texts_of(film) == ["Byte Sized", "Tech tips in 5 minutes / New video every Tuesday", "Subscribe"]


def test_a_call_that_is_named_so_ends_a_film_of_steps() -> None:
    film = film_of("Acme: 1. Connect your bank 2. Send invoices 3. Get paid. CTA: Start free at acme.io", 30)
    last = film.beats[-1].card
    assert last is not None
    assert (last.kind, getattr(last, "line", "")) == ("end", "Start free at acme.io")
    assert not any("CTA" in str(beat) for beat in film.beats)
    longest = max(film.beats, key=lambda beat: beat.duration_s)
    assert longest.duration_s < 12, "the list of all stands for half of the film"


@pytest.mark.parametrize("duration_s", [4.0, 9.0])
def test_a_film_of_one_scene_ends_with_its_call(duration_s: float) -> None:
    assert "Come and see" in film_of("A fox in the snow. CTA: Come and see", duration_s).beats[-1].titles


def test_facts_without_room_are_told() -> None:
    prompt = "Volt 9. From $89 at volt.com. Friday, 9AM. Only 500 pairs. 12 colours. Berlin since 1962. Join us."
    assert quote_notes(film_of(prompt, 60.0), prompt) == ()
    (note,) = quote_notes(film_of(prompt, 6.0), prompt)
    assert "“Berlin since 1962”" in note
    assert "make it longer" in note


@pytest.mark.parametrize(
    ("prompt", "subject"),
    [("A villa with a pool", "🎱"), ("Trattoria Lucia", "🚜"), ("A red vintage car", "📇")],
)
def test_words_that_mean_something_else_draw_nothing_else(prompt: str, subject: str) -> None:
    assert subject not in {one for beat in film_of(prompt).beats for one in beat.subjects}


def test_what_a_viewer_is_asked_to_do_is_not_drawn() -> None:
    film = film_of("Discover Iceland: glaciers, hot springs and northern lights, from €999. Book by 1 March", 12)
    assert "📚" not in {subject for beat in film.beats for subject in beat.subjects}
    assert any("northern lights" in text for text in texts_of(film))


def test_whoever_acts_is_drawn_beside_what_is_ridden() -> None:
    film = film_of("A cute cartoon dinosaur learns to ride a bicycle in the park")
    assert film.beats[0].subjects == ("🦕", "bicycle")
    assert not any(beat.card for beat in film.beats)


def test_a_length_that_stands_alone_is_no_message() -> None:
    assert size_in("Markets are up. 10 seconds news bumper").length_s == 10
    assert "intro" not in " ".join(clauses_of("Markets are up. A 12 second intro video. Rates are down"))


def test_a_described_scene_tells_nothing() -> None:
    for prompt in (
        "A lone hiker walks along a ridge at dawn, mist in the valley, wide shot, 35mm, soft light",
        "Two astronauts repair a satellite above Earth, 4 tools float around them",
        "Slow drone shot over a villa by the sea at golden hour, palm trees, infinity pool",
    ):
        assert not tells(prompt)
    assert asked("A market at 7:30 am. 3 vendors sell spices in 12 baskets. Handheld camera, 35mm").is_described


@pytest.mark.parametrize(
    ("clause", "fact"),
    [
        ("50% off", True),
        ("only 199 euros", True), ("12,000 runners", True), ("open 24/7", True), ("12-14 May", True),
        ("24. November", True),
        ("every Tuesday", True), ("open Tue-Sun", True), ("since 1962", True), ("fithub.com", True),
        ("512-555-0142", True),
        ("先着100名様", True), ("60 speakers", True), ("two red foxes", False), ("a boat", False),
        ("chapter one", False), ("e.g. this", False),
    ],
)  # fmt: skip
def test_facts(clause: str, fact: bool) -> None:
    assert is_fact(clause) == fact


@pytest.mark.parametrize(
    ("clause", "call"),
    [
        ("Book by 1 March", True), ("Start free at acme.io", True), ("Join today", True), ("Subscribe!", True),
        ("Call Maria at 512-555-0142", True), ("Shop now", True), ("Inscríbete en titan.es", True),
        ("Jetzt anmelden", True), ("Book shops of Paris", False), ("Start of the race", False), ("A boat", False),
        ("Try to fly a kite", False), ("Calling all birds", False),
    ],
)  # fmt: skip
def test_calls(clause: str, call: bool) -> None:
    assert is_call(clause) == call


def test_a_sentence_of_facts_comes_apart_at_its_commas() -> None:
    assert list(facts_apart("Our results: $4.2M (+18%, net), 1,200 customers")) == [
        "Our results",
        "$4.2M (+18%, net)",
        "1,200 customers",
    ]
    assert list(facts_apart("A boat, a lake, and mist")) == ["A boat, a lake, and mist"]


def test_an_instruction_in_the_end_is_one() -> None:
    film = film_of(
        "Make a launch video for Tidy, an AI inbox. Show: chaos → one click → zero. End with 'Try Tidy free'", 15
    )
    assert [beat.card.kind if beat.card else beat.titles for beat in film.beats][1:] == ["steps", "end"]
    assert size_in("Explain in 20 seconds why passwords fail").length_s == 20
    assert size_in("We raised $12M! Make a 15 second video for LinkedIn").length_s == 15


def test_a_call_is_taken_out_of_its_text() -> None:
    assert labelled_call("Get paid faster. CTA: Start free.") == ("Get paid faster.", "Start free")
    assert labelled_call("Call to action: Try it\nA boat") == ("A boat", "Try it")
    assert labelled_call("The factory act: a history") == ("The factory act: a history", "")
