"""``aigc-studio run ID``: one engine, with flags made from its params."""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.registry import EngineCard, discover
from studio.cli.words import Say
from studio.errors import InputError, NotFoundError

__all__ = ["add_arguments", "flags_of", "params_from", "run"]


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command's own arguments; the engine's follow once it is known."""
    parser.add_argument("engine", nargs="?", metavar="ID", help=say("engine", "生成器"))
    parser.add_argument("-h", "--help", action="store_true", dest="wants_help")


def _resolve(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """A property's schema with its ``$ref`` and ``anyOf null`` looked through."""
    if "$ref" in schema:
        return _resolve(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root) | {
            "title_of_type": schema["$ref"].rsplit("/", 1)[1]
        }
    if "anyOf" in schema:
        options = [o for o in schema["anyOf"] if o.get("type") != "null"]
        if len(options) == 1:
            return {**_resolve(options[0], root), "default": schema.get("default")}
    return schema


def flags_of(card: EngineCard, say: Say) -> argparse.ArgumentParser:
    """The parser of an engine's params, from its schema alone."""
    parser = argparse.ArgumentParser(
        prog=f"aigc-studio run {card.id}", description=say(card.summary.en, card.summary.zh)
    )
    required = set(card.params.get("required", ()))
    for name, raw in card.params.get("properties", {}).items():
        schema = _resolve(raw, card.params)
        label = say(raw.get("label_en", ""), raw.get("label_zh", "")) or raw.get("description", "")
        words = [label or name.replace("_", " "), raw.get("unit", "")]
        low, high = schema.get("minimum"), schema.get("maximum")
        if low is not None or high is not None:
            words.append(f"{low if low is not None else ''}–{high if high is not None else ''}")
        if schema.get("title_of_type") == "Asset":
            words.append(say("(a file)", "（文件）"))
        elif schema.get("type") in ("object", "array") or "title_of_type" in schema:
            words.append(say("(JSON, or a .json/.toml file)", "（JSON 或 .json/.toml 文件）"))
        if raw.get("default") not in (None, "", [], {}):
            words.append(f"[{raw['default']}]")
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            dest=name,
            required=name in required,
            choices=[str(c) for c in schema["enum"]] if "enum" in schema else None,
            metavar=None if "enum" in schema else str(schema.get("type", "value")).upper(),
            help=" ".join(word for word in words if word).replace("%", "%%"),
        )
    parser.add_argument("--out", type=Path, help=say("copy results here", "把结果复制到此目录"))
    parser.add_argument("--json", action="store_true", help=say("as JSON", "以 JSON 输出"))
    return parser


def _structure(text: str, name: str) -> Any:
    """Inline JSON, or the content of a .json or .toml file."""
    path = Path(text)
    try:
        if path.suffix == ".toml" and path.is_file():
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            return json.loads(json.dumps(data, default=str))  # dates as ISO text
        if path.suffix == ".json" and path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
        return json.loads(text)
    except ValueError as error:
        raise InputError(
            f"--{name.replace('_', '-')} is neither JSON nor a .json or .toml file",
            'for example \'["a", "b"]\'',
        ) from error


Take = Callable[[Path], dict[str, Any]]


def params_from(
    card: EngineCard, given: dict[str, Any], take_file: Take, take_brief: Take
) -> dict[str, Any]:
    """Params, JSON-ready, from the flags' texts.

    Args:
        card: The engine.
        given: Texts by param; None: not given.
        take_file: Turns a path into an asset's JSON.
        take_brief: Turns a path into a brief's JSON, its photos imported.
    """
    params: dict[str, Any] = {}
    for name, raw in card.params.get("properties", {}).items():
        text = given.get(name)
        if text is None:
            continue
        schema = _resolve(raw, card.params)
        kind = schema.get("type")
        if schema.get("title_of_type") == "Asset":
            params[name] = take_file(Path(text))
        elif schema.get("title_of_type") == "Brief" and text.endswith(".toml"):
            params[name] = take_brief(Path(text))
        elif kind in ("object", "array"):
            params[name] = _structure(text, name)
        elif kind == "boolean":
            params[name] = text.lower() in ("1", "true", "yes", "on", "是")
        elif kind in ("integer", "number") or "enum" in schema:
            params[name] = _number(text)
        else:
            params[name] = text
    return params


def _number(text: str) -> int | float | str:
    """A number if it is one; the engine's own check tells what is wrong otherwise."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def run(args: argparse.Namespace, say: Say) -> int:
    """Run the engine as a job and show what came out."""
    if args.engine is None:
        raise InputError(say("name an engine", "请指定生成器"), "see: aigc-studio generators")
    card = discover().engine(args.engine)
    parser = flags_of(card, say)
    if args.wants_help:
        parser.print_help()
        return 0
    flags = parser.parse_args(args.rest)

    from studio.app.assets import import_file
    from studio.app.briefs import import_photos, read_brief
    from studio.cli.opening import open_studio
    from studio.cli.watching import watch_job
    from studio.jobs.memo import assets_in_json

    with open_studio(args) as studio:

        def take_file(path: Path) -> dict[str, Any]:
            if not path.is_file():
                raise NotFoundError(f"there is no file {path}", "check the path")
            return import_file(studio, path).model_dump(mode="json")

        def take_brief(path: Path) -> dict[str, Any]:
            brief, _ = import_photos(read_brief(path), studio.folder)
            return brief.model_dump(mode="json")

        params = params_from(card, vars(flags), take_file, take_brief)
        title = say(card.title.en, card.title.zh)
        id = studio.queue.enqueue("engine", card.id, params, title=title)
        job = watch_job(studio, id, say, as_json=flags.json)
        if flags.json:
            print(json.dumps({"type": "result", "outputs": job.result}, ensure_ascii=False))
            return 0
        for asset in assets_in_json(job.result):
            path = studio.folder.path(asset)
            if flags.out is not None:
                from studio.app.assets import copy_out

                path = copy_out(studio, asset, flags.out, card.id)
            print(path)
        plain = {k: v for k, v in (job.result or {}).items() if not list(assets_in_json(v))}
        if plain:
            print(json.dumps(plain, ensure_ascii=False, indent=2))
    return 0
