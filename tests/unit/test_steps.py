"""Step keys, scheduling and forecasts: pure functions."""

from __future__ import annotations

import pytest
from trial_engines.engines import noop, slow

from pipelines.registry.manifest import engine_card
from pipelines.sdk import Resources
from studio.jobs.forecast import forecast
from studio.jobs.memo import assets_in_json, search_words, step_key
from studio.jobs.running import RunningStep
from studio.jobs.schedule import choose, fits

NOOP = engine_card(noop, "trial_engines.engines:noop")
SLOW = engine_card(slow, "trial_engines.engines:slow")
FILE = {"sha256": "a" * 64, "kind": "image", "suffix": ".png", "size": 3, "meta": {"width": 4}}


def test_a_key_depends_on_content_not_on_order_or_names() -> None:
    assert step_key(NOOP, {"a": 1, "b": 2}) == step_key(NOOP, {"b": 2, "a": 1})
    other_facts = FILE | {"meta": {"width": 4, "note": "x"}}
    assert step_key(NOOP, {"p": FILE}) == step_key(NOOP, {"p": other_facts})


def test_a_key_changes_with_params_engine_version_and_input() -> None:
    base = step_key(NOOP, {"a": 1, "p": FILE})
    newer = NOOP.model_copy(update={"version": "1.0.1"})
    keys = {
        base,
        step_key(NOOP, {"a": 2, "p": FILE}),
        step_key(SLOW, {"a": 1, "p": FILE}),
        step_key(newer, {"a": 1, "p": FILE}),
        step_key(NOOP, {"a": 1, "p": FILE | {"sha256": "b" * 64}}),
    }
    assert len(keys) == 5


def test_assets_and_words_are_found_wherever_they_are() -> None:
    data = {"x": [{"y": FILE}], "text": "冷萃咖啡", "colour": "#ffffff", "n": 3}
    assert [asset.sha256 for asset in assets_in_json(data)] == ["a" * 64]
    assert search_words(data) == "冷萃咖啡"


def waiting(card, job: float, number: int) -> RunningStep:
    return RunningStep(f"{card.id}-{job}-{number}", card, {}, [], (0.0, job, number), 1.0)


def test_the_job_whose_turn_it_is_goes_first() -> None:
    steps = [waiting(NOOP, 2, 0), waiting(NOOP, 1, 1)]
    assert choose(steps, {NOOP.id}, [], 2, 1000) is steps[1]


def test_inside_a_job_a_warm_engine_is_preferred() -> None:
    steps = [waiting(NOOP, 1, 0), waiting(SLOW, 1, 1)]
    assert choose(steps, set(), [], 2, 1000) is steps[0]
    assert choose(steps, {SLOW.id}, [], 2, 1000) is steps[1]


def test_a_step_waits_for_room_but_may_always_run_alone() -> None:
    big = Resources(cpu=8, ram_mb=9000)
    assert fits(big, [], cores=2, ram_mb=1000)
    assert not fits(big, [Resources()], cores=2, ram_mb=1000)
    assert fits(Resources(), [Resources()], cores=2, ram_mb=1000)


@pytest.mark.parametrize(
    ("done", "under_way", "ahead", "fraction", "eta"),
    [(0, [], 10, 0.0, 5.0), (5, [(5, 0.0)], 0, 0.5, 2.5), (5, [(5, 0.5)], 0, 0.75, 1.25)],
)
def test_a_forecast_counts_what_is_done_and_what_is_left(
    done, under_way, ahead, fraction, eta
) -> None:
    assert forecast(done, under_way, ahead, lanes=2) == (fraction, eta)
