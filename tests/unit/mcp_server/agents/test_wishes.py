"""What messages of agents ask for: data exactly, plain commands, and everything else as the prompt of a film."""

from __future__ import annotations

from typing import Any

import pytest

from footage.errors import InvalidInputError, UnsupportedMediaError
from mcp_server.agents.commands import Call, Decide, Look, Say, Stop, Wish, measures_in
from mcp_server.agents.replies import reply_to
from mcp_server.agents.wishes import Heard, Part, tasks_in, whole, wish_of, with_jobs
from tools.registry import TOOLS

NAMES = [tool.name for tool in TOOLS]
JOB, TASK, QUOTE = "job_" + "0a" * 10, "task_" + "0b" * 10, "quote_" + "0c" * 12


def wish(*parts: Part, references: tuple[str, ...] = ()) -> Wish:
    return wish_of(Heard(message_id="m", parts=parts, references=references), NAMES)


def of_text(text: str) -> Wish:
    return wish(Part(text=text))


def of_data(data: Any) -> Wish:
    return wish(Part(data=data))


@pytest.mark.parametrize(
    "data",
    [
        {"skill": "generate_video", "parameters": {"prompt": "a boat", "seed": 4.0}},
        {"skill": "generate_video", "arguments": {"prompt": "a boat", "seed": 4}},
        {"skill": "generate_video", "input": {"prompt": "a boat", "seed": 4}},
        {"tool": "generate_video", "params": {"prompt": "a boat", "seed": 4}},
        {"skillId": "generate_video", "prompt": "a boat", "seed": 4.0},
        {"skill": "generate_video", "parameters": '{"skill": "x", "prompt": "a boat", "seed": 4}'},
    ],
)
def test_data_names_a_tool_and_its_arguments(data: dict[str, Any]) -> None:
    found = of_data(data)
    assert isinstance(found, Call)
    arguments = {name: one for name, one in found.arguments.items() if name != "skill"}
    assert (found.tool, arguments, type(arguments["seed"])) == ("generate_video", {"prompt": "a boat", "seed": 4}, int)


@pytest.mark.parametrize("fence", ["{}", "```json\n{}\n```", "  {}\n"])
def test_text_that_is_such_data_is_data(fence: str) -> None:
    text = fence.replace("{}", '{"skill": "check_budget", "parameters": {}}')
    assert of_text(text) == Call("check_budget", {})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"skill": "fly", "parameters": {}}, "There is no skill 'fly'"),
        ({"skill": ["generate_video"]}, "There is no skill"),
        ({"skill": "generate_video", "parameters": [1]}, "are an object"),
        ({"prompt": "a boat"}, "names no skill"),
        ({"approve": "yes"}, "names no skill"),
        ([1, 2], "names no skill"),
        (7, "names no skill"),
    ],
)
def test_data_that_is_not_understood_is_refused_with_how_to_say_it(data: Any, told: str) -> None:
    with pytest.raises(InvalidInputError, match=told) as caught:
        of_data(data)
    assert "generate_video" in caught.value.hint


def test_deep_data_bytes_and_nothing_at_all_are_refused() -> None:
    deep: Any = {"skill": "generate_video"}
    for _ in range(100):
        deep = {"parameters": deep}
    with pytest.raises(InvalidInputError, match="deeply"):
        of_data(deep)
    with pytest.raises(UnsupportedMediaError):
        wish(Part(text="a boat"), Part(media_type="video/mp4"))
    with pytest.raises(InvalidInputError, match="says nothing"):
        of_text("  \n ")
    with pytest.raises(InvalidInputError, match="more than one"):
        wish(Part(data={"skill": "check_budget"}), Part(data={"skill": "check_budget"}))


def test_files_and_tasks_that_come_along_fill_the_argument_that_they_can_only_be() -> None:
    film = Part(url="https://x.org/a.mp4", media_type="video/mp4")
    picture = Part(url="https://x.org/a.png", media_type="image/png")
    captions = Part(data={"skill": "add_captions", "parameters": {"style": "box"}})
    assert wish(captions, film) == Call("add_captions", {"style": "box", "video": film.url})
    assert wish(captions, references=(TASK,)) == Call("add_captions", {"style": "box", "video": TASK})
    named = Part(data={"skill": "add_captions", "parameters": {"video": JOB}})
    assert wish(named, film) == Call("add_captions", {"video": JOB})
    assert wish(Part(text="It sails away"), picture) == Call(
        "generate_video", {"prompt": "It sails away", "start_image": picture.url}
    )
    assert wish(Part(data={"skill": "generate_video", "parameters": {}}), Part(text="a boat")) == Call(
        "generate_video", {"prompt": "a boat"}
    )
    assert wish(film) == Say("files", (film.url or "",))
    assert wish(Part(text="what is this"), film) == Say("files", (film.url or "",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"approve {QUOTE}", Decide(True, QUOTE)),
        (f"Approve quote {QUOTE}.", Decide(True, QUOTE)),
        (f"I approve {QUOTE}", Decide(True, QUOTE)),
        (f"decline {QUOTE}", Decide(False, QUOTE)),
        (f"no, {QUOTE}", Decide(False, QUOTE)),
        ("approved!", Decide(True)),
        ("Decline", Decide(False)),
        ("no thanks", Decide(False)),
        ("too expensive", Decide(False)),
        (f"status of {JOB}?", Look((JOB,))),
        (f"Wie weit ist {TASK}?", Look((TASK,))),
        (f"{JOB}", Look((JOB,))),
        (f"is {JOB} or {TASK} ready", Look((JOB, TASK))),
        (f"cancel {JOB}", Stop(JOB)),
        (f"please stop the task {TASK} now", Stop(TASK)),
        (f"what about {QUOTE}", Say("it", (QUOTE,))),
        ("cancel it", Stop()),
        ("Stop that, please!", Stop()),
        ("never mind", Stop()),
        ("status?", Look()),
        ("Is it done yet?", Look()),
        ("what's the progress", Look()),
        ("how's it going", Look()),
        ("any updates?", Look()),
        ("list my films", Call("list_jobs", {})),
        ("show me all my recent videos", Call("list_jobs", {})),
        ("which videos do we have?", Call("list_jobs", {})),
        ("what is our budget?", Call("check_budget", {})),
        ("how much is left this month?", Call("check_budget", {})),
        ("How much did we spend", Call("check_budget", {})),
        ("budget", Call("check_budget", {})),
        ("hi", Say("help")),
        ("Hello there!", Say("help")),
        ("what can you do?", Say("help")),
        ("help me please", Say("help")),
        ("add captions", Say("captions")),
        ("add subtitles to it", Say("captions")),
        ("upscale it", Say("enhance")),
        ("check the quality", Say("check")),
        ("trim it", Say("edit")),
        ("delete the video", Say("publish")),
        ("make it shorter", Say("it")),
        ("try again", Say("it")),
        ("caption https://x.org/talk.mp4", Say("captions", ("https://x.org/talk.mp4",))),
        ("please add subtitles to https://x.org/talk.mp4.", Say("captions", ("https://x.org/talk.mp4",))),
        ("turn https://blog.x.org/post into a video", Say("article", ("https://blog.x.org/post",))),
        ("Make a 30 second video about this post: https://blog.x.org/post", Say("article", ("https://blog.x.org/post",))),
        ("summarize https://x.org/paper.pdf", Say("article", ("https://x.org/paper.pdf",))),
        ("make a video from https://x.org/logo.png", Say("files", ("https://x.org/logo.png",))),
        ("https://x.org/a.mp4", Say("files", ("https://x.org/a.mp4",))),
        ("trim https://x.org/a.mp4 to 5 seconds", Say("edit", ("https://x.org/a.mp4",))),
    ],
)  # fmt: skip
def test_a_plain_command_is_not_drawn(text: str, expected: Wish) -> None:
    assert of_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A boat at sunset",
        "Stop motion of a cat building a house",
        "Cancel culture, explained",
        "Show a fox in the snow",
        "Check out our new shoes",
        "Cut to black. Then a lighthouse.",
        "No more plastic in the sea",
        "Help! A cat is stuck in a tree",
        "Ready, steady, go: children run a race",
        "Make it rain: money falls from the sky",
        "Spring sale, 'Half price', https://shop.example.com",
        "Approve or decline? A judge decides",
        "A film about our budget for parks",
        "The status of women in 1920",
        "List of the planets, one after the other",
        "Trim hedges in an English garden",
        "Publishers celebrate a new book",
        "Hello Kitty waves from a balcony",
        "Updates to our app: dark mode, faster search",
        "テスト：海辺の灯台",
        "Eine Katze schläft auf dem Sofa",
    ],
)
def test_a_prompt_is_a_prompt_whatever_it_begins_with(text: str) -> None:
    found = of_text(text)
    assert isinstance(found, Call)
    assert (found.tool, found.arguments["prompt"]) == ("generate_video", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 15 second video of a boat", {"duration_s": 15}),
        ("Make a 10s vertical clip of a fox", {"duration_s": 10, "aspect_ratio": "9:16"}),
        ("a fox, 9:16, 12-second ad", {"duration_s": 12, "aspect_ratio": "9:16"}),
        ("a square video of a cup", {"aspect_ratio": "1:1"}),
        ("A film about tea, 20 seconds long", {"duration_s": 20}),
        ("A 5 second countdown and a 10 second video", {}),
        ("a runner who needs 9 seconds for 100 m", {}),
        ("a 500 second film", {}),
        ("a square in Rome", {}),
        ("a portrait of a woman", {}),
        ("A 0 second video", {}),
    ],
)
def test_length_and_shape_are_taken_where_they_are_said_of_the_film(text: str, expected: dict[str, Any]) -> None:
    assert measures_in(text) == expected


@pytest.mark.parametrize("words", ["please ", "1s film ", f"{JOB} ", "https://x.org ", "{"])
def test_megabytes_of_text_are_read_as_far_as_a_command_goes(words: str) -> None:
    """A pattern that went through all of it, again and again, would not come to an end."""
    text = words * (4_000_000 // len(words))
    found = of_text(text)
    assert found == Look((JOB,)) if JOB in words else isinstance(found, Call)


def test_whole_numbers_come_back_and_tasks_stand_for_their_films() -> None:
    assert whole({"a": [4.0, 4.5, {"b": 2.0}], "c": True}) == {"a": [4, 4.5, {"b": 2}], "c": True}
    arguments = {"video": TASK, "scenes": [{"film": TASK}], "prompt": f"about {TASK}"}
    assert tasks_in(arguments) == {TASK}
    assert with_jobs(arguments, {TASK: JOB}) == {"video": JOB, "scenes": [{"film": JOB}], "prompt": f"about {TASK}"}


@pytest.mark.parametrize("text", ["help", "caption https://x.org/a.mp4", "https://x.org/a.png", "trim it", "delete it"])
def test_what_can_be_done_is_told_as_what_can_be_sent(text: str) -> None:
    say = of_text(text)
    assert isinstance(say, Say)
    reply = reply_to(say, NAMES)
    assert len(reply.text) < 1500
    for suggestion in reply.suggestions:
        call = of_data(suggestion)
        assert isinstance(call, Call)
        tool = next(one for one in TOOLS if one.name == call.tool)
        tool.params.parse(call.arguments)
