"""Han characters → pinyin syllables that espeak-ng's ``cmn-latn-pinyin`` voice can say."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.sdk import InputError

__all__ = ["espeak_syllable", "parse_readings", "syllables"]

_SYLLABLE = re.compile(r"^[a-zê]+[1-5]$")
_DIGITS = "零一二三四五六七八九十百千万亿点〇"
_NOT_IN_VOICE = {
    "r": "er",
    "m": "mu",
    "n": "en",
    "ng": "en",
    "ê": "ei",
    "hm": "heng",
    "hng": "heng",
    "wong": "weng",
}
_PHONEME_TONES = {"1": "55", "2": "35", "3": "214", "4": "51", "5": "11"}
_PHONEME_INITIALS = {"j": "tS;", "q": "tS;h", "x": "S;"}


@cache
def _dictionary() -> dict[str, list[str]]:
    path = files("assets") / "speech" / "readings_zh.json"
    words = json.loads(path.read_text(encoding="utf-8"))["words"]
    return {word: reading.split() for word, reading in words.items()}


@cache
def _segmenter() -> Any:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    return jieba.Tokenizer()


def parse_readings(text: str) -> dict[str, str]:
    """The user's own readings, one a line: ``重庆 = chong2 qing4`` or ``SQL = sequel``.

    Raises:
        InputError: A line has no ``=``, or a Chinese word has not one syllable per character.
    """
    readings: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        word, equals, say = (part.strip() for part in line.partition("="))
        if not (word and equals and say):
            raise InputError(
                f"the reading {line.strip()!r} has no '='", "write: 重庆 = chong2 qing4"
            )
        if re.fullmatch(r"[\u3400-\u9fff]+", word):
            parts = say.replace("ü", "v").lower().split()
            if len(parts) != len(word) or not all(_SYLLABLE.match(p) for p in parts):
                raise InputError(
                    f"the reading {line.strip()!r} does not fit its word",
                    "write one pinyin syllable with its tone number per character, ü as v",
                )
            say = " ".join(parts)
        readings[word] = say
    return readings


def _words(run: str, known: Mapping[str, list[str]]) -> list[str]:
    """Cut into words; a known word is kept whole unless it lies across the cutter's words.

    (很长 in 很长大 stays two words there, since the cutter knows 长大.)
    """
    cut = _segmenter().lcut(run)
    starts = {0}
    for word in cut:
        starts.add(max(starts) + len(word))
    longest = max(map(len, known), default=0)
    words: list[str] = []
    at = 0
    while at < len(run):
        for size in range(min(longest, len(run) - at), 1, -1):
            if run[at : at + size] in known and at in starts and at + size in starts:
                break
        else:
            size = min(s for s in starts if s > at) - at
        words.append(run[at : at + size])
        at += size
    return words


def _toned(words: list[str], known: Mapping[str, list[str]]) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    result: list[str] = []
    for word in words:
        if word in known:
            result += known[word]
            continue
        found = lazy_pinyin(
            word, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False, errors="ignore"
        )
        result += found if len(found) == len(word) else ["en5"] * len(word)
    return result


def _with_tone_changes(run: str, words: list[str], tones: list[str]) -> list[str]:
    """一 and 不 take the tone their neighbour asks for; 3+3 is espeak-ng's own business.

    一 keeps tone 1 in numbers read digit by digit, in ordinals, and at the end of a word (统一).
    """
    word_ends = {sum(map(len, words[: i + 1])) - 1 for i in range(len(words))}
    lengths = [len(word) for word in words for _ in word]
    result = list(tones)
    for i, character in enumerate(run):
        before = run[i - 1] if i else ""
        after = run[i + 1] if i + 1 < len(run) else ""
        if not after or character not in "一不":
            continue
        if before == after and after not in _DIGITS:
            result[i] = result[i][:-1] + "5"  # 看一看, 好不好
        elif character == "不" and tones[i + 1].endswith("4"):
            result[i] = "bu2"
        elif character == "一" and tones[i] in ("yi1", "yi2", "yi4"):
            ends_word = i in word_ends and lengths[i] > 1
            in_number = before == "第" or (before and before in _DIGITS)
            counted = after in "二三四五六七八九零〇一十月日号"
            decimal = after == "点" and run[i + 2 : i + 3] in tuple("零一二三四五六七八九")
            if not (ends_word or in_number or counted or decimal):
                result[i] = "yi2" if tones[i + 1][-1] in "45" and after != "起" else "yi4"
            else:
                result[i] = "yi1"
    return result


def syllables(run: str, readings: Mapping[str, str] | None = None) -> list[str]:
    """One pinyin syllable with its tone number (``"hao3"``) per Han character.

    Args:
        run: Han characters only.
        readings: The user's own words → pinyin; they win over the dictionaries, whole.
    """
    own = {word: say.split() for word, say in (readings or {}).items() if len(word) > 0}
    known = {**_dictionary(), **own}
    cut = _words(run, known)
    tones = _with_tone_changes(run, cut, _toned(cut, known))
    for word, reading in own.items():  # the user's reading holds wherever the word stands
        at = run.find(word)
        while at >= 0 and len(reading) == len(word):
            tones[at : at + len(word)] = reading
            at = run.find(word, at + len(word))
    return tones


def espeak_syllable(syllable: str) -> str:
    """A syllable in the spelling the voice knows.

    The voice would read jiong, qiong, xiong as English letters: those go as phonemes.
    """
    sound, tone = syllable[:-1], syllable[-1]
    if sound in ("jiong", "qiong", "xiong"):
        return f"[[{_PHONEME_INITIALS[sound[0]]}'ong{_PHONEME_TONES[tone]}]]"
    return _NOT_IN_VOICE.get(sound, sound) + tone
