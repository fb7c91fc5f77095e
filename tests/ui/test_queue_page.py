"""The Queue page with a real supervisor and real workers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from studio.ui.queue.model import JOB
from studio.ui.queue.page import QueuePage

FLOW = "trial.flow.sum"
FAULTY = "trial.square.faulty"


def queue_page(w) -> QueuePage:
    w.window.open_page("queue")
    return w.window.page("queue")


def add(w, target: str, params: dict, title: str) -> str:
    kind = "workflow" if target == FLOW else "engine"
    return w.ui.studio.queue.enqueue(kind, target, params, title=title)


def states(page: QueuePage) -> dict[str, str]:
    return {job.title: job.state for job in page.model.jobs}


def test_a_job_is_seen_from_its_start_to_its_end(open_window, qtbot) -> None:
    with open_window(supervise=True) as w:
        page = queue_page(w)
        assert page._stack.currentIndex() == 0
        seen = []
        w.ui.bridge.jobs_changed.connect(
            lambda view: seen.extend(j.progress for j in view.jobs if j.state == "running")
        )
        events = []
        w.ui.bridge.job_event.connect(lambda event: events.append(event.type))
        add(w, FLOW, {"numbers": [1, 2, 3], "seconds": 0.5}, "Sum")
        qtbot.waitUntil(lambda: states(page) == {"Sum": "succeeded"}, timeout=20_000)
        assert page._stack.currentIndex() == 1
        assert seen == sorted(seen) and any(0 < p < 1 for p in seen)
        qtbot.waitUntil(lambda: "ended" in events)
        assert events.count("step") == 3
        assert events.count("stage") == 1
        assert page.details.job.title == "Sum"
        assert page.details.buttons["cancel"].isHidden()


def test_a_failure_says_what_why_and_how_to_mend_it(open_window, qtbot) -> None:
    with open_window(supervise=True) as w:
        page = queue_page(w)
        add(w, FAULTY, {"number": 1, "behaviour": "input"}, "Odd")
        qtbot.waitUntil(lambda: states(page) == {"Odd": "failed"}, timeout=20_000)
        fault = page.details.fault
        assert fault.isVisible()
        assert fault._what.words.text() == "the number is odd"
        assert fault._mend.words.text() == "take an even one"
        retry = page.details.buttons["retry"]
        assert retry.isVisible()
        before = len(w.ui.studio.queue.events(page.details.job.id))
        qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
        id = page.details.job.id
        qtbot.waitUntil(lambda: len(w.ui.studio.queue.events(id)) > before, timeout=20_000)
        qtbot.waitUntil(lambda: w.ui.studio.queue.get(id).state == "failed", timeout=20_000)


def test_jobs_are_paused_resumed_and_cancelled_where_they_are_seen(open_window, qtbot) -> None:
    with open_window(supervise=True) as w:
        page = queue_page(w)
        params = {"numbers": list(range(40)), "seconds": 0.3}
        add(w, FLOW, params, "Long")
        qtbot.waitUntil(lambda: states(page).get("Long") == "running", timeout=20_000)
        buttons = page.details.buttons
        qtbot.mouseClick(buttons["pause"], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: states(page)["Long"] == "paused", timeout=20_000)
        assert buttons["resume"].isVisible() and buttons["pause"].isHidden()
        qtbot.keyClick(page.list, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: states(page)["Long"] == "running", timeout=20_000)
        qtbot.keyClick(page.list, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: states(page)["Long"] == "cancelled", timeout=20_000)


def test_a_paused_queue_starts_nothing_and_says_so(open_window, qtbot) -> None:
    with open_window(supervise=True) as w:
        page = queue_page(w)
        qtbot.mouseClick(page.pause_all, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: w.ui.bridge.view.paused)
        add(w, FLOW, {"numbers": [1]}, "Waits")
        qtbot.waitUntil(lambda: states(page) == {"Waits": "queued"})
        assert "paused" in page.head.line.text()
        assert page.pause_all.text() == "Resume all"
        qtbot.mouseClick(page.pause_all, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: states(page) == {"Waits": "succeeded"}, timeout=20_000)


def test_waiting_jobs_are_carried_to_another_place(open_window, qtbot) -> None:
    with open_window() as w:
        page = queue_page(w)
        for title in "ABC":
            add(w, FLOW, {"numbers": [1]}, title)
        qtbot.waitUntil(lambda: list(states(page)) == ["A", "B", "C"])
        model = page.model
        carried = model.mimeData([model.index(2)])
        kept = model.dropMimeData(carried, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
        assert kept is False
        qtbot.waitUntil(lambda: list(states(page)) == ["C", "A", "B"])
        carried = model.mimeData([model.index(0)])
        model.dropMimeData(carried, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
        qtbot.waitUntil(lambda: list(states(page)) == ["A", "B", "C"])


def test_the_list_keeps_its_selection_while_it_changes(open_window, qtbot) -> None:
    with open_window() as w:
        page = queue_page(w)
        ids = [add(w, FLOW, {"numbers": [1]}, title) for title in "ABC"]
        qtbot.waitUntil(lambda: len(states(page)) == 3)
        page.choose(ids[2])
        w.ui.studio.queue.cancel(ids[0])
        qtbot.waitUntil(lambda: states(page)["A"] == "cancelled")
        assert page.list.currentIndex().data(JOB).id == ids[2]


def test_jobs_beyond_the_first_page_are_fetched(open_window, qtbot) -> None:
    with open_window() as w:
        page = queue_page(w)
        jobs = [("workflow", FLOW, f"Job {i}", {"numbers": [i]}) for i in range(450)]
        w.ui.studio.queue.enqueue_many(jobs)
        qtbot.waitUntil(lambda: page.model.rowCount() == 200)
        assert page.model.canFetchMore(QModelIndex())
        page.model.fetchMore(QModelIndex())
        qtbot.waitUntil(lambda: page.model.rowCount() == 400)
        assert w.window.rail._places["queue"].badge == 450
