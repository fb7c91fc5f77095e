"""``aigc-studio``: the command line. Commands are imported when they are called, not before."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from studio.cli.words import Say, speak

__all__ = ["main"]

_COMMANDS: dict[str, tuple[str, str]] = {
    "make": ("make a whole campaign from a brief", "由一份简报生成整套营销内容"),
    "poster": ("make one poster in every format", "制作一张海报的全部尺寸"),
    "video": (
        "make a short video from an idea, article, product …",
        "由想法、文章、产品等生成短视频",
    ),
    "posters": ("make a poster of every row of a table", "按表格逐行批量生成海报"),
    "run": ("run one engine", "运行一个生成器"),
    "generators": ("list engines and workflows", "列出生成器与工作流"),
    "jobs": ("look at the queue and steer it", "查看与管理任务队列"),
    "assets": ("search assets, show or repeat their recipe", "搜索素材、查看或重做配方"),
    "doctor": ("tell what this machine has and lacks", "检查本机环境"),
    "gui": ("open the window", "打开窗口"),
}


def _parser(say: Say, chosen: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aigc-studio",
        description=say(
            "A content studio on your own machine: copy, posters, voice, video, presenter.",
            "本机运行的内容工作室：文案、海报、配音、视频、数字人。",
        ),
    )
    parser.add_argument("--version", action="store_true", help=say("show the version", "显示版本"))
    commands = parser.add_subparsers(dest="command", metavar=say("COMMAND", "命令"))
    for name, words in _COMMANDS.items():
        command = commands.add_parser(
            name, help=say(*words), description=say(*words), add_help=name != "run"
        )
        command.add_argument(
            "--data",
            type=Path,
            metavar=say("FOLDER", "目录"),
            help=say("data folder (default: the system's)", "数据目录（默认由系统决定）"),
        )
        if name == chosen:
            module = importlib.import_module(f"studio.cli.{name}_command")
            module.add_arguments(command, say)
            command.set_defaults(module=module)
    return parser


def _chosen(arguments: Sequence[str]) -> str | None:
    return next((word for word in arguments if word in _COMMANDS), None)


def _utf8_output() -> None:
    """Windows consoles and pipes default to a legacy code page that has no Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        0 on success; otherwise the error's own exit code; 130 after Ctrl-C.
    """
    _utf8_output()
    given = list(sys.argv[1:] if arguments is None else arguments)
    say = speak()
    parser = _parser(say, _chosen(given))
    args, rest = parser.parse_known_args(given)
    if args.version:
        from importlib.metadata import version

        print(f"aigc-studio {version('aigc-studio')}")
        return 0
    if args.command is None:
        parser.print_help()
        return 0
    if rest and args.command != "run":
        parser.error(say(f"unknown: {' '.join(rest)}", f"无法识别：{' '.join(rest)}"))
    args.rest = rest
    from studio.errors import Cancelled, StudioError
    from studio.told import told

    try:
        return int(args.module.run(args, say))
    except StudioError as error:
        print(say(f"error: {error}", f"错误：{told(error, 'zh')}"), file=sys.stderr)
        return error.exit_code
    except (KeyboardInterrupt, Cancelled):
        print(say("stopped", "已停止"), file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has left (| head); that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
