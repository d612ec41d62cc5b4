"""Prompts as the world writes them: what is read as an instruction, as a shot, as something said, and what is drawn."""

from __future__ import annotations

import itertools
import json

import pytest

from painter import FilmPlan, asked_notes, plan_film, telling_notes
from painter.prompt.describing import count_of, look_of
from painter.prompt.doing import action_of
from painter.prompt.titles import headline_of
from painter.prompt.wordlists.small_words import LINKS, OPENERS

INSTRUCTIONS = """
make a video about sourdough bread | Sourdough bread
Create a 45 second clip explaining how to brew tea | How to brew tea
launch teaser for Lumo, our lamp | Lumo
Quick recipe: plum cake in an hour | Plum cake in an hour
I need a promo video for my chess club | My chess club
Could you make me a funny hedgehog video? | Hedgehog
Create a 15-second vertical TikTok ad for our bakery about rye bread | Rye bread
Photorealistic slow motion shot of a hummingbird at a flower | A hummingbird at a flower
A tall waterfall in the jungle, cinematic, 9:16, 8s, 4k #nature #wow | A tall waterfall in the jungle
Use the promo skill to make a whiteboard explainer video about how heat pumps work | How heat pumps work
Real estate listing video: modern house with a pool in Graz | Modern house with a pool in Graz
Make an explainer about tides for 10-year-olds. Work autonomously; max spend $5. | Tides for 10-year-olds
At dawn in a misty valley, a deer drinks from a stream | A deer drinks from a stream
A glass of wine tips over onto the white linen tablecloth of a long wedding table | A glass of wine tips over
¿Qué es la inflación? | ¿Qué es la inflación?
Photosynthesis is the process by which green plants turn sunlight and water into sugar and oxygen | Photosynthesis
cat | Cat
A red kite over the hills --ar 16:9 --style raw | A red kite over the hills
Erstelle ein Video über Bienen im Garten | Bienen im Garten
Erkläre, wie ein Vulkan entsteht | Wie ein Vulkan entsteht
Crée une vidéo de 20 secondes sur les abeilles | Les abeilles
haz un video de gatos jugando | Gatos jugando
Crie um vídeo curto sobre o mar | O mar
Crea un breve video sul caffè | Caffè
Maak een korte video over fietsen in de stad | Fietsen in de stad
Сделай короткое видео о том, как растет дерево | Как растет дерево
Zrób krótki film o pszczołach | Pszczołach
Kahve hakkında kısa bir video yap | Kahve
Buatkan video pendek tentang kopi | Kopi
Tạo một video ngắn về cà phê | Cà phê
चाय के बारे में एक छोटा वीडियो बनाओ | चाय
أنشئ فيديو قصير عن القهوة | القهوة
お茶の淹れ方を解説する30秒の動画を作ってください | お茶の淹れ方
커피에 대한 짧은 영상을 만들어 줘 | 커피
制作一个关于长城的30秒视频 | 长城
视频中，一位女士正在唱歌 | 一位女士正在唱歌
مقطع فيديو سينمائي لجمل يمشي في الصحراء | جمل يمشي في الصحراء
"""

LONG = (
    "An old fisherman mends his net beside a small harbour that is filled with colourful wooden boats",
    "Eine junge Frau läuft am frühen Morgen durch die leeren Straßen von einer großen alten Stadt",
    "Une petite fille court avec son chien dans les champs de lavande derrière la maison de sa grand-mère",
    "Un viejo tren de vapor cruza despacio un puente de piedra sobre el río de un valle con mucha niebla",
    "Um menino solta uma pipa vermelha na praia enquanto o sol desaparece atrás das montanhas da costa",
    "Un cane bianco salta sopra un muro di pietra nel giardino di una vecchia casa della campagna",
    "Een grijze reiger wacht aan de rand van het stille water tot er een vis voorbij zwemt in de ochtend",
    "Старая женщина кормит голубей на площади перед большим собором в центре зимнего города",
    "Dwoje dzieci buduje zamek z piasku na plaży obok latarni morskiej przed wielką burzą na morzu",
    "Seorang nelayan tua memperbaiki jala di pelabuhan kecil yang penuh dengan perahu kayu berwarna",
    "The reasons for the success of the most remarkable and most unusual of all of our gardens in the north",
)

ACTIONS = """
a dog runs on the beach | runs
two kids play football | plays
new running shoes for everyone | None
a rose in a vase | None
a swimming pool in summer | None
leaves falling from a tree | falls
A dog chases a cat | chases
Ein Hund rennt über die Wiese | runs
Un chat dort sur le canapé | sleeps
una ballena nada en el mar | swims
um gato dorme na cama | sleeps
un cane insegue un gatto | chases
een vos springt over een boom | jumps
собака бежит по пляжу | runs
kot śpi na kanapie | sleeps
köpek sahilde koşuyor | runs
seekor kucing tidur di sofa | sleeps
một con mèo ngủ trên ghế | sleeps
एक कुत्ता दौड़ रहा है | runs
كلب يركض على الشاطئ | runs
猫が走る | runs
一只猫在沙发上睡觉 | sleeps
강아지가 해변에서 달리고 있다 | runs
"""

DESCRIBED = """
three bees on a flower | bees | 3 | |
three bees on a flower | flower | 1 | |
fünf Katzen im Garten | Katzen | 5 | |
dozens of balloons | balloons | 12 | |
two small red foxes | foxes | 2 | #d8342c | small
a big black dog chases a white cat | dog | 1 | #26282c | large
a big black dog chases a white cat | cat | 1 | #f4f2ec |
tres perros negros | perros | 3 | #26282c |
deux chats noirs et un chien | chien | 1 | |
маленькая белая собака | собака | 1 | #f4f2ec | small
hai con mèo trắng | mèo | 2 | #f4f2ec |
तीन कुत्ते | कुत्ते | 3 | |
ثلاث قطط سوداء | قطط | 3 | #26282c |
一只白色的小狗 | 狗 | 1 | #f4f2ec | small
猫が三匹 | 猫 | 3 | |
고양이 세 마리 | 고양이 | 3 | |
in 2024 cars sold | cars | 1 | |
"""

EXPLAINED = """
How to brew tea: boil water, add the leaves, wait, pour | steps
Quick recipe: onion soup. Fry the onions. Add water and salt. Serve it hot | steps
Wie man Brot backt: 1. Teig kneten 2. Warten 3. Backen | steps
お茶の淹れ方：お湯を沸かす、茶葉を入れる、待つ | steps
The life of a butterfly: egg -> larva -> pupa -> butterfly | steps
the water cycle: evaporation, condensation, rain, rivers | steps
A short history of flight: 1783: a balloon, 1903: an engine, 1969: supersonic | steps
Drei Gründe für Yoga: Ruhe, Kraft, Beweglichkeit | list
5 tips for better sleep: no screens, a cool and dark room for the whole night, no coffee, fresh air, a walk | list
Tea vs coffee: tea: calm, green; coffee: quick, dark | split
The difference between weather and climate | split
pros and cons of trains: pros: quiet, fast; cons: crowded, late | split
Explain how rain forms. Cover evaporation, clouds, and drops in a way that children understand. | list
visitors: Jan 120, Feb 180, Mar 260 | chart
60% wind, 30% sun, 10% water | chart
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in row.split("|")) for row in table.strip().splitlines()]


def film(prompt: str, duration_s: float = 8.0) -> FilmPlan:
    return plan_film(prompt, duration_s=duration_s, width=64, height=64, seed=3)


def said(made: FilmPlan) -> str:
    return " ".join(text for beat in made.beats for text in (*beat.titles, beat.caption or "", str(beat.card or "")))


def headline(made: FilmPlan) -> str:
    first = made.beats[0]
    return first.titles[0] if first.titles else getattr(first.card, "heading", "")


@pytest.mark.parametrize(("prompt", "title"), rows(INSTRUCTIONS))
def test_an_instruction_is_read_and_not_shown(prompt: str, title: str) -> None:
    assert headline(film(prompt, 5.0)) == title


@pytest.mark.parametrize("sentence", LONG)
def test_a_long_sentence_ends_where_it_can_stand(sentence: str) -> None:
    title = headline_of(sentence)
    last = title.split()[-1].casefold()
    assert sentence.startswith(title)
    assert len(title) < len(sentence)
    assert "…" not in title
    assert not any(
        last in LINKS[language] | OPENERS[language] for language in ("en", "de", "fr", "es", "ru", "pl", "id")
    )


@pytest.mark.parametrize(("text", "action"), rows(ACTIONS))
def test_verbs_say_what_the_subject_does(text: str, action: str) -> None:
    assert str(action_of(text)) == action


@pytest.mark.parametrize(("text", "name", "count", "colour", "size"), rows(DESCRIBED))
def test_number_colour_and_size_belong_to_their_noun(text: str, name: str, count: str, colour: str, size: str) -> None:
    at = text.index(name)
    look = look_of(text, at, len(name))
    assert (count_of(text, at, len(name)), look.colour or "", look.size) == (int(count), colour, size or "usual")


@pytest.mark.parametrize(
    "prompt",
    [
        "Shot 1: a dog runs on the beach (2s). Shot 2: a cat sleeps on a sofa (3s). Shot 3: a boat at sea (5s)",
        "[0-2s] A dog runs on the beach. [2-5s] A cat sleeps on a sofa. [5-10s] A boat at sea.",
        "0-2秒：一只狗在海滩上奔跑。2-5秒：沙发上的猫。5-10秒：海上的船。",
        "00:00 A dog runs on the beach\n00:02 A cat sleeps on a sofa\n00:05 A boat at sea",
        "**Scene 1 (Hook, 2s):** A dog, a beach.\n**Scene 2 (3s):** A cat on a sofa.\n**Scene 3 (5s):** A boat at sea",
        json.dumps(
            {
                "style": "watercolor",
                "scenes": [
                    {"time": "0-2s", "description": "a dog runs on the beach"},
                    {"time": "2-5s", "description": "a cat sleeps on a sofa"},
                    {"time": "5-10s", "description": "a boat at sea"},
                ],
            }
        ),
    ],
)
def test_a_list_of_shots_is_cut_as_it_says(prompt: str) -> None:
    made = film(prompt, 10.0)
    assert [beat.duration_s for beat in made.beats] == [2.0, 3.0, 5.0]
    assert not prompt.isascii() or [beat.setting for beat in made.beats] == ["sea", "room", "sea"]
    assert "Shot" not in said(made)
    assert "scene" not in said(made).casefold()


@pytest.mark.parametrize(
    "prompt",
    [
        "| Visual | Audio | Time |\n|---|---|---|\n| A dog on a beach | waves | 2s |\n| A boat at sea | wind | 3s |",
        "scenes:\n  - description: a dog on a beach\n    time: 2\n  - description: a boat at sea\n    time: 3",
        "1. A dog on a beach (2s)\n2. A boat at sea (3s)",
        "Visual: a dog on a beach (2s). Visual: a boat at sea (3s)",
    ],
)
def test_a_table_a_document_and_a_bare_list_are_shots(prompt: str) -> None:
    made = film(prompt, 5.0)
    assert [(beat.duration_s, beat.subjects) for beat in made.beats] == [(2.0, ("dog",)), (3.0, ("boat",))]
    assert said(made).strip() == ""


def test_the_parts_of_an_advertisement_are_its_messages() -> None:
    made = film("Hook: Tired of cold tea?\nSolution: Our cup keeps it warm.\nCTA: Order today", 9.0)
    assert [beat.titles[0] for beat in made.beats] == ["Tired of cold tea?", "Our cup keeps it warm", "Order today"]


def test_emoji_are_drawn_as_often_as_they_stand_there_and_not_written() -> None:
    beat = film("🐝🐝🐝 on a 🌻", 5.0).beats[0]
    assert (beat.subjects, beat.titles) == (("🐝", "🐝", "🐝", "🌻"), ())
    assert film("Happy birthday 🎂", 5.0).beats[0].titles == ("Happy birthday",)


def test_a_form_is_read_field_by_field() -> None:
    asked = {
        "subject": "a lighthouse",
        "scene": {"location": "a rocky coast", "time_of_day": "night"},
        "camera": {"movement": "orbit shot"},
        "audio": "a piano in a castle",
        "negative_prompt": "boats, text",
    }
    made = film(json.dumps(asked), 5.0)
    beat = made.beats[0]
    assert (beat.subjects, beat.setting, beat.time_of_day, beat.camera) == (("lighthouse",), "sea", "night", "orbit")
    assert beat.titles == ()
    labelled = film(
        "Subject: a red fox\nAction: jumps over a log\nSetting: snowy forest\nCamera: tracking shot\nStyle: watercolor",
        5.0,
    )
    assert (labelled.style, labelled.beats[0].subjects, labelled.beats[0].action) == ("watercolor", ("fox",), "jumps")
    assert labelled.beats[0].titles == ("A red fox jumps over a log",)


def test_what_somebody_says_stands_at_the_foot_of_the_frame() -> None:
    made = film('An old man on a bench looks up and says: "It will rain." Then he laughs.', 5.0)
    assert made.beats[0].caption == "It will rain."
    assert "rain" not in " ".join(made.beats[0].titles)


def test_a_screenplay_shows_its_places() -> None:
    made = film("INT. KITCHEN - DAY\nA chef chops onions.\n\nEXT. FOREST - NIGHT\nA fox waits.", 8.0)
    assert [(beat.setting, beat.subjects[:1], beat.time_of_day) for beat in made.beats] == [
        ("room", ("chef",), "day"),
        ("forest", ("fox",), "night"),
    ]


@pytest.mark.parametrize(
    ("prompt", "first", "setting"),
    [
        ("A woman in a dark red dress stands at a window", "person", "room"),
        ("Eine Frau in einem roten Kleid geht durch die Stadt", "person", "city"),
        ("A red sports car speeding along a coastal road", "car", "sea"),
        ("a pod of dolphins under water", "dolphin", "underwater"),
        ("an elephant at a fountain in the park", "elephant", "hills"),
    ],
)
def test_a_scene_is_about_who_does_something(prompt: str, first: str, setting: str) -> None:
    beat = film(prompt, 5.0).beats[0]
    assert (beat.subjects[0], beat.setting) == (first, setting)
    assert not {"👗", "🫛"} & set(beat.subjects)


@pytest.mark.parametrize(
    ("prompt", "subjects"),
    [
        ("three bees fly over a flower", ["🐝", "🐝", "🐝", "flower"]),
        ("a dozen balloons rise over the city", ["balloon"] * 12),
        ("zwei Kinder spielen am Strand", ["child", "child"]),
        ("two ducks and a dog at a lake", ["🦆", "🦆", "dog"]),
        ("bees in a garden", ["🐝", "🐝", "🐝"]),
        ("headphones on a table", ["headphones"]),
    ],
)
def test_there_are_as_many_as_the_prompt_counts(prompt: str, subjects: list[str]) -> None:
    assert sorted(film(prompt, 5.0).beats[0].subjects) == sorted(subjects)


def test_what_goes_on_besides_is_no_subtitle() -> None:
    assert film("A panda sits on a snowy mountain, holding a spear", 5.0).beats[0].titles == (
        "A panda sits on a snowy mountain",
    )
    assert film("Our new product: noise cancelling headphones", 5.0).beats[0].titles[1:] == (
        "Noise cancelling headphones",
    )


def test_a_fault_to_be_avoided_refuses_no_words() -> None:
    labelled = "A dog at a lake\nStyle: flat\nNegative prompt: warped text, blurry, boats"
    assert film(labelled, 5.0).beats[0].titles == ("A dog at a lake",)
    assert film(labelled.replace("warped text", "text"), 5.0).beats[0].titles == ()


def test_a_quotation_in_an_order_is_kept() -> None:
    made = film('A fox in the snow. Use calm music, keep it short, and end with "Come and see".', 8.0)
    assert "Come and see" in said(made)
    assert "short" not in said(made)


def test_a_name_in_quotation_marks_is_no_title_of_its_own() -> None:
    assert headline(film("How the 'blue hour' colours a city", 5.0)) == "How the 'blue hour' colours a city"


@pytest.mark.parametrize("prompt", ["make a video", "帮我做一个视频", "動画を作って"])
def test_an_instruction_without_a_subject_writes_nothing(prompt: str) -> None:
    assert said(film(prompt, 5.0)).strip() == ""


def test_directions_show_nothing() -> None:
    prompt = (
        "A red fox walks through a snowy forest, shot on a vintage camera with an 85mm lens, golden hour lighting, "
        "shallow depth of field. The camera follows slowly. Use upbeat piano music. Target audience: people with dogs."
    )
    made = film(prompt, 12.0)
    assert {name for beat in made.beats for name in beat.subjects} == {"fox"}
    assert {text for beat in made.beats for text in beat.titles} == {"A red fox walks through a snowy forest"}


def test_a_sentence_about_the_same_is_no_other_scene() -> None:
    made = film(
        "A woman walks through the city at night. She wears a long red coat and carries a heavy old leather bag.", 8.0
    )
    assert {text for beat in made.beats for text in beat.titles} == {"A woman walks through the city at night"}
    drive = film("An old car drives through the desert. It stops at a lake.", 8.0)
    assert [(beat.setting, beat.subjects) for beat in drive.beats] == [("desert", ("car",)), ("lake", ("car",))]


@pytest.mark.parametrize(("prompt", "kind"), rows(EXPLAINED))
def test_what_explains_gets_a_card_of_what_it_says(prompt: str, kind: str) -> None:
    cards = [beat.card for beat in film(prompt, 10.0).beats if beat.card]
    assert cards[-1].kind == kind
    told = cards[-1].model_dump_json().casefold()
    words = [word for word in prompt.casefold().replace(":", " ").replace(",", " ").split() if word.isalpha()]
    assert not prompt.isascii() or sum(word in told for word in words) > len(words) / 3


@pytest.mark.parametrize(
    "prompt", ["Opening hours: Mon 9, Tue 10", "Our week: Monday run, Tuesday swim, Wednesday rest"]
)
def test_numbers_that_may_be_hours_are_no_chart(prompt: str) -> None:
    assert all(getattr(beat.card, "kind", "") != "chart" for beat in film(prompt).beats)


@pytest.mark.parametrize("prompt", ["7 tips for a calm mind", "Explain quantum entanglement", "How to tie a bow tie"])
def test_a_topic_alone_is_a_title_and_a_note(prompt: str) -> None:
    made = film(prompt)
    assert len(telling_notes(made, prompt)) == 1
    assert "made up" in telling_notes(made, prompt)[0]


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("Make a 30 second video about bees", ("`duration_s`",)),
        ("Erstelle ein 20-sekündiges Video über Bienen, 9:16", ("`duration_s`", "`aspect_ratio`")),
        ("Create an 8-second square clip of bees, 1:1", ()),
        ("30 seconds of calm", ()),
    ],
)
def test_a_length_or_shape_that_the_film_has_not_is_told(prompt: str, said: tuple[str, ...]) -> None:
    notes = asked_notes(film(prompt), prompt)
    assert len(notes) == len(said)
    assert all(name in note for name, note in zip(said, notes, strict=True))


def test_an_hour_alone_is_a_landscape_and_beside_a_thing_without_a_picture_it_is_not() -> None:
    assert film("A quiet winter evening").beats[0].setting in {"hills", "mountains", "sea", "lake", "snow"}
    assert film("Our subsidiary opens on Monday evening").beats[0].setting == "abstract"


def test_a_syllable_that_says_when_is_no_thing() -> None:
    """Night is also a chestnut in Korean, and snow an eye."""
    assert {name for beat in film("눈 오는 밤, 개 한 마리").beats for name in beat.subjects} == {"dog"}


def test_where_nothing_can_be_drawn_there_is_a_title_card() -> None:
    prompt = "Our values in the coming era"
    made = film(prompt)
    assert next(beat.card.kind for beat in made.beats if beat.card) == "title"
    assert "nothing that can be drawn" in telling_notes(made, prompt)[0]
    assert telling_notes(film("a boat at sea"), "a boat at sea") == ()


@pytest.mark.parametrize("duration_s", [1.0, 5.0, 12.0, 60.0, 180.0])
@pytest.mark.parametrize("prompt", [row[0] for row in rows(EXPLAINED)][::3])
def test_explainers_fill_any_length(prompt: str, duration_s: float) -> None:
    made = film(prompt, duration_s)
    assert sum(beat.duration_s for beat in made.beats) == pytest.approx(duration_s, abs=0.01)
    kinds = [getattr(beat.card, "kind", None) for beat in made.beats]
    if duration_s <= 60:
        assert all(one is None or one != after for one, after in itertools.pairwise(kinds))
    assert film(prompt, duration_s) == made
