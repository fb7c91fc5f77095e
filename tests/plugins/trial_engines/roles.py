"""The role of the trial engines."""

from __future__ import annotations

from pipelines.sdk import Asset, LocalText, Outputs, Params, Role

TITLE = LocalText(en="Trial", zh="试验")


class TrialParams(Params):
    """A number and what to do with it."""

    number: int
    seconds: float = 0.0
    behaviour: str = ""


class TrialOut(Outputs):
    """The number's square, and a file that says so."""

    square: int
    file: Asset | None = None


TRIAL = Role("trial.square", TrialParams, TrialOut, TITLE)
