"""``aigc-studio posters TABLE``: a poster of every row, in every format."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.poster_command import add_print_arguments
from studio.cli.words import Say
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.app.posters import CheckedRow

__all__ = ["add_arguments", "run"]

_SOME_ROWS = 2
"""Exit code when rows had to be left out; the others were made."""


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command's arguments."""
    parser.add_argument("table", nargs="?", type=Path, help=say("CSV or XLSX", "CSV 或 XLSX 表格"))
    parser.add_argument(
        "--templates",
        action="store_true",
        help=say("list the templates and what is wrong with packs", "列出模板及模板包中的问题"),
    )
    parser.add_argument(
        "--template",
        default="promotion",
        help=say(
            "for rows that name none (default: promotion)", "未指定模板的行所用（默认 promotion）"
        ),
    )
    parser.add_argument(
        "--formats",
        default="xiaohongshu",
        help=say(
            "platforms or sizes, with commas: xiaohongshu,instagram,a4 (or all)",
            "平台或尺寸，用逗号分隔：xiaohongshu,gongzhonghao,a4（或 all）",
        ),
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("posters"),
        metavar=say("FOLDER", "目录"),
        help=say("result folder (default: ./posters)", "结果目录（默认 ./posters）"),
    )
    parser.add_argument(
        "--language", choices=("zh", "en"), default="zh", help=say("of the words", "文案语言")
    )
    parser.add_argument("--brand", default="", help=say("brand name", "品牌名"))
    parser.add_argument("--colour", default="", help=say("brand colour, #rrggbb", "品牌色 #rrggbb"))
    parser.add_argument("--logo", type=Path, help=say("brand logo", "品牌标志图片"))
    parser.add_argument("--brand-kit", type=Path, help=say("a brand kit, TOML", "品牌套件（TOML）"))
    parser.add_argument("--pdf", action="store_true", help=say("also as PDF", "同时输出 PDF"))
    add_print_arguments(parser, say)
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("tell every row's problems, make nothing", "只检查每一行的问题，不生成"),
    )
    parser.add_argument("--json", action="store_true", help=say("as JSON lines", "以 JSON 行输出"))


def run(args: argparse.Namespace, say: Say) -> int:
    """Look the table through, make what can be made, and say what could not."""
    from pipelines.documents.platforms import poster_formats
    from studio.app.brand_kit import read_kit
    from studio.app.campaign import open_out_folder
    from studio.app.poster_single import Printing
    from studio.app.poster_table import read_table
    from studio.app.poster_templates import template_folders
    from studio.app.posters import (
        RowDefaults,
        check_layouts,
        check_rows,
        export_posters,
        start_posters,
    )
    from studio.cli.opening import open_studio
    from studio.cli.watching import watch_job
    from studio.settings import Settings

    data = args.data.absolute() if args.data else Settings().data
    if args.templates:
        return _templates(data, say, as_json=args.json)
    if args.table is None:
        raise InputError(say("name a table", "请指定表格文件"), "aigc-studio posters table.csv")
    table: Path = args.table
    formats = poster_formats(name.strip() for name in args.formats.split(",") if name.strip())
    if not formats:
        raise InputError(say("--formats names none", "--formats 为空"), "--formats xiaohongshu,a4")
    packs = template_folders(data)
    kit = read_kit(args.brand_kit) if args.brand_kit else None
    words = (args.template, args.language, args.brand, args.colour)
    defaults = RowDefaults(*words, logo=args.logo, kit=kit, packs=packs)
    rows = check_rows(read_table(table), table.absolute().parent, defaults)

    if args.dry_run:
        check_layouts(rows, formats, packs)
    for row in rows:
        _tell(row, args, say)
    good = sum(row.can_be_made for row in rows)
    if not args.json:
        count = len(formats)
        print(
            say(
                f"{good} of {len(rows)} rows can be made, in {count} formats",
                f"{len(rows)} 行中有 {good} 行可生成，共 {count} 种尺寸",
            )
        )
    if args.dry_run:
        return 0 if good == len(rows) else _SOME_ROWS
    with open_out_folder(args.out.absolute()) as folder, open_studio(args) as studio:
        printing = Printing(args.printing or "none", args.profile)
        job = start_posters(
            studio, rows, formats, pdf=args.pdf, printing=printing, title=table.name
        )
        watch_job(studio, job, say, as_json=args.json)
        written, lost = export_posters(studio, job, rows, folder.path)
    if args.json:
        print(json.dumps({"type": "written", "files": [str(file) for file in written]}))
    else:
        print(
            say(f"{len(written)} files in {args.out}", f"已写入 {len(written)} 个文件：{args.out}")
        )
        for name in lost:
            print(say(f"not made: {name}", f"未生成：{name}"), file=sys.stderr)
    return _SOME_ROWS if lost else 0


def _tell(row: CheckedRow, args: argparse.Namespace, say: Say) -> None:
    """Every problem of a row."""
    for problem in row.problems:
        if args.json:
            data = {"type": "problem", "row": problem.row, "fatal": problem.fatal}
            words = {"message": {"en": problem.en, "zh": problem.zh}}
            print(json.dumps({**data, **words}, ensure_ascii=False), flush=True)
        else:
            kind = say("error", "错误") if problem.fatal else say("note", "提示")
            line = say(f"row {problem.row}: {problem.en}", f"第 {problem.row} 行：{problem.zh}")
            print(f"{kind}: {line}", file=sys.stdout if args.dry_run else sys.stderr)


def _templates(data: Path, say: Say, *, as_json: bool) -> int:
    """List the templates, and every file of a pack that was refused. Returns 2 where one was."""
    from studio.app.poster_templates import templates_here

    here = templates_here(data)
    if as_json:
        lines = [{"name": t.name, "title": t.title.model_dump()} for t in here.templates]
        faults = [{"file": file, "message": m.model_dump()} for file, m in here.problems]
        print(json.dumps({"templates": lines, "problems": faults}, ensure_ascii=False))
    else:
        for template in here.templates:
            print(f"{template.name:24} {say(template.title.best('en'), template.title.best('zh'))}")
        for file, message in here.problems:
            line = say(message.best("en"), message.best("zh"))
            print(f"{say('refused', '未采用')}: {file}: {line}", file=sys.stderr)
        where = ", ".join(str(folder) for folder in here.folders)
        print(say(f"packs go into: {where}", f"模板包放在：{where}"))
    return _SOME_ROWS if here.problems else 0
