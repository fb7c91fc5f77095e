"""``aigc-studio video``: short videos from whatever a person has."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import video_batches, video_delivery
from studio.cli.words import Say
from studio.errors import InputError

if TYPE_CHECKING:
    from pipelines.documents.brief import Brief
    from pipelines.documents.storyboard import Storyboard
    from studio.app.storyboards import Importer
    from studio.app.studio import Studio

__all__ = ["add_arguments", "run"]

_SOURCES: dict[str, tuple[str, str]] = {
    "from-idea": ("from one sentence", "由一句话生成"),
    "from-brief": ("from a brief (TOML)", "由简报生成（TOML）"),
    "from-article": ("from an article or a web page", "由文章或网页生成（图文成片）"),
    "from-product": ("from product photos and facts", "由产品照片和卖点生成"),
    "from-script": ("from a written script", "由写好的脚本生成"),
    "from-clips": ("from your own clips", "由自有素材剪辑"),
    "from-slides": ("a slide show from PDF pages", "由 PDF 页面生成讲解视频"),
    "make": ("from a storyboard", "由分镜文件生成"),
}
_MOODS = ("bright", "warm", "calm", "epic", "playful", "tech")


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command's arguments."""
    kinds = parser.add_subparsers(dest="kind", metavar=say("FROM", "来源"), required=True)
    for name, words in _SOURCES.items():
        each = kinds.add_parser(name, help=say(*words), description=say(*words))
        _OWN[name](each, say)
        _common(each, say, draft=name != "make")
    for module in (video_batches, video_delivery):
        module.register(kinds, say)


def _idea(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("idea", help=say("one sentence", "一句话"))


def _brief(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("brief", type=Path, help=say("brief, a TOML file", "简报（TOML 文件）"))


def _article(parser: argparse.ArgumentParser, say: Say) -> None:
    words = say("text, Markdown or HTML file, or an address", "文本、Markdown、HTML 文件或网址")
    parser.add_argument("article", help=words)
    _pictures(parser, say)


def _product(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "photos", nargs="+", type=Path, help=say("product photos", "产品照片（一张或多张）")
    )
    parser.add_argument("--name", default="", help=say("what it is called", "产品名称"))
    parser.add_argument(
        "--facts",
        default="",
        help=say("what is true of it: words, or a text or TOML file", "卖点：文字、文本或 TOML"),
    )


def _script(parser: argparse.ArgumentParser, say: Say) -> None:
    words = say("text or Markdown; a blank line begins a scene", "文本或 Markdown；空行分隔场景")
    parser.add_argument("script", type=Path, help=words)
    _pictures(parser, say)


def _clips(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("clips", nargs="+", type=Path, help=say("video files", "视频文件"))
    parser.add_argument(
        "--text", default="", help=say("narration: words or a text file", "旁白：文字或文本文件")
    )
    parser.add_argument(
        "--language",
        choices=("zh", "en"),
        help=say("spoken in the clips: written down for captions", "原声语言：用于听写字幕"),
    )
    parser.add_argument(
        "--beside",
        action="store_true",
        help=say("narration between the clips' own words", "旁白穿插在原声之间"),
    )


def _slides(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "pages", nargs="+", type=Path, help=say("PDF files or pictures", "PDF 或图片文件")
    )
    parser.add_argument(
        "--notes", type=Path, help=say("what is said on each page", "每页讲稿（文本文件）")
    )
    parser.add_argument(
        "--presenter",
        choices=("ada", "ken", "mei"),
        default="",
        help=say("who stands beside the pages", "画中画数字人"),
    )


def _board(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "storyboard", type=Path, help=say("storyboard.json of a result", "分镜文件 storyboard.json")
    )


_OWN: dict[str, Callable[[argparse.ArgumentParser, Say], None]] = {
    "from-idea": _idea,
    "from-brief": _brief,
    "from-article": _article,
    "from-product": _product,
    "from-script": _script,
    "from-clips": _clips,
    "from-slides": _slides,
    "make": _board,
}


def _pictures(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--pictures",
        nargs="+",
        type=Path,
        default=[],
        metavar=say("FILE", "文件"),
        help=say("pictures or folders of them", "配图文件或目录"),
    )


def _common(parser: argparse.ArgumentParser, say: Say, *, draft: bool) -> None:
    add = parser.add_argument
    add(
        "--formats",
        default="9:16",
        help=say("with commas: 9:16,16:9,1:1,4:5", "用逗号分隔：9:16,16:9,1:1,4:5"),
    )
    add(
        "--platform",
        default="",
        help=say("keep clear of its buttons: douyin, reels …", "避开平台按钮区：douyin、reels 等"),
    )
    add(
        "--out",
        type=Path,
        default=Path("video"),
        metavar=say("FOLDER", "目录"),
        help=say("result folder (default: ./video)", "结果目录（默认 ./video）"),
    )
    add("--title", default="", help=say("of the video", "视频标题"))
    add(
        "--music",
        default="",
        help=say("a mood, a file, or off", "音乐：风格、文件或 off") + f" ({', '.join(_MOODS)})",
    )
    add(
        "--captions",
        default="",
        help=say("look: stroke, karaoke, plate …; or off", "字幕样式：stroke、karaoke 等；或 off"),
    )
    if draft:
        add("--seconds", type=float, help=say("about how long", "大约时长（秒）"))
        add("--voice", default="", help=say("voice", "音色"))
        add("--seed", type=int, default=None, help=say("random seed", "随机种子"))
        add(
            "--draft",
            action="store_true",
            help=say("only write storyboard.json, make nothing", "只写出分镜，不生成视频"),
        )
    add("--preview", action="store_true", help=say("quickly, at half size", "快速预览（半尺寸）"))
    add("--fresh", action="store_true", help=say("make every step anew", "全部重新生成"))
    add("--json", action="store_true", help=say("progress as JSON lines", "以 JSON 行输出进度"))
    add("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(args: argparse.Namespace, say: Say) -> int:
    """Write the storyboard, make its videos, and say where they lie."""
    for module in (video_batches, video_delivery):
        if args.kind in module.KINDS:
            return module.run(args, say)
    from pipelines.documents.video_format import video_formats
    from studio.app.campaign import open_out_folder
    from studio.app.storyboards import Importer, read_storyboard
    from studio.app.videos import (
        drafted,
        edited_storyboard,
        export_storyboard,
        export_video,
        start_draft,
        start_video,
    )
    from studio.cli.opening import open_studio
    from studio.cli.watching import watch_job

    formats = video_formats(
        args.formats.replace("，", ",").split(","), platform=args.platform, preview=args.preview
    )
    if not formats:
        raise InputError(say("--formats names none", "--formats 为空"), "--formats 9:16,16:9")
    given = read_storyboard(args.storyboard) if args.kind == "make" else None
    out: Path = args.out.absolute()
    keep = args.storyboard if args.kind == "make" else None
    with open_out_folder(out), open_studio(args) as studio:
        files = Importer(studio, lambda en, zh: _tell(en, zh, args, say))
        edited = None if given is not None and _same(keep, out) else edited_storyboard(out)
        brief: Brief | None = None
        if given is not None and edited is not None:
            raise InputError(
                f"{out / 'storyboard.json'} was edited and would be written over",
                "give that file, or choose another --out",
            )
        board = given or edited
        if given is None:
            source, brief = _source(args, say, studio, files)
            if board is None or args.draft:
                job = start_draft(
                    studio,
                    source,
                    title=args.title or None,
                    voice=args.voice or None,
                    seconds=args.seconds,
                    seed=args.seed,
                )
                if board is not None:
                    raise InputError(
                        f"{out / 'storyboard.json'} was edited and would be written over",
                        "choose another --out, or move that file away",
                    )
                watch_job(studio, job, say, as_json=args.json)
                board = drafted(studio, job)
                if args.draft:
                    return _written(export_storyboard(studio, job, out), out, args, say)
            else:
                _tell(
                    f"using your edited {out.name}/storyboard.json",
                    "使用你修改过的 storyboard.json",
                    args,
                    say,
                )
                keep = out / "storyboard.json"
        assert board is not None
        board = _changed(board, args, say, files)
        job = start_video(studio, board, formats, brief=brief, files=files, fresh=args.fresh)
        watch_job(studio, job, say, as_json=args.json)
        written = export_video(studio, job, out, keep=keep)
    return _written(written, out, args, say)


def _same(file: Path | None, out: Path) -> bool:
    return file is not None and file.resolve() == (out / "storyboard.json").resolve()


def _tell(en: str, zh: str, args: argparse.Namespace, say: Say) -> None:
    if args.json:
        words = {"type": "note", "en": en, "zh": zh}
        print(json.dumps(words, ensure_ascii=False), flush=True)
    else:
        print(f"{say('note', '提示')}: {say(en, zh)}", file=sys.stderr, flush=True)


def _written(files: list[Path], out: Path, args: argparse.Namespace, say: Say) -> int:
    if args.json:
        print(json.dumps({"type": "written", "files": [str(file) for file in files]}))
    else:
        print(say(f"{len(files)} files in {out}", f"已写入 {len(files)} 个文件：{out}"))
        print(say(f"look at {files[0]}", f"打开 {files[0]} 查看"))
    return 0


def _words_or_file(text: str, what: str) -> str:
    """The words themselves, or those of the file they name."""
    from studio.app.videos import read_text

    path = Path(text)
    named = len(text) < 500 and "\n" not in text and path.suffix.lower() in (".txt", ".md")
    return read_text(path, what) if named else text


def _source(
    args: argparse.Namespace, say: Say, studio: Studio, files: Importer
) -> tuple[dict[str, Any], Brief | None]:
    """What the draft is made from, and the brief that copy is written from."""
    from studio.app import videos

    match args.kind:
        case "from-idea":
            return videos.brief_source(studio, _understood(args.idea, args, say), product=False)
        case "from-brief":
            from studio.app.briefs import read_brief

            return videos.brief_source(studio, read_brief(args.brief), product=False)
        case "from-product":
            return videos.brief_source(studio, _product_brief(args, say), product=True)
        case "from-article":
            return _article_source(args, files), None
        case "from-script":
            text = videos.read_text(args.script, "script")
            pictures = videos.find_pictures(args.pictures)
            return videos.script_source(text, args.script.absolute().parent, pictures, files), None
        case "from-clips":
            text = _words_or_file(args.text, "narration") if args.text else ""
            source = videos.clips_source(
                args.clips, text, files, beside=args.beside, language=args.language
            )
            return source, None
        case _:
            notes = videos.read_text(args.notes, "notes") if args.notes else ""
            source = videos.slides_source(args.pages, notes, files, presenter=args.presenter)
            return source, None


def _article_source(args: argparse.Namespace, files: Importer) -> dict[str, Any]:
    from studio.app import videos
    from studio.app.web_page import fetch_page, is_address

    pictures = videos.find_pictures(args.pictures)
    if is_address(args.article):
        return videos.article_source(fetch_page(args.article), "html", None, pictures, files)
    path = Path(args.article)
    text = videos.read_text(path, "article")
    return videos.article_source(
        text, videos.text_kind(path), path.absolute().parent, pictures, files
    )


def _understood(idea: str, args: argparse.Namespace, say: Say) -> Brief:
    from pipelines.documents.idea import understand
    from studio.cli.make_command import tell

    understood = understand(idea)
    tell(understood, say, as_json=args.json)
    return understood.brief


def _product_brief(args: argparse.Namespace, say: Say) -> Brief:
    """The brief of a product: its facts read as an idea or a brief, with these photos."""
    from pipelines.documents.brand import Photo
    from pipelines.documents.brief import Photos
    from studio.app.briefs import picture_size, read_brief
    from studio.app.product_facts import product_facts
    from studio.cli.make_command import tell

    for photo in args.photos:
        picture_size(photo, "from-product")
    facts = Path(args.facts) if args.facts else None
    if facts is not None and facts.suffix.lower() == ".toml":
        brief = read_brief(facts)
    else:
        text = _words_or_file(args.facts, "facts") if args.facts else ""
        if not args.name and not text:
            raise InputError(
                say("say what the product is", "请说明产品是什么"),
                'from-product photo.jpg --name "Cold Brew" --facts "18 h cold, no sugar, ¥59"',
            )
        understood = product_facts(args.name, text)
        tell(understood, say, as_json=args.json)
        brief = understood.brief
    photos = [Photo(path=str(path.absolute())) for path in args.photos]
    return brief.model_copy(update={"photos": Photos(product=photos, people=brief.photos.people)})


def _changed(board: Storyboard, args: argparse.Namespace, say: Say, files: Importer) -> Storyboard:
    """The storyboard with what the command line says about music and captions."""
    from typing import get_args

    from pipelines.documents.shot import CaptionLook
    from pipelines.documents.storyboard import MusicCue

    board = board.model_copy(deep=True)
    if args.kind == "make" and args.title:
        board.title = args.title
    if args.captions:
        looks = get_args(CaptionLook)
        if args.captions == "off":
            board.captions.burn = False
        elif args.captions in looks:
            board.captions.look = args.captions
        else:
            raise InputError(
                say(f"there is no caption look {args.captions!r}", f"没有字幕样式 {args.captions}"),
                ", ".join((*looks, "off")),
            )
    if args.music == "off":
        board.music = MusicCue(off=True)
    elif args.music in _MOODS:
        board.music = MusicCue.model_validate({"mood": args.music})
    elif args.music:
        path = Path(args.music)
        if not path.suffix:
            raise InputError(
                say(f"{args.music!r} is no mood and no file", f"{args.music} 不是风格也不是文件"),
                ", ".join((*_MOODS, "off")),
            )
        board.music = MusicCue(file=files.media(path))
    return board
