"""Captions from spoken words: cut at phrases, timed by the voice, never interpolated."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.documents.reading_speed import CaptionTimes, caption_times, reading_rules
from pipelines.documents.shot import Caption
from pipelines.documents.subtitles import Cue, srt_text, vtt_text
from pipelines.documents.timing import TimedWord
from pipelines.graphics.typesetting.breaking import break_evenly
from pipelines.graphics.typesetting.phrases import phrases
from pipelines.sdk import Language, LocalText
from pipelines.workflows.caption_translations import shared_out

__all__ = ["caption_notes", "captions", "subtitle_cues", "subtitles_srt", "subtitles_vtt"]

_SENTENCE_END = frozenset("。！？.!?…\n")
_BREAK_AFTER = _SENTENCE_END | frozenset("，；：、,;:—")
_OPENING = "“‘「『（《【([{<¿¡#@$¥￥"
_DROP_AT_END = "，。、；：,.;:— "
_OVER = 1.4
"""A caption may be so much longer than a page rather than leave a short one."""


def captions(
    text: str,
    words: Sequence[TimedWord],
    language: Language,
    *,
    lead: float,
    frames: int,
    fps: int,
    second: str = "",
) -> tuple[Caption, ...]:
    """Captions of one recording.

    A caption begins with its first word. It stays a moment after its last one, longer where that
    is needed to read it, and up to the next one where the voice only takes a breath.

    Args:
        text: What is said, as written.
        words: When, in seconds of the recording.
        language: For the length of a caption and the speed of reading.
        lead: Seconds of the shot before the recording starts.
        frames: Length of the shot, or where the next recording's captions begin.
        fps: Frames per second.
        second: The same text in another language; it is shared out among the captions.
    """
    groups = _groups(text, words, language)
    times, pace = caption_times(), reading_rules(language).characters_per_second
    pieces = [_piece(text, groups, number) for number in range(len(groups))]
    below = shared_out(second, [piece.shown for piece in pieces])
    found: list[Caption] = []
    for number, (group, piece) in enumerate(zip(groups, pieces, strict=True)):
        following = groups[number + 1][0].start if number + 1 < len(groups) else None
        until = _until(group, following, len(piece.shown) / pace, times)
        start = round((lead + group[0].start) * fps)
        end = min(frames, max(start + 1, round((lead + until) * fps)))
        if start < end and piece.shown:
            inside = tuple(_inside(word, piece, lead) for word in group if piece.has(word))
            found.append(
                Caption(text=piece.shown, second=below[number], start=start, end=end, words=inside)
            )
    return tuple(found)


def caption_notes(
    scene: int, captions: Sequence[Caption], language: Language, fps: int, *, longest: int
) -> tuple[LocalText, ...]:
    """What a person should know of a scene's captions: too fast to read, or cut off.

    Args:
        scene: Its number, from 1.
        captions: Of the scene.
        language: What is said.
        fps: Frames per second.
        longest: Frames of the scene.
    """
    rules = reading_rules(language)
    notes: list[LocalText] = []
    for one in captions:
        pace = len(one.text) / ((one.end - one.start) / fps)
        if pace > rules.characters_per_second * 1.15:
            notes.append(
                LocalText(
                    en=f"scene {scene}: “{one.text[:24]}” runs at {pace:.0f} characters a second; "
                    f"people read {rules.characters_per_second:g}: speak slower or say less",
                    zh=f"第 {scene} 场：“{one.text[:16]}”每秒 {pace:.0f} 字，超过可读的 "
                    f"{rules.characters_per_second:g} 字：放慢语速或精简文字",
                )
            )
    late = [w for one in captions for w in one.words if w.end > longest / fps + 0.05]
    if late:
        notes.append(
            LocalText(
                en=f"scene {scene}: its text is longer than the scene, from “{late[0].text}” on",
                zh=f"第 {scene} 场：文字比画面长，自“{late[0].text}”起超出",
            )
        )
    return tuple(notes)


def subtitle_cues(captions: Sequence[Caption], *, start: int, fps: int) -> tuple[Cue, ...]:
    """The captions of a shot that begins at frame ``start`` of the whole, as subtitles."""
    offset = start / fps
    return tuple(
        Cue(
            start=(start + one.start) / fps,
            end=(start + one.end) / fps,
            text=one.text,
            second=one.second,
            words=tuple(
                word.model_copy(update={"start": word.start + offset, "end": word.end + offset})
                for word in one.words
            ),
        )
        for one in captions
    )


def subtitles_srt(cues: Sequence[tuple[float, float, str]]) -> str:
    """SubRip text of ``(start s, end s, text)``."""
    return srt_text([Cue(start=start, end=end, text=text) for start, end, text in cues])


def subtitles_vtt(cues: Sequence[tuple[float, float, str]]) -> str:
    """WebVTT text of ``(start s, end s, text)``."""
    return vtt_text([Cue(start=start, end=end, text=text) for start, end, text in cues])


# --- times -------------------------------------------------------------------------------------


def _until(
    group: Sequence[TimedWord], following: float | None, to_read: float, times: CaptionTimes
) -> float:
    """Second of the recording a caption goes away at."""
    start, said = group[0].start, group[-1].end
    wanted = max(said + times.linger, start + times.shortest)
    wanted = max(wanted, min(start + to_read, said + times.longest_linger))
    if following is None:
        return wanted
    return following if following - said <= times.chain else min(wanted, following)


# --- what is shown together --------------------------------------------------------------------


@dataclass(frozen=True)
class _Piece:
    """What is shown of a group: ``shown`` begins at character ``first`` of the text."""

    first: int
    shown: str

    def has(self, word: TimedWord) -> bool:
        return word.first - self.first < len(self.shown)


def _piece(text: str, groups: Sequence[Sequence[TimedWord]], number: int) -> _Piece:
    """Closing quotes stay with their words, opening ones with theirs; commas are not shown."""
    first = _begin(text, groups, number)
    stop = _begin(text, groups, number + 1) if number + 1 < len(groups) else len(text)
    return _Piece(first, text[first:stop].strip().rstrip(_DROP_AT_END))


def _begin(text: str, groups: Sequence[Sequence[TimedWord]], number: int) -> int:
    """Where in the text a group's caption begins: at its first word or the quote before that."""
    first = groups[number][0].first
    floor = groups[number - 1][-1].last if number else 0
    begin = first if number else floor + len(text) - len(text.lstrip())
    while number and begin > floor and text[begin - 1] in _OPENING:
        begin -= 1
    return min(begin, first)


def _inside(word: TimedWord, piece: _Piece, lead: float) -> TimedWord:
    return TimedWord(
        text=word.text,
        start=lead + word.start,
        end=lead + word.end,
        first=word.first - piece.first,
        last=min(word.last - piece.first, len(piece.shown)),
    )


def _groups(text: str, words: Sequence[TimedWord], language: Language) -> list[list[TimedWord]]:
    """Words that are shown together: whole clauses, or even parts of a long one."""
    parts = [
        part
        for clause in _clauses(text, words)
        for held in _held(clause)
        for part in _split(text, held, language)
    ]
    return _joined(text, parts, language)


def _clauses(text: str, words: Sequence[TimedWord]) -> list[list[TimedWord]]:
    out: list[list[TimedWord]] = []
    for number, word in enumerate(words):
        between = text[words[number - 1].last : word.first] if number else "\n"
        if any(char in _BREAK_AFTER for char in between):
            out.append([])
        out[-1].append(word)
    return out


def _held(clause: list[TimedWord]) -> list[list[TimedWord]]:
    """A clause in which the voice waits for long is shown as what is said before and after."""
    longest = caption_times().longest
    if len(clause) < 2 or clause[-1].end - clause[0].start <= longest:
        return [clause]
    waits = [(b.start - a.end, i) for i, (a, b) in enumerate(itertools.pairwise(clause), start=1)]
    wait, cut = max(waits)
    if wait <= caption_times().chain:
        return [clause]
    return [*_held(clause[:cut]), *_held(clause[cut:])]


def _split(text: str, clause: list[TimedWord], language: Language) -> list[list[TimedWord]]:
    """A clause too long for a caption, cut into even parts between its phrases."""
    rules = reading_rules(language)
    first, last = clause[0].first, clause[-1].last
    slow = (clause[-1].end - clause[0].start) / caption_times().longest
    if (last - first <= rules.whole_clause and slow <= 1) or len(clause) < 2:
        return [clause]
    limit = min(rules.page, (last - first) / max(1, math.ceil(slow)) * 1.2)
    ends = _phrase_ends(text, clause)
    widths = [float(b - a) for a, b in itertools.pairwise([first, *(end for end, _ in ends)])]
    costs = [cost for _, cost in ends]
    cuts = break_evenly(widths, [0.0] * len(widths), costs, limit)
    out: list[list[TimedWord]] = []
    for _, end in cuts:
        place = ends[end - 1][0]
        taken = sum(map(len, out))
        out.append([word for word in clause[taken:] if word.first < place])
    return [part for part in out if part]


def _phrase_ends(text: str, clause: list[TimedWord]) -> list[tuple[int, float]]:
    """Places of the text where a phrase ends and a word as well, and how bad a cut there is."""
    first, last = clause[0].first, clause[-1].last
    begins = {word.first for word in clause}
    solid = [i for i in range(first, last) if not text[i].isspace()]
    out: list[tuple[int, float]] = []
    count = 0
    for piece in phrases(" ".join(text[first:last].split())):
        count += len("".join(piece.text.split()))
        place = solid[count] if count < len(solid) else last
        if place in begins or place == last:
            out.append((place, piece.cost))
    return out if out and out[-1][0] == last else [*out, (last, 0.0)]


def _joined(text: str, parts: list[list[TimedWord]], language: Language) -> list[list[TimedWord]]:
    """Parts too short to be read by themselves, put to what they belong to."""
    rules, times = reading_rules(language), caption_times()
    out: list[list[TimedWord]] = []
    for number, part in enumerate(parts):
        before = out[-1] if out else None
        if before is None:
            out.append(list(part))
            continue
        between = text[before[-1].last : part[0].first]
        long = part[-1].last - before[0].first
        waits = part[0].start - before[-1].end > times.chain
        short = before[-1].last - before[0].first < rules.shortest_clause
        hurried = part[0].start - before[0].start < times.shortest
        if (short or hurried) and long <= rules.page * _OVER and not waits:
            before += part
            continue
        ends = any(char in _SENTENCE_END for char in between)
        last = number + 1 == len(parts)
        tail = part[-1].last - part[0].first < rules.shortest_clause
        if tail and (last or not ends) and long <= rules.page * _OVER and not waits:
            before += part  # a last word alone on the screen is worse than a longer caption
        else:
            out.append(list(part))
    return out
