"""An article becomes a storyboard: its key sentences in their order, its title as the hook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from pipelines.documents.script import speaking_time
from pipelines.documents.story_text import TextKind
from pipelines.documents.storyboard import (
    ArtVisual,
    Line,
    MusicCue,
    Storyboard,
    StoryScene,
)
from pipelines.sdk import InputError, Language
from pipelines.sdk.words import language_of
from pipelines.workflows.video.sources.key_sentences import key_sentences
from pipelines.workflows.video.sources.words import (
    clauses,
    content_words,
    music_mood,
    said_simply,
    sentences,
)

__all__ = ["Article", "Paragraph", "article_of", "storyboard_of_article"]

_SCENE_SECONDS = 6.5
"""Short sentences of a paragraph share a picture up to that long."""
_LONGEST_LINE = 9.0
"""Seconds; a longer sentence is said in two breaths."""
_AIR = 0.9
"""Seconds of a scene beside its words."""
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_FIGURE = re.compile(
    r"\d[\d,.]*\s?(?:%|km/h|km|kg|kWh|metres|meters|miles|years|days|hours|minutes|million|billion)"
    r"|[$€£¥]\d[\d,.]*(?:\s?(?:million|billion))?"
    r"|(?:\d[\d,.]*|[一二三四五六七八九十百千万亿两]{2,})\s?多?(?:%|年|天|公里|公斤|度|小时|分钟|元|倍|米|人|次|岁|吨"
    r"|亩|万人|亿元|毫升)"
)
_MARKS = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|~~|`)(.+?)\1"), r"\2"),
    (re.compile(r"(?<![*\w])\*([^*\n]+)\*(?!\*)"), r"\1"),
    (re.compile(r"^\s*(?:[-*+•]|\d+[.)、])\s+"), ""),
    (re.compile(r"^\s*>\s?"), ""),
    (re.compile(r"<[^>\n]{1,200}>"), ""),
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, with the heading it stands first below."""

    text: str
    heading: str = ""


@dataclass(frozen=True)
class Article:
    """A title and paragraphs."""

    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def language(self) -> Language:
        """What most of it is written in: a Han character says as much as a word."""
        text = " ".join(each.text for each in self.paragraphs) or self.title
        han = len(re.findall(r"[\u3400-\u9fff]", text))
        return "zh" if han > len(re.findall(r"[A-Za-z]{2,}", text)) else "en"


def article_of(text: str, kind: TextKind, title: str = "") -> Article:
    """Read an article.

    Args:
        text: Plain text, Markdown or HTML.
        kind: Which of them.
        title: Instead of its own.

    Raises:
        InputError: There are no sentences in it.
    """
    if kind == "html":
        text, found = _from_html(text)
        title = title or found
    paragraphs: list[Paragraph] = []
    heading = ""
    for block in re.split(r"\n\s*\n|\n(?=\s{0,3}#{1,6}\s)", text.replace("\r\n", "\n")):
        lines = [line for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if mark := _HEADING.match(lines[0]):
            words = _unmarked(mark[2])
            if len(mark[1]) == 1 and not title and not paragraphs:
                title = words
            else:
                heading = words
            lines = lines[1:]
        body = "\n".join(filter(None, (_unmarked(line) for line in lines)))
        if not body:
            continue
        if not title and not paragraphs and _is_title(body):
            title = body
            continue
        paragraphs.append(Paragraph(body, heading))
        heading = ""
    article = Article(title.strip(), tuple(paragraphs))
    if not any(sentences(each.text) for each in article.paragraphs):
        raise InputError(
            "there is no text in the article to make a video of",
            "give a text of a few sentences, as plain text, Markdown or HTML",
        )
    if not article.title:
        first = sentences(article.paragraphs[0].text)[0]
        article = Article(first.rstrip("。.!！?？")[:60], article.paragraphs)
    return article


def _is_title(line: str) -> bool:
    return "\n" not in line and len(line) <= 60 and line[-1] not in "。！？.!?；;，,：:"


def _unmarked(line: str) -> str:
    for pattern, instead in _MARKS:
        line = pattern.sub(instead, line)
    if re.fullmatch(r"\s*(?:[-*_=]\s*){3,}|\s*\|?[\s:|-]+\|?\s*", line):
        return ""
    return unescape(line).strip()


def _from_html(text: str) -> tuple[str, str]:
    """The main text of a page as Markdown, and its title."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    page = trafilatura.bare_extraction(text, include_comments=False, include_tables=False)
    title = (getattr(page, "title", "") or "") if page is not None else ""
    body = trafilatura.extract(
        text,
        output_format="markdown",
        include_comments=False,
        include_tables=False,
        include_formatting=True,
        favor_recall=True,
    )
    if not body:
        stripped = re.sub(r"(?is)<(script|style|head|nav|footer)\b.*?</\1>", " ", text)
        stripped = re.sub(r"(?i)</(?:p|div|li|h\d|br|tr)>|<br\s*/?>", "\n\n", stripped)
        body = unescape(re.sub(r"<[^>]+>", " ", stripped))
    # A site's name after the title says nothing about the article.
    return body, re.split(r"\s[|_–—-]\s", title)[0].strip()


def storyboard_of_article(
    article: Article, *, seconds: float = 45.0, voice: str = "", seed: int = 1
) -> Storyboard:
    """The storyboard of an article: what matters most within ``seconds``, in the order of the text.

    Args:
        article: What to tell.
        seconds: How long the video may be, about.
        voice: Who says it; empty: the engine's own.
        seed: Of the pictures.
    """
    language = article.language
    title = said_simply(article.title, language_of(article.title))
    given, opens, owners = _all_sentences(article, language)
    if _same_words(title, given[0]):
        given, opens, owners = given[1:] or given, opens[1:] or opens, owners[1:] or owners

    def takes(text: str) -> float:
        return speaking_time(text, language) + _AIR / 2

    room = max(6.0, seconds - takes(title) - _AIR)
    kept = key_sentences(given, room, takes, opens)
    scenes = [_hook(title, article, language)]
    told: set[str] = set()
    topics = _topics(title, given)
    for group in _grouped(kept, given, owners, language):
        heading = article.paragraphs[owners[group[0]]].heading
        for number in range(owners[group[0]], -1, -1):  # the heading it stands below
            if article.paragraphs[number].heading:
                heading = article.paragraphs[number].heading
                break
        new = bool(heading) and heading not in told
        told.add(heading)
        said = [given[n] for n in group]
        scenes.append(_scene(len(scenes), said, language, heading if new else "", topics))
    return Storyboard(
        title=(article.title or title)[:120],
        language=language,
        voice=voice,
        scenes=scenes,
        music=MusicCue.model_validate(
            {"mood": music_mood(article.title + "\n" + "\n".join(given), "calm")}
        ),
        seed=seed,
    )


def _same_words(first: str, second: str) -> bool:
    a, b = set(content_words(first)), set(content_words(second))
    return bool(a and b) and len(a & b) / max(len(a), len(b)) > 0.8


def _all_sentences(article: Article, language: Language) -> tuple[list[str], list[bool], list[int]]:
    given: list[str] = []
    opens: list[bool] = []
    owners: list[int] = []
    for number, paragraph in enumerate(article.paragraphs):
        first = True
        for sentence in sentences(paragraph.text):
            plain = said_simply(sentence, language)
            if not any(c.isalnum() for c in plain) or speaking_time(plain, language) < 0.8:
                continue
            given.append(plain)
            opens.append(first)
            owners.append(number)
            first = False
    if not given:
        raise InputError(
            "there is nothing in the article that can be said", "give a text of a few sentences"
        )
    return given, opens, owners


def _grouped(
    kept: Sequence[int], given: Sequence[str], owners: Sequence[int], language: Language
) -> list[list[int]]:
    """Kept sentences by scene: short ones of a paragraph together."""
    groups: list[list[int]] = []
    for number in kept:
        if groups and owners[groups[-1][0]] == owners[number]:
            long = sum(speaking_time(given[n], language) for n in (*groups[-1], number))
            if long <= _SCENE_SECONDS:
                groups[-1].append(number)
                continue
        groups.append([number])
    return groups


def _hook(title: str, article: Article, language: Language) -> StoryScene:
    prompt = " ".join(_prompt_words(title + " " + article.paragraphs[0].text)[:8])
    headline = article.title if len(article.title) <= 60 else title[:60]
    return StoryScene(
        id="hook",
        lines=[Line(text=title, language=language_of(title))] if title else [],
        visual=ArtVisual(prompt=prompt),
        headline=headline,
        seconds=None if title else 3.0,
    )


def _scene(
    number: int, said: list[str], language: Language, heading: str, topics: set[str]
) -> StoryScene:
    lines = [
        Line(text=part)
        for sentence in said
        for part in clauses(sentence, _LONGEST_LINE, lambda t: speaking_time(t, language))
        if any(c.isalnum() for c in part)
    ]
    return StoryScene(
        id=f"s{number:02}",
        lines=lines,
        visual=ArtVisual(prompt=_own_prompt(said, topics)),
        headline=heading if 0 < len(heading) <= 40 else _figure(said),
        chapter=heading[:80],
    )


def _prompt_words(text: str) -> list[str]:
    """Words for a picture: what the text names, each once."""
    return list(dict.fromkeys(w for w in content_words(text, whole=True) if not w[0].isdigit()))


def _topics(title: str, given: Sequence[str]) -> set[str]:
    """What all of the text is about: shown once, at the start; the scenes show what is theirs."""
    counts = Counter(word for sentence in given for word in set(content_words(sentence)))
    often = {word for word, count in counts.items() if count >= max(3, len(given) // 4)}
    return often | set(content_words(title))


def _own_prompt(said: Sequence[str], topics: set[str]) -> str:
    words = [
        word
        for word in _prompt_words(" ".join(said))
        if not any(
            topic in (word, *content_words(word)) or (not topic.isascii() and topic in word)
            for topic in topics
        )
    ]
    return " ".join(words[:8])


def _figure(said: Sequence[str]) -> str:
    """A number with its unit, to be shown large; "" where there is none worth it."""
    for sentence in said:
        if found := _FIGURE.search(sentence):
            return " ".join(found[0].split())
    return ""
