"""Prompts: what people often want, as a first message that names the tools and the order to use them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mcp import MCPError
from mcp.types import (
    INVALID_PARAMS,
    GetPromptResult,
    ListPromptsResult,
    Prompt,
    PromptArgument,
    PromptMessage,
    TextContent,
)

from mcp_server.protocol import skills

Given = Mapping[str, str]


@dataclass(frozen=True)
class _Argument:
    """What a person may fill in; `completed_by` names what its values are, for completions."""

    description: str
    required: bool = False
    completed_by: str | None = None


@dataclass(frozen=True)
class _Prompt:
    title: str
    description: str
    text: Callable[[Given], str]
    arguments: Mapping[str, _Argument] = field(default_factory=dict)


_BEFORE_PAYING = (
    "Before you make it, call it with dry_run=true. If that would cost anything, tell me the price and what it would "
    "be made with, and wait for my yes."
)
_AFTER = (
    "Look at the contact sheet of what comes back. If it does not show what I asked for, say so and change the request "
    "once. Then give me the path of the film and what it cost."
)


def _promo(given: Given) -> str:
    length_s, shape = given.get("length_s", "15"), given.get("shape", "9:16")
    more = "".join(f", {name}={given[name]!r}" for name in ("style", "backend") if name in given)
    line = f' End on this line, in quotes in the prompt: "{given["line"]}".' if given.get("line") else ""
    return (
        f"Make a promotional film about this: {given['subject']}\n\n"
        f"Use generate_video with duration_s={length_s}, aspect_ratio={shape!r}{more}. Write the prompt as what one "
        f"sees: the place, the subject, the light, the movement; put the one text to be shown in quotes.{line} "
        f"{_BEFORE_PAYING} {_AFTER}"
    )


def _article(given: Given) -> str:
    length_s = given.get("length_s", "60")
    narration = f", narration={given['narration']!r}" if given.get("narration") else ""
    return (
        f"Turn this article into a film: {given['article']}\n\n"
        f"First call blog_to_video with dry_run=true, duration_s={length_s}{narration}, and show me the scenes in a "
        "short list with what they cost. When I agree, call it again without dry_run. If the film is still being made, "
        f"follow it with get_job. {_AFTER} Its captions are in it already."
    )


def _direct(given: Given) -> str:
    how = f"duration_s={given.get('length_s', '60')}, aspect_ratio={given.get('shape', '16:9')!r}"
    if article := given.get("article"):
        begin = (
            f"Direct a film of this article: {article}\n\nFirst call blog_to_video with source=the article, {how} and "
            f"dry_run=true. Make its plan.script better, and call blog_to_video with source, script=yours and {how}."
        )
    else:
        begin = (
            f"Direct a film of what we have talked about. Write its script, and call blog_to_video with script=yours, "
            f"{how} and dry_run=true, which checks it; then without dry_run."
        )
    return f"{begin} {_AFTER}\n\n{skills.rules_of('direct-a-film')}\n\nExamples: the resource footage://skills/direct-a-film"


def _captions(given: Given) -> str:
    style, language = given.get("style", "clean"), given.get("language")
    said = f" in {language}: translate what is said, keep the times" if language else ", in the language that is spoken"
    return (
        f"Put captions on this film: {given['film']}\n\n"
        f"I want them{said}, style={style!r}. If I gave you subtitles or timed texts, use those; otherwise call "
        "add_captions without any and without language: it writes down what is said where a speech model is installed, "
        "and answers it as plan.captions; for another language translate their texts, and pass them as captions with "
        "the film as it was. If it says that there is no model, ask me for the text. Show me one frame with "
        "preview=true before you draw them into the film. Give me the path of the new film and of its subtitles."
    )


def _edited(given: Given) -> str:
    return (
        f"Edit this film: {given['film']}\n\n"
        f"{given['wish']}\n\n"
        "Do all of it in one call of edit_video, a step for each thing in the order in which they follow. Times are "
        "seconds of the film as the step gets it. Where you are not sure of one, call it with dry_run=true first, "
        f"which shows the timeline. {_AFTER}"
    )


def _better(given: Given) -> str:
    return (
        f"Look at this film and make it better: {given['film']}\n\n"
        "Call check_quality, and tell me in two sentences what is wrong with it. Then call enhance_quality. If the "
        "original is kept, try the operations that it names one at a time, such as operations=['color']. Tell me what "
        "was done with the figures before and after, and give me the path; if nothing helped, say so."
    )


def _spending(given: Given) -> str:
    return (
        f"What have my films cost? Call check_budget with period={given.get('period', 'month')!r}, and tell me what "
        "was spent by backend and by day, what is left under each cap, and what this month will come to at this pace. "
        "If money is in doubt, tell me for each amount what I have to look up and where."
    )


_FILM = _Argument("A job_id, a path, or a URL.", required=True, completed_by="job")
_LENGTH = _Argument("Seconds.", completed_by="length")

_PROMPTS: Mapping[str, _Prompt] = {
    "promo": _Prompt(
        "Make a promo",
        "A short promotional film about a product, a place or an event.",
        _promo,
        {
            "subject": _Argument("What it is about, and for whom.", required=True),
            "length_s": _LENGTH,
            "shape": _Argument("9:16 for phones, 16:9 for screens, 1:1 for feeds.", completed_by="shape"),
            "style": _Argument("How it looks.", completed_by="style"),
            "backend": _Argument("Who makes it; the best one within the budget by default.", completed_by="backend"),
            "line": _Argument("The words at its end."),
        },
    ),
    "article_to_film": _Prompt(
        "Turn an article into a film",
        "A captioned film with chapters from a post, by its path, its URL or its text.",
        _article,
        {
            "article": _Argument("Path, https URL, or the text itself.", required=True),
            "length_s": _LENGTH,
            "narration": _Argument("auto, on or off.", completed_by="narration"),
        },
    ),
    "direct_a_film": _Prompt(
        "Direct a film",
        "The script of an article's film, edited scene by scene: what makes it good, and how it is passed back.",
        _direct,
        {
            "article": _Argument("Path, https URL, or the text itself; none for a script of your own."),
            "length_s": _LENGTH,
            "shape": _Argument("9:16 for phones, 16:9 for screens, 1:1 for feeds.", completed_by="shape"),
        },
    ),
    "caption_film": _Prompt(
        "Put captions on a film",
        "Captions in the language that is spoken, or in another one.",
        _captions,
        {
            "film": _FILM,
            "language": _Argument("For example Spanish."),
            "style": _Argument("How they look.", completed_by="caption_style"),
        },
    ),
    "edit_film": _Prompt(
        "Edit a film",
        "Trims, joins, reframes, writes, puts a logo or music on a film, exports a GIF: all at once.",
        _edited,
        {
            "film": _FILM,
            "wish": _Argument("For example: the first 10 s, in 9:16, with logo.png in a corner.", required=True),
        },
    ),
    "improve_film": _Prompt(
        "Make a film better",
        "Measures a film, mends what can be mended, and says what was done.",
        _better,
        {"film": _FILM},
    ),
    "spending": _Prompt(
        "What have my films cost?",
        "Spending by backend and day, what is left, and money in doubt.",
        _spending,
        {"period": _Argument("day, month or total.", completed_by="period")},
    ),
}


def listed() -> ListPromptsResult:
    """All prompts."""
    return ListPromptsResult(
        prompts=[
            Prompt(
                name=name,
                title=prompt.title,
                description=prompt.description,
                arguments=[
                    PromptArgument(name=argument, description=about.description, required=about.required)
                    for argument, about in prompt.arguments.items()
                ],
            )
            for name, prompt in _PROMPTS.items()
        ]
    )


def get(name: str, arguments: Given) -> GetPromptResult:
    """A prompt, filled in; an argument that is empty counts as not given.

    Raises:
        MCPError: There is no such prompt, or an argument is missing or unknown.
    """
    prompt = _PROMPTS.get(name)
    if prompt is None:
        raise MCPError(code=INVALID_PARAMS, message=f"Unknown prompt: {name}")
    given = {key: value.strip() for key, value in arguments.items() if value.strip()}
    known = ", ".join(prompt.arguments)
    if unknown := [key for key in given if key not in prompt.arguments]:
        raise MCPError(code=INVALID_PARAMS, message=f"{name} has no argument {unknown[0]!r}; known are {known}")
    if missing := [key for key, one in prompt.arguments.items() if one.required and key not in given]:
        raise MCPError(code=INVALID_PARAMS, message=f"{name} needs the argument {missing[0]!r}")
    text = TextContent(type="text", text=prompt.text(given))
    return GetPromptResult(description=prompt.description, messages=[PromptMessage(role="user", content=text)])


def completed_by(name: str, argument: str) -> str | None:
    """What an argument's values are; None where anything goes, or there is no such argument."""
    prompt = _PROMPTS.get(name)
    about = prompt.arguments.get(argument) if prompt else None
    return about.completed_by if about else None
