"""Advanced SubStation Alpha made of subtitles, dressed like the burned captions of a look.

ASS knows fewer things than the studio's own looks: boxes are square, a marker is a colour. What
follows the words does so here as well (ASS v4+, ``\\k``, ``\\kf``, or an event a word).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.documents.shot import CaptionLook, CaptionStyle
from pipelines.documents.subtitles import Cue

__all__ = ["ass_text"]

_LINE = 1.3  # a font size of ASS is the height of a line, not of the letters' square
_SECOND = 0.62


@dataclass(frozen=True)
class _Dress:
    """A look in ASS: widths in em; ``words`` is how it follows them."""

    outline: float = 0.07
    shadow: float = 0.03
    boxed: bool = False
    bold: bool = True
    words: str = "lit"  # lit: the spoken one; swept, told: up to it; hidden: until it; "": not
    font: str = "Noto Sans CJK SC"


_DRESSES: dict[CaptionLook, _Dress] = {
    "stroke": _Dress(),
    "karaoke": _Dress(outline=0.09, words="swept"),
    "plate": _Dress(outline=0.3, shadow=0, boxed=True, words=""),
    "word_box": _Dress(outline=0.05),
    "marker": _Dress(outline=0.3, shadow=0, boxed=True, words="told"),
    "shadow": _Dress(outline=0, shadow=0.06, words="told", font="Noto Serif CJK SC"),
    "outline_pop": _Dress(outline=0.12, shadow=0.07),
    "typewriter": _Dress(bold=False, words="hidden", font="Noto Sans Mono CJK SC"),
}


def ass_text(cues: Sequence[Cue], style: CaptionStyle, size: tuple[int, int]) -> str:
    """A whole ASS file.

    Args:
        cues: In the order of time.
        style: As captions are burned.
        size: Of the frame, px; places and sizes refer to it.
    """
    dress = _DRESSES[style.look]
    rows = [row for cue in cues if cue.text.strip() for row in _events(cue, style, dress, size)]
    return "\n".join([*_head(style, dress, size), *rows, ""])


def _head(style: CaptionStyle, dress: _Dress, size: tuple[int, int]) -> list[str]:
    em = style.size * size[1]
    font = style.font[0] if style.font else dress.font
    ink, second, edge = _inks(style, dress)
    fields = (
        f"Caption,{font},{em * _LINE:.0f},{ink},{second},{edge},&H80000000,"
        f"{-1 if dress.bold else 0},0,0,0,100,100,0,0,{3 if dress.boxed else 1},"
        f"{dress.outline * em:.1f},{dress.shadow * em:.1f},5,"
        f"{size[0] * 8 // 100},{size[0] * 8 // 100},0,1"
    )
    return [
        "[Script Info]",
        "ScriptType: v4.00+",
        "WrapStyle: 0",
        "ScaledBorderAndShadow: yes",
        "YCbCr Matrix: TV.709",
        f"PlayResX: {size[0]}",
        f"PlayResY: {size[1]}",
        "",
        "[V4+ Styles]",
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
        "BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, "
        "BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding",
        f"Style: {fields}",
        "",
        "[Events]",
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
    ]


def _inks(style: CaptionStyle, dress: _Dress) -> tuple[str, str, str]:
    """Primary (told), secondary (still to be said) and edge colour."""
    if style.look == "marker":  # ink on paper; what is said turns the colour of the pen
        return _colour(_darker(style.highlight)), _colour(style.stroke), _colour(style.colour)
    if dress.words == "swept":
        return _colour(style.highlight), _colour(style.colour), _colour(style.stroke)
    if dress.words == "hidden":
        return _colour(style.colour), _colour(style.colour, 255), _colour(style.stroke)
    if dress.words == "told":
        return _colour(style.colour), _colour(style.colour, 100), _colour(style.stroke)
    edge = _colour(style.stroke, 50 if dress.boxed else 0)
    return _colour(style.colour), _colour(style.colour), edge


def _colour(hexed: str, clear: int = 0) -> str:
    """``#rrggbb`` as ``&HAABBGGRR``; ``clear`` 255 cannot be seen."""
    return f"&H{clear:02X}{hexed[5:7]}{hexed[3:5]}{hexed[1:3]}".upper()


def _darker(hexed: str) -> str:
    return "#" + "".join(f"{int(hexed[i : i + 2], 16) * 7 // 10:02x}" for i in (1, 3, 5))


def _events(cue: Cue, style: CaptionStyle, dress: _Dress, size: tuple[int, int]) -> list[str]:
    place = f"{{\\pos({size[0] / 2:.0f},{style.centre_y * size[1]:.0f})}}"
    second = ""
    if cue.second:
        small = style.size * size[1] * _LINE * _SECOND
        ink = _colour(style.stroke if style.look == "marker" else style.colour)
        plain = "" if dress.words in ("", "lit") else f"\\1c{ink}&\\2c{ink}&\\2a&H00&"
        second = f"\\N{{\\fs{small:.0f}{plain}}}{_escaped(cue.second)}"
    words = [w for w in cue.words if cue.text[w.first : w.last] and w.start < cue.end]
    if not words or not dress.words:
        text = _escaped(cue.text)
        if dress.words == "hidden":
            text = f"{{\\2a&H00&}}{text}"
        return [_event(cue.start, cue.end, place + text + second)]
    if dress.words != "lit":
        tag = {"swept": "kf", "hidden": "ko"}.get(dress.words, "k")
        return [_event(cue.start, cue.end, place + _sung(cue, tag) + second)]
    spans: list[tuple[float, float, int | None]] = []
    starts = [max(cue.start, word.start) for word in words]
    if starts[0] > cue.start:
        spans.append((cue.start, starts[0], None))
    spans += [(a, b, i) for i, (a, b) in enumerate(pairwise([*starts, cue.end]))]
    out: list[str] = []
    for start, end, number in spans:
        if round(end * 100) > round(start * 100):
            text = _escaped(cue.text)
            if number is not None:
                text = _lit(cue.text, words[number].first, words[number].last, style)
            out.append(_event(start, end, place + text + second))
    return out


def _lit(text: str, first: int, last: int, style: CaptionStyle) -> str:
    """One word in the colour of the highlight."""
    before, word, after = text[:first], text[first:last], text[last:]
    on, off = f"{{\\1c{_colour(style.highlight)}&}}", f"{{\\1c{_colour(style.colour)}&}}"
    return f"{_escaped(before)}{on}{_escaped(word)}{off}{_escaped(after)}"


def _sung(cue: Cue, tag: str) -> str:
    """The text with how long each part takes, in hundredths, from the start of the cue."""
    out: list[str] = []
    spent, at = 0, 0
    words = [w for w in cue.words if w.first >= 0]
    for number, word in enumerate(words):
        if word.first < at:
            continue
        begin = max(0, round((word.start - cue.start) * 100))
        if begin > spent:  # silence before the word: a part without letters
            out.append(f"{{\\{tag}{begin - spent}}}{_escaped(cue.text[at : word.first])}")
            spent, at = begin, word.first
        following = words[number + 1].first if number + 1 < len(words) else len(cue.text)
        end = max(begin, round((min(word.end, cue.end) - cue.start) * 100))
        out.append(f"{{\\{tag}{end - spent}}}{_escaped(cue.text[at : max(at, following)])}")
        spent, at = end, max(at, following)
    return "".join(out) + _escaped(cue.text[at:])


def _escaped(text: str) -> str:
    """Braces would be commands, and a backslash might begin one: lookalikes stand in for them."""
    plain = text.replace("\\", "⧵").replace("{", "｛").replace("}", "｝")
    return "\\N".join(line for line in plain.splitlines() if line.strip())


def _event(start: float, end: float, text: str) -> str:
    return f"Dialogue: 0,{_time(start)},{_time(end)},Caption,,0,0,0,,{text}"


def _time(seconds: float) -> str:
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest // 100:02}.{rest % 100:02}"
