"""``aigc-studio video series`` and ``video personalise``: many videos from a table."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.words import Say

if TYPE_CHECKING:
    from studio.app.storyboards import Importer
    from studio.app.studio import Studio
    from studio.app.video_table import CheckedVideo

__all__ = ["KINDS", "register", "run"]

KINDS: dict[str, tuple[str, str]] = {
    "series": ("a video of every row of a table or every line of a text", "按表格或选题逐条生成"),
    "personalise": ("a storyboard made personal for every row", "按表格为每个人生成专属视频"),
}
_SOME_ROWS = 2
"""Exit code when rows had to be left out; the others were made."""

Start = Callable[["Studio", "CheckedVideo", "Importer"], str]


def register(kinds: Any, say: Say) -> None:
    """Add the two commands to those of ``aigc-studio video``."""
    for name, words in KINDS.items():
        parser: argparse.ArgumentParser = kinds.add_parser(
            name, help=say(*words), description=say(*words)
        )
        _arguments(parser, say, personal=name == "personalise")


def _arguments(parser: argparse.ArgumentParser, say: Say, *, personal: bool) -> None:
    add = parser.add_argument
    if personal:
        words = say("storyboard.json with {name} …", "含 {name} 等占位的分镜文件")
        add("storyboard", type=Path, help=words)
        add(
            "table", type=Path, help=say("CSV or XLSX, a column a field", "CSV 或 XLSX，一列一字段")
        )
    else:
        words = say("CSV, XLSX, or a text with a topic a line", "CSV、XLSX，或每行一个选题的文本")
        add("table", type=Path, help=words)
        add("--seconds", type=float, default=30.0, help=say("about how long", "大约时长（秒）"))
        add("--voice", default="", help=say("voice", "音色"))
    add("--formats", default="9:16", help=say("with commas: 9:16,1:1", "用逗号分隔：9:16,1:1"))
    add("--platform", default="", help=say("keep clear of its buttons", "避开平台按钮区"))
    add(
        "--out",
        type=Path,
        default=Path("videos"),
        metavar=say("FOLDER", "目录"),
        help=say("result folder (default: ./videos)", "结果目录（默认 ./videos）"),
    )
    add(
        "--dry-run",
        action="store_true",
        help=say("tell every row's problems, make nothing", "只检查每一行的问题，不生成"),
    )
    add("--preview", action="store_true", help=say("quickly, at half size", "快速预览（半尺寸）"))
    add("--json", action="store_true", help=say("as JSON lines", "以 JSON 行输出"))
    add("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(args: argparse.Namespace, say: Say) -> int:
    """Look all rows through, make what can be made, and say what could not."""
    from pipelines.documents.video_format import video_formats
    from studio.app import video_table
    from studio.app.storyboards import read_storyboard

    folder: Path = args.table.absolute().parent
    if args.kind == "series":
        defaults = video_table.RowDefaults(
            args.formats, args.platform, args.seconds, args.voice, args.preview
        )
        rows = video_table.check_series(video_table.read_series(args.table), folder, defaults)

        def start(studio: Studio, row: CheckedVideo, files: Importer) -> str:
            return video_table.start_row(studio, row, folder, defaults, files)

    else:
        formats = video_formats(
            args.formats.replace("，", ",").split(","), platform=args.platform, preview=args.preview
        )
        board = read_storyboard(args.storyboard)
        rows = video_table.check_personal(board, args.table, formats)
        start = video_table.start_personal
    good = [row for row in rows if row.can_be_made]
    _tell_problems(rows, args, say)
    if not args.json:
        print(
            say(
                f"{len(good)} of {len(rows)} rows can be made",
                f"{len(rows)} 行中有 {len(good)} 行可生成",
            )
        )
    if args.dry_run:
        return 0 if len(good) == len(rows) else _SOME_ROWS
    return _make(rows, good, start, args, say)


def _tell_problems(rows: Sequence[CheckedVideo], args: argparse.Namespace, say: Say) -> None:
    for row in rows:
        for en, zh in row.problems:
            if args.json:
                data = {"type": "problem", "row": row.number, "message": {"en": en, "zh": zh}}
                print(json.dumps(data, ensure_ascii=False), flush=True)
            else:
                line = say(f"row {row.number}: {en}", f"第 {row.number} 行：{zh}")
                print(line, file=sys.stdout if args.dry_run else sys.stderr)


def _make(
    rows: Sequence[CheckedVideo],
    good: Sequence[CheckedVideo],
    start: Start,
    args: argparse.Namespace,
    say: Say,
) -> int:
    """One job a row, all queued at once; what one of them meets does not stop the others."""
    from studio.app.campaign import open_out_folder
    from studio.app.storyboards import Importer
    from studio.app.video_table import export_row, write_report
    from studio.cli.opening import open_studio
    from studio.cli.watching import watch_job
    from studio.errors import InputError, StudioError

    if not good:
        raise InputError(
            say("no row of the table can be made", "表格中没有可生成的行"),
            say("mend the problems told above", "请先修正上面列出的问题"),
        )
    failed: dict[int, str] = {}
    written: list[Path] = []

    def note(en: str, zh: str) -> None:
        print(f"{say('note', '提示')}: {say(en, zh)}", file=sys.stderr, flush=True)

    with open_out_folder(args.out.absolute()) as out, open_studio(args) as studio:
        files = Importer(studio, note)
        jobs: list[tuple[CheckedVideo, str]] = []
        for row in good:
            try:
                jobs.append((row, start(studio, row, files)))
            except StudioError as error:
                failed[row.number] = str(error)
        for row, job in jobs:
            if not args.json:
                print(say(f"row {row.number}: {row.name}", f"第 {row.number} 行：{row.name}"))
            try:
                watch_job(studio, job, say, as_json=args.json)
                written += export_row(studio, job, row, out.path)
            except StudioError as error:
                failed[row.number] = str(error)
        report = write_report(rows, failed, out.path)
    if args.json:
        print(json.dumps({"type": "written", "files": [str(file) for file in [*written, report]]}))
    else:
        made = len(good) - len(failed)
        print(
            say(f"{made} videos in {args.out}", f"已生成 {made} 条视频：{args.out}"),
        )
        for number, reason in failed.items():
            print(say(f"row {number}: {reason}", f"第 {number} 行：{reason}"), file=sys.stderr)
    return _SOME_ROWS if failed or len(good) < len(rows) else 0
