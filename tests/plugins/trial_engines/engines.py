"""Trial engines."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from pipelines.sdk import Context, EngineError, InputError, generator
from trial_engines.roles import TITLE, TRIAL, TrialOut, TrialParams


@generator(id="trial.square.noop", role=TRIAL, version="1.0.0", title=TITLE, summary=TITLE)
def noop(params: TrialParams, ctx: Context) -> TrialOut:
    """Do nothing but square."""
    return TrialOut(square=params.number**2)


@generator(id="trial.square.slow", role=TRIAL, version="1.0.0", title=TITLE, summary=TITLE)
def slow(params: TrialParams, ctx: Context) -> TrialOut:
    """Take ``seconds``, leave a line in the log file named by ``behaviour``, save a file."""
    if params.behaviour:
        with Path(params.behaviour).open("a", encoding="utf-8") as log:
            log.write(f"{params.number}\n")
    for _ in ctx.steps(20, "Squaring"):
        time.sleep(params.seconds / 20)
    data = f"{params.number} squared is {params.number**2}\n".encode() * 1000
    return TrialOut(square=params.number**2, file=ctx.save_bytes(data, "text", ".txt"))


@generator(id="trial.square.faulty", role=TRIAL, version="1.0.0", title=TITLE, summary=TITLE)
def faulty(params: TrialParams, ctx: Context) -> TrialOut:
    """Go wrong in the way ``behaviour`` says."""
    match params.behaviour:
        case "input":
            raise InputError("the number is odd", "take an even one")
        case "bug":
            raise ZeroDivisionError("division by zero")
        case "die":
            os._exit(9)
        case "die_once":
            marker = ctx.scratch.parent.parent / "died-once"
            if not marker.exists():
                marker.touch()
                os._exit(9)
        case "chatter":
            print("a library prints to stdout " * 1000)
            sys.stdout.flush()
            os.write(1, b'{"type": "done"}\n')
        case "deaf":
            time.sleep(60)
        case "memory":
            raise MemoryError
        case "engine":
            raise EngineError("the model is broken", "install it again")
    return TrialOut(square=params.number**2)
