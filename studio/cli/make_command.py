"""``aigc-studio make``: a brief becomes a folder with a whole campaign."""

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
    from pipelines.documents.idea import Understood

__all__ = ["add_arguments", "run", "tell"]


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command's arguments."""
    parser.add_argument(
        "brief", nargs="?", type=Path, help=say("brief, a TOML file", "简报（TOML 文件）")
    )
    parser.add_argument("--idea", help=say("one sentence instead of a brief", "一句话代替简报"))
    parser.add_argument(
        "--out",
        type=Path,
        metavar=say("FOLDER", "目录"),
        help=say("result folder (default: ./campaign)", "结果目录（默认 ./campaign）"),
    )
    add_print_arguments(parser, say)
    parser.add_argument(
        "--fresh", action="store_true", help=say("make every step anew", "全部重新生成")
    )
    parser.add_argument(
        "--json", action="store_true", help=say("progress as JSON lines", "以 JSON 行输出进度")
    )


def tell(understood: Understood, say: Say, *, as_json: bool) -> None:
    """One line of what an idea was read as: words on stderr, or an object on stdout."""
    brief, offer = understood.brief, understood.brief.offer
    name = brief.product.name.best(brief.language)
    category = brief.product.category.best(brief.language) if brief.product.category else ""
    price = "" if offer.price is None else f"{offer.price:g} {offer.currency}"
    if offer.original_price is not None:
        price += say(f" (was {offer.original_price:g})", f"（原价 {offer.original_price:g}）")
    if as_json:
        shown = offer.model_dump(mode="json", exclude_none=True)
        data = {"type": "understood", "name": name, "category": category, "offer": shown}
        print(json.dumps(data | {"unused": understood.unused}, ensure_ascii=False), flush=True)
        return
    parts = [
        (say("name", "名称"), name),
        (say("category", "品类"), "" if category.casefold() == name.casefold() else category),
        (say("price", "价格"), price),
        (say("from", "开始"), str(offer.starts or "")),
        (say("until", "截止"), str(offer.ends or "")),
        (say("not used", "未采用"), say("; ", "；").join(understood.unused)),
    ]
    told = say("; ", "；").join(
        f"{label}{say(': ', '：')}{words}" for label, words in parts if words
    )
    print(f"{say('understood', '已理解')} - {told}", file=sys.stderr, flush=True)


def run(args: argparse.Namespace, say: Say) -> int:
    """Make the campaign and say where it lies."""

    from studio.app.briefs import read_brief
    from studio.app.by_hand import beside
    from studio.app.campaign import export_campaign, open_out_folder, start_campaign
    from studio.app.poster_score import score_lines
    from studio.app.poster_single import Printing, printing_params
    from studio.cli.opening import open_studio
    from studio.cli.watching import watch_job

    if (args.brief is None) == (args.idea is None):
        raise InputError(
            say("give either a brief or --idea", "请给出一份简报，或使用 --idea"),
            "aigc-studio make brief.toml --out campaign",
        )
    if args.brief is not None:
        brief = read_brief(args.brief)
    else:
        from pipelines.documents.idea import understand

        understood = understand(args.idea)
        brief = understood.brief
        tell(understood, say, as_json=args.json)
    out: Path = (args.out or Path("campaign")).absolute()
    with open_out_folder(out) as folder, open_studio(args) as studio:
        if folder.script is not None and folder.product not in (
            None,
            brief.product.model_dump(mode="json"),
        ):
            raise InputError(
                f"{out / 'script.toml'} was edited for another product",
                "choose another --out, or delete that file",
            )
        if folder.script is not None and not args.json:
            print(say(f"using your edited {out.name}/script.toml", "使用你修改过的 script.toml"))
        if folder.by_hand and not args.json:
            print(say("keeping your changes to the posters", "保留你对海报的修改"))
        printing = None
        if args.printing not in (None, "none"):
            printing = printing_params(studio, Printing(args.printing, args.profile))
        job = start_campaign(
            studio,
            brief,
            script=folder.script,
            by_hand=folder.by_hand,
            printing=printing,
            fresh=args.fresh,
        )
        result = watch_job(studio, job, say, as_json=args.json).result or {}
        exported = export_campaign(studio, job, out)
    written = exported.paths
    if args.json:
        print(json.dumps({"type": "written", "files": [str(file) for file in written]}))
    else:
        for name, value, reasons in score_lines(result.get("scores", [])):
            worst = f": {say(reasons[0].best('en'), reasons[0].best('zh'))}" if reasons else ""
            print(say(f"poster {name}: score {value}", f"海报 {name}：得分 {value}") + worst)
        for file in exported.kept:
            new = beside(file).name
            print(
                say(
                    f"{file.name} was edited by you and stays; the new one is {new}",
                    f"{file.name} 已被你修改，予以保留；新文案写入 {new}",
                )
            )
        print(say(f"{len(written)} files in {out}", f"已写入 {len(written)} 个文件：{out}"))
        print(say(f"look at {written[0]}", f"打开 {written[0]} 查看"))
    return 0
