"""The words the storyboard understands. Data only: each name is followed by the words that call for it.

A word matches itself and its plural; an entry with a space matches as a phrase.
"""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, tuple[str, ...]]


def _words(**entries: str) -> Words:
    return {name: tuple(part.strip() for part in text.split(",")) for name, text in entries.items()}


SETTINGS: Words = _words(
    snow="snow, snowy, ice, icy, arctic, glacier, winter, alpine, ski, skiing, frozen, antarctica, iceberg",
    desert="desert, dune, sahara, sand, sandy, oasis, canyon, arid, wasteland, caravan",
    space="space, galaxy, star ship, starship, planet, orbit, moon landing, cosmos, cosmic, mars, nebula, universe, "
    "astronaut, satellite, launch into space, rocket, spaceship, spacecraft",
    city="city, town, street, urban, skyline, downtown, neon, metropolis, skyscraper, tokyo, new york, london, paris, "
    "building, traffic, avenue, cyberpunk, nightlife, rooftop",
    forest="forest, wood, woods, woodland, jungle, grove, rainforest, redwood, pine, leaves, canopy",
    lake="lake, fjord, loch, pond, river, lagoon",
    sea="sea, ocean, wave, beach, coast, coastal, shore, harbour, harbor, island, surf, surfing, lighthouse, bay, "
    "sail, sailing, sailboat, tide, cliff, ship, yacht, whale, pier",
    mountains="mountain, peak, summit, ridge, alps, himalaya, hiking, climb, climber, climbing, volcano, valley, cabin",
    hills="hill, field, meadow, countryside, farm, village, garden, park, pasture, vineyard, grass, prairie, flower, "
    "wind turbine, wind farm, windmill, spring",
    studio="revenue, sales, growth, grew, profit, quarter, quarterly, chart, graph, data, statistics, metric, kpi, "
    "percent, market, results, dashboard, analytics, customer, users, app, software, product, platform, startup, "
    "invoice, finance, budget, report",
    abstract="abstract, idea, concept, future, energy, dream, mind, music, rhythm, minimal, geometric, gradient, "
    "shapes, pattern, ai, network, technology, innovation",
)

SUBJECTS: Words = _words(
    lighthouse="lighthouse, beacon",
    boat="boat, sailboat, ship, yacht, sail, sailing, fishing boat, vessel, canoe",
    house="house, cottage, home, barn, village",
    cabin="cabin, hut, chalet, lodge",
    rocket="rocket, spaceship, spacecraft, starship, launch into space, shuttle",
    balloon="balloon, hot air balloon, hot-air balloon",
    plane="plane, airplane, aeroplane, flight, jet, aircraft",
    turbine="turbine, wind turbine, windmill, wind farm, wind power, renewable",
    car="car, taxi, traffic, drive, driving, road trip, automobile, vehicle",
    camel="camel, caravan",
    person="person, man, woman, people, hiker, traveller, traveler, walker, astronaut, wanderer, girl, boy, child, "
    "someone, walk, walking, runner, he, she, friend, couple",
    tree="tree, oak, maple, apple tree, cherry",
    palm="palm, oasis, tropical, beach",
    bird="bird, gull, seagull, swallow, geese, goose, crow, flock, eagle, hawk",
    chart="chart, graph, revenue, sales, growth, grew, profit, statistics, metric, kpi, percent, market, results, "
    "quarterly, analytics, data, dashboard",
    phone="phone, app, smartphone, mobile, software, platform, product",
    cup="coffee, cup, tea, cafe, espresso, latte, mug, breakfast",
)

SUBJECT_SETTING: Mapping[str, str] = {
    "lighthouse": "sea",
    "boat": "sea",
    "house": "hills",
    "cabin": "mountains",
    "rocket": "space",
    "balloon": "hills",
    "plane": "mountains",
    "turbine": "hills",
    "car": "city",
    "camel": "desert",
    "person": "hills",
    "tree": "hills",
    "palm": "sea",
    "bird": "sea",
    "chart": "studio",
    "phone": "studio",
    "cup": "studio",
}
"""Where a subject stands when the prompt names no place."""

TIMES: Words = _words(
    dawn="dawn, sunrise, morning, daybreak, early, misty morning, breakfast, first light",
    sunset="sunset, dusk, evening, golden hour, twilight, sundown, golden",
    night="night, midnight, nocturnal, moon, moonlight, moonlit, stars, starry, neon, dark, aurora, nightlife, "
    "fireworks",
    day="day, noon, midday, afternoon, sunny, bright, daylight, summer",
)

WEATHERS: Words = _words(
    rain="rain, rainy, storm, stormy, drizzle, downpour, raining, monsoon, thunderstorm, wet",
    snow="snowfall, snowing, snow, snowy, blizzard, flurry, snowflake",
    fog="fog, foggy, mist, misty, haze, hazy",
    clear="clear, sunny, cloudless, calm",
)

SEASONS: Words = _words(
    autumn="autumn, fall leaves, autumnal, october, november, harvest, maple, fall colors, fall colours",
    winter="winter, snow, snowy, snowfall, blizzard, december, january, christmas, ski, ice, icy, frozen, arctic",
    spring="spring, blossom, cherry, april, may flowers, bloom",
    summer="summer, july, august, beach, tropical",
)

MOODS: Words = _words(
    calm="calm, quiet, peaceful, serene, gentle, soft, slow, still, drifting, tranquil, relaxing, meditative, dream, "
    "small, misty",
    bright="happy, joyful, bright, fun, cheerful, playful, hope, hopeful, grew, growth, success, celebrate, new, win, "
    "launch day, sunny",
    epic="epic, grand, dramatic, heroic, launch, majestic, powerful, storm, stormy, mighty, rocket, soar, soaring, "
    "summit, vast",
    tense="dark, tense, mysterious, noir, neon, cyberpunk, danger, warning, urgent, haunted, lost, thriller",
)

CAMERAS: Words = _words(
    push="push in, zoom in, closer, approach, dolly in, push",
    pull="pull back, zoom out, reveal, pull out, dolly out, wide shot",
    pan_right="pan right, pan, panning, tracking, drive, driving, walking, caravan, sailing, sail",
    pan_left="pan left",
    rise="crane, rise, rising, tilt up, aerial, drone, launch, lifts, soar, climb, fly, flies",
)

COLOURS: Words = _words(
    red="red, crimson, scarlet, ruby",
    orange="orange, amber, rust, copper",
    gold="gold, golden hour light, honey",
    yellow="yellow, lemon",
    green="green, emerald, jade",
    teal="teal, turquoise, cyan, aqua",
    blue="blue, azure, cobalt, indigo, navy",
    purple="purple, violet, lavender, magenta",
    pink="pink, rose, coral",
)

STYLES: Words = _words(
    flat="flat, vector, cartoon, infographic, illustration, illustrated, motion graphics, minimal, geometric, chart, "
    "graph, revenue, sales, kpi, quarterly, metric, explainer, logo",
    cinematic="cinematic, film, filmic, movie, realistic, photo, photorealistic, moody, atmospheric",
)

FALLING: tuple[str, ...] = (
    "fell",
    "drop",
    "dropped",
    "decline",
    "declined",
    "down",
    "decreased",
    "shrank",
    "lost",
    "cut",
)
"""Words that turn a chart downwards."""

LEADING_INSTRUCTIONS: tuple[str, ...] = (
    r"(please\s+)?(can|could) you\s+",
    r"(please\s+)?(make|create|generate|produce|render|show|give|draw|animate|film)\s+(me\s+|us\s+)?"
    r"(?=(an?|the|some)\s+([\w-]+\s+){0,4}(video|clip|film|movie|animation|scene|shot|footage)\b)",
    r"(an?|the|some)\s+([\w-]+\s+){0,4}(video|clip|film|movie|animation|scene|shot|footage)\s+"
    r"(of|about|showing|with|for|where|in which)\s+",
    r"(make|create|generate|produce|render|show|animate)\s+(me\s+|us\s+)?",
)
"""Regular expressions for openings that are an order, not a subject; removed one after another from the title."""
