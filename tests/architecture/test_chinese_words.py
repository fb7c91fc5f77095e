"""Every message of the program has its Chinese words, and the catalogue holds nothing else.

The source is read, not run: messages and hints of raised errors, and names of steps.
"""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from studio.errors import EngineError, InputError
from studio.told import catalogue, in_chinese, told

ROOT = Path(__file__).resolve().parents[2]
ERRORS = re.compile(
    r"(Studio|Input|NotFound|Engine|Storage|Busy|Protocol)Error$|^(OutOfMemory|WorkerDied|MissingTool)$"
)
NOT_FOR_PERSONS = {"testing.py"}
"""The conformance kit speaks to programmers."""


def templates(node: ast.expr, names: dict[str, list[ast.expr]], depth: int = 0) -> Iterator[str]:
    """What an expression can say, with ``{}`` for what is filled in."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            for a in list(templates(left, names, depth)) or ["{}"]:
                for b in list(templates(right, names, depth)) or ["{}"]:
                    yield a + b
        case ast.IfExp(body=one, orelse=other):
            yield from templates(one, names, depth)
            yield from templates(other, names, depth)
        case ast.Name(id=name) if depth < 2:
            for value in names.get(name, []):
                yield from templates(value, names, depth + 1)


def called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@functools.cache
def messages() -> dict[str, str]:
    """Template → the file that says it."""
    found: dict[str, str] = {}
    for part in ("pipelines", "studio", "models_registry"):
        for file in sorted((ROOT / part).rglob("*.py")):
            if file.name in NOT_FOR_PERSONS:
                continue
            tree = ast.parse(file.read_text(encoding="utf-8"))
            names: dict[str, list[ast.expr]] = {}
            for node in ast.walk(tree):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    names.setdefault(node.targets[0].id, []).append(node.value)
            for node in ast.walk(tree):
                if not isinstance(node, ast.Call):
                    continue
                said: list[ast.expr] = []
                if ERRORS.search(called(node)):
                    said = [*node.args[:2]]
                said += [
                    word.value
                    for word in node.keywords
                    if (word.arg == "hint" and ERRORS.search(called(node)))
                    or (word.arg == "label" and called(node) in ("submit", "run"))
                ]
                for expression in said:
                    for template in templates(expression, names):
                        if re.search(r"[A-Za-z]{2}", template.replace("{}", "")):
                            found.setdefault(template, str(file.relative_to(ROOT)))
    return found


def test_every_message_has_chinese_words() -> None:
    known = catalogue()
    missing = {text: file for text, file in messages().items() if text not in known}
    assert not missing, "add to assets/words/zh.toml:\n" + "\n".join(
        f"  {text!r}  ({file})" for text, file in missing.items()
    )


def test_both_languages_fill_in_the_same() -> None:
    for english, chinese in catalogue().items():
        count = english.count("{}")
        numbered = sorted(int(n) for n in re.findall(r"\{(\d+)\}", chinese))
        if numbered:
            assert numbered == list(range(1, count + 1)) and "{}" not in chinese, english
        else:
            assert chinese.count("{}") == count, english


def test_the_catalogue_says_nothing_that_the_program_does_not() -> None:
    text = (ROOT / "assets" / "words" / "zh.toml").read_text(encoding="utf-8")
    parts = tomllib.loads(text)
    for put_together in ("values", "steps", "parts"):  # pydantic's words, ffmpeg's tasks, pieces
        parts.pop(put_together)
    said = messages()
    stale = [english for part in parts.values() for english in part if english not in said]
    assert not stale, f"remove from assets/words/zh.toml: {stale}"


def test_a_message_is_told_in_chinese() -> None:
    error = InputError("no engine is called 'studio.art'", "did you mean 'studio.image.art'?")
    assert (
        told(error, "zh") == "没有名为 'studio.art' 的 生成器。您要找的是 'studio.image.art' 吗？"
    )
    assert told(error, "en") == str(error)


def test_a_message_inside_a_message_is_told_too() -> None:
    error = EngineError("ffmpeg failed at joining the pieces: Invalid data found")
    assert told(error, "zh") == "ffmpeg 在“拼接片段”时出错：Invalid data found"


def test_where_a_value_is_wrong_stays_in_front() -> None:
    said = in_chinese("brief.toml: offer.price: Input should be a valid number (and 2 more)")
    assert said == "brief.toml：offer.price：应为数字（另有 2 处）"


def test_what_nobody_translated_stays_as_it_is() -> None:
    assert in_chinese("CUDA error 999") == "CUDA error 999"


def test_a_chinese_message_is_left_alone() -> None:
    assert told(InputError("请给出一份简报", "例如 brief.toml"), "zh").startswith("请给出一份简报")
