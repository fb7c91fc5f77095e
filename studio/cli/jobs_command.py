"""``aigc-studio jobs``: look at the queue and steer it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from studio.cli.words import Say

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser, say: Say) -> None:
    """The command's arguments."""
    actions = parser.add_subparsers(dest="action", metavar=say("ACTION", "操作"))
    listing = actions.add_parser("list", help=say("list jobs", "列出任务"))
    listing.add_argument("--limit", type=int, default=20)
    listing.add_argument("--json", action="store_true")
    for name, words in {
        "watch": say("work on the queue and show a job until it ends", "执行并观看一个任务"),
        "pause": say("let running steps end, start no more", "暂停任务"),
        "resume": say("go on", "继续任务"),
        "cancel": say("stop a job", "取消任务"),
        "retry": say("queue a failed or cancelled job again", "重试任务"),
    }.items():
        action = actions.add_parser(name, help=words)
        action.add_argument(
            "job",
            nargs=None if name in ("watch", "retry") else "?",
            help=say("id, or a unique part of it; none: all", "任务编号或其一部分；省略则为全部"),
        )
    order = actions.add_parser("reorder", help=say("move a waiting job", "调整顺序"))
    order.add_argument("job")
    order.add_argument("--before", metavar="JOB", help=say("none: to the end", "省略则移到末尾"))
    order.add_argument("--priority", type=int, help=say("higher runs first", "数值大者先行"))
    _data_too(actions)


def _data_too(actions: Any) -> None:
    """``--data`` is understood behind the action as well as before it."""
    for action in actions.choices.values():
        action.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(args: argparse.Namespace, say: Say) -> int:
    """Do the action."""
    from studio.cli.opening import open_studio

    with open_studio(args) as studio:
        queue = studio.queue
        match args.action:
            case None | "list":
                return _list(studio, args, say)
            case "watch":
                from studio.cli.watching import watch_job

                watch_job(studio, queue.get(args.job).id, say)
            case "pause":
                queue.pause(args.job) if args.job else queue.pause_all()
            case "resume":
                queue.resume(args.job) if args.job else queue.resume_all()
            case "cancel":
                if args.job:
                    queue.cancel(args.job)
                else:
                    print(queue.cancel_all())
            case "retry":
                queue.retry(args.job)
            case "reorder":
                if args.priority is not None:
                    queue.set_priority(args.job, args.priority)
                if args.before is not None or args.priority is None:
                    queue.move_before(args.job, args.before)
    return 0


def _list(studio: object, args: argparse.Namespace, say: Say) -> int:
    from studio.app.studio import Studio

    assert isinstance(studio, Studio)
    jobs = studio.queue.page(limit=getattr(args, "limit", 20))
    if getattr(args, "json", False):
        print(
            json.dumps(
                [
                    {
                        "id": job.id,
                        "title": job.title,
                        "target": job.target,
                        "state": job.state,
                        "priority": job.priority,
                        "progress": job.progress,
                        "eta": job.eta,
                        "stage": job.stage,
                        "error": job.error,
                    }
                    for job in jobs
                ],
                ensure_ascii=False,
            )
        )
        return 0
    if not jobs:
        print(say("no jobs yet", "还没有任务"))
        return 0
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    states = {
        "queued": "排队",
        "running": "进行中",
        "paused": "已暂停",
        "succeeded": "完成",
        "failed": "失败",
        "cancelled": "已取消",
    }
    table = Table(box=None, pad_edge=False)
    for title in (
        say("Job", "编号"),
        say("State", "状态"),
        say("Progress", "进度"),
        say("Title", "名称"),
        say("What", "说明"),
    ):
        table.add_column(title, overflow="fold")
    for job in jobs:
        stage = say(job.stage.get("en", ""), job.stage.get("zh", "")) if job.stage else ""
        what = f"{job.error['message']} — {job.error['hint']}" if job.error else stage
        state = say(job.state, states[job.state])
        table.add_row(job.id, state, f"{job.progress:.0%}", Text(job.title), Text(what))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    if studio.queue.paused:
        print(
            say(
                "the queue is paused: aigc-studio jobs resume",
                "队列已暂停：aigc-studio jobs resume",
            )
        )
    return 0
