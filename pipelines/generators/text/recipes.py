"""The shape of a text per channel: what it is made of, in which order, and what goes first when
it is too long."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipelines.documents.channels import Limits, count
from pipelines.documents.copy import CopyChannel
from pipelines.generators.text.desk import Desk
from pipelines.generators.text.frameworks import Framework
from pipelines.generators.text.phrases import upper_first
from pipelines.generators.text.slots import Material, Point, point_slots

__all__ = ["Draft", "Job", "compose"]


@dataclass(frozen=True)
class Draft:
    """The words of one variant, before its topics."""

    title: str = ""
    summary: str = ""
    body: str = ""


@dataclass(frozen=True)
class Job:
    """All a recipe needs."""

    desk: Desk
    material: Material
    framework: Framework
    limits: Limits
    points: tuple[Point, ...]
    link: str
    room: int
    """What the body may weigh: the channel's limit less its topics."""


@dataclass(frozen=True)
class _Block:
    """A paragraph; ``need`` 0 is essential, the highest number goes first."""

    text: str
    need: int = 0


_EMOJI_TONES = ("warm", "playful", "bold")


def _opening(job: Job, sentences: int = 2) -> str:
    return job.desk.sentences(*job.framework.opening[:sentences])


def _untold(job: Job) -> list[Point]:
    """Selling points whose feature has not been named yet; all of them when that leaves one."""
    untold = [point for point in job.points if point.feat not in job.desk.said]
    return untold if len(untold) > 1 else list(job.points)


def _rows(job: Job, marks: Iterable[str], most: int) -> list[str]:
    """Selling points as list rows, one pattern for all of them."""
    gap = "：" if job.material.language == "zh" else ": "
    said = job.desk.said
    rows: list[str] = []
    for mark, point in zip(marks, _untold(job)[:most], strict=False):
        fresh = point.ben and point.ben not in said
        text = f"{point.feat}{gap}{point.ben}" if fresh else point.feat
        if job.material.language == "en":
            text = upper_first(text)
        if job.desk.guard.allows(text):
            rows.append(f"{mark}{' ' if mark else ''}{text}")
    job.desk.said |= {point.ben for point in job.points[:most]}
    return rows


def _pointline(job: Job, move: str = "pointline") -> str:
    """A sentence about a selling point that has not been told yet."""
    said = job.desk.said
    fresh = [p for p in job.points if p.feat not in said and p.ben not in said]
    if not fresh:
        return ""
    return job.desk.pick(move, slots=point_slots(job.material, fresh[0]))


def _closing_offer(job: Job) -> str:
    return job.desk.join([job.desk.pick("offer", again=True), job.desk.pick("gift")])


def _fit(blocks: list[_Block], joiner: str, job: Job) -> str:
    """Blocks as one body within the room; the least needed go first. "" when even the core is
    too long."""
    kept = [block for block in blocks if block.text]
    while kept:
        body = joiner.join(block.text for block in kept)
        if count(body, job.limits.count) <= job.room:
            return body
        worst = max(block.need for block in kept)
        if worst == 0:
            return ""
        kept.remove(next(block for block in reversed(kept) if block.need == worst))
    return ""


def _title(job: Job, move: str = "title") -> str:
    title = job.desk.pick(move, most=job.limits.title, rule=job.limits.count, again=True)
    job.desk.set_apart()
    return title


def _summary(job: Job) -> str:
    summary = job.desk.pick("digest", most=job.limits.summary, again=True)
    job.desk.set_apart()
    return summary


def _marked(mark: str, text: str, job: Job) -> str:
    return f"{mark} {text}" if text and job.desk.tone in _EMOJI_TONES else text


def _no_stop(text: str) -> str:
    """Short posts in Chinese end their paragraphs without a full stop."""
    return "\n".join(line.removesuffix("。") for line in text.split("\n"))


def _xiaohongshu(job: Job) -> Draft:
    desk, marks = job.desk, job.desk.kind.bullets
    title = _title(job)
    opening = _opening(job)
    intro = desk.pick("solution")
    rows = _rows(job, marks, 4)
    head = desk.pick("list_head", again=True) if len(rows) > 1 else ""
    proof = desk.pick("proof")
    offer = _closing_offer(job)
    closing = desk.pick("closing") or desk.pick("cta")
    blocks = [
        _Block(_marked(marks[-1], opening, job)),
        _Block(intro),
        _Block("\n".join([head, *rows]) if head else "\n".join(rows), 2),
        _Block(_marked("📌", proof, job), 4),
        _Block(_marked("📍" if "event" in desk.kind.families else "🛒", offer, job), 1),
        _Block(_marked("💬", closing, job), 3),
    ]
    body = _fit(blocks, "\n\n", job)
    return Draft(title, "", _no_stop(body) if job.material.language == "zh" else body)


def _douyin(job: Job) -> Draft:
    desk = job.desk
    title = _title(job)
    first = desk.pick(job.framework.opening[0])
    told = _pointline(job)
    blocks = [
        _Block(first),
        _Block(desk.pick("solution"), 1),
        _Block(told, 2),
        _Block(desk.pick("offer", again=True), 3),
        _Block(desk.pick("cta"), 4),
    ]
    mark = f" {desk.kind.bullets[0]}" if desk.tone in _EMOJI_TONES else ""
    body = _fit(blocks, desk.gap, job)
    return Draft(title, "", f"{body}{mark}" if body else "")


def _gongzhonghao(job: Job) -> Draft:
    desk = job.desk
    title = _title(job)
    summary = _summary(job)
    pains = job.framework.id in ("PAS", "BAB") and bool(job.material.pains)

    def section(move: str, *paragraphs: str) -> str:
        text = [p for p in paragraphs if p]
        head = desk.pick(move, again=True)
        return "\n\n".join([f"▍{head}", *text]) if head and text else "\n\n".join(text)

    opening = desk.pick("essay_open", again=True)
    if pains:
        middle = section(
            "sub_problem",
            desk.pick("essay_problem"),
            desk.sentences("agitate", "essay_bridge"),
        )
    else:
        leads = desk.sentences(*job.framework.opening)
        middle = section("sub_context", leads)
    named = desk.pick("essay_product", again=True)
    description = job.material.base.get("desc_long", "")
    told = bool({description, job.material.base.get("desc", "")} & desk.said) or (
        not desk.guard.allows(description)
    )
    stop = "。" if job.material.language == "zh" else "."
    product = section(
        "sub_product",
        named,
        "" if told or not description else upper_first(description) + stop,
        desk.pick("picture"),
    )
    details = [
        desk.pick("essay_point", slots=point_slots(job.material, point), again=True)
        for point in _untold(job)[:4]
    ]
    points = section("sub_points", *details, desk.pick("proof"))
    offer = section("sub_offer", _closing_offer(job), desk.pick("cta"))
    blocks = [
        _Block(opening, 2),
        _Block(middle, 3),
        _Block(product),
        _Block(points, 1),
        _Block(offer, 1),
        _Block(desk.pick("essay_close", again=True), 4),
    ]
    return Draft(title, summary, _fit(blocks, "\n\n", job))


def _weibo(job: Job) -> Draft:
    desk = job.desk
    blocks = [
        _Block(desk.pick(job.framework.opening[0])),
        _Block(desk.pick("solution", most=40, rule="half")),
        _Block(_pointline(job), 2),
        _Block(desk.pick("offer", again=True), 1),
        _Block(desk.pick("cta"), 3),
    ]
    return Draft("", "", _with_link(job, blocks))


def _with_link(job: Job, blocks: list[_Block], joiner: str | None = None) -> str:
    """The body with the link at its end, where the channel takes one and there is room."""
    desk = job.desk
    if job.link and job.limits.link == "body":
        room = job.room - count(f" {job.link}", job.limits.count)
        if room > 0:
            body = _fit(blocks, joiner or desk.gap, _with_room(job, room))
            if body:
                return f"{body} {job.link}"
    return _fit(blocks, joiner or desk.gap, job)


def _with_room(job: Job, room: int) -> Job:
    return Job(job.desk, job.material, job.framework, job.limits, job.points, job.link, room)


def _x(job: Job) -> Draft:
    desk = job.desk
    blocks = [
        _Block(desk.pick(job.framework.opening[0], most=110, rule="x")),
        _Block(desk.pick("solution", most=80, rule="x")),
        _Block(_pointline(job), 2),
        _Block(desk.pick("offer", again=True, most=90, rule="x"), 1),
    ]
    return Draft("", "", _with_link(job, blocks))


def _instagram(job: Job) -> Draft:
    desk, marks = job.desk, job.desk.kind.bullets
    first = desk.pick(job.framework.opening[0])
    rest = [desk.pick(move) for move in job.framework.opening[1:]]
    intro = desk.join([*rest, desk.pick("solution")])
    rows = _rows(job, marks, 3)
    blocks = [
        _Block(_marked(marks[-1], first, job)),
        _Block(intro),
        _Block("\n".join(rows), 1),
        _Block(desk.pick("proof"), 4),
        _Block(desk.join([_closing_offer(job), desk.pick("cta")]), 2),
        _Block(desk.pick("closing"), 3),
    ]
    return Draft("", "", _fit(blocks, "\n\n", job))


def _linkedin(job: Job) -> Draft:
    desk = job.desk
    opening = [desk.pick(move) for move in job.framework.opening]
    rows = _rows(job, "••••", 4)
    head = desk.pick("list_head", again=True) if rows else ""
    blocks = [
        *(_Block(text) for text in opening),
        _Block(desk.pick("solution")),
        _Block("\n".join([head, *rows]) if rows else "", 1),
        _Block(desk.pick("proof"), 3),
        _Block(_closing_offer(job), 2),
        _Block(_cta_with_link(job)),
        _Block(desk.pick("closing"), 4),
    ]
    return Draft("", "", _fit(blocks, "\n\n", job))


def _cta_with_link(job: Job) -> str:
    """The call to action with the link in its own line."""
    cta = job.desk.pick("cta", again=True)
    if not job.link:
        return cta
    return f"{cta}\n{job.link}" if cta else job.link


def _email(job: Job) -> Draft:
    desk = job.desk
    title = _title(job, "subject")
    summary = _summary(job)
    rows = _rows(job, "••••", 4)
    head = desk.pick("list_head", again=True) if rows else ""
    blocks = [
        _Block(desk.pick("greeting", again=True), 4),
        _Block(_opening(job)),
        _Block(desk.join([desk.pick("solution"), desk.pick("picture")])),
        _Block("\n".join([head, *rows]) if rows else "", 1),
        _Block(desk.pick("proof"), 3),
        _Block(_closing_offer(job), 2),
        _Block(_cta_with_link(job)),
        _Block(desk.pick("sign_off", again=True), 4),
    ]
    return Draft(title, summary, _fit(blocks, "\n\n", job))


def _poster(job: Job) -> Draft:
    desk = job.desk
    headline = desk.pick("headline", most=job.limits.title, rule="half")
    said = headline.casefold().rstrip(".?？!")
    for move in ("subhead", "subhead", "subhead", *["subhead_plain"] * 3):
        subhead = desk.pick(move, most=job.limits.body, rule="half", again=move == "subhead_plain")
        if subhead and said not in subhead.casefold():
            return Draft(headline, "", subhead)
    return Draft(headline)


_RECIPES: dict[str, Callable[[Job], Draft]] = {
    "xiaohongshu": _xiaohongshu,
    "douyin": _douyin,
    "gongzhonghao": _gongzhonghao,
    "weibo": _weibo,
    "instagram": _instagram,
    "x": _x,
    "linkedin": _linkedin,
    "email": _email,
    "poster": _poster,
}


def compose(channel: CopyChannel, job: Job) -> Draft | None:
    """Write one variant; None when an essential part cannot be said."""
    draft = _RECIPES[channel](job)
    if not draft.body and channel != "poster":
        return None
    if job.limits.title and not draft.title:
        return None
    return draft
