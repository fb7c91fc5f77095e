"""The review page: one file, everything escaped; its script keeps and hands over comments."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from studio.app.review_page import ReviewPage, ReviewScene, read_review, render_review_page
from studio.errors import InputError

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)


def page(**changes: object) -> ReviewPage:
    scenes = tuple(
        ReviewScene(id=f"s{n}", start=2.0 * n, end=2.0 * n + 2, title=f"Scene {n}")
        for n in range(3)
    )
    fields = {
        "id": "abc123",
        "title": "Cold brew </script><b>",
        "video": "video-9x16.mp4",
        "width": 1080,
        "height": 1920,
        "fps": 30,
        "duration": 6.0,
        "scenes": scenes,
    }
    return ReviewPage.model_validate(fields | changes)


def test_the_page_is_one_file_that_needs_nothing_from_outside() -> None:
    text = render_review_page(page())
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)
    assert not re.search(r"<link|@import|<script src", text)
    assert '<source src="video-9x16.mp4">' in text


def test_words_of_the_person_never_become_markup() -> None:
    text = render_review_page(page())
    assert "</script><b>" not in text
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["title"] == "Cold brew </script><b>"


def test_every_word_of_the_page_is_in_both_languages() -> None:
    text = render_review_page(page(language="en"))
    assert 'data-ui="en"' in text
    assert text.count('class="zh"') == text.count('class="en"') > 15
    assert "AI 生成" in text and "AI-generated" in text


def test_a_video_outside_the_folder_is_refused() -> None:
    with pytest.raises(ValueError, match="relative"):
        page(video="../secret.mp4")


def run_in_browser(folder: Path, script: str) -> dict[str, object]:
    """What a script on the page finds, as it reports it."""
    assert CHROMIUM is not None
    text = render_review_page(page())
    report = "document.body.innerHTML = `<pre id='out'></pre>`; document.getElementById('out').textContent = JSON.stringify(out);"
    code = f"<script>(() => {{ const out = {{}}; {script}; {report} }})();</script></body>"
    file = folder / "page.html"
    file.write_text(text.replace("</body>", code), encoding="utf-8")
    ran = subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            *(f"--user-data-dir={folder / 'profile'}", file.as_uri()),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    found = re.search(r'<pre id="out">(.*?)</pre>', ran.stdout.decode("utf-8"), re.DOTALL)
    assert found is not None, ran.stderr[-2000:]
    return json.loads(html.unescape(found[1]))


SCRIPT = """
review.add(4.51, "Price, please: \\"¥59\\"", "王总");
review.add(0.4, "=SUM(1)", "Lena");
out.empty = review.add(1, "   ");
review.add(99, "end", "");
review.judge("s0", "approved"); review.judge("s1", "changes"); review.judge("s2", "approved"); review.judge("s2", "approved");
out.order = review.comments.map((one) => [one.at, one.text]);
out.next = review.next(1, 1).text;
out.scene = review.sceneAt(4.51).id;
out.json = review.toJSON(); out.csv = review.toCSV(); out.otio = review.toOTIO();
const film = JSON.parse(document.getElementById("data").textContent);
const other = makeReview(film, { getItem: () => null, setItem: () => {} });
out.merged = [other.merge(out.json), other.merge(out.json), other.comments.length];
other.finish(other.comments[0].id, true); other.judge("s1", "changes");
out.back = [review.merge(other.toJSON()), review.comments[0].done, review.verdict("s1"), review.verdict("s2")];
const again = makeReview(film, localStorage);
out.kept = again.comments.length;
try { makeReview({ ...film, id: "other" }, { getItem: () => null, setItem: () => {} }).merge(out.json); } catch (error) { out.foreign = error.message; }
out.torn = makeReview(film, { getItem: () => "{not json", setItem: () => {} }).comments.length;
out.timecode = [timecode(83.4, 30), timecode(3723.5, 24)];
out.cards = document.querySelectorAll(".comment").length;
document.querySelector("[data-ui-set=en]").click();
out.words = [document.getElementById("state").textContent, document.querySelectorAll(".dot").length];
document.querySelector("[data-show=done]").click();
out.done = document.querySelectorAll(".comment").length;
document.querySelector('[data-scene=s2] [data-verdict=approved]').click();
out.approved = document.getElementById("state").textContent;
document.getElementById("theme").click(); out.theme = document.documentElement.dataset.theme;
"""


@pytest.mark.skipif(CHROMIUM is None, reason="needs a browser")
def test_comments_are_kept_handed_over_and_taken_back(tmp_path: Path) -> None:
    found = run_in_browser(tmp_path, SCRIPT)
    assert found["empty"] is None
    on_frame = [[0.4, "=SUM(1)"], [135 / 30, 'Price, please: "¥59"'], [6, "end"]]
    assert found["order"] == on_frame and found["next"] == on_frame[1][1] and found["scene"] == "s2"
    assert found["merged"] == [3, 0, 3]
    assert found["back"] == [0, True, "changes", ""]
    assert found["kept"] == 3 and found["foreign"] == "film" and found["torn"] == 0
    assert found["timecode"] == ["01:23:12", "01:02:03:12"]
    assert found["words"] == ["1 of 3 approved", 3] and found["done"] == 1
    assert found["approved"] == "2 of 3 approved" and found["theme"] in ("dark", "light")

    file = tmp_path / "review.json"
    file.write_text(str(found["json"]), encoding="utf-8")
    review = read_review(file)
    assert [one.at for one in review.comments] == [0.4, 4.5, 6]
    assert review.verdicts == {"s0": "approved", "s1": "changes"} and review.film == "abc123"

    rows = list(csv.DictReader(io.StringIO(str(found["csv"]).removeprefix("\ufeff"), newline="")))
    assert rows[0]["comment"] == "'=SUM(1)" and rows[1]["comment"] == 'Price, please: "¥59"'
    assert (rows[1]["timecode"], rows[1]["scene"], rows[1]["who"]) == ("00:00:04:15", "3", "王总")

    import opentimelineio as otio

    timeline = otio.adapters.read_from_string(str(found["otio"]), "otio_json")
    marks = timeline.tracks.markers
    assert [round(mark.marked_range.start_time.value) for mark in marks] == [12, 135, 180]
    assert timeline.duration().value == 180
    clip = next(iter(timeline.find_clips()))
    assert clip.media_reference.target_url == "video-9x16.mp4"


def test_a_file_that_is_no_review_is_told(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    for text in ("{}", "[1]", "no", '{"format": "aigc-studio-review", "comments": [1]}'):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="review"):
            read_review(file)
