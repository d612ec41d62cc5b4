from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from footage.errors import InvalidInputError
from footage.verdicts import Coherence, Fault, Loudness, MeasuredWith, PromptMatch, Quality, Visual
from quality.cadence import Beat
from quality.policy import Part, load_policy
from quality.signals import Signals, Sound
from quality.verdict import Measured, Unmeasured, judge

POLICY = load_policy()
QUALITY = Path(__file__).parents[3] / "quality"
UNHEARD: dict[str, Any] = {"motion": None, "smoothness": None, "sound": None}
MODEL = MeasuredWith(model="tiny", revision="r", dtype="float32", device="cpu")


def coherent(overall: float = 0.97, *flagged: Fault) -> Coherence:
    return Coherence(
        overall=overall,
        min=overall,
        max=overall,
        per_pair=[overall],
        drift=overall,
        cuts_s=[],
        flagged=list(flagged),
        passed=overall >= 0.85 and not flagged,
    )


def matches(score: float = 0.8) -> PromptMatch:
    return PromptMatch(score=score, worst=score, worst_at_s=2.5)


def looks(score: float = 0.9, *seconds: float, signs: tuple[str, ...] = ()) -> Visual:
    """How a film looks, whose seconds look like this."""
    over_time = [(float(n), n + 1.0, one) for n, one in enumerate(seconds or [score] * 8)]
    return Visual(score=score, worst=score, worst_at_s=2.0, content="camera", signs=list(signs), over_time=over_time)


def found(*faults: Fault, moves: bool | None = True) -> Signals:
    return Signals(faults=faults, cuts_s=(), moves=moves, **UNHEARD)


def frozen(start_s: float, end_s: float, evidence: float = 1.2) -> Fault:
    return Fault(kind="frozen", start_s=start_s, end_s=end_s, reason="the picture stands still", evidence=evidence)


def verdict(**parts: Any) -> Quality:
    usual = {
        "problems": (),
        "coherence": coherent(),
        "prompt_match": matches(),
        "technical": found(),
        "visual": looks(),
    }
    return judge(Measured(**{**usual, "duration_s": 8.0, "measured_with": MODEL, **parts}), POLICY)


def test_a_good_film_is_accepted_with_the_weighted_mean_of_its_parts() -> None:
    made = verdict()
    assert (made.status, made.verdict, made.conforms, made.reasons, made.unavailable) == (
        "measured",
        "accept",
        True,
        [],
        {},
    )
    assert made.score == pytest.approx((0.4 * 0.97 + 0.3 * 0.8 + 0.3 * 1.0 + 0.2 * 0.9) / 1.2, abs=1e-4)
    assert made.measured_with == MODEL


def test_a_fault_is_a_reason_to_try_again_with_its_time_and_costs_its_share() -> None:
    made = verdict(technical=found(frozen(2, 4)))
    assert (made.verdict, made.technical) == ("retry", 0.5)
    assert made.reasons == ["2.0-4.0 s: the picture stands still (frozen)."]
    assert made.faults == [frozen(2, 4)]


def test_the_sound_s_figures_are_told_and_are_none_where_there_is_none() -> None:
    heard = Sound(integrated_lufs=-14.20004, true_peak_dbtp=None, silent_share=0.25)
    made = verdict(technical=Signals(faults=(), cuts_s=(), moves=True, **{**UNHEARD, "sound": heard}))
    assert made.sound == Loudness(integrated_lufs=-14.2, true_peak_dbtp=None, silent_share=0.25)
    assert verdict().sound is None


def test_what_does_not_conform_is_rejected_whatever_its_score() -> None:
    made = verdict(problems=("It has no sound.",))
    assert (made.verdict, made.conforms, made.reasons) == ("reject", False, ["It has no sound."])


@pytest.mark.parametrize("times", [(1.0, 1.5), (0.0, 8.0)])
def test_what_is_hardly_an_alarm_is_told_and_no_reason_to_try_again(times: tuple[float, float]) -> None:
    doubtful, plain = verdict(technical=found(frozen(*times, 1.19))), verdict(technical=found(frozen(*times)))
    assert (doubtful.verdict, plain.verdict) == ("accept", "retry")
    assert doubtful.reasons == [
        f"{times[0]:.1f}-{times[1]:.1f} s: the picture stands still (frozen), perhaps: look at it."
    ]
    assert (plain.score or 0) < (doubtful.score or 0) < (verdict().score or 0)


def test_another_film_than_was_asked_for_is_tried_again_and_a_bad_one_rejected() -> None:
    other = verdict(prompt_match=matches(0.1))
    assert (other.verdict, other.reasons) == ("retry", ["It does not show the prompt (0.10), least at 2.5 s."])
    worse = verdict(
        prompt_match=matches(0.1), coherence=coherent(0.4), technical=found(frozen(0, 8)), visual=looks(0.5)
    )
    assert worse.verdict == "reject"


def test_unlike_pictures_all_through_are_a_reason_of_their_own() -> None:
    made = verdict(coherence=coherent(0.8))
    assert (made.verdict, made.reasons) == (
        "retry",
        ["Neighbouring pictures are too unlike all through the film (0.80)."],
    )


@pytest.mark.parametrize("coherence", [coherent(1.0), Unmeasured("no model.")])
def test_a_still_film_cannot_win(coherence: Coherence | Unmeasured) -> None:
    still = verdict(coherence=coherence, technical=found(moves=False))
    assert (still.score, still.verdict) == (0.5, "retry")
    assert still.reasons[0] == "Nothing moves, so it scores 0.5 at most."


@pytest.mark.parametrize(
    ("beat", "said"), [(Beat(3, 1), "Of 3 pictures one repeats"), (Beat(10, 3), "Of 10 pictures 3 repeat")]
)
def test_pictures_that_are_repeated_all_along_are_a_remark_but_in_drawings(beat: Beat, said: str) -> None:
    stuttering = replace(found(), beat=beat)
    made = verdict(technical=stuttering)
    assert (made.verdict, made.reasons) == (
        "accept",
        [f"{said} the one before, all along, so what moves stutters."],
    )
    assert verdict(technical=stuttering, is_drawn=True).reasons == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"woven": "the film is interlaced"}, "The film is interlaced."),
        ({"visual": looks(0.9, signs=("combed",))}, "Its lines show two moments at once"),
        ({"woven": "the film is interlaced", "is_drawn": True}, None),
        ({"visual": looks(0.9, signs=("combed",)), "is_drawn": True}, None),
    ],
)
def test_a_film_with_combs_is_mended_however_good_it_looks_but_no_drawing_has_any(
    parts: dict[str, Any], said: str | None
) -> None:
    made = verdict(**parts)
    assert made.verdict == ("retry" if said else "accept")
    assert made.reasons[:1] == [] if said is None else made.reasons[0].startswith(said)


@pytest.mark.parametrize(("size_px", "said"), [((10, 6), "retry"), ((31, 31), "retry"), ((32, 18), "accept")])
def test_a_film_in_which_nothing_can_be_seen_is_made_again(size_px: tuple[int, int], said: str) -> None:
    made = verdict(size_px=size_px)
    assert made.verdict == said
    assert any(reason.startswith(f"It is only {size_px[0]} by") for reason in made.reasons) == (said == "retry")


@pytest.mark.parametrize("score", [0.08, 0.2, 0.31, POLICY.visual.retry_below - 0.01])
def test_a_film_that_looks_ruined_is_never_accepted_however_flawless_the_rest(score: float) -> None:
    for rest in ({}, {"coherence": Unmeasured("no model."), "prompt_match": Unmeasured("no model.")}):
        made = verdict(visual=looks(score, signs=("blocky",)), **rest)
        assert made.verdict in {"retry", "reject"}
        assert made.score == pytest.approx(score + POLICY.visual.most_above)
        assert made.reasons[0] == (
            "0.0-8.0 s: it looks bad from beginning to end: it shows the blocks of heavy compression; "
            f"it looks {score:.2f} of 1, where clean films have 0.7 and more (poor_picture)."
        )
        assert made.faults[0].evidence == pytest.approx(min(10, POLICY.visual.retry_below / score), abs=0.01)


INTO_FOCUS = (0.15, 0.27, 0.48, 0.49, 0.55, 0.62, 0.65, 0.68)


@pytest.mark.parametrize(
    ("seconds", "sign", "said"),
    [(INTO_FOCUS, "blurred", "accept"), (INTO_FOCUS[::-1], "blurred", "retry"), (INTO_FOCUS, "smeared", "retry")],
)
def test_a_film_that_comes_into_focus_counts_as_it_looks_then(seconds: tuple[float, ...], sign: str, said: str) -> None:
    assert verdict(visual=looks(0.475, *seconds, signs=(sign,))).verdict == said


@pytest.mark.parametrize(
    ("score", "signs", "said"),
    [
        (0.549, ("smeared", "blurred"), "retry"),
        (0.57, ("smeared", "blurred"), "accept"),
        (0.57, ("noisy",), "retry"),
        (0.57, ("combed",), "retry"),
        (0.63, ("noisy", "blocky"), "accept"),
        (0.63, ("blocky", "noisy"), "retry"),
        (0.57, ("blurred", "smeared"), "accept"),
        (0.57, (), "accept"),
    ],
)
def test_more_is_asked_of_what_no_lens_does_and_never_paid_for(score: float, signs: tuple[str, ...], said: str) -> None:
    made = verdict(visual=looks(score, signs=signs))
    assert made.verdict == said
    assert [fault.evidence for fault in made.faults] == [1.0] * (said == "retry")


def test_what_looks_fair_scores_with_its_looks_and_is_no_reason() -> None:
    made = verdict(visual=looks(0.6))
    assert (made.verdict, made.reasons, made.visual) == ("accept", [], looks(0.6))
    assert made.score == pytest.approx(0.6 + POLICY.visual.most_above, abs=1e-4), (
        "no film scores much more than it looks"
    )
    assert made.measure == "9: coherence prompt_match technical visual"


def test_a_drawing_is_told_how_it_looks_and_nothing_follows_from_it() -> None:
    drawn, other = verdict(visual=looks(0.1), is_drawn=True), verdict(visual=Unmeasured("no way."))
    assert (drawn.verdict, drawn.reasons, drawn.visual) == ("accept", [], looks(0.1))
    assert drawn.score == other.score


def test_a_stretch_that_looks_far_worse_is_told_with_its_time() -> None:
    made = verdict(visual=looks(0.7, 0.8, 0.8, 0.8, 0.2, 0.3, 0.8, 0.8, 0.8))
    assert made.verdict == "accept"
    assert made.reasons == ["3.0-5.0 s: it looks much worse here (0.25) than in the rest of the film (0.80)."]
    assert verdict(visual=looks(0.75, 0.9, 0.9, 0.55, 0.9)).reasons == [], "worse, and still fair"
    assert "on the whole" in verdict(visual=looks(0.4, 0.8, 0.7, 0.2, 0.2, 0.1)).reasons[0]


def numbers(value: Any) -> Iterator[float]:
    """Every number in a report, however deep."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from numbers(part)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


PARTS: tuple[Part, ...] = ("coherence", "prompt_match", "technical", "visual")


@pytest.mark.parametrize("absent", list(product([True, False], repeat=4)))
def test_what_was_not_measured_is_none_with_its_reason_and_counts_for_nothing(absent: tuple[bool, ...]) -> None:
    missing = {part: Unmeasured(f"no {part} here.") for part, is_absent in zip(PARTS, absent, strict=True) if is_absent}
    made = verdict(**missing)
    said = made.model_dump()
    assert made.unavailable == {part: f"no {part} here." for part in missing}
    assert all(said[part] is None for part in missing)
    values: dict[Part, float] = {"coherence": 0.97, "prompt_match": 0.8, "technical": 1.0, "visual": 0.9}
    left = {part: value for part, value in values.items() if part not in missing}
    weight = sum(POLICY.weights[part] for part in left)
    expected = sum(POLICY.weights[part] * value for part, value in left.items()) / weight if left else None
    assert made.score == (None if expected is None else pytest.approx(expected, abs=1e-4))
    assert made.status == ("partial" if missing else "measured")


def test_when_nothing_was_measured_there_is_no_number_and_no_verdict_anywhere() -> None:
    nothing = Unmeasured("no way.")
    made = judge(
        Measured(
            problems=nothing,
            coherence=nothing,
            prompt_match=nothing,
            technical=nothing,
            visual=nothing,
            duration_s=8.0,
        ),
        POLICY,
    )
    assert list(numbers(made.model_dump())) == []
    assert (made.status, made.verdict, made.conforms, made.score) == ("unavailable", None, None, None)


DETAILS = {"Coherence", "Fault", "Loudness", "MeasuredWith", "Opinion", "PromptMatch", "Visual"}
REPORTS = DETAILS | {"Measured", "Quality", "Signals", "Sound"}


def given_to_reports(tree: ast.AST) -> Iterator[ast.expr]:
    """Every value that becomes a field of a report: given to its class, or changed afterwards."""
    for call in ast.walk(tree):
        name = getattr(call, "func", None)
        if isinstance(call, ast.Call) and getattr(name, "id", None) in REPORTS:
            yield from (*call.args, *(keyword.value for keyword in call.keywords))
        elif isinstance(call, ast.Call) and getattr(name, "attr", None) == "model_copy":
            changed = [keyword.value for keyword in call.keywords]
            yield from (value for one in changed if isinstance(one, ast.Dict) for value in one.values)


def stand_ins(value: ast.expr) -> Iterator[str]:
    """Numbers in the code that can come out of an expression as they are: alone, by `or`, by `if`, by `get`."""
    match value:
        case ast.Constant(value=int() | float()) if not isinstance(value.value, bool):
            yield ast.unparse(value)
        case ast.UnaryOp(operand=operand):
            yield from stand_ins(operand)
        case ast.BoolOp(values=values):
            yield from (found for one in values for found in stand_ins(one))
        case ast.IfExp(body=body, orelse=other):
            yield from (found for one in (body, other) for found in stand_ins(one))
        case ast.Call(func=ast.Name(id="round" | "float" | "min" | "max"), args=[first, *_]):
            yield from stand_ins(first)
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, default]):
            yield from stand_ins(default)
        case _:
            pass


@pytest.mark.parametrize(
    "made_up",
    ["Quality(score=0.5)", "Quality(score=x or 0.5)", "Fault(0.5 if x else y)", "q.model_copy(update={'a': -1})"],
)
def test_a_made_up_number_would_be_found(made_up: str) -> None:
    assert [found for value in given_to_reports(ast.parse(made_up)) for found in stand_ins(value)]


def test_no_part_of_a_report_is_ever_built_from_a_number_in_the_code() -> None:
    seen = 0
    for file in [
        *QUALITY.rglob("*.py"),
        *(QUALITY.parent / "tools").glob("*.py"),
        QUALITY.parent / "routing/text/critic.py",
    ]:
        for value in given_to_reports(ast.parse(file.read_text())):
            seen += 1
            assert list(stand_ins(value)) == [], (file, ast.unparse(value))
    assert seen >= 40


def test_what_nobody_asked_for_is_not_missing() -> None:
    made = verdict(prompt_match=Unmeasured("No prompt was given.", wanted=False))
    assert (made.status, made.reasons) == ("measured", [])
    assert made.unavailable == {"prompt_match": "No prompt was given."}


def test_the_users_own_policy_is_laid_over(tmp_path: Path) -> None:
    (tmp_path / "quality.yaml").write_text("accept_at: 0.99\nfaults: {kinds: {frozen: {harm: 0, retry: false}}}\n")
    own = load_policy(tmp_path)
    assert own.coherence == POLICY.coherence
    made = judge(
        Measured(
            problems=(),
            coherence=coherent(),
            prompt_match=matches(),
            technical=found(frozen(0, 8)),
            visual=looks(),
            duration_s=8.0,
        ),
        own,
    )
    assert (made.verdict, made.technical, made.reasons) == ("retry", 1.0, [])
    (tmp_path / "quality.yaml").write_text("accept_at: 0.1\n")
    with pytest.raises(InvalidInputError, match="reject_below is above"):
        load_policy(tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        "faults: {kinds: {frozn: {harm: 0, retry: false}}}",
        "repair: {fill: {kinds: [black, flsh]}}",
        "repair: {remake: [morf]}",
    ],
)
def test_a_kind_of_fault_that_does_not_exist_is_refused_where_it_stands(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "quality.yaml").write_text(f"accept_at: 0.9\n{wrong}\n")
    with pytest.raises(InvalidInputError, match=r"quality\.yaml:2: "):
        load_policy(tmp_path)
