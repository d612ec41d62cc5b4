"""The storyboard's vocabulary: each name that a plan can use, with the words that select it. Data only.

Words are written casefolded and without accents; `vocabulary` says how they match. An entry with a space is a phrase. A
word in a script without spaces matches anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from painter.prompt.wordlists import arabic, languages
from painter.prompt.wordlists.vocabulary import Vocabulary, vocabulary

SETTINGS: Vocabulary = vocabulary(
    languages.SETTINGS,
    arabic.SETTINGS,
    underwater="underwater, under water, under the sea, undersea, deep sea, sea floor, seabed, coral reef, reef, "
    "diver, "
    "diving, scuba, snorkel, aquarium, depths of the ocean, beneath the waves, below the waves, beneath the surface",
    stadium="stadium, arena, football, soccer, match day, football pitch, goal keeper, goalkeeper, world cup, "
    "championship, final whistle, kick off, penalty",
    map="map, route, across europe, across the world, around the world, worldwide, logistics, delivery, deliver, "
    "supply chain, itinerary, destination, navigation, navigate, across the country, across asia, across africa, "
    "across america, city map, shipping, locations, travel plan",
    snow="snow, snowy, ice, icy, arctic, glacier, winter, alpine, ski, skiing, frozen, antarctica, iceberg",
    desert="desert, dune, sahara, sand, sandy, oasis, canyon, arid, wasteland, caravan",
    space="space, galaxy, star ship, starship, planet, orbit, moon landing, cosmos, cosmic, mars, nebula, universe, "
    "astronaut, satellite, launch into space, rocket, spaceship, spacecraft",
    city="city, town, street, urban, skyline, downtown, neon, metropolis, skyscraper, tokyo, new york, london, paris, "
    "building, traffic, avenue, cyberpunk, nightlife, rooftop, office tower, office building, museum, gallery, "
    "exhibition, theatre, theater, cinema",
    forest="forest, wood, woods, woodland, jungle, grove, rainforest, redwood, pine, leaves, canopy",
    lake="lake, mountain lake, forest lake, fjord, loch, pond, river, lagoon",
    sea="sea, ocean, wave, beach, coast, coastal, shore, harbour, harbor, island, surf, surfing, lighthouse, bay, "
    "sail, sailing, sailboat, tide, cliff, ship, yacht, pier",
    mountains="mountain, peak, summit, ridge, alps, himalaya, hiking, climb, climber, climbing, volcano, valley, cabin",
    hills="hill, field, meadow, countryside, farm, village, garden, park, pasture, vineyard, grass, prairie, flower, "
    "wind turbine, wind farm, windmill, spring",
    room="room, living room, lounge, sofa, couch, armchair, bedroom, apartment, indoors, interior, at home, "
    "home office, "
    "office, desk, workplace, meeting, kitchen, workshop, workbench, garage, bookshelf, library, window seat, "
    "fireplace, "
    "cosy, cozy, club, classroom, school, lesson",
    studio="revenue, sales, growth, grew, profit, quarter, quarterly, chart, graph, data, statistics, metric, kpi, "
    "percent, market, results, dashboard, analytics, customer, users, app, software, product, platform, startup, "
    "invoice, finance, budget, report",
    abstract="abstract, idea, concept, future, energy, dream, mind, music, rhythm, minimal, geometric, gradient, "
    "shapes, pattern, ai, network, technology, innovation",
)

VARIANTS: Mapping[str, Vocabulary] = {
    "room": vocabulary(
        languages.VARIANTS,
        living_room="living room, lounge, sofa, couch, armchair, fireplace, bedroom, library, bookshelf, at home, "
        "cosy, "
        "cozy",
        office="office, desk, workplace, meeting, work, homework, study, laptop",
        kitchen="kitchen, cooking, cook, recipe, breakfast, baking, oven, dinner, lunch",
        workshop="workshop, workbench, garage, tool, craft, repair, carpenter, carpentry, maker",
    ),
    "studio": vocabulary(
        languages.VARIANTS,
        table="table, wooden, kitchen, cafe, morning, breakfast, bakery, brunch",
        figures="revenue, sales, growth, chart, graph, data, statistics, metric, kpi, percent, quarterly",
        product="product, launch, new, introducing, meet, unboxing, offer, sale, design",
    ),
    "map": vocabulary(
        languages.VARIANTS,
        streets="city map, street, city, town, courier, last mile, ride, taxi, neighbourhood, neighborhood",
        world="europe, world, worldwide, asia, africa, america, country, countries, continent, global, sea, ocean",
    ),
    "hills": vocabulary(
        languages.VARIANTS,
        meadow="garden, flower, blossom, bloom, flower meadow, wildflower, tulip, poppy, lavender, daisy, botanical",
    ),
}
"""Kinds of a setting, and the words that select them."""

SUBJECTS: Vocabulary = vocabulary(
    languages.SUBJECTS,
    arabic.SUBJECTS,
    lighthouse="lighthouse, beacon",
    boat="boat, sailboat, ship, yacht, sail, fishing boat, vessel, canoe",
    house="house, cottage, home, barn, village, real estate, villa, mortgage",
    cabin="cabin, hut, chalet, lodge",
    rocket="rocket, spaceship, spacecraft, starship, launch into space, shuttle",
    balloon="balloon, hot air balloon, hot-air balloon",
    plane="plane, airplane, aeroplane, flight, jet, aircraft",
    turbine="turbine, wind turbine, wind farm, wind power, renewable",
    car="car, taxi, traffic, automobile, vehicle",
    camel="camel, caravan",
    person="person, man, woman, sailor, fisherman, lady, gentleman, samurai, monk, villager, shepherd, "
    "people, hiker, traveller, traveler, walker, wanderer, pedestrian, tourist, "
    "someone, he, she, friend",
    child="child, kid, toddler",
    boy="boy, schoolboy",
    girl="girl, schoolgirl",
    baby="baby, babies, newborn, infant",
    children="children, kids, schoolchildren, school children, school kids, school class, pupils, classmates, "
    "kindergarten, kindergartners, preschoolers",
    runner="runner, jogger, marathon, sprinter, athlete, triathlon, fun run, parkrun",
    couple="couple, lovers, newlywed, wedding, honeymoon, hand in hand, romance, romantic",
    family="family, parent, mother, father, mum, mom, dad, grandparent",
    kite="kite",
    crowd="crowd, audience, fans, spectator, festival, party, team, community",
    cyclist="cyclist, cycling, biker, bike ride, mountain biking, peloton",
    footballer="footballer, football player, soccer player, goalkeeper, striker, plays football, playing football",
    surfer="surfer, surfing, surf, surfboard, windsurfer",
    skier="skier, skiing, ski, ski slope, snowboarder, snowboarding",
    swimmer="swimmer, swimming pool, freestyle, front crawl",
    dancer="dancer, ballet, ballerina, tango, flamenco, salsa, ballroom",
    yoga="yoga, yogi, pilates, meditation, mindfulness, wellness",
    speaker="speaker, keynote, speech, conference, lecture, lecturer, presenter, politician",
    worker="worker, construction worker, builder, engineer, electrician, safety vest, technician, foreman",
    chef="chef, cook, cooking, recipe",
    reader="reader, bookworm, book club, librarian",
    astronaut="astronaut, cosmonaut, spacewalk, moonwalk, moon landing",
    robot="robot, android, droid, humanoid, chatbot, cyborg",
    tree="tree, oak, maple, appletree, cherry",
    palm="palm, palm tree, oasis, tropical",
    bird="bird, gull, seagull, swallow, geese, goose, crow, flock, eagle, hawk",
    chart="chart, graph, revenue, sales, growth, grew, profit, statistics, metric, kpi, percent, market, results, "
    "quarterly, analytics, data, dashboard",
    phone="phone, smartphone, mobile, mobile app",
    laptop="laptop, notebook computer, macbook, computer, website, web page, web app, saas, online course, "
    "remote work, home office, coding, programmer",
    monitor="monitor, computer screen, desktop computer, widescreen, television, tv",
    tablet="tablet, tablet computer, ipad, digital drawing",
    watch="smartwatch, smart watch, wristwatch, wrist watch, a watch, our watch, new watch, the watch, "
    "luxury watch, watch face, fitness tracker",
    headphones="headphone, headset, earphone, earbud, podcast, playlist, noise cancelling, audiobook",
    camera="cameras, digital camera, photo camera, vintage camera, old camera, our camera, new camera, "
    "camera lens, camera shop, dslr, photographer, photography, photo shoot, photoshoot",
    shoe="shoe, sneaker, footwear, trainers, running shoe",
    bag="bag, handbag, tote, tote bag, shopping bag, purse, shopping, fashion, boutique, outlet, black friday",
    bottle="bottle, flask, thermos, perfume, fragrance, shampoo, lotion, skincare",
    box="parcel, package, cardboard box, cardboard, unboxing, mystery box, shipping box, moving box",
    trophy="trophy, champion, championship, award, winner, victory, world cup, cup final, prize, gold medal, "
    "first place",
    cup="coffee, cup, tea, cafe, espresso, latte, mug, breakfast",
    bowl="noodle, ramen, udon, pho, soup, broth, stew, bowl of",
    glass="wine, champagne, prosecco, cocktail, glass of, juice, dinner, restaurant, bistro",
    pizza="pizza, pizzeria, margherita",
    cake="cake, birthday, happy birthday, cupcake, pastry, patisserie",
    burger="burger, hamburger, cheeseburger, fast food, street food",
    apple="apple, fresh fruit, fruit",
    bread="bread, bakery, baker, loaf, sourdough, baguette, freshly baked",
    icecream="icecream, gelato, sundae, sorbet, popsicle",
    book="a book, the book, this book, my book, our book, her book, his book, new book, open book, picture book, "
    "book about, books, ebook, novel, library, bookshop, bookstore, reading",
    ball="ball, football, soccer, penalty kick",
    helmet="helmet, hard hat, hardhat, safety first, protective gear, construction site, building site, "
    "workplace safety",
    clock="clock, alarm clock, deadline, countdown, timer, stopwatch",
    gift="gift, giveaway, surprise, birthday present, christmas present, voucher",
    calendar="calendar, save the date, schedule, appointment, agenda, webinar",
    plant="pot plant, potted plant, house plant, houseplant, indoor plant, flowerpot, succulent, monstera, plants",
    heart="a heart, hearts, red heart, my heart, your heart, heart shape, heartbeat, heart rate, in love, "
    "love letter, love story, valentine, charity, donate, donation",
    sign="warning, warning sign, road sign, traffic sign, warning triangle, danger, caution, hazard, beware",
    key="keys, house key, car key, old key, golden key, rusty key, door key, unlock",
    gear="gears, cogwheel, cog, gearbox, clockwork, machinery, mechanism, our engine, the engine works, automation",
    bulb="light bulb, lightbulb, bulb, bright idea, new idea, great idea, brainstorm, brainstorming, eureka",
    pin="map pin, location pin, our location, new location, location, find us, visit us, our address, "
    "destination, navigation",
    coin="coin, money, cash, saving, piggy bank, invest, investing, investment, bitcoin, crypto, pension, salary",
    guitar="guitar, guitarist, acoustic, live music, songwriter, unplugged, ukulele, concert",
    bicycle="bicycle, bike, mountain bike",
    train="train, railway, locomotive, metro, subway, high speed train, tram",
    truck="truck, lorry, van, delivery, shipping, logistics, moving company",
    bus="bus, coach tour, shuttle bus, public transport",
    submarine="submarine, u boat, bathyscaphe",
    drone="drone, quadcopter, multicopter",
    satellite="satellite, space probe, gps",
    horse="horse, pony, stallion, mustang, foal, galloping",
    dog="dog, puppy, pup, hound, labrador, retriever",
    cat="cat, kitten, kitty, feline",
    cow="cow, cattle, calf, dairy",
    deer="deer, stag, elk, moose, reindeer, antelope",
    fox="fox, foxes, vixen",
    bear="bear, grizzly, grizzlies, teddy bear, polar bear",
    owl="owl, owlet",
    elephant="elephant, mammoth",
    rabbit="rabbit, bunny, bunnies, hare, easter",
    penguin="penguin",
    whale="whale, orca",
    dolphin="dolphin, porpoise",
    turtle="turtle, tortoise",
    jellyfish="jellyfish, medusa",
    fish="fish, goldfish, clownfish, aquarium, school of fish",
    butterfly="butterfly, butterflies, moth",
    flower="flower, roses, tulip, sunflower, blossom, bouquet, florist, daisy",
    campfire="campfire, bonfire, camp fire, fireside",
    globe="globe, planet earth, our planet, the earth, climate, worldwide, global",
    skyscraper="skyscraper, tower block, high rise, office tower, headquarters",
    factory="factory, plant hall, manufacturing, industry, industrial, warehouse",
    castle="castle, fortress, palace, fairy tale, kingdom, princess, knight, dragon",
    church="church, chapel, cathedral",
    temple="temple, pagoda, shrine",
    bridge="bridge, golden gate, viaduct",
    windmill="windmill, mill",
    tent="tent, camping, campsite, glamping",
    bench="bench, park bench",
    lamp="street lamp, lamp, lantern, streetlight, lamp post",
)

ACTIVITIES: Vocabulary = vocabulary(
    languages.ACTIVITIES,
    person="walk, walks, walking, hike, hikes, hiking, stroll, strolling, wander, wanders, wandering",
    runner="run, runs, running, jog, jogs, jogging, sprint, sprinting",
    cyclist="rides a bike, riding a bike, rides a bicycle, riding a bicycle",
    swimmer="swim, swims, swimming",
    dancer="dance, dances, dancing",
    reader="read, reads, reading",
    speaker="speaks, speaking, gives a talk, giving a talk",
    chef="cooks, bakes, baking",
)
"""What somebody does; it selects a person only if the prompt names nothing else that could be doing it."""

IMPLIED_SUBJECTS: Vocabulary = vocabulary(
    phone="app, software, platform, product, startup",
    car="drive, driving, road trip",
    person="walk, walking, hike, hiking, running, jogging",
    boat="sailing",
    palm="beach",
    tent="camping trip",
)
"""What to show if the prompt names no subject, but words that go with one."""

COMPOUNDS: Mapping[str, str] = {
    "drone delivery": "drone",
    "penguin family": "penguins",
    "fox family": "foxes",
    "bear family": "bears",
    "elephant family": "elephants",
    "rabbit family": "rabbits",
    "owl family": "owls",
    "deer family": "deer",
    "family car": "car",
    "family house": "house",
    "family home": "house",
    "ice cream": "icecream",
    "ice creams": "icecreams",
    "hot dog": "hotdog",
    "hot dogs": "hotdogs",
    "cup cake": "cupcake",
    "apple tree": "appletree",
    "apple trees": "appletrees",
    "apple watch": "smartwatch",
    "wine glass": "glass of wine",
    "heart of the": "middle of the",
}
"""Phrases that mean something else than their words, and what they are read as."""

TIMES: Vocabulary = vocabulary(
    languages.TIMES,
    arabic.TIMES,
    dawn="dawn, sunrise, morning, daybreak, early, misty morning, breakfast, first light",
    sunset="sunset, dusk, golden light, magic hour, evening, golden hour, twilight, sundown, golden",
    night="night, midnight, tonight, blue hour, after dark, nocturnal, moon, moonlight, moonlit, stars, starry, "
    "neon, dark, aurora, nightlife, "
    "fireworks",
    day="day, noon, midday, at noon, broad daylight, afternoon, sunny, bright, daylight, summer",
)

WEATHERS: Vocabulary = vocabulary(
    languages.WEATHERS,
    arabic.WEATHERS,
    rain="rain, rainy, storm, stormy, drizzle, downpour, raining, monsoon, thunderstorm, wet",
    snow="snowfall, snowing, snow, snowy, blizzard, flurry, snowflake",
    fog="fog, foggy, mist, misty, haze, hazy",
    clear="clear, sunny, cloudless, calm",
)

SEASONS: Vocabulary = vocabulary(
    languages.SEASONS,
    arabic.SEASONS,
    autumn="autumn, in the fall, this fall, fall foliage, fall leaves, fall color, fall colour, autumnal, september, "
    "october, november, harvest, "
    "halloween, thanksgiving, maple, maple leaves",
    winter="winter, wintry, snow, snowy, snowfall, blizzard, december, january, february, christmas, xmas, "
    "new year s eve, ski, ice, "
    "icy, frozen, frosty, arctic",
    spring="spring, springtime, blossom, cherry, in march, early march, late march, april, easter, may flowers, "
    "in may, early may, late may, "
    "bloom",
    summer="summer, summery, june, july, august, beach, tropical, midsummer",
)

MOODS: Vocabulary = vocabulary(
    languages.MOODS,
    arabic.MOODS,
    calm="calm, quiet, peaceful, serene, gentle, soft, slow, still, drifting, tranquil, relaxing, meditative, dream, "
    "small, misty",
    bright="happy, joyful, bright, fun, cheerful, playful, hope, hopeful, grew, growth, success, celebrate, new, win, "
    "launch day, sunny",
    epic="epic, grand, dramatic, heroic, launch, majestic, powerful, storm, stormy, mighty, rocket, soar, soaring, "
    "summit, vast",
    tense="dark, tense, mysterious, noir, neon, cyberpunk, danger, warning, urgent, haunted, lost, thriller",
)

COLOURS: Vocabulary = vocabulary(
    languages.COLOURS,
    arabic.COLOURS,
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

STYLES: Vocabulary = vocabulary(
    languages.STYLES,
    flat="flat, vector, cartoon, infographic, illustration, illustrated, motion graphics, minimal, geometric, chart, "
    "graph, revenue, sales, kpi, quarterly, metric, explainer, logo",
    paper="paper, papercut, paper cut, paper craft, cut out, cutout, origami, collage, diorama, stop motion",
    neon="neon style, neon sign, synthwave, retrowave, vaporwave, outrun, glowing outline, neon light",
    editorial="editorial, magazine, minimalist, swiss, poster, risograph, screenprint, halftone, elegant, typographic",
    watercolor="watercolor, watercolour, aquarelle, a painting, oil painting, hand painted, painterly, storybook, "
    "children s story",
    blueprint="blueprint, technical drawing, schematic, line drawing, line art, wireframe, diagram, engineering",
    pixel="pixel, pixel art, pixelated, 8 bit, 16 bit, retro game, video game, arcade",
    cinematic="cinematic, film, filmic, movie, realistic, photo, photorealistic, moody, atmospheric",
)

FALLING: Vocabulary = vocabulary(
    down="fell, falls, drop, drops, dropped, decline, declined, down, decreased, shrank, lost, cut, sinkt, sank, "
    "gesunken, "
    "baisse, chute, cae, caida, bajo, calo, cala, queda, caiu, 減少, 下落",
)
"""Words that make a chart fall."""

REFUSABLE_TEXT: Vocabulary = vocabulary(
    text="text, title, titles, words, typography, lettering, caption, writing, schrift, titel, texte, titre, texto, "
    "titulo, testo, titolo",
)
"""Words by which a prompt refuses any writing in the picture."""
