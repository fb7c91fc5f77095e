"""A short video planned from a brief: hook, problem, product, benefits, proof, offer, call."""

from __future__ import annotations

import functools
import random
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pipelines.documents.brief import Brief
from pipelines.documents.kinds import Kind, kind_of
from pipelines.documents.script import Scene, Script, Visual, script_time, speaking_time
from pipelines.generators.text.desk import Desk, Guard
from pipelines.generators.text.shortening import shortened
from pipelines.generators.text.slots import Material, gather, point_slots, slots_for
from pipelines.generators.text.spoken import spoken, spoken_price
from pipelines.roles.text import PLAN, Plan, PlanParams
from pipelines.sdk import Context, InputError, Language, LocalText, Resources, generator

__all__ = ["plan_video"]

_HEADLINE: dict[Language, int] = {"zh": 12, "en": 24}
_EMPTY_ART = re.compile(r"gradient|mesh|podium|plinth|abstract")
"""Words for pictures that need something to stand before them."""
_BUSY_ART = re.compile(r"geometric")
"""Words for pictures that big words and a person are hard to see before."""
_EMPTY_OR_BUSY = re.compile(rf"{_EMPTY_ART.pattern}|{_BUSY_ART.pattern}")
_NOTHING = re.compile(r"(?!)")
_SECONDS_PER_SCENE = 4.2
_MOST_SCENES = 24
_NEAR = 0.06
"""A plan this near to the wanted length is left alone."""
_CHOICES = 6
_LEAN = ("desc", "ben", "was", "fact2", "figures", "slogan")
"""Slots that make a spoken line worth its time."""
_RANK_COST = 0.3
"""Seconds that a line further down the list must save to be taken instead."""

# What a video cannot do without comes first; the order of the scenes is another matter.
_IMPORTANCE = (
    "product", "call_to_action", "hook", "benefit", "offer", "problem", "benefit", "proof",
    "benefit", "benefit",
)  # fmt: skip
_ORDER = ("hook", "problem", "product", "benefit", "proof", "offer", "call_to_action")


@dataclass
class _Part:
    """A scene in the making: several ways to say it, the chosen one first."""

    purpose: str
    ways: list[tuple[str, str]]
    """Lines, unfilled and filled."""
    headline: str
    chosen: int = 0

    @property
    def line(self) -> str:
        return self.ways[self.chosen][0]

    @property
    def text(self) -> str:
        return self.ways[self.chosen][1]


@dataclass(frozen=True)
class _Studio:
    """What all parts of one plan share."""

    brief: Brief
    language: Language
    kind: Kind
    material: Material
    desk: Desk
    said_slots: dict[str, str]
    shown_slots: dict[str, str]


@functools.cache
def _moods() -> dict[str, dict[str, Any]]:
    text = files("assets").joinpath("copy/moods.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _mood(studio: _Studio, purpose: str, number: int, visual: Visual) -> str:
    """English words for the picture: purpose and kind first, then the tone.

    Where nothing stands before the picture, it is one with something in it.
    """
    moods = _moods()
    kinds = (studio.kind.id, *sorted(studio.kind.families - {studio.kind.id, "any"}), "any")

    def choices(wanted: str, unlike: re.Pattern[str]) -> list[str]:
        """Of the nearest kind that has any."""
        for kind in kinds:
            words = moods.get(kind, {}).get(wanted, [])
            words = words if isinstance(words, list) else [words]
            if found := [each for each in words if not unlike.search(each)]:
                return found
        return []

    unlike = {"art": _EMPTY_ART, "presenter": _BUSY_ART}.get(visual, _NOTHING)
    own = choices(purpose, unlike)
    # The benefits' pictures are many: what has none of its own takes one from their end.
    words = own[number % len(own)] if own else choices("benefit", _EMPTY_OR_BUSY)[-1]
    return f"{words}, {moods['tone'][studio.brief.tone]}"


def _say_slots(slots: dict[str, str], brief: Brief, language: Language) -> dict[str, str]:
    """The slots as they are said."""
    said = {key: spoken(value, language) for key, value in slots.items()}
    offer = brief.offer
    for key, amount in (("price", offer.price), ("was", offer.original_price)):
        if key in slots and amount is not None:
            said[key] = spoken_price(amount, brief, language)
    if "save" in slots and offer.price is not None and offer.original_price is not None:
        said["save"] = spoken_price(offer.original_price - offer.price, brief, language)
    return {key: value for key, value in said.items() if value}


def _ways(studio: _Studio, moves: tuple[str, ...], slots: dict[str, str]) -> list[tuple[str, str]]:
    """Several ways to say one thing, each sayable in a breath or two.

    Only the first counts as used. Offers and proofs keep to the fullest three.
    """
    longest = 60 if studio.language == "zh" else 140
    desk = studio.desk
    found: list[tuple[str, str]] = []
    for move in moves:
        for _ in range(_CHOICES):
            text = desk.pick(move, slots=slots, most=longest)
            if not text:
                break
            found.append((desk.last, text))
            desk.said.clear()
    spare = {line for line, _ in found[1:]}
    desk.used -= spare
    desk.here -= spare
    return found[:3] if moves[0] in ("say_offer", "say_proof") else found


def _headline(studio: _Studio, purpose: str, slots: dict[str, str], text: str) -> str:
    """Big words for the picture: a short line, else the first words of a longer one."""
    merged = {**studio.shown_slots, **slots}
    words = studio.desk.pick(
        f"show_{purpose}", slots=merged, most=_HEADLINE[studio.language],
        rule="half" if studio.language == "zh" else "chars",
    )  # fmt: skip
    studio.desk.said.clear()
    if words or purpose in ("hook", "call_to_action"):
        return words
    keys = {
        "benefit": ("feat", "ben", "category"),
        "problem": ("pain",),
        "product": ("desc", "category"),
    }
    longer = (merged.get(key, "") for key in keys.get(purpose, ()))
    for phrase in (*longer, studio.material.product, text):
        short = shortened(phrase, studio.language, _HEADLINE[studio.language])
        if short and studio.desk.guard.allows(short):
            return short
    return ""


def _part(
    studio: _Studio, purpose: str, point: dict[str, str] | None = None, again: bool = False
) -> _Part | None:
    place = {"call_to_action": "cta", "benefit": "benefit_next" if again else "benefit_first"}
    # A benefit's own opening words ("first of all", "there is more") are one way among others.
    moves = tuple(dict.fromkeys((f"say_{place.get(purpose, purpose)}", f"say_{purpose}")))
    if purpose == "benefit" and studio.desk.rng.random() < 0.5:
        moves = moves[::-1]
    extra = point or {}
    rest = {k: v for k, v in studio.said_slots.items() if not point or k[:3] not in ("fea", "ben")}
    said = {**rest, **_say_slots(extra, studio.brief, studio.language)}
    ways = _ways(studio, moves, said)
    if not ways:
        return None
    return _Part(purpose, ways, _headline(studio, purpose, extra, ways[0][1]))


def _parts(studio: _Studio, wanted: int) -> list[_Part]:
    """As many parts as wanted, the important ones first, in the order they are told."""
    points = list(studio.material.points)
    more = tuple("benefit" for _ in range(max(0, wanted - len(_IMPORTANCE))))
    found: dict[str, list[_Part]] = {}
    total = 0
    for purpose in (*_IMPORTANCE, *more):
        if total >= wanted:
            break
        slots: dict[str, str] | None = None
        if purpose == "benefit":
            if not points:
                continue
            slots = point_slots(studio.material, points.pop(0))
        part = _part(studio, purpose, slots, purpose in found)
        if part is not None:
            found.setdefault(purpose, []).append(part)
            total += 1
    return [part for purpose in _ORDER for part in found.get(purpose, [])]


def _visuals(parts: list[_Part], has_photo: bool) -> list[Visual]:
    """Who is seen when: the presenter opens and comes back near the end, the end card closes."""
    visuals: list[Visual] = []
    benefits = 0
    for part in parts:
        match part.purpose:
            case "hook":
                visuals.append("presenter")
            case "product":
                visuals.append("product" if has_photo else "art")
            case "benefit":
                visuals.append("product" if has_photo and benefits % 2 == 1 else "art")
                benefits += 1
            case "offer":
                visuals.append("product" if has_photo else "art")
            case "proof":
                visuals.append("presenter")
            case "call_to_action":
                visuals.append("end_card")
            case _:
                visuals.append("art")
    if visuals.count("presenter") < 2 and len(visuals) > 3:
        # Without a proof scene the presenter tells the last benefit, or else the scene before last.
        last = max((i for i, part in enumerate(parts) if part.purpose == "benefit"), default=0)
        visuals[last if benefits > 1 else -2] = "presenter"
    return visuals


def _scenes(studio: _Studio, parts: list[_Part]) -> list[Scene]:
    has_photo = bool(studio.brief.photos.product)
    counts: dict[str, int] = {}
    scenes: list[Scene] = []
    for part, visual in zip(parts, _visuals(parts, has_photo), strict=True):
        number = counts[part.purpose] = counts.get(part.purpose, 0) + 1
        several = sum(other.purpose == part.purpose for other in parts) > 1
        scenes.append(
            Scene(
                id=f"{part.purpose}-{number}" if several else part.purpose,
                purpose=part.purpose,  # pyright: ignore[reportArgumentType] - one of _ORDER
                text=part.text,
                visual=visual,
                mood=_mood(studio, part.purpose, number - 1, visual),
                headline=part.headline,
            )
        )
    return scenes


def _length(studio: _Studio, parts: list[_Part]) -> float:
    script = Script(title="-", language=studio.language, scenes=_scenes(studio, parts))
    return script_time(script)


def _steer(studio: _Studio, parts: list[_Part], duration: float) -> list[_Part]:
    """Choose longer or shorter ways to say things until the whole is as long as wanted.

    Where even the shortest ways are too long, the least important scenes go.
    """
    language = studio.language
    while True:
        missing = duration - _length(studio, parts)
        if abs(missing) <= _NEAR * duration:
            return parts
        best: tuple[float, _Part, int] | None = None
        for part in parts:
            now = speaking_time(part.text, language)
            elsewhere = {other.line for other in parts if other is not part}
            for i, (line, text) in enumerate(part.ways):
                if line in elsewhere:
                    continue
                worse = _RANK_COST * (i - part.chosen)
                cost = abs(missing - (speaking_time(text, language) - now)) + worse
                if cost < abs(missing) - 0.05 and (best is None or cost < best[0]):
                    best = (cost, part, i)
        if best is not None:
            best[1].chosen = best[2]
            continue
        if missing > -0.1 * duration or len(parts) <= 2:
            return parts
        least = _least_important(parts)
        if least is None:
            return parts
        parts = [part for part in parts if part is not least]


def _least_important(parts: list[_Part]) -> _Part | None:
    """What goes first when time is short: benefits beyond the second, the proof, and so on."""
    for purpose, spared in (
        ("benefit", 2), ("proof", 0), ("benefit", 1), ("problem", 0), ("offer", 0), ("hook", 0),
        ("benefit", 0),
    ):  # fmt: skip
        found = [part for part in parts if part.purpose == purpose]
        if len(found) > spared:
            return found[-1]
    return None


def _studio(params: PlanParams) -> _Studio:
    brief, language = params.brief, params.language
    kind = kind_of(brief)
    material = gather(brief, kind, language)
    if not material.product:
        raise InputError(
            f"product.name cannot be said: {brief.product.name.best(language)[:24]!r}…",
            "give the product a name of at most 30 characters (48 in English)",
        )
    shown = slots_for(material, params.seed)
    rng = random.Random(f"{params.seed}/plan/{language}")
    said = _say_slots(shown, brief, language)
    desk = Desk(language, kind, brief.tone, said, Guard(brief, language, kind.id), rng, lean=_LEAN)
    return _Studio(brief, language, kind, material, desk, said, shown)


def _title(brief: Brief, language: Language) -> str:
    name = brief.product.name.best(language).strip()
    slogan = brief.brand.slogan.get(language).strip() if brief.brand.slogan else ""
    whole = f"{name}：{slogan}" if language == "zh" else f"{name}: {slogan}"
    return whole if slogan and len(whole) <= 120 else name[:120]


@generator(
    id="studio.text.planner",
    role=PLAN,
    version="1.1.0",
    title=LocalText(en="Template script", zh="模板分镜"),
    summary=LocalText(
        en="A script of short spoken scenes from the brief, timed to the wanted length.",
        zh="由 brief 生成的口播分镜，按目标时长控制节奏。",
    ),
    resources=Resources(cpu=1, ram_mb=120, seconds=0.1),
)
def plan_video(params: PlanParams, ctx: Context) -> Plan:
    """Plan scenes for the wanted length; a sparse brief gives a shorter, sound script.

    Raises:
        InputError: The product's name is too long to be said, or nothing may be said at all.
    """
    ctx.progress(0.0, "Planning")
    studio = _studio(params)
    wanted = max(3, min(_MOST_SCENES, round(params.duration / _SECONDS_PER_SCENE)))
    parts = _steer(studio, _parts(studio, min(9, wanted) if params.duration <= 45 else wanted),
                   params.duration)  # fmt: skip
    parts = [part for part in parts if studio.desk.guard.allows(part.text)]
    if not parts:
        raise InputError(
            "nothing in the brief may be said in a video as it is worded",
            "check the words to avoid, and promises that advertising law forbids",
        )
    script = Script(
        title=_title(params.brief, params.language),
        language=params.language,
        scenes=_scenes(studio, parts),
    )
    ctx.progress(1.0, "Planning")
    return Plan(script=script)
