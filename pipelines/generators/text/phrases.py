"""Phrases of a brief: cleaned, cased, and told apart by their shape.

A person writes "Adaptive noise cancelling", "you wake up rested", "Stay focused" or "dull skin"
into the same field. A sentence can only be built around such a phrase when its shape is known, so
each shape has slots of its own; where the shape is not sure, only lines that take any shape remain.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from pipelines.sdk import Language
from pipelines.sdk.words import CJK

__all__ = ["Shape", "clean", "lower_first", "shape_of", "speaks_language", "upper_first"]

Shape = Literal["noun", "verb", "third", "clause", "other"]
"""noun: a noun phrase that may follow "with"; verb: a base verb phrase ("sleep better");
third: "keeps you awake"; clause: a sentence ("you wake up rested"); other: not sure."""

_END = "。．.！!？?，,、；;：:…~～ "
_START = _END + "-–—·|/"
_ABBREVIATION = re.compile(r"\b(?:[ap]\.m|inc|ltd|co|st|dr|etc|vs|no|u\.s)\.$", re.IGNORECASE)

_VERBS = frozenset(
    """add adjust arrive ask automate avoid be become begin bring build buy calm carry catch charge
    choose clean come connect cook cut create cover decide deliver design discover do dress drink
    drive earn eat eliminate end enjoy explore feel fill find finish fit fix focus follow forget
    gain get give go grow handle have hear help hold import improve join keep know learn leave let
    listen live lose love make manage meet move never open organise organize own pack pay pick plan
    play pour prepare protect publish put reach read recover reduce relax remember replace run save
    see sell send ship share shoot sing sip skip sleep soothe spend stay stop store sync take talk
    taste teach tell track travel treat try turn understand unwind upload use wake walk wear win
    write""".split()
)
_SURE_VERBS_NOT_NOUNS = _VERBS - frozenset(
    "charge cover design drink end focus fit fix help hold love open own plan play ship share store"
    " sleep talk taste track travel treat turn use walk win cut buy pack run sip".split()
)
_SUBJECTS = frozenset(
    """you your i we our it its they their he she there this that these those everyone nobody
    everything nothing someone""".split()
)
_NOT_NOUN = frozenset(
    """tired sick stuck bored fed too never can't cannot don't won't not no always still so when if
    because while made built designed crafted brewed ready free easy powered backed based works
    packed perfect for from in on at to with without how why what where who""".split()
)
_NOUN_START = frozenset(
    "a an the your our my all every each some any more less fewer extra real fresh".split()
)
_NOUN_END = re.compile(
    r"(?:ing|ion|ions|ness|ity|ment|ments|ance|ence|ship|ware|life|care|coffee|water|tea|milk|sugar"
    r"|design|support|sound|audio|comfort|control|skin|sleep|music|traffic|noise|work|paperwork"
    r"|data|cash|time|acid|oil|extract|leather|cotton|wool|steel|aluminium|aluminum|glass|access"
    r"|[^s]s)$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|will|can|could|would|should|won't|can't|don't"
    r"|doesn't|isn't|aren't|goes?|gets?|feels?|stays?|keeps?|takes?|makes?|wakes?|needs?)\b",
    re.IGNORECASE,
)
_KEEP_CASE = frozenset(
    """bluetooth swiss japanese italian french german english chinese british american arabica
    ethiopian kenyan colombian brazilian yunnan android apple google excel slack microsoft windows
    linux monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december christmas easter i i'm i've europe european
    asia asian nordic scandinavian dolby hi-fi""".split()
)
_ZH_NOT_NOUN = re.compile(
    r"^(?:让|使|能|可以?|会|不|没|无需|支持|采用|告别|自带|帮|为|从|把|被|越|再|又|总|老是|想|怕|一\S{1,4}就)|[就没不会又太还了]"
)


def clean(text: str, most: int = 400) -> str:
    """One line without control characters or closing punctuation; "" when too long to use.

    Nothing is cut out of the middle or the end of what was said: a phrase of more than ``most``
    characters is left out as a whole, since half a phrase may claim something else.
    """
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or c == "\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )
    kept = re.sub(r"\.{3,}|。{2,}|…+", "…", kept)
    kept = re.sub(r"([,.;:!?，。；：！？、])[,.;:!?，。；：！？、]+", r"\1", kept)
    line = " ".join(kept.split()).lstrip(_START)
    if not _ABBREVIATION.search(line):
        line = line.rstrip(_END)
    if len(line) > most or not any(c.isalnum() for c in line):
        return ""
    return line


def speaks_language(text: str, language: Language) -> bool:
    """Whether a phrase can stand in a sentence of that language.

    English takes no Han characters. Chinese takes Latin names and abbreviations, not sentences.
    """
    if language == "en":
        return not CJK.search(text)
    return bool(CJK.search(text)) or len(text.split()) <= 3


def upper_first(text: str) -> str:
    """The text with its first letter as a capital; names like iPad are left alone."""
    first, _, _ = text.partition(" ")
    if any(c.isupper() for c in first[1:]):
        return text
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text as it reads inside a sentence: "Noise cancelling" → "noise cancelling".

    Left alone: names of the ``_KEEP_CASE`` list, words with inner capitals or digits (ANC, 5G),
    and title case ("Active Noise Cancelling"), which is how a name of a feature is written.
    """
    words = text.split()
    if not words:
        return text
    first = words[0].strip("“\"'(")
    if (
        first.lower().rstrip("'s") in _KEEP_CASE
        or first.lower() in _KEEP_CASE
        or any(c.isupper() for c in first[1:])
        or any(c.isdigit() for c in first)
        or (len(first) == 1 and first != "A")
    ):
        return text
    longer = [w for w in words[1:] if len(w) > 3 and w[0].isalpha()]
    if longer and all(w[0].isupper() for w in longer):
        return text
    return text[:1].lower() + text[1:]


def _shape_en(text: str) -> Shape:
    main = re.split(r" (?:that|who|which) ", text, maxsplit=1)[0]
    words = text.lower().split()
    first = words[0].strip("“\"'(,")
    if re.search(r"[,;:—–?!]", text):
        return "clause" if first in _SUBJECTS and _FINITE.search(text) else "other"
    if first in _SUBJECTS and len(words) > 2:
        return "clause" if first in ("you", "it", "we", "they") or _FINITE.search(text) else "noun"
    if first in _SURE_VERBS_NOT_NOUNS and len(words) > 1:
        return "verb"
    if first in _VERBS or first in _NOT_NOUN:
        return "other"
    if first.endswith("s") and (first[:-1] in _VERBS or first[:-2] in _VERBS) and len(words) > 2:
        return "third"
    if match := _FINITE.search(main):
        return "clause" if match.start() else "other"
    if first.endswith("ed"):
        return "other"
    head = re.split(r" (?:of|with|for|in|on|from|without|and) ", main)[0].split()[-1]
    if first in _NOUN_START or first.endswith("ing") or _NOUN_END.search(head):
        return "noun"
    return "other"


def _shape_zh(text: str) -> Shape:
    if re.search(r"[，。；：！？,;:!?—]", text):
        return "clause"
    if len(text) <= 16 and not _ZH_NOT_NOUN.search(text):
        return "noun"
    return "other"


def shape_of(text: str, language: Language) -> Shape:
    """What kind of phrase it is; ``"other"`` when in doubt."""
    if not text:
        return "other"
    return _shape_zh(text) if language == "zh" else _shape_en(text)
