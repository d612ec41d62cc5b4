"""Prompts as people write them, and what the plan must say of each."""

from __future__ import annotations

import pytest

from painter import FilmPlan, plan_film

CALLS_FOR = """
a lighthouse in a storm at night | setting=sea subjects=lighthouse time_of_day=night weather=rain
A sailboat at sunset, calm sea | setting=sea subjects=boat time_of_day=sunset mood=calm
snowy mountains with a cabin | setting=snow subjects=cabin season=winter
desert caravan at dawn | setting=desert subjects=camel time_of_day=dawn
a misty forest in autumn with deer | setting=forest subjects=deer season=autumn weather=fog
rolling hills in spring, blossom everywhere | setting=hills season=spring
a mountain lake at noon in July | setting=lake time_of_day=day season=summer
golden hour over the vineyards | setting=hills time_of_day=sunset
the blue hour over the harbour | setting=sea time_of_day=night
beach in august, palms in the wind | setting=sea season=summer subjects=palm
first snow in december, a village church | setting=snow season=winter
waves against the cliffs in november | setting=sea season=autumn
an oak tree in a meadow in late May | setting=hills subjects=tree season=spring
canyon under the stars | setting=desert time_of_day=night
northern forest under the aurora | setting=forest time_of_day=night
a river in the jungle after the rain | setting=lake weather=rain
Tokyo at night, neon signs, rain on the street | setting=city time_of_day=night weather=rain
downtown traffic at 8 am | setting=city time_of_day=dawn subjects=car
the skyline at 6 pm | setting=city time_of_day=sunset
a city street at 23:30 | setting=city time_of_day=night
New York rooftops at midday | setting=city time_of_day=day
a bus drives through London in the fog | setting=city subjects=bus weather=fog
a tram in the old town in winter | setting=city subjects=🚊 season=winter
a bridge over the bay at dusk | setting=sea subjects=bridge time_of_day=sunset
Paris at midnight | setting=city time_of_day=night
Launch our new phone: 3x faster, all day battery | setting=studio subjects=phone figure=3x
Meet the app that plans your week | setting=studio subjects=phone
Our software saves 12 hours a week | setting=studio subjects=phone
A smartphone on a white table, macro | setting=studio subjects=phone shot=detail
Quarterly revenue up 40% | setting=studio subjects=chart figure=40% trend=up
Sales fell 12 percent | setting=studio subjects=chart figure=12% trend=down
profit dropped to $1.2 million | setting=studio subjects=chart figure=$1.2M trend=down
10,000 customers and counting | setting=studio subjects=chart figure=10,000
market share down by 7 % | setting=studio subjects=chart figure=7% trend=down
annual report: growth of 8.5% in Q3 | setting=studio subjects=chart figure=8.5%
€3.4M budget for 2027 | setting=studio subjects=chart figure=€3.4M
three times the users: 3 times the growth | figure=3x
A coffee cup on a wooden table, morning light | setting=studio subjects=cup time_of_day=dawn
espresso, close-up, steam rising | setting=studio subjects=cup shot=close
A hiker walks up a mountain ridge at dawn | setting=mountains subjects=person time_of_day=dawn
two people walking on the beach in the evening | setting=sea subjects=person,person action=walks time_of_day=sunset
a cyclist climbs a mountain pass | setting=mountains subjects=cyclist
a runner in the city, early morning | setting=city subjects=runner time_of_day=dawn
Calm abstract shapes, slow and minimal | setting=abstract mood=calm pace=slow
geometric patterns, fast and energetic | setting=abstract pace=fast
A rocket leaves for Mars | setting=space subjects=rocket
An astronaut looks back at the earth | setting=space
a satellite in orbit over our planet | setting=space subjects=satellite,globe
Once upon a time a dragon lived in a castle in the forest | setting=forest subjects=🐉,castle
a princess and her pony on a hill | setting=hills subjects=👸,horse
the little whale who was afraid of the deep sea | subjects=whale
Warning: high voltage | mood=tense
Safety first: wear your helmet on site | titles=Safety first
"Simplicity is the ultimate sophistication" | titles=
a beach with the words "Summer Sale" | setting=sea titles=Summer Sale
‘Be kind’ over a quiet lake | setting=lake titles=Be kind mood=calm
a street without people | setting=city subjects= not=person
a beach with no people and no palm trees | setting=sea not=person,palm,tree
the harbour, no rain | setting=sea weather=clear not_titles=No rain
a forest but not at night | setting=forest not_time=night
the city, not in winter | setting=city not_season=winter
a quiet road without cars or buses | not=car,bus
no snow in the mountains this year | setting=mountains weather=clear not_season=winter
a lake without boats and birds | setting=lake subjects=
a castle in the fog, no text | setting=hills subjects=castle weather=fog titles=
a desert, without any titles | setting=desert titles=
do not swim when the sea is stormy | setting=sea weather=rain
a whale under water, a coral reef | setting=underwater subjects=whale,🪸
a quiet living room, evening | setting=room time_of_day=sunset
football in the stadium at night | setting=stadium time_of_day=night
a route across Europe by train | setting=map subjects=train
push in on a lighthouse | camera=push subjects=lighthouse titles=A lighthouse
slow dolly in on a castle | camera=push subjects=castle pace=slow
zoom out from the mountain | camera=pull setting=mountains
the camera pulls back from a tent | camera=pull subjects=tent
pan left across the desert | camera=pan_left setting=desert
pan right over the skyline | camera=pan_right setting=city
tilt up a skyscraper | camera=tilt_up subjects=skyscraper
tilt down from the clouds to the sea | camera=tilt_down setting=sea
crane up over the forest | camera=rise setting=forest
crane down to the village | camera=sink setting=hills
orbit around a car | camera=orbit subjects=car setting=city
the camera circles around a statue in the park | camera=orbit setting=hills
handheld walk through the forest | camera=handheld setting=forest
shaky footage of a storm at sea | camera=handheld setting=sea weather=rain
rack focus from the flowers to the house | camera=rack
tracking shot of a horse on the beach | camera=pan_right subjects=horse
aerial view of the fields | camera=rise setting=hills
drone shot of a lake at dawn | camera=rise setting=lake subjects= titles=A lake at dawn
a drone over the vineyard | subjects=drone setting=hills
close-up of a butterfly | shot=close subjects=butterfly titles=A butterfly
macro shot of a flower | shot=detail subjects=flower
wide shot of the alps | shot=wide setting=mountains
medium shot of a dog in the snow | shot=medium setting=snow subjects=dog
A lighthouse at dusk. Slow push in. | camera=push subjects=lighthouse beats=1
an eagle over the valley, cinematic, 4k, slow motion | subjects=🦅 setting=mountains titles=An eagle over the valley
make a video of a red car | subjects=car titles=A red car
Please create a short clip about bees in a garden | setting=hills
watercolor of a cottage by the river | style=watercolor subjects=house setting=lake
pixel art of a knight's castle | style=pixel subjects=castle
blueprint of a bridge | style=blueprint subjects=bridge
paper cut-out foxes in the wood | style=paper setting=forest
our quarterly OKRs for the platform team | setting=studio subjects=chart
Rust borrow checker explained | setting=abstract
a culture of trust | setting=abstract
mindfulness | subjects=yoga
GDPR compliance webinar | setting=studio
a bird's eye view of the coast | camera=rise setting=sea subjects=
staff training, module two | setting=abstract not=train
employee onboarding in five steps | subjects=🧑‍💼
How to write better prompts | setting=abstract
Ein Leuchtturm am Meer bei Nacht, Sturm | setting=sea subjects=lighthouse time_of_day=night weather=rain
Leuchttürme an der Küste, ohne Regen | setting=sea subjects=lighthouse weather=clear
verschneite Berge im Januar | season=winter
ein ruhiger See bei Sonnenaufgang, Nahaufnahme | setting=lake time_of_day=dawn shot=close mood=calm
Die Kamera kreist um ein Schloss auf einem Hügel | camera=orbit subjects=castle setting=hills
Luftaufnahme der Stadt um 18 Uhr | camera=rise setting=city time_of_day=sunset
Umsatz um 40 Prozent gestiegen | subjects=chart figure=40%
keine Menschen am Strand | setting=sea not=person
Des bateaux dans le port, pas de pluie | setting=sea subjects=boat weather=clear
gros plan sur un papillon dans le jardin | shot=close subjects=butterfly setting=hills
Des chevaux dans la prairie en été | setting=hills subjects=horse season=summer
une ville sans voitures à minuit | setting=city time_of_day=night not=car
la mer à 19h | setting=sea time_of_day=sunset
un faro en la costa, sin gente, al amanecer | setting=sea subjects=lighthouse time_of_day=dawn not=person
caballos en las montañas, plano general | setting=mountains subjects=horse,horse,horse shot=wide
vista aérea del bosque en otoño | camera=rise setting=forest season=autumn
un treno nella città sotto la pioggia | setting=city subjects=train weather=rain
case sulla collina in autunno, senza nebbia | setting=hills subjects=house season=autumn weather=clear
um barco no mar ao entardecer | setting=sea subjects=boat time_of_day=sunset
praia no inverno, sem pessoas | setting=sea season=winter not=person
夜の海と灯台 | setting=sea subjects=lighthouse time_of_day=night
雪の山と小さな家 | setting=snow subjects=house
午後6時の東京 | setting=city time_of_day=sunset
雨のない朝の海 | setting=sea weather=clear time_of_day=dawn
秋の森、空撮 | setting=forest season=autumn camera=rise
猫のクローズアップ | subjects=cat shot=close
"""
TABLE = [tuple(part.strip() for part in row.split(" | ", 1)) for row in CALLS_FOR.strip().splitlines()]


def film(prompt: str, seed: int = 3, duration_s: float = 8.0) -> FilmPlan:
    return plan_film(prompt, duration_s=duration_s, width=320, height=180, seed=seed)


@pytest.mark.parametrize(("prompt", "expected"), TABLE, ids=[prompt for prompt, _ in TABLE])
def test_a_prompt_calls_for_what_it_names(prompt: str, expected: str) -> None:
    for seed in (3, 4, 5):
        made = film(prompt, seed)
        first = made.beats[0]
        said = {**made.model_dump(), **first.model_dump(exclude_none=True), "beats": len(made.beats)}
        for want in _wishes(expected):
            name, _, value = want.partition("=")
            assert _holds(made, said, name, value), (
                want,
                seed,
                {key: said[key] for key in ("setting", "subjects", "titles")},
            )


def _wishes(expected: str) -> list[str]:
    """`name=value` pairs; a value may have spaces."""
    wishes: list[str] = []
    for part in expected.split(" "):
        if "=" in part:
            wishes.append(part)
        else:
            wishes[-1] += f" {part}"
    return wishes


def _holds(made: FilmPlan, said: dict[str, object], name: str, value: str) -> bool:
    if name == "not":
        return not {subject for beat in made.beats for subject in beat.subjects} & set(value.split(","))
    if name == "not_titles":
        return all(value not in beat.titles for beat in made.beats)
    if name.startswith("not_"):
        field = {"time": "time_of_day"}.get(name[4:], name[4:])
        return value not in {getattr(beat, field) for beat in made.beats}
    if name == "titles":
        return (made.beats[0].titles[:1] or ("",))[0] == value
    if name == "subjects":
        return ",".join(made.beats[0].subjects) == value
    return str(said[name]) == value


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(TABLE) >= 120


def test_no_two_prompts_of_the_table_give_the_same_film() -> None:
    films = [film(prompt) for prompt, _ in TABLE]
    assert len({made.model_dump_json() for made in films}) == len(TABLE)
    assert len({made.variation for made in films}) == len(TABLE)
    assert all(FilmPlan.model_validate_json(made.model_dump_json()) == made for made in films)
