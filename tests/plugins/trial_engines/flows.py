"""Trial workflows."""

from __future__ import annotations

import os

from pipelines.sdk import Outputs, Params, WorkflowContext, workflow
from trial_engines.roles import TITLE, TRIAL, TrialParams


class SumParams(Params):
    """Numbers to square and add."""

    numbers: tuple[int, ...]
    seconds: float = 0.0
    log: str = ""
    engine: str = "trial.square.slow"


class SumOut(Outputs):
    """The sum of the squares."""

    total: int


@workflow(id="trial.flow.sum", version="1.0.0", title=TITLE, summary=TITLE)
def sum_of_squares(params: SumParams, ctx: WorkflowContext) -> SumOut:
    """Square side by side, then add."""
    ctx.stage("Squaring", "平方")
    ctx.expect({TRIAL.id: len(params.numbers)})
    asked = [
        TrialParams(number=n, seconds=params.seconds, behaviour=params.log) for n in params.numbers
    ]
    squares = ctx.map(TRIAL, asked, engine=params.engine, label="square")
    ctx.note("all squared", "都平方了")
    return SumOut(total=sum(s.square for s in squares))


@workflow(id="trial.flow.fatal", version="1.0.0", title=TITLE, summary=TITLE)
def fatal(params: SumParams, ctx: WorkflowContext) -> SumOut:
    """Do some steps, then end the process: a bug that no restart cures."""
    ctx.map(TRIAL, [TrialParams(number=n) for n in params.numbers], engine=params.engine)
    os._exit(7)
