"""Which parts of a person's clips are kept: a pure plan. Data in, data out.

Where somebody speaks, silences, fillers and earlier takes go and every cut lies in a silence; where
nobody does, the best moments are picked. What is left out is told with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from pipelines.documents.timing import TimedWord
from pipelines.roles.footage import Analysis

__all__ = ["CutPlan", "Heard", "KeptPart", "LeftOut", "LeftOutReason", "plan_cut"]

LeftOutReason = Literal["silence", "earlier take", "filler", "bad picture", "too long"]

_BEFORE, _AFTER = 0.10, 0.12
"""Seconds of room before the first and after the last word of a part."""
_CLEAR = 0.02
_JOIN = 0.45
"""A pause no longer than that is a breath and stays."""
_LOOK_AHEAD = 4
_TAKE_WITHIN = 60.0
_ALIKE, _ALIKE_FAR = 0.78, 0.84
_SHORTEST_PHRASE = 0.3
_TALKED = 0.15
"""Share of a clip with speech from which on it is one in which somebody talks."""
_LONGEST_MOMENT = 4.0
_USUAL_SECONDS = 45.0
_WORTH = 0.35
"""A moment below that share of the best one's score is not shown for its own sake."""

_FILLERS = frozenset(
    "嗯 呃 额 啊 那个 这个 就是 然后呢 um uh uhm erm er ah hmm mm mhm like okay so".split()
)


@dataclass(frozen=True)
class Heard:
    """A transcript of a clip: its text, and when each word is said (seconds of the file)."""

    text: str
    words: tuple[TimedWord, ...]


@dataclass(frozen=True)
class KeptPart:
    """From ``start`` to ``end`` (seconds) of clip number ``clip``.

    ``spoken``: somebody speaks in it. ``heard`` is what, with the words' places in it. ``zoom`` is
    1.08 at every other cut within one shot, so that it looks like another camera.
    """

    clip: int
    start: float
    end: float
    spoken: bool
    zoom: float = 1.0
    heard: Heard = Heard("", ())

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(frozen=True)
class LeftOut:
    """A part that is not shown, and why."""

    clip: int
    start: float
    end: float
    reason: LeftOutReason


@dataclass(frozen=True)
class CutPlan:
    """The parts in the order they are shown, and what was left out."""

    kept: tuple[KeptPart, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def seconds(self) -> float:
        return sum(part.seconds for part in self.kept)


@dataclass(frozen=True)
class _Said:
    """A phrase of a clip with what is said in it, where that is known."""

    clip: int
    start: float
    end: float
    fingerprint: str
    heard: Heard


def plan_cut(
    analyses: Sequence[Analysis],
    transcripts: Sequence[Heard | None] | None = None,
    wanted_seconds: float | None = None,
    narration: Literal["none", "over", "beside"] = "none",
) -> CutPlan:
    """Plan the cut.

    Args:
        analyses: Of the clips, in the order they are to be shown.
        transcripts: What is said in each; None where that is not known.
        wanted_seconds: Length to aim at; None: all that is worth it.
        narration: ``over``: a voice will speak over the pictures, so that what is said in the
            clips does not matter; ``beside``: it will speak between the clips' own words.
    """
    heard = list(transcripts or [None] * len(analyses))
    talks = [narration != "over" and _talked(one) for one in analyses]
    kept, left_out = list[KeptPart](), list[LeftOut]()
    if any(talks):
        said = _phrases(analyses, heard, talks)
        said, left_out = _best_takes(said, analyses)
        kept = _with_room(said, analyses)
        left_out += _silences(kept, left_out, analyses, talks)
    spoken = sum(part.seconds for part in kept)
    if wanted_seconds is not None and spoken > wanted_seconds * 1.1:
        kept, more = _shortened(kept, analyses, wanted_seconds)
        left_out += more
    silent = [number for number, talked in enumerate(talks) if not talked]
    room = (wanted_seconds if wanted_seconds is not None else _USUAL_SECONDS) - spoken
    if silent and (room > 1.0 or not kept):
        kept += _moments(analyses, silent, max(room, 2.0), wanted_seconds is not None)
        left_out += [
            LeftOut(number, bad.start, bad.end, "bad picture")
            for number in silent
            for bad in analyses[number].bad
        ]
    kept.sort(key=lambda part: (part.clip, part.start))
    return CutPlan(
        tuple(_zoomed(_cut_at_shots(kept, analyses), analyses)),
        tuple(sorted(left_out, key=lambda part: (part.clip, part.start))),
    )


def _talked(analysis: Analysis) -> bool:
    spoken = sum(phrase.end - phrase.start for phrase in analysis.speech)
    return spoken > _TALKED * max(0.1, analysis.duration)


# --- what is said ---------------------------------------------------------------------------------


def _phrases(
    analyses: Sequence[Analysis], heard: Sequence[Heard | None], talks: Sequence[bool]
) -> list[_Said]:
    return [
        _Said(n, phrase.start, phrase.end, phrase.fingerprint, _within(heard[n], phrase))
        for n, analysis in enumerate(analyses)
        if talks[n]
        for phrase in analysis.speech
    ]


def _within(heard: Heard | None, span: object) -> Heard:
    """The words whose middle lies in a span, counted from its own text."""
    start, end = getattr(span, "start", 0.0), getattr(span, "end", 0.0)
    if heard is None:
        return Heard("", ())
    words = [
        word for word in heard.words if start - 0.1 <= (word.start + word.end) / 2 <= end + 0.1
    ]
    if not words:
        return Heard("", ())
    first, last = words[0].first, words[-1].last
    while last < len(heard.text) and heard.text[last] in "，。！？、；：,.!?;:…”’\"'":
        last += 1
    moved = tuple(
        word.model_copy(update={"first": word.first - first, "last": word.last - first})
        for word in words
    )
    return Heard(heard.text[first:last], moved)


def _best_takes(
    said: Sequence[_Said], analyses: Sequence[Analysis]
) -> tuple[list[_Said], list[LeftOut]]:
    """The last take of what is said again; fillers, noises and lost pictures gone."""
    left_out: list[LeftOut] = []
    phrases: list[_Said] = []
    for one in said:
        if _is_filler(one):
            left_out.append(LeftOut(one.clip, one.start, one.end, "filler"))
        elif _unseen(one, analyses[one.clip]):
            left_out.append(LeftOut(one.clip, one.start, one.end, "bad picture"))
        else:
            phrases.append(one)
    kept: list[_Said] = []
    at = 0
    while at < len(phrases):
        again = _said_again(phrases, at)
        if again is None:
            kept.append(phrases[at])
            at += 1
            continue
        left_out += [
            LeftOut(one.clip, one.start, one.end, "earlier take") for one in phrases[at:again]
        ]
        at = again
    return kept, left_out


def _is_filler(one: _Said) -> bool:
    if one.heard.text:
        words = re.findall(r"[\u3400-\u9fff]+|[a-z']+", one.heard.text.lower())
        return bool(words) and all(word in _FILLERS for word in words)
    return one.end - one.start < _SHORTEST_PHRASE


def _unseen(one: _Said, analysis: Analysis) -> bool:
    """Whether the picture is black or frozen through most of a phrase."""
    lost = sum(
        max(0.0, min(bad.end, one.end) - max(bad.start, one.start))
        for bad in analysis.bad
        if bad.reason == "black"
    )
    return lost > 0.6 * (one.end - one.start)


def _said_again(phrases: Sequence[_Said], at: int) -> int | None:
    """The last of the next phrases that begins as this one does."""
    found = None
    for other in range(at + 1, min(len(phrases), at + 1 + _LOOK_AHEAD)):
        one, two = phrases[at], phrases[other]
        if two.clip == one.clip and two.start - one.end > _TAKE_WITHIN:
            break
        if _begins_alike(one, two, near=other == at + 1):
            found = other
    return found


def _begins_alike(one: _Said, two: _Said, *, near: bool) -> bool:
    from pipelines.media.footage_voice import likeness

    if one.heard.text and two.heard.text:
        if _same_words(one.heard.text, two.heard.text):
            return True
        # Words written down by machine are often misheard; then the ear decides.
        alike = likeness(one.fingerprint, two.fingerprint) >= _ALIKE_FAR
        return near and alike and _shared(one.heard.text, two.heard.text) >= 0.6
    return likeness(one.fingerprint, two.fingerprint) >= (_ALIKE if near else _ALIKE_FAR)


def _same_words(one: str, two: str) -> bool:
    """Whether the second begins with (nearly) all of the first, or both with the same long start.

    A refrain ("we have …, we have …") is no second take: two words are not enough. The long start
    is what tells a sentence that was begun anew and then went another way.
    """
    a, b = _tokens(one), _tokens(two)
    chinese = re.search(r"[\u3400-\u9fff]", one) is not None
    least = 4 if chinese else 3
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if shared is not None and shared >= (8 if chinese else 5):
        return True
    if min(len(a), len(b)) < least:
        return len(a) >= 2 and a == b[: len(a)]
    return _shared(one, two, 3 * least) >= 0.8


def _tokens(text: str) -> list[str]:
    """Han characters and Latin words."""
    return re.findall(r"[\u3400-\u9fff]|[a-z0-9']+", text.lower())


def _shared(one: str, two: str, most: int = 12) -> float:
    """How much of both beginnings is the same, 0–1."""
    a, b = _tokens(one), _tokens(two)
    length = min(len(a), len(b), most)
    return SequenceMatcher(None, a[:length], b[:length], autojunk=False).ratio()


def _with_room(said: Sequence[_Said], analyses: Sequence[Analysis]) -> list[KeptPart]:
    """Parts around the phrases, with breathing room that reaches into no other phrase."""
    parts: list[KeptPart] = []
    for one in said:
        speech = analyses[one.clip].speech
        before = max((p.end for p in speech if p.end <= one.start + 1e-6), default=-1.0)
        after = min((p.start for p in speech if p.start >= one.end - 1e-6), default=float("inf"))
        start = max(0.0, one.start - _BEFORE, min(before + _CLEAR, one.start))
        end = min(_seen_until(analyses[one.clip]), one.end + _AFTER, max(after - _CLEAR, one.end))
        part = KeptPart(one.clip, start, max(end, start + 0.1), True, heard=one.heard)
        if parts and _goes_on(parts[-1], part, one, before):
            parts[-1] = replace(
                parts[-1], end=part.end, heard=_together(parts[-1].heard, part.heard)
            )
        else:
            parts.append(part)
    return parts


def _seen_until(analysis: Analysis) -> float:
    return analysis.shots[-1].end if analysis.shots else analysis.duration


def _goes_on(before: KeptPart, part: KeptPart, one: _Said, last_end: float) -> bool:
    """Whether nothing but a breath lies between two parts (the phrase before was kept, too)."""
    near = part.start - before.end <= _JOIN - _BEFORE - _AFTER
    return before.clip == part.clip and near and before.end >= last_end - 1e-6 and one.start > 0


def _together(one: Heard, two: Heard) -> Heard:
    if not one.text or not two.text:
        return one if one.text else two
    latin = one.text[-1].isascii() and two.text[0].isascii()
    space = " " if latin else ""
    by = len(one.text) + len(space)
    moved = tuple(
        word.model_copy(update={"first": word.first + by, "last": word.last + by})
        for word in two.words
    )
    return Heard(one.text + space + two.text, (*one.words, *moved))


def _silences(
    kept: Sequence[KeptPart],
    left_out: Sequence[LeftOut],
    analyses: Sequence[Analysis],
    talks: Sequence[bool],
) -> list[LeftOut]:
    """What lies between the parts of a clip and is neither kept nor left out for another reason."""
    found: list[LeftOut] = []
    for number, analysis in enumerate(analyses):
        if not talks[number]:
            continue
        taken = sorted((part.start, part.end) for part in (*kept, *left_out) if part.clip == number)
        edges = [(0.0, 0.0), *taken, (_seen_until(analysis),) * 2]
        for (_, end), (start, _) in pairwise(edges):
            if start - end > 0.3:
                found.append(LeftOut(number, end, start, "silence"))
    return found


def _shortened(
    kept: Sequence[KeptPart], analyses: Sequence[Analysis], wanted: float
) -> tuple[list[KeptPart], list[LeftOut]]:
    """Without the least interesting parts; the first and the last say what it is about and stay."""
    parts, left_out = list(kept), list[LeftOut]()

    def worth(part: KeptPart) -> float:
        return _worth(part, analyses[part.clip])

    while len(parts) > 2 and sum(part.seconds for part in parts) > wanted * 1.1:
        least = min(parts[1:-1], key=worth)
        parts.remove(least)
        left_out.append(LeftOut(least.clip, least.start, least.end, "too long"))
    return parts, left_out


def _worth(part: KeptPart, analysis: Analysis) -> float:
    """The mean score of the moments in it, weighted by how much of it they are."""
    total = 0.0
    for moment in analysis.moments:
        total += moment.score * max(0.0, min(moment.end, part.end) - max(moment.start, part.start))
    return total / max(0.1, part.seconds)


# --- what is shown --------------------------------------------------------------------------------


def _moments(
    analyses: Sequence[Analysis], clips: Sequence[int], room: float, fill: bool
) -> list[KeptPart]:
    """The best moments of some clips: good ones first, each clip getting its turn.

    ``fill``: go on with lesser ones until the room is filled.
    """
    ranked = [(number, moment) for number in clips for moment in analyses[number].moments]
    best = max((moment.score for _, moment in ranked), default=0.0)
    chosen: list[KeptPart] = []
    while ranked and room > 0.8:

        def value(item: tuple[int, object]) -> float:
            number, moment = item
            turns = sum(part.clip == number for part in chosen)
            return float(getattr(moment, "score", 0.0)) * 0.8**turns

        number, moment = max(ranked, key=value)
        ranked.remove((number, moment))
        if not fill and chosen and moment.score < _WORTH * best:
            continue
        length = min(moment.end - moment.start, _LONGEST_MOMENT, max(room, 1.2))
        spare = moment.end - moment.start - length
        start = moment.start + spare / 2
        chosen.append(KeptPart(number, round(start, 3), round(start + length, 3), False))
        room -= length
    missing = [n for n in clips if not analyses[n].moments]
    if not chosen:  # nothing is good: the middle is better than nothing
        missing = list(clips)
    for number in missing[: 1 if chosen else None]:
        until = _seen_until(analyses[number])
        length = min(until, _LONGEST_MOMENT)
        if length >= 0.5 and not chosen:
            chosen.append(KeptPart(number, (until - length) / 2, (until + length) / 2, False))
    return chosen


# --- how it looks ---------------------------------------------------------------------------------


def _cut_at_shots(parts: Sequence[KeptPart], analyses: Sequence[Analysis]) -> list[KeptPart]:
    """Parts of edited footage parted at its own cuts, as the eye goes elsewhere there."""
    found: list[KeptPart] = []
    for part in parts:
        edges = [part.start]
        for shot in analyses[part.clip].shots:
            if edges[-1] + 0.5 <= shot.start <= part.end - 0.5:
                edges.append(shot.start)
        edges.append(part.end)
        for a, b in pairwise(edges):
            words = tuple(w for w in part.heard.words if a <= (w.start + w.end) / 2 < b)
            heard = (
                part.heard
                if len(edges) == 2
                else _within(Heard(part.heard.text, words), replace(part, start=a, end=b))
            )
            found.append(replace(part, start=a, end=b, heard=heard))
    return found


def _zoomed(parts: Sequence[KeptPart], analyses: Sequence[Analysis]) -> list[KeptPart]:
    found: list[KeptPart] = []
    for part in parts:
        zoom = 1.0
        if found and part.spoken and found[-1].clip == part.clip:
            shots = analyses[part.clip].shots
            alike = _shot_at(shots, found[-1].end - 0.05) == _shot_at(shots, part.start + 0.05)
            if alike and part.start - found[-1].end > 1e-3:
                zoom = 1.08 if found[-1].zoom == 1.0 else 1.0
            elif alike:
                zoom = found[-1].zoom
        found.append(replace(part, zoom=zoom))
    return found


def _shot_at(shots: Sequence[object], t: float) -> int:
    return sum(getattr(shot, "start", 0.0) <= t for shot in shots)
