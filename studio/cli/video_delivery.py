"""``aigc-studio video deliver`` and ``video fit``: hand a video over; would a platform take it?"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from studio.cli.words import Say

__all__ = ["KINDS", "register", "run"]

KINDS: dict[str, tuple[str, str]] = {
    "deliver": (
        "teasers, covers, chapters, platform files, timelines and a review page",
        "导出动图预告、封面、章节、各平台成片、剪辑工程与审片页",
    ),
    "fit": ("would platforms take this video file?", "检查视频文件是否符合各平台要求"),
}
_REFUSED = 2
"""Exit code when a platform would refuse the file."""


def register(kinds: Any, say: Say) -> None:
    """Add the two commands to those of ``aigc-studio video``."""
    for name, words in KINDS.items():
        parser: argparse.ArgumentParser = kinds.add_parser(
            name, help=say(*words), description=say(*words)
        )
        add = parser.add_argument
        places = say("with commas: douyin,reels (or all)", "用逗号分隔：douyin,reels（或 all）")
        if name == "fit":
            add("file", type=Path, help=say("a video file", "视频文件"))
            add("--platforms", default="all", help=places)
        else:
            add("storyboard", type=Path, help=say("storyboard.json of a result", "分镜文件"))
            add("--platforms", default="", help=places)
            _wishes(parser, say)
        add("--json", action="store_true", help=say("as JSON", "以 JSON 输出"))
        add("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _wishes(parser: argparse.ArgumentParser, say: Say) -> None:
    add = parser.add_argument
    add("--format", default="9:16", help=say("9:16, 16:9, 1:1 or 4:5", "9:16、16:9、1:1 或 4:5"))
    add("--platform", default="", help=say("keep clear of its buttons", "避开平台按钮区"))
    add(
        "--out",
        type=Path,
        default=Path("delivery"),
        metavar=say("FOLDER", "目录"),
        help=say("result folder (default: ./delivery)", "结果目录（默认 ./delivery）"),
    )
    add("--covers", type=int, default=6, help=say("how many (0: none)", "封面数量（0 为不要）"))
    add("--teaser-mb", type=float, default=5.0, help=say("largest teaser", "动图大小上限（MB）"))
    add("--no-teasers", action="store_true", help=say("no GIF and WebP", "不生成动图"))
    add("--no-timelines", action="store_true", help=say("no folder edit", "不导出剪辑工程"))
    add("--preview", action="store_true", help=say("quickly, at half size", "快速预览（半尺寸）"))


def run(args: argparse.Namespace, say: Say) -> int:
    """Do what was asked."""
    return _fit(args, say) if args.kind == "fit" else _deliver(args, say)


def _named(text: str) -> list[str]:
    from pipelines.documents.video_platforms import video_platforms

    names = [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]
    return [each.id for each in video_platforms()] if names == ["all"] else names


def _fit(args: argparse.Namespace, say: Say) -> int:
    from pipelines.documents.video_platforms import video_platform
    from studio.app.video_delivery import check_file

    found = check_file(args.file, _named(args.platforms))
    refused = any(each.refused for findings in found.values() for each in findings)
    if args.json:
        data = {
            name: [each.model_dump(mode="json", exclude_none=True) for each in findings]
            for name, findings in found.items()
        }
        print(json.dumps({"type": "fit", "platforms": data}, ensure_ascii=False))
        return _REFUSED if refused else 0
    for name, findings in found.items():
        title = video_platform(name).title
        bad = any(each.refused for each in findings)
        verdict = say("refused", "不符合") if bad else say("fits", "符合")
        print(f"{say(title.best('en'), title.best('zh'))}: {verdict}")
        for each in findings:
            print(
                f"  {'×' if each.refused else '·'} "
                + say(each.message.best("en"), each.message.best("zh"))
            )
    return _REFUSED if refused else 0


def _deliver(args: argparse.Namespace, say: Say) -> int:
    from pipelines.documents.video_format import video_format
    from studio.app.campaign import open_out_folder
    from studio.app.storyboards import Importer, read_storyboard
    from studio.app.video_delivery import export_delivery, start_delivery
    from studio.cli.opening import open_studio
    from studio.cli.watching import watch_job

    board = read_storyboard(args.storyboard)
    format = video_format(args.format, platform=args.platform, preview=args.preview)

    def note(en: str, zh: str) -> None:
        print(f"{say('note', '提示')}: {say(en, zh)}", file=sys.stderr, flush=True)

    with open_out_folder(args.out.absolute()) as out, open_studio(args) as studio:
        job = start_delivery(
            studio,
            board,
            format,
            files=Importer(studio, note),
            platforms=_named(args.platforms),
            teasers=not args.no_teasers,
            teaser_mb=args.teaser_mb,
            covers=args.covers,
            timelines=not args.no_timelines,
        )
        watch_job(studio, job, say, as_json=args.json)
        written = export_delivery(studio, job, out.path)
        result = studio.queue.get(job).result or {}
    if args.json:
        files = [str(file) for file in written]
        reports = {"platforms": result.get("platforms", []), "files": files}
        print(json.dumps({"type": "written", **reports}, ensure_ascii=False))
        return 0
    for each in result.get("platforms", []):
        title = say(each["title"].get("en") or "", each["title"].get("zh") or "")
        print(f"{title}: {say('fits', '符合') if each['fits'] else say('refused', '不符合')}")
        for finding in each["findings"]:
            print("  · " + say(finding.get("en") or "", finding.get("zh") or ""))
    print(say(f"{len(written)} files in {args.out}", f"已写入 {len(written)} 个文件：{args.out}"))
    print(say(f"look at {written[0]}", f"打开 {written[0]} 查看"))
    return 0
