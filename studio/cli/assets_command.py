"""``aigc-studio assets``: search, show the recipe, make again, clean up."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.words import Say

if TYPE_CHECKING:
    from studio.app.studio import Studio

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command's arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("ACTION", "操作"))
    search = actions.add_parser("search", help=say("find assets by words", "按关键词搜索"))
    search.add_argument("words", nargs="*")
    search.add_argument("--kind", default="", help="image, video, speech, music, text …")
    search.add_argument("--limit", type=int, default=20)
    search.add_argument("--json", action="store_true")
    show = actions.add_parser("show", help=say("the recipe of an asset or a file", "查看配方"))
    show.add_argument(
        "asset", help=say("hash, or a file the studio made", "哈希或本工作室生成的文件")
    )
    remake = actions.add_parser("remake", help=say("make it again", "按配方重做"))
    remake.add_argument(
        "asset", help=say("hash, or a file the studio made", "哈希或本工作室生成的文件")
    )
    remake.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PARAM=VALUE",
        help=say("change a param, e.g. seed=7", "修改参数，如 seed=7"),
    )
    remake.add_argument("--out", type=Path, help=say("copy the result here", "复制结果到此目录"))
    clean = actions.add_parser(
        "clean", help=say("delete by-products that no result needs", "清理成果不需要的中间文件")
    )
    clean.add_argument(
        "--older-than",
        type=float,
        default=7.0,
        metavar=say("DAYS", "天数"),
        help=say("only what is older (default: 7 days)", "只清理更早的（默认 7 天）"),
    )
    clean.add_argument("--dry-run", action="store_true", help=say("only tell", "只显示，不删除"))
    _data_too(actions)


def _data_too(actions: Any) -> None:
    """``--data`` is understood behind the action as well as before it."""
    for action in actions.choices.values():
        action.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(args: argparse.Namespace, say: Say) -> int:
    """Do the action."""
    from studio.app.assets import copy_out, find_asset, recipe_of, remake
    from studio.cli.opening import open_studio
    from studio.cli.watching import watch_job
    from studio.jobs.memo import assets_in_json

    with open_studio(args) as studio:
        if args.action == "search":
            rows = studio.assets.search(" ".join(args.words), args.kind, args.limit)
            if args.json:
                found = [{**row.asset.model_dump(mode="json"), "name": row.name} for row in rows]
                print(json.dumps(found, ensure_ascii=False))
                return 0
            for row in rows:
                asset = row.asset
                print(f"{asset.sha256[:12]}  {asset.kind:9} {asset.size:>10,}  {row.name}")
            if not rows:
                print(say("nothing found", "没有找到"), file=sys.stderr)
        elif args.action == "show":
            recipe = recipe_of(studio, find_asset(studio, args.asset))
            print(json.dumps(recipe, ensure_ascii=False, indent=2))
        elif args.action == "clean":
            _clean(studio, args, say)
        else:
            row = find_asset(studio, args.asset)
            job = watch_job(studio, remake(studio, row, args.set), say)
            for asset in assets_in_json(job.result):
                print(
                    copy_out(studio, asset, args.out, row.name)
                    if args.out
                    else studio.folder.path(asset)
                )
    return 0


def _clean(studio: Studio, args: argparse.Namespace, say: Say) -> None:
    from studio.app.cleaning import by_products, clean

    rows = by_products(studio, max(0.0, args.older_than))
    megabytes = sum(row.asset.size for row in rows) / 1e6
    if not args.dry_run:
        clean(studio, rows)
    print(
        say(
            f"{len(rows)} files, {megabytes:.1f} MB {'can go' if args.dry_run else 'deleted'};"
            " results and what you gave stay, by-products are made anew when needed",
            f"{len(rows)} 个文件，共 {megabytes:.1f} MB{'可清理' if args.dry_run else '已删除'}；"
            "成果和您提供的文件保留，中间文件需要时会重新生成",
        )
    )
