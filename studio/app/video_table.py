"""Many videos from a table: a series (a row is a topic), and one storyboard made personal.

A row is looked through before anything is spent, and is a job of its own: a row that fails does
not stop the others, and running the same table again goes on where it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pipelines.documents.personalising import personalised, picture_fields, word_fields
from pipelines.documents.shot import CaptionLook
from pipelines.documents.storyboard import Media, Storyboard
from pipelines.documents.video_format import VideoFormat, video_formats
from pipelines.protocol.asset_folder import write_whole
from studio.app.poster_table import TableRow, read_table
from studio.app.storyboards import Importer
from studio.app.studio import Studio
from studio.app.videos import (
    article_source,
    brief_source,
    export_video,
    find_pictures,
    read_text,
    script_source,
    start_video,
    text_kind,
)
from studio.errors import InputError, StudioError

__all__ = [
    "SERIES_COLUMNS",
    "CheckedVideo",
    "RowDefaults",
    "check_personal",
    "check_series",
    "export_row",
    "read_series",
    "start_personal",
    "start_row",
    "write_report",
]

ROW = "studio.video.row"
REPORT = "report.csv"

SERIES_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("文件名", "名称", "编号", "file"),
    "idea": ("一句话", "主题", "选题", "topic", "创意"),
    "brief": ("简报",),
    "script": ("脚本",),
    "article": ("文章",),
    "text": ("文案", "正文", "内容", "words"),
    "title": ("标题",),
    "voice": ("音色", "配音"),
    "seconds": ("时长", "秒", "duration"),
    "formats": ("画幅", "尺寸", "format"),
    "platform": ("平台",),
    "pictures": ("图片", "照片", "配图", "photo", "photos"),
    "captions": ("字幕", "look"),
    "music": ("音乐", "mood"),
    "seed": ("种子",),
}
"""What a column may be called; case does not matter."""

_SOURCES = ("idea", "brief", "script", "article", "text")
_MOODS = ("bright", "warm", "calm", "epic", "playful", "tech")

Wrong = Callable[[str, str], None]


@dataclass(frozen=True)
class RowDefaults:
    """What holds for rows that do not say otherwise."""

    formats: str = "9:16"
    platform: str = ""
    seconds: float = 30.0
    voice: str = ""
    preview: bool = False


@dataclass
class CheckedVideo:
    """A row that was looked through. ``problems`` are in English and Chinese."""

    number: int
    name: str
    cells: dict[str, str]
    formats: tuple[VideoFormat, ...] = ()
    board: Storyboard | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def can_be_made(self) -> bool:
        return not self.problems


def read_series(path: Path) -> list[TableRow]:
    """The rows of a series: a CSV or XLSX table, or a text file with a topic a line.

    Raises:
        NotFoundError: No such file.
        InputError: It is no table, or its header is not understood.
    """
    if path.suffix.lower() not in (".txt", ".md"):
        return read_table(path, SERIES_COLUMNS, _SOURCES)
    lines = read_text(path, "list of topics").splitlines()
    topics = [(n, re.sub(r"^[-*\d.、)\s]+", "", line)) for n, line in enumerate(lines, start=1)]
    rows = [TableRow(n, {"idea": topic.strip()}) for n, topic in topics if topic.strip()]
    if not rows:
        raise InputError(f"{path.name} names no topic", "write one a line")
    return rows


def check_series(
    rows: Sequence[TableRow], folder: Path, defaults: RowDefaults
) -> list[CheckedVideo]:
    """Every row with every problem; nothing is made.

    Args:
        rows: Of the table.
        folder: What its files are relative to.
        defaults: For empty cells.
    """
    taken: set[str] = set()
    return [_check(row, folder, defaults, taken) for row in rows]


def _check(row: TableRow, folder: Path, defaults: RowDefaults, taken: set[str]) -> CheckedVideo:
    cells = row.cells
    given = [name for name in _SOURCES if cells.get(name)]
    title = cells.get("title") or (cells[given[0]] if given else "")
    name = _unique(_file_name(cells.get("name") or f"{row.number:03}-{title}"), taken)
    checked = CheckedVideo(row.number, name, cells)

    def wrong(en: str, zh: str) -> None:
        checked.problems.append((en, zh))

    if row.fault is not None:
        wrong(*row.fault)
        return checked
    if len(given) != 1:
        count = f"has {len(given)} of" if given else "has none of"
        wrong(
            f"{count} {', '.join(_SOURCES)}; one is needed",
            "一行需要且只能填写一种来源：一句话、简报、脚本、文章或文案",
        )
        return checked
    checked.formats = _formats(cells, defaults, wrong)
    _check_values(cells, wrong)
    _check_source(given[0], cells[given[0]], folder, wrong)
    for picture in _pictures(cells, folder):
        _check_picture(picture, wrong)
    return checked


def _formats(cells: dict[str, str], defaults: RowDefaults, wrong: Wrong) -> tuple[VideoFormat, ...]:
    aspects = re.split(r"[,，;；\s]+", cells.get("formats", defaults.formats))
    try:
        return video_formats(
            aspects, platform=cells.get("platform", defaults.platform), preview=defaults.preview
        )
    except StudioError as error:
        wrong(f"{error.message} ({error.hint})", f"画幅或平台无效：{error.message}")
        return ()


def _check_values(cells: dict[str, str], wrong: Wrong) -> None:
    seconds = cells.get("seconds", "30")
    if not re.fullmatch(r"\d+(\.\d+)?", seconds) or not 8 <= float(seconds) <= 600:
        wrong(f"seconds {seconds[:20]!r} is not between 8 and 600", f"时长应为 8–600 秒：{seconds}")
    if not cells.get("seed", "1").isdecimal():
        seed = cells["seed"][:20]
        wrong(f"seed {seed!r} is not a whole number", f"种子应为整数：{seed}")
    looks = get_args(CaptionLook)
    if (look := cells.get("captions", looks[0])) not in looks:
        wrong(f"there is no caption look {look!r}: {', '.join(looks)}", f"没有字幕样式 {look}")
    if (mood := cells.get("music", _MOODS[0])) not in _MOODS:
        wrong(f"{mood!r} is no mood: {', '.join(_MOODS)}", f"没有音乐风格 {mood}")


def _check_source(kind: str, value: str, folder: Path, wrong: Wrong) -> None:
    from pipelines.documents.idea import understand
    from studio.app.briefs import read_brief

    try:
        if kind == "idea":
            understand(value)
        elif kind == "brief":
            read_brief(folder / value)
        elif kind in ("script", "article"):
            read_text(folder / value, kind)
        elif not any(char.isalnum() for char in value):
            wrong("the text has no words in it", "文案中没有文字")
    except StudioError as error:
        wrong(f"{kind}: {error.message}", f"来源无效：{error.message}")


def _pictures(cells: dict[str, str], folder: Path) -> list[Path]:
    names = re.split(r"[;；\n|]", cells.get("pictures", ""))
    return find_pictures(folder / name.strip() for name in names if name.strip())


def _check_picture(path: Path, wrong: Wrong) -> None:
    from studio.app.briefs import picture_size

    try:
        picture_size(path)
    except StudioError as error:
        wrong(error.message, f"图片无法使用：{path.name}")


def start_row(
    studio: Studio, row: CheckedVideo, folder: Path, defaults: RowDefaults, files: Importer
) -> str:
    """Queue a row of a series; returns its job. An unfinished equal job is taken up again."""
    cells = row.cells
    source, brief = _source(studio, cells, folder, files)
    draft: dict[str, Any] = {
        **source,
        "seconds": float(cells.get("seconds", defaults.seconds)),
        "seed": int(cells.get("seed", 1)),
        "title": cells.get("title", ""),
        "voice": cells.get("voice", defaults.voice),
    }
    params: dict[str, Any] = {
        "draft": draft,
        "formats": [each.model_dump(mode="json") for each in row.formats],
    }
    if brief is not None:
        params["brief"] = brief.model_dump(mode="json")
    for column, name in (("captions", "look"), ("music", "mood")):
        if cells.get(column):
            params[name] = cells[column]
    for job in studio.queue.page(("running", "queued", "paused"), 500):
        if job.target == ROW and job.params == params and not job.cancelling:
            if job.state == "paused":
                studio.queue.resume(job.id)
            return job.id
    return studio.queue.enqueue("workflow", ROW, params, title=row.name)


def _source(
    studio: Studio, cells: dict[str, str], folder: Path, files: Importer
) -> tuple[dict[str, Any], Any]:
    from pipelines.documents.brand import Photo
    from pipelines.documents.brief import Photos
    from pipelines.documents.idea import brief_from_idea
    from studio.app.briefs import read_brief

    pictures = _pictures(cells, folder)
    if cells.get("idea") or cells.get("brief"):
        idea = cells.get("idea")
        brief = brief_from_idea(idea) if idea else read_brief(folder / cells["brief"])
        if pictures:
            photos = [Photo(path=str(path)) for path in pictures]
            given = Photos(product=photos, people=brief.photos.people)
            brief = brief.model_copy(update={"photos": given})
        return brief_source(studio, brief, product=bool(pictures))
    if script := cells.get("script"):
        text = read_text(folder / script, "script")
        return script_source(text, (folder / script).parent, pictures, files), None
    if article := cells.get("article"):
        text = read_text(folder / article, "article")
        place = (folder / article).parent
        return article_source(text, text_kind(Path(article)), place, pictures, files), None
    return script_source(cells["text"], folder, pictures, files), None


# --- personal ------------------------------------------------------------------------------------


def check_personal(
    board: Storyboard, table: Path, formats: Sequence[VideoFormat]
) -> list[CheckedVideo]:
    """A storyboard for every row of a table, with what is wrong with it.

    Args:
        board: The template, with fields in braces.
        table: CSV or XLSX; each column is a field. ``name`` also names the result.
        formats: What each is cut for.

    Raises:
        InputError: The storyboard has no fields, or the table no column for one of them.
    """
    words, pictures = word_fields(board), picture_fields(board)
    if not words and not pictures:
        raise InputError(
            "the storyboard has nothing in braces to replace", "write {name} where a name belongs"
        )
    rows = read_table(table, None, ())
    known = {column.casefold() for row in rows for column in row.cells}
    for name in (*words, *pictures):
        if name.casefold() not in known:
            raise InputError(
                f"{table.name} has no values for {{{name}}}", f"add a column called {name}"
            )
    taken: set[str] = set()
    return [_personal(row, board, table.absolute().parent, formats, taken) for row in rows]


def _personal(
    row: TableRow,
    board: Storyboard,
    folder: Path,
    formats: Sequence[VideoFormat],
    taken: set[str],
) -> CheckedVideo:
    cells = {column.casefold(): cell for column, cell in row.cells.items()}
    shown = cells.get("file") or cells.get("name") or next(iter(cells.values()), "")
    name = _unique(_file_name(f"{row.number:03}-{shown}"), taken)
    checked = CheckedVideo(row.number, name, row.cells, tuple(formats))

    def wrong(en: str, zh: str) -> None:
        checked.problems.append((en, zh))

    if row.fault is not None:
        wrong(*row.fault)
        return checked
    words, pictures = word_fields(board), picture_fields(board)
    for field_name in (*words, *pictures):
        if not cells.get(field_name.casefold()):
            wrong(f"has no {field_name}", f"缺少“{field_name}”")
    media: dict[str, Media] = {}
    for field_name in pictures:
        if file := cells.get(field_name.casefold()):
            _check_picture(folder / file, wrong)
            media[field_name] = Media(path=str(folder / file))
    values = {each: cells.get(each.casefold(), "") for each in words}
    try:
        checked.board = personalised(board, values, media)
    except ValueError as error:
        wrong(f"does not fit the storyboard: {error}"[:200], "内容与分镜不符（可能过长）")
    return checked


def start_personal(studio: Studio, row: CheckedVideo, files: Importer) -> str:
    """Queue a personal video; returns its job. What equals an earlier row's is not made again."""
    assert row.board is not None
    return start_video(studio, row.board, row.formats, files=files)


# --- the result folder ---------------------------------------------------------------------------


def export_row(studio: Studio, job: str, row: CheckedVideo, out: Path) -> list[Path]:
    """Write a finished row into a folder of its name."""
    return export_video(studio, job, out / row.name)


def write_report(rows: Sequence[CheckedVideo], failed: dict[int, str], out: Path) -> Path:
    """What became of every row, with the mark that lets spreadsheets see UTF-8."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(["row", "name", "made", "problems", "问题"])
    for row in rows:
        later = [failed[row.number]] if row.number in failed else []
        en = [problem[0] for problem in row.problems] + later
        zh = [problem[1] for problem in row.problems] + later
        cells = [row.number, row.name, "no" if en else "yes", "; ".join(en), "；".join(zh)]
        table.writerow([_no_formula(cell) for cell in cells])
    write_whole(text.getvalue().encode("utf-8-sig"), out / REPORT)
    return out / REPORT


def _no_formula(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula, told as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(tuple("=+-@")) else cell


def _file_name(text: str) -> str:
    kept = re.sub(r"[^\w]+", "-", text, flags=re.UNICODE).strip("-_. ")
    return kept[:40].rstrip("-_. ") or "video"


def _unique(name: str, taken: set[str]) -> str:
    out, count = name, 1
    while out.casefold() in taken:
        count += 1
        out = f"{name}-{count}"
    taken.add(out.casefold())
    return out
