"""``aigc-studio poster``: one poster, from flags or a small file, in every format asked for."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from studio.cli.words import Say
from studio.errors import InputError

__all__ = ["add_arguments", "add_print_arguments", "run", "tell_scores"]

_TOO_LOW = 2
"""Exit code when the poster was made and scored less than it should."""

_WORDS: tuple[tuple[str, str, str], ...] = (
    ("headline", "the headline", "标题"),
    ("subhead", "below the headline", "副标题"),
    ("kicker", "small line on top", "眉题"),
    ("brand", "brand name", "品牌名"),
    ("price", "199 or ¥199", "价格，如 199 或 ¥199"),
    ("currency", "sign or code: ¥, JPY", "货币符号或代码"),
    ("price-label", "words beside the price", "价格说明"),
    ("original-price", "price it was, with its words", "原价（含文字）"),
    ("call-to-action", "words of the button", "行动按钮"),
    ("fine-print", "small print", "小字说明"),
    ("link", "where the QR code leads", "二维码链接"),
    ("link-caption", "words under the QR code", "二维码说明"),
)
_LISTS: tuple[tuple[str, str, str, str], ...] = (
    ("stat", "stats", "a number, 18 h=steeped; several times", "数据，如 18 小时=慢萃；可多次"),
    ("detail", "details", "when and where, 12 May=When; several times", "信息，如 5月12日=时间"),
    ("row", "rows", "a line of a list, Latte=¥28; several times", "列表行，如 拿铁=¥28；可多次"),
)


def add_print_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """What is made for a print shop."""
    parser.add_argument(
        "--print",
        dest="printing",
        choices=("none", "rgb", "cmyk"),
        help=say(
            "print files with 3 mm bleed and crop marks: PDF; with cmyk also CMYK PDF, TIFF, proof",
            "印刷文件（3 毫米出血与裁切标记）：PDF；cmyk 另含 CMYK PDF、TIFF 与软打样",
        ),
    )
    parser.add_argument(
        "--profile",
        type=Path,
        metavar="ICC",
        help=say("the press's profile (default: coated paper)", "印刷机 ICC（默认铜版纸）"),
    )


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command's arguments."""
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        help=say("a poster as TOML or JSON; flags go before it", "海报文件（TOML/JSON），参数优先"),
    )
    parser.add_argument(
        "--template", help=say("a template; several with commas: the best is kept", "模板，可多个")
    )
    for name, en, zh in _WORDS:
        parser.add_argument(f"--{name}", help=say(en, zh))
    for flag, dest, en, zh in _LISTS:
        parser.add_argument(f"--{flag}", dest=dest, action="append", help=say(en, zh))
    parser.add_argument("--language", choices=("zh", "en"), help=say("of the words", "文案语言"))
    parser.add_argument(
        "--photo",
        dest="photos",
        action="append",
        help=say("of a product, cut out by itself; several times", "产品照片，自动抠图；可多次"),
    )
    parser.add_argument(
        "--background",
        help=say(
            "art (the template's), a picture, or an engine: studio.image.art",
            "art（模板自带）、一张图片，或生成器 id",
        ),
    )
    parser.add_argument("--prompt", help=say("what the engine shows", "背景画面描述"))
    parser.add_argument("--logo", help=say("a logo", "标志图片"))
    parser.add_argument("--brand-kit", help=say("a brand kit, TOML", "品牌套件（TOML）"))
    parser.add_argument("--colour", help=say("brand colour, #rrggbb", "品牌色 #rrggbb"))
    parser.add_argument("--seed", type=int, help=say("another number, other art", "随机种子"))
    parser.add_argument(
        "--formats",
        help=say(
            "platforms or sizes, with commas: xiaohongshu,instagram,a4 (or all)",
            "平台或尺寸，用逗号分隔：xiaohongshu,gongzhonghao,a4（或 all）",
        ),
    )
    parser.add_argument(
        "--variants", type=int, help=say("try so many and keep the best", "尝试多个方案并择优")
    )
    parser.add_argument("--pdf", action="store_true", help=say("also as PDF", "同时输出 PDF"))
    add_print_arguments(parser, say)
    parser.add_argument(
        "--score",
        dest="least_score",
        type=int,
        metavar="N",
        help=say("exit with 2 below this mark", "低于该分数时返回 2"),
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("poster"),
        metavar=say("FOLDER", "目录"),
        help=say("result folder (default: ./poster)", "结果目录（默认 ./poster）"),
    )
    parser.add_argument("--json", action="store_true", help=say("as JSON lines", "以 JSON 行输出"))


def _asked(args: argparse.Namespace) -> tuple[dict[str, Any], Path]:
    """What file and flags ask for together; paths of flags are relative to where one stands."""
    from studio.app.poster_order import read_order

    data, folder = read_order(args.file) if args.file else ({}, Path.cwd())
    flags: dict[str, Any] = {}
    for name, _, _ in _WORDS:
        flags[name.replace("-", "_")] = getattr(args, name.replace("-", "_"))
    for _, dest, _, _ in _LISTS:
        flags[dest] = getattr(args, dest)
    flags |= {"language": args.language, "prompt": args.prompt, "seed": args.seed}
    here = Path.cwd()
    if args.photos:
        flags["photos"] = [str(here / photo) for photo in args.photos]
    flags["logo"] = str(here / args.logo) if args.logo else None
    flags["brand_kit"] = str(here / args.brand_kit) if args.brand_kit else None
    if args.background:
        picture = here / args.background
        flags["background"] = str(picture) if picture.is_file() else args.background
    if args.template:
        names = [name.strip() for name in args.template.split(",") if name.strip()]
        flags |= {"template": names[0], "templates": names}
    given = {key: value for key, value in flags.items() if value is not None}
    if args.colour:
        given["colours"] = {**data.get("colours", {}), "primary": args.colour}
    content = data.get("content", {})
    if isinstance(content, dict):  # a flag goes before the file, wherever the file says it
        data["content"] = {key: value for key, value in content.items() if key not in given}
    return data | given, folder


def run(args: argparse.Namespace, say: Say) -> int:
    """Make the poster and say what it scored."""
    from pipelines.documents.platforms import poster_formats
    from studio.app.by_hand import changes_by_hand
    from studio.app.campaign import open_out_folder
    from studio.app.poster_order import order_from
    from studio.app.poster_score import lowest
    from studio.app.poster_single import (
        DOCUMENT,
        Printing,
        export_poster,
        start_poster,
    )
    from studio.cli.opening import open_studio
    from studio.cli.watching import watch_job

    data, folder = _asked(args)
    order = order_from(data, folder, str(args.file or say("poster", "海报")))
    settings = order.settings
    names = args.formats or settings.get("formats", "xiaohongshu")
    names = names.split(",") if isinstance(names, str) else names
    formats = poster_formats(str(name).strip() for name in names if str(name).strip())
    if not formats:
        raise InputError(say("--formats names none", "--formats 为空"), "--formats xiaohongshu,a4")
    variants = int(args.variants or settings.get("variants", 1))
    if not 1 <= variants <= 16:
        raise InputError(say("--variants must be 1 to 16", "--variants 须为 1 到 16"))
    profile = args.profile or (folder / settings["profile"] if settings.get("profile") else None)
    printing = Printing(args.printing or str(settings.get("print", "none")), profile)
    if printing.inks not in ("none", "rgb", "cmyk"):
        raise InputError(f"print {printing.inks!r} is unknown", "none, rgb or cmyk")
    with open_out_folder(args.out.absolute()) as out, open_studio(args) as studio:
        by_hand = changes_by_hand(out.path / DOCUMENT)
        if by_hand and not args.json:
            words = say("keeping your changes in", "保留你在此文件中的修改：")
            print(f"{words} {args.out / DOCUMENT}", file=sys.stderr)
        job = start_poster(
            studio,
            order,
            formats,
            variants=variants,
            pdf=args.pdf or bool(settings.get("pdf")),
            printing=printing,
            by_hand=by_hand,
        )
        result = watch_job(studio, job, say, as_json=args.json).result or {}
        written = export_poster(studio, job, out.path)
    if args.json:
        shown = {"scores": result["scores"], "variants": result["tried"]}
        print(json.dumps({"type": "score", **shown}, ensure_ascii=False))
        print(json.dumps({"type": "written", "files": [str(file) for file in written]}))
    else:
        tell_scores(result["scores"], say)
        if result["tried"]:
            marks = ", ".join(str(mark) for mark in result["tried"])
            print(say(f"variants scored: {marks}", f"各方案得分：{marks}"))
        for note in result["notes"]:
            print(f"{say('note', '提示')}: {say(note.get('en', ''), note.get('zh', ''))}")
        print(
            say(f"{len(written)} files in {args.out}", f"已写入 {len(written)} 个文件：{args.out}")
        )
    least = args.least_score or int(settings.get("least_score", 0))
    return _TOO_LOW if lowest(result["scores"]) < least else 0


def tell_scores(scores: list[dict[str, Any]], say: Say) -> None:
    """Each format's mark, and under it what cost points."""
    from studio.app.poster_score import score_lines

    for name, value, reasons in score_lines(scores):
        print(say(f"{name}: score {value}", f"{name}：得分 {value}"))
        for reason in reasons:
            print(f"    {say(reason.best('en'), reason.best('zh'))}")
