"""A campaign's site: the page, its films, posters and captions in one folder that can be put on any web server."""

from __future__ import annotations

import re
import shutil
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from marketing_agent.answers import Article, Job, Video
from marketing_agent.brief import Brief
from marketing_agent.page import Figure, Film, Page, Point, Quote, landing_page, spoken_lines, words_of

FONT = Path(__file__).resolve().parents[2] / "media" / "fonts" / "Fraunces-SemiBold.ttf"
"""The headlines' typeface, from a checkout of Footage; elsewhere a serif of the reader's own is taken."""

MOST_BYTES = 500_000_000
_MOST_POINTS, _MOST_FIGURES, _LEAD_CHARS = 6, 4, 300


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an agent may say better than the brief does; what is empty is taken from there, or from the article."""

    headline: str = ""
    lead: str = ""
    points: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Published:
    """Where `footage publish` has put a film: addresses that stay, of the folder with all of it and of the film."""

    folder: str
    film: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """A finished film, and where it is on the web if it is not to lie beside the page."""

    job: Job
    published: Published | None = None

    @property
    def video(self) -> Video:
        """The film.

        Raises:
            ValueError: The job has none.
        """
        if self.job.video is None:
            raise ValueError(f"{self.job.job_id} has no film.")
        return self.job.video


def build_site(
    folder: Path,
    brief: Brief,
    wide: Made,
    tall: Made | None = None,
    article: Article | None = None,
    said: Words = Words(),
) -> Path:
    """Write the page and bring everything it shows into its folder; the page's path.

    Args:
        folder: Where to; what is there under the same names is replaced.
        brief: What the campaign is about.
        wide: The film that the page shows.
        tall: The same for phones.
        article: What the brief leaves open is taken from it.
        said: Words of the agent's own.

    Raises:
        OSError: A file cannot be brought.
        ValueError: A job has no film, or something of the brief cannot be shown.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = article or Article()
    language = language_of(brief, article)
    brief = brief.model_copy(update={"language": language})
    headline = said.headline or brief.headline or source.title or brief.product
    lead = _first_words(said.lead or brief.message or source.lead())
    films = [_film(folder, name, made, headline, brief) for name, made in (("film", wide), ("film-9x16", tall)) if made]
    page = Page(
        product=brief.product,
        headline=headline,
        lead=lead,
        kicker=source.title if source.title != headline else "",
        closing=brief.closing or headline,
        film=films[0],
        tall=films[1] if len(films) > 1 else None,
        call_to_action=brief.call_to_action or brief.product,
        link=brief.link,
        address=brief.page_url,
        language=language,
        points=_points(said.points or brief.points or _claims(brief), source)[:_MOST_POINTS],
        proof=[found for one in brief.proof if (found := Figure.of(one))][:_MOST_FIGURES],
        quote=_quote(brief, source),
        links=tuple(brief.links.items()),
        colours=brief.colours,
        words=brief.words,
        font=_font(folder),
        logo=_copied(Path(brief.logo), folder) if brief.logo else "",
        credits=", ".join(
            dict.fromkeys(f"{one.author} ({one.site})" for made in (wide, tall) if made for one in made.job.stock)
        ),
    )
    index = folder / "index.html"
    index.write_text(landing_page(page), encoding="utf-8")
    return index


SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"), ("ko", r"[\uac00-\ud7af]"), ("zh", r"[\u4e00-\u9fff]"), ("ar", r"[\u0600-\u06ff]"),
    ("he", r"[\u0590-\u05ff]"), ("ru", r"[\u0400-\u04ff]"), ("el", r"[\u0370-\u03ff]"), ("hi", r"[\u0900-\u097f]"),
    ("th", r"[\u0e00-\u0e7f]"),
)  # fmt: skip


def language_of(brief: Brief, article: Article | None = None) -> str:
    """A page's language: the brief's, the article's, or that by whose letters the brief is written."""
    words = f"{brief.headline} {brief.message} {brief.product}"
    by_letters = next((code for code, letters in SCRIPTS if re.search(letters, words)), "")
    return brief.language or (article.language if article else "") or by_letters or "en"


def _film(folder: Path, name: str, made: Made, about: str, brief: Brief) -> Film:
    """A film with its poster and captions, brought beside the page, or where it was published."""
    video = made.video
    subtitles = _captions(video)
    if made.published:
        base = made.published.folder
        film, poster, track = made.published.film, f"{base}/poster.jpg", f"{base}/captions.vtt"
    else:
        film, poster, track = f"{name}.mp4", f"{name}.jpg", f"{name}.vtt"
        _bring(video.path or video.url, folder / film)
        _bring(video.poster, folder / poster)
        if subtitles:
            (folder / track).write_text(subtitles, encoding="utf-8")
    return Film(
        video=film,
        poster=poster,
        captions=track if subtitles else None,
        captions_shown="<track" in video.embed_html,
        width=video.width,
        height=video.height,
        duration_s=video.duration_s,
        about=about,
        embed_html=video.embed_html,
        language=brief.language,
        captions_label={**words_of(brief.language), **brief.words}["captions"],
        transcript=spoken_lines(subtitles),
    )


def _captions(video: Video) -> str:
    """A film's captions as WebVTT, the only kind that browsers show; empty where it has none."""
    if not video.subtitles:
        return ""
    beside = Path(video.subtitles).with_suffix(".vtt")
    if "://" not in video.subtitles and beside.exists():
        return beside.read_text(encoding="utf-8")
    text = _read(video.subtitles).removeprefix("\ufeff")
    return text if text.startswith("WEBVTT") else "WEBVTT\n\n" + re.sub(r"(\d\d:\d\d),(\d{3})", r"\1.\2", text)


def _bring(source: str | None, target: Path) -> None:
    """Copy a file, or download it; the target is whole or not there."""
    if source is None:
        raise ValueError("The film is on another machine, and has no address: ask get_job for a new one.")
    part = target.with_name(f".{target.name}.part")
    try:
        if "://" not in source:
            shutil.copyfile(source, part)
        else:
            with _opened(source) as answer, part.open("wb") as file:
                while (more := answer.read(1 << 20)) and file.tell() <= MOST_BYTES:
                    file.write(more)
                if more:
                    raise OSError(f"{target.name} is larger than {MOST_BYTES} bytes")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _read(source: str) -> str:
    if "://" not in source:
        return Path(source).read_text(encoding="utf-8")
    with _opened(source) as answer:
        text: bytes = answer.read(1 << 20)
        return text.decode()


def _opened(address: str):  # type: ignore[no-untyped-def]  # urllib tells no type either
    if urllib.parse.urlsplit(address).scheme not in {"https", "http"}:
        raise OSError(f"{address} is no web address")
    return urllib.request.urlopen(address, timeout=120)  # noqa: S310 - checked above


def _claims(brief: Brief) -> list[str]:
    """What a brief gives as proof without a figure: reasons, then."""
    return [one for one in brief.proof if Figure.of(one) is None]


def _points(said: Sequence[str], article: Article) -> list[Point]:
    if said:
        return [Point.of(one) for one in said]
    return [Point(heading=heading, text=text) for heading, text in article.sections()][:3]


def _quote(brief: Brief, article: Article) -> Quote | None:
    if brief.quote:
        return Quote.of(brief.quote)
    text, by = article.quotation()
    return Quote(text=text, by=by) if text else None


def _first_words(text: str) -> str:
    """As much of a text as a lead has, to the end of a sentence where one ends in time."""
    if len(text) <= _LEAD_CHARS:
        return text
    cut = text[:_LEAD_CHARS]
    ends = [found.end() for found in re.finditer(r"[.!?。！？](?=\s|$)", cut)]
    return cut[: ends[-1]] if ends else cut.rsplit(" ", 1)[0] + " …"


def _font(folder: Path) -> str:
    if not FONT.exists():
        return ""
    shutil.copyfile(FONT.with_name("Fraunces-OFL.txt"), folder / "Fraunces-OFL.txt")
    return _copied(FONT, folder)


def _copied(source: Path, folder: Path) -> str:
    shutil.copyfile(source, folder / source.name)
    return source.name
