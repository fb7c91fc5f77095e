"""The queue with a real supervisor and real worker processes."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from studio.errors import InputError, NotFoundError
from studio.jobs import JobQueue
from studio.store import Database, JobRow, StepTable

SUM = "trial.flow.sum"


def finish(queue: JobQueue, id: str, seconds: float = 30) -> JobRow:
    """Wait for the end of a job."""
    until = time.monotonic() + seconds
    while not (job := queue.get(id)).ended:
        assert time.monotonic() < until, f"job still {job.state} at {job.progress:.0%}"
        time.sleep(0.02)
    return job


def wait_for(condition, seconds: float = 20):
    until = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < until, "this never came true"
        time.sleep(0.02)
    return value


def workers() -> list[psutil.Process]:
    return [
        p
        for p in psutil.Process().children(recursive=True)
        if "pipelines.worker" in " ".join(p.cmdline())
    ]


def attempts(data: Path) -> list[str]:
    db = Database(data / "studio.db")
    try:
        return [r["outcome"] or "" for r in db.all("SELECT outcome FROM attempts ORDER BY id")]
    finally:
        db.close()


def test_a_workflow_runs_its_steps_and_returns(studio_at) -> None:
    with studio_at() as queue:
        job = finish(queue, queue.enqueue("workflow", SUM, {"numbers": [1, 2, 3]}))
        assert job.state == "succeeded", job.error
        assert job.result == {"total": 14}
        assert job.progress == 1.0
        types = [event.type for event in queue.events(job.id)]
        assert types.count("step") == 3
        assert types[-1] == "ended"
        notes = [e.data for e in queue.events(job.id) if e.type == "note"]
        assert notes == [{"zh": "都平方了", "en": "all squared"}]


def test_known_steps_are_not_made_again(studio_at, tmp_path: Path) -> None:
    log = tmp_path / "made.txt"
    params = {"numbers": [1, 2, 3], "log": str(log)}
    with studio_at() as queue:
        finish(queue, queue.enqueue("workflow", SUM, params))
        finish(queue, queue.enqueue("workflow", SUM, params | {"numbers": [2, 3, 4]}))
    assert sorted(log.read_text().split()) == ["1", "2", "3", "4"]


def test_the_same_number_twice_in_one_job_is_made_once(studio_at, tmp_path: Path) -> None:
    log = tmp_path / "made.txt"
    with studio_at() as queue:
        params = {"numbers": [5, 5, 5], "seconds": 0.2, "log": str(log)}
        assert finish(queue, queue.enqueue("workflow", SUM, params)).result == {"total": 75}
    assert log.read_text().split() == ["5"]


def test_a_fresh_job_makes_its_steps_anew(studio_at, tmp_path: Path) -> None:
    log = tmp_path / "made.txt"
    params = {"numbers": [1, 2], "log": str(log)}
    with studio_at() as queue:
        finish(queue, queue.enqueue("workflow", SUM, params))
        finish(queue, queue.enqueue("workflow", SUM, params, fresh=True))
    assert sorted(log.read_text().split()) == ["1", "1", "2", "2"]


def test_a_lost_asset_is_made_again(studio_at, data_folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "made.txt"
    params = {"numbers": [7], "log": str(log)}
    with studio_at() as queue:
        finish(queue, queue.enqueue("workflow", SUM, params))
        for file in (data_folder / "assets").rglob("*.txt"):
            file.unlink()
        finish(queue, queue.enqueue("workflow", SUM, params))
    assert log.read_text().split() == ["7", "7"]


def test_a_single_engine_can_be_a_job(studio_at) -> None:
    with studio_at() as queue:
        job = finish(queue, queue.enqueue("engine", "trial.square.noop", {"number": 12}))
        assert job.result == {"square": 144, "file": None}


@pytest.mark.parametrize(
    ("behaviour", "code", "words"),
    [
        ("input", "input", "the number is odd"),
        ("engine", "engine", "the model is broken"),
        ("bug", "engine", "ZeroDivisionError: division by zero"),
        ("memory", "out_of_memory", "ran out of memory"),
        ("die", "worker_died", "ended its worker 3 times"),
    ],
)
def test_a_failing_engine_fails_its_job_with_a_reason(
    studio_at, behaviour: str, code: str, words: str
) -> None:
    with studio_at() as queue:
        bad = {"number": 1, "behaviour": behaviour}
        job = finish(queue, queue.enqueue("engine", "trial.square.faulty", bad))
        assert job.state == "failed"
        assert job.error is not None
        assert job.error["code"] == code
        assert words in job.error["message"]
        after = finish(queue, queue.enqueue("engine", "trial.square.noop", {"number": 2}))
        assert after.state == "succeeded", "other jobs must go on"


def test_a_workflow_that_always_dies_fails_in_the_end(studio_at) -> None:
    with studio_at() as queue:
        job = finish(queue, queue.enqueue("workflow", "trial.flow.fatal", {"numbers": [1, 2]}))
        assert job.state == "failed"
        assert job.error is not None
        assert job.error["code"] == "worker_died"


def test_a_worker_that_dies_once_costs_only_time(studio_at, data_folder: Path) -> None:
    with studio_at() as queue:
        params = {"number": 3, "behaviour": "die_once"}
        job = finish(queue, queue.enqueue("engine", "trial.square.faulty", params))
        assert job.state == "succeeded", job.error
    assert attempts(data_folder) == ["died", "done"]


def test_a_chattering_library_does_not_disturb_the_protocol(studio_at) -> None:
    with studio_at() as queue:
        params = {"number": 3, "behaviour": "chatter"}
        job = finish(queue, queue.enqueue("engine", "trial.square.faulty", params))
        assert job.result == {"square": 9, "file": None}


def test_wrong_params_are_told_by_name(studio_at) -> None:
    with studio_at() as queue:
        job = finish(queue, queue.enqueue("engine", "trial.square.noop", {"number": "many"}))
        assert job.error is not None
        assert job.error["code"] == "input"
        assert "number" in job.error["message"]


def test_an_unknown_engine_names_the_nearest(studio_at) -> None:
    with studio_at() as queue:
        job = finish(queue, queue.enqueue("engine", "trial.square.nope", {"number": 1}))
        assert job.error is not None
        assert "trial.square.noop" in job.error["hint"]


def test_cancel_stops_a_running_job_and_the_queue_goes_on(studio_at) -> None:
    with studio_at() as queue:
        params = {"numbers": list(range(50)), "seconds": 2}
        id = queue.enqueue("workflow", SUM, params)
        wait_for(lambda: queue.get(id).progress > 0)
        queue.cancel(id)
        assert finish(queue, id, 5).state == "cancelled"
        after = queue.enqueue("engine", "trial.square.noop", {"number": 2})
        assert finish(queue, after).state == "succeeded"


def test_an_engine_that_does_not_listen_is_replaced(studio_at) -> None:
    with studio_at(cancel_patience=0.3) as queue:
        deaf = queue.enqueue("engine", "trial.square.faulty", {"number": 1, "behaviour": "deaf"})
        wait_for(lambda: queue.get(deaf).state == "running" and workers())
        time.sleep(0.5)
        (before,) = [p.pid for p in workers()]
        queue.cancel(deaf)
        assert finish(queue, deaf, 5).state == "cancelled"
        wait_for(lambda: not psutil.pid_exists(before))
        after = queue.enqueue("engine", "trial.square.noop", {"number": 2})
        assert finish(queue, after).state == "succeeded"


def test_pause_lets_running_steps_end_and_resume_goes_on(studio_at, tmp_path: Path) -> None:
    log = tmp_path / "made.txt"
    with studio_at() as queue:
        params = {"numbers": list(range(8)), "seconds": 0.3, "log": str(log)}
        id = queue.enqueue("workflow", SUM, params)
        wait_for(log.exists)
        queue.pause(id)
        time.sleep(1.0)
        begun = len(log.read_text().split())
        time.sleep(0.7)
        assert len(log.read_text().split()) == begun < 8, "a paused job must start nothing"
        assert queue.get(id).state == "paused"
        queue.resume(id)
        assert finish(queue, id).result == {"total": sum(n * n for n in range(8))}


def test_priority_and_order_decide_whose_turn_it_is(studio_at, tmp_path: Path) -> None:
    log = tmp_path / "turns.txt"
    with studio_at(jobs_at_once=1) as queue:
        queue.pause_all()

        def add(number: int, priority: int = 0) -> str:
            params = {"number": number, "behaviour": str(log)}
            return queue.enqueue("engine", "trial.square.slow", params, priority=priority)

        first, second, third = add(1), add(2), add(3)
        urgent = add(4, priority=5)
        queue.move_before(third, second)
        assert [job.id for job in queue.page()] == [urgent, first, third, second]
        queue.resume_all()
        finish(queue, second)
    assert log.read_text().split() == ["4", "1", "3", "2"]


def test_retry_makes_only_what_is_missing(studio_at, tmp_path: Path) -> None:
    log = tmp_path / "made.txt"
    with studio_at() as queue:
        params = {"numbers": list(range(6)), "seconds": 0.3, "log": str(log)}
        id = queue.enqueue("workflow", SUM, params)
        wait_for(lambda: sum(e.type == "step" for e in queue.events(id)) >= 2)
        queue.cancel(id)
        finish(queue, id)
        queue.retry(id)
        assert finish(queue, id).state == "succeeded"
        made_twice = len(log.read_text().split()) - 6
        assert made_twice <= 2, "at most the two steps that were stopped are made again"


def test_killed_workers_and_workflow_hosts_lose_nothing(studio_at, data_folder: Path) -> None:
    with studio_at() as queue:
        id = queue.enqueue("workflow", SUM, {"numbers": list(range(6)), "seconds": 0.4})
        for _ in range(2):
            time.sleep(0.7)
            for process in workers():
                process.kill()
        assert finish(queue, id).result == {"total": 55}
    assert attempts(data_folder).count("done") == 6


def test_a_new_supervisor_goes_on_where_the_old_one_ended(studio_at, tmp_path: Path) -> None:
    log = tmp_path / "made.txt"
    params = {"numbers": list(range(6)), "seconds": 0.3, "log": str(log)}
    with studio_at() as queue:
        id = queue.enqueue("workflow", SUM, params)
        wait_for(lambda: sum(e.type == "step" for e in queue.events(id)) >= 2)
    with studio_at() as queue:
        assert finish(queue, id).result == {"total": 55}
    assert len(log.read_text().split()) <= 8


def test_two_supervisors_do_not_share_a_data_folder(studio_at) -> None:
    from studio.errors import BusyError

    with studio_at() as queue:
        with pytest.raises(BusyError), studio_at():
            pass
        assert finish(queue, queue.enqueue("engine", "trial.square.noop", {"number": 1}))


def test_steering_what_has_ended_is_refused(studio_at) -> None:
    with studio_at() as queue:
        id = queue.enqueue("engine", "trial.square.noop", {"number": 1})
        finish(queue, id)
        for steer in (queue.cancel, queue.pause, queue.resume, queue.retry):
            with pytest.raises(InputError):
                steer(id)
        with pytest.raises(NotFoundError):
            queue.get("nosuchjob")


def test_history_tells_what_an_engine_takes(studio_at, data_folder: Path) -> None:
    with studio_at() as queue:
        for number in range(3):
            params = {"number": number, "seconds": 0.2}
            finish(queue, queue.enqueue("engine", "trial.square.slow", params))
    db = Database(data_folder / "studio.db")
    try:
        typical = StepTable(db).typical_seconds("trial.square.slow")
        assert typical is not None
        assert 0.15 < typical < 5
    finally:
        db.close()


def test_files_in_the_current_folder_are_never_imported(
    studio_at, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    for name in ("queue.py", "random.py", "trial_engines.py"):
        (tmp_path / "here" / name).write_text("raise SystemExit('imported by mistake')")
    monkeypatch.chdir(tmp_path / "here")
    with studio_at() as queue:
        job = finish(queue, queue.enqueue("workflow", SUM, {"numbers": [1, 2]}))
        assert job.result == {"total": 5}


def test_a_paused_job_stays_paused_when_its_process_dies(studio_at, tmp_path: Path) -> None:
    log = tmp_path / "made.txt"
    with studio_at() as queue:
        params = {"numbers": list(range(12)), "seconds": 0.3, "log": str(log)}
        id = queue.enqueue("workflow", SUM, params)
        wait_for(log.exists)
        queue.pause(id)
        time.sleep(1.0)
        begun = len(log.read_text().split())
        for process in workers():
            process.kill()
        time.sleep(1.5)
        assert len(log.read_text().split()) == begun
        assert queue.get(id).state == "paused"
        queue.resume(id)
        assert finish(queue, id).result == {"total": sum(n * n for n in range(12))}


def test_cancel_right_after_resume_is_not_lost(studio_at) -> None:
    with studio_at() as queue:
        for number in range(6):
            id = queue.enqueue("workflow", SUM, {"numbers": [number], "seconds": 3})
            wait_for(lambda job=id: queue.get(job).state == "running")
            queue.pause(id)
            time.sleep(0.1)
            queue.resume(id)
            time.sleep(0.005 * number)
            queue.cancel(id)
            assert finish(queue, id, 5).state == "cancelled"


def test_a_lock_that_cannot_be_taken_is_told(data_folder: Path, trial_registry) -> None:
    from studio.app.studio import Studio
    from studio.settings import Settings

    (data_folder / "supervisor.lock").mkdir(parents=True)
    with Studio(Settings(data=data_folder), trial_registry) as studio, studio.supervised():
        fault = wait_for(lambda: studio.fault)
        assert "supervisor.lock" in fault.message


def test_a_passing_fault_does_not_stop_the_queue_for_good(
    data_folder: Path, trial_registry
) -> None:
    from studio.app.studio import Studio
    from studio.settings import Settings

    lock = data_folder / "supervisor.lock"
    lock.mkdir(parents=True)
    settings = Settings(data=data_folder, cores=2)
    with Studio(settings, trial_registry) as studio, studio.supervised():
        wait_for(lambda: studio.fault)
        lock.rmdir()
        id = studio.queue.enqueue("engine", "trial.square.noop", {"number": 3})
        assert finish(studio.queue, id).state == "succeeded"


def test_a_new_font_makes_letters_anew_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.jobs import surroundings

    def digests() -> dict[str, str]:
        surroundings._fonts_digest.cache_clear()
        roles = ("poster.render", "video.render", "speech.speak", "music.compose")
        return {role: surroundings.surroundings_of(role) for role in roles}

    before = digests()
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/other-fonts.conf")
    after = digests()
    surroundings._fonts_digest.cache_clear()
    changed = {role for role in before if before[role] != after[role]}
    assert changed == {"poster.render", "video.render"}
