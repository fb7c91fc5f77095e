"""A table of posters: looked through row by row, made as one job, handed over as a folder."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from pipelines.documents.brand import BrandColours, BrandKit, LogoVariants, Photo
from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat, Stat
from pipelines.documents.poster_brand import branded
from pipelines.documents.poster_row import PosterRow
from pipelines.documents.wording import check_wording
from pipelines.protocol.asset_folder import write_whole
from pipelines.sdk import Asset, Language
from studio.app.briefs import import_photo
from studio.app.campaign import copy_whole
from studio.app.poster_price import parted
from studio.app.poster_score import score_file, score_lines
from studio.app.poster_single import Printing, printing_params
from studio.app.poster_table import COLUMNS, TableRow
from studio.app.studio import Studio
from studio.errors import InputError, StudioError

__all__ = [
    "BULK",
    "CheckedRow",
    "Problem",
    "RowDefaults",
    "check_layouts",
    "check_rows",
    "export_posters",
    "start_posters",
]

BULK = "studio.poster.bulk"
REPORT = "report.csv"
SCORE = "score.json"

_CONTENT = (frozenset(PosterContent.model_fields) & frozenset(COLUMNS)) - {"stats", "details"}
_BRAND = frozenset({"spelling", "avoid", "use", "tone", "off_brand"})
_PICTURES = ("photo", "background", "logo")
_AI_LABEL: dict[Language, str] = {"zh": "AI 生成", "en": "AI-generated"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}
_NUMBER = re.compile(r"\d[\d,]*(\.\d+)?")


@dataclass(frozen=True)
class RowDefaults:
    """What holds for rows that do not say otherwise."""

    template: str
    language: Language = "zh"
    brand: str = ""
    colour: str = ""
    logo: Path | None = None
    kit: BrandKit | None = None
    packs: tuple[Path, ...] = ()
    """Folders of template packs."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, in English and Chinese."""

    row: int
    en: str
    zh: str
    fatal: bool = True


@dataclass
class CheckedRow:
    """A row that was looked through; ``document`` is None where it cannot be made."""

    number: int
    name: str
    document: PosterDocument | None
    pictures: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    kit: BrandKit | None = None

    @property
    def can_be_made(self) -> bool:
        return self.document is not None and not any(problem.fatal for problem in self.problems)


def check_rows(rows: Sequence[TableRow], folder: Path, defaults: RowDefaults) -> list[CheckedRow]:
    """Every row with every problem; nothing is made.

    Args:
        rows: Of the table.
        folder: What its photo paths are relative to.
        defaults: For empty cells.
    """
    taken: set[str] = set()
    out: list[CheckedRow] = []
    for row in rows:
        checked = _check(row, folder, defaults)
        checked.name = _unique(checked.name, taken)
        out.append(checked)
    return out


def _check(row: TableRow, folder: Path, defaults: RowDefaults) -> CheckedRow:
    problems: list[Problem] = []

    def wrong(en: str, zh: str, fatal: bool = True) -> None:
        problems.append(Problem(row.number, en, zh, fatal))

    cells = row.cells
    if row.fault is not None:
        wrong(*row.fault)
    elif not cells.get("headline"):
        wrong("has no headline", "缺少标题")
    asked = cells.get("language", defaults.language).lower()
    language = _LANGUAGES.get(asked)
    if language is None:
        wrong(f"language {asked!r} is neither zh nor en", f"语言应为 zh 或 en：{asked}")
        language = defaults.language
    price = cells.get("price", "")
    if price and not _NUMBER.fullmatch(parted(price, "", "en")[0]):
        wrong(f"price {price!r} is not a number", f"价格不是数字：{price}")
    link = cells.get("link", "")
    if link and (not link.startswith(("https://", "http://")) or re.search(r"\s", link)):
        wrong(
            f"link {link[:60]!r} must start with https://", f"链接须以 https:// 开头：{link[:60]}"
        )
    seed = cells.get("seed", "1")
    if not seed.isdecimal() or int(seed) >= 2**31:
        wrong(f"seed {seed[:20]!r} is not a whole number", f"种子应为整数：{seed[:20]}")
        seed = "1"
    pictures = _pictures(cells, folder, defaults, wrong)
    document = _document(cells, language, seed, defaults, wrong)
    if document is not None:
        _words(document, wrong)
    name = _file_name(cells.get("name") or f"{row.number:03}-{cells.get('headline', '')}")
    return CheckedRow(row.number, name, document, pictures, problems, defaults.kit)


def _pictures(
    cells: dict[str, str], folder: Path, defaults: RowDefaults, wrong: Any
) -> dict[str, Path]:
    """The pictures of a row, each decoded once, so that a torn one is told before work begins."""
    from pipelines.graphics.photo import open_photo

    given = {name: folder / cells[name] for name in _PICTURES if cells.get(name)}
    if defaults.logo is not None:
        given.setdefault("logo", defaults.logo)
    out: dict[str, Path] = {}
    for name, path in given.items():
        try:
            open_photo(path)
        except StudioError as error:
            wrong(f"{name}: {error.message}", f"{name}：图片无法使用（{path.name}）")
        else:
            out[name] = path
    return out


def _document(
    cells: dict[str, str], language: Language, seed: str, defaults: RowDefaults, wrong: Any
) -> PosterDocument | None:
    from pipelines.graphics.poster.packs import find_template

    template = cells.get("template", defaults.template)
    try:
        find_template(template, defaults.packs)
    except StudioError as error:
        wrong(f"{error.message} ({error.hint})", f"没有名为 {template} 的模板")
        return None
    content = {name: cells[name] for name in _CONTENT if cells.get(name)}
    content.setdefault("headline", "")
    content.setdefault("brand", defaults.brand)
    if price := content.get("price"):
        content["price"], content["currency"] = parted(price, content.get("currency", ""), language)
    colour = cells.get("colour", defaults.colour)
    if colour and not _COLOUR.fullmatch(colour):
        shown = colour[:20]
        wrong(f"colour {shown!r} is not #rrggbb", f"颜色应写作 #rrggbb：{shown}")
        colour = ""
    try:
        document = PosterDocument(
            template=template,
            language=language,
            content=PosterContent.model_validate(
                {
                    **content,
                    "stats": _stats(cells.get("stats", ""), "stats", wrong),
                    "details": _stats(cells.get("details", ""), "details", wrong),
                }
            ),
            colours=BrandColours(primary=colour) if colour else BrandColours(),
            seed=int(seed),
            ai_label=_AI_LABEL[language],
        )
        return document if defaults.kit is None else branded(document, defaults.kit)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "row"
        wrong(f"{where}: {first['msg']}", f"{where} 的值无效：{str(first.get('input'))[:40]}")
        return None


def _stats(text: str, name: str, wrong: Any) -> list[Stat]:
    """``18 h=steeped; 0=sugar``: value, =, label; more after semicolons."""
    out: list[Stat] = []
    for part in re.split(r"[;；\n]", text):
        if not part.strip():
            continue
        value, sign, label = re.sub("＝", "=", part).partition("=")
        if not sign or not value.strip():
            wrong(
                f"{name}: {part.strip()[:40]!r} should read VALUE=LABEL",
                f"{name}：应写作“数值=说明”：{part.strip()[:40]}",
            )
            continue
        out.append(Stat(value=value.strip(), label=label.strip()))
    return out


def _words(document: PosterDocument, wrong: Any) -> None:
    """Wording the law objects to; a person decides, so it stops nothing."""
    said = "\n".join(
        value
        for name in sorted(_CONTENT)
        if isinstance(value := getattr(document.content, name), str)
    )
    for found in check_wording(said, document.language):
        if found.severity != "info":
            wrong(
                f"wording “{found.words}” ({found.article})",
                f"用语“{found.words}”（{found.article}）",
                False,
            )


def check_layouts(
    rows: Sequence[CheckedRow], formats: Sequence[PosterFormat], packs: Sequence[Path] = ()
) -> None:
    """Lay every good row out in every format without painting it; what does not fit is added, and
    what the brand would object to.

    Pictures are left out: they change no line of type.

    Args:
        rows: Looked through.
        formats: To be made.
        packs: Folders of template packs.
    """
    from pipelines.graphics.poster.compose import try_layout

    for row in rows:
        if row.document is None:
            continue
        told: dict[tuple[str, str], list[str]] = {}
        for format in formats:
            findings, score = try_layout(row.document, format, folders=packs)
            messages = [found.message for found in findings if found.severity != "info"]
            messages += [r.message for r in score.reasons if r.code in _BRAND and r.points]
            for message in messages:
                words = (message.best("en"), message.best("zh"))
                told.setdefault(words, []).append(format.id)
        for (en, zh), where in told.items():
            names = ", ".join(where)
            row.problems.append(Problem(row.number, f"{names}: {en}", f"{names}：{zh}", False))


def _file_name(text: str) -> str:
    """Letters, digits and Han of any language; nothing a file system minds."""
    kept = re.sub(r"[^\w\-]+", "-", text, flags=re.UNICODE).strip("-_. ")
    return kept[:40].rstrip("-_. ") or "poster"


def _unique(name: str, taken: set[str]) -> str:
    """The name, with a number where another row has it already (case does not tell apart)."""
    out, count = name, 1
    while out.casefold() in taken:
        count += 1
        out = f"{name}-{count}"
    taken.add(out.casefold())
    return out


def start_posters(
    studio: Studio,
    rows: Sequence[CheckedRow],
    formats: Sequence[PosterFormat],
    *,
    pdf: bool = False,
    printing: Printing | None = None,
    title: str = "posters",
) -> str:
    """Queue the rows that can be made; returns the job. An unfinished equal job is taken up again.

    Raises:
        InputError: No row can be made.
    """
    good = [row for row in rows if row.can_be_made]
    if not good:
        raise InputError("no row of the table can be made", "mend the problems told above")
    known: dict[Path, Asset] = {}
    kits = _Kits(studio)
    made = [_imported(studio, row, known, kits) for row in good]
    params: dict[str, Any] = {
        "rows": [row.model_dump(mode="json") for row in made],
        "formats": [each.model_dump(mode="json") for each in formats],
        "pdf": pdf,
        "printing": printing_params(studio, printing or Printing()),
    }
    for job in studio.queue.page(("running", "queued", "paused"), 500):
        if job.target == BULK and job.params == params and not job.cancelling:
            return job.id
    return studio.queue.enqueue("workflow", BULK, params, title=title)


class _Kits:
    """Imports the logos of brand kits, each once."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._known: dict[str, Asset] = {}

    def taken(self, photo: Photo | None) -> Photo | None:
        """The picture as an asset."""
        if photo is None or photo.asset is not None:
            return photo
        if photo.path not in self._known:
            _, self._known[photo.path] = import_photo(photo, self._studio.folder, photo.path)
        return Photo(asset=self._known[photo.path])


def _imported(studio: Studio, row: CheckedRow, known: dict[Path, Asset], kits: _Kits) -> PosterRow:
    """The row with its pictures in the asset store; a picture many rows share, once."""
    assert row.document is not None
    assets: dict[str, Asset] = {}
    for name, path in row.pictures.items():
        key = path.resolve()
        if key not in known:
            _, known[key] = import_photo(Photo(path=str(path)), studio.folder, path.name)
            studio.assets.put(known[key], step=None, name=path.name, words="photo")
        assets[name] = known[key]
    own = assets.get("logo")
    general = kits.taken(row.kit.logo) if row.kit is not None and own is None else None
    logos = {} if own or row.kit is None else dict(row.kit.logos.given())
    document = row.document.model_copy(
        update={
            "logo": own or (general.asset if general else None),
            "logos": LogoVariants(**{name: kits.taken(photo) for name, photo in logos.items()}),
            "background": assets.get("background"),
        }
    )
    return PosterRow(number=row.number, name=row.name, document=document, photo=assets.get("photo"))


def export_posters(
    studio: Studio, job_id: str, rows: Sequence[CheckedRow], out: Path
) -> tuple[list[Path], list[str]]:
    """Write the files of a finished job, and a report of every row of the table.

    Returns:
        The files, and the names of the rows that could not be made.

    Raises:
        InputError: The job has not succeeded.
        StorageError: The folder cannot be written.
    """
    job = studio.queue.get(job_id)
    if job.state != "succeeded" or job.result is None:
        raise InputError(f"job {job.id} is {job.state}; only a finished one can be exported")
    written: list[Path] = []
    results: dict[int, dict[str, Any]] = {row["number"]: row for row in job.result["rows"]}
    for result in results.values():
        for file in result["files"]:
            target = out / PurePosixPath(file["path"])
            copy_whole(studio.folder.path(Asset.model_validate(file["asset"])), target)
            written.append(target)
        if result["files"]:
            file = out / PurePosixPath(result["files"][0]["path"]).parent / SCORE
            write_whole(score_file(result.get("scores", ())), file)
            written.append(file)
    lost = [row.name for row in rows if _error(row, results)]
    write_whole(_report(rows, results), out / REPORT)
    return [*written, out / REPORT], lost


def _error(row: CheckedRow, results: dict[int, dict[str, Any]]) -> str:
    """Why a row was not made, in full; ``""`` when it was."""
    if row.number in results:
        return str(results[row.number]["error"])
    return "; ".join(problem.en for problem in row.problems if problem.fatal) or "not made"


def _report(rows: Sequence[CheckedRow], results: dict[int, dict[str, Any]]) -> bytes:
    """The report, with the mark that lets spreadsheets see UTF-8."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(["row", "name", "made", "score", "files", "problems", "问题"])
    for row in rows:
        result = results.get(row.number, {})
        error = _error(row, results)
        notes = list(result.get("notes", ()))
        for where, _, reasons in score_lines(result.get("scores", ())):
            notes += [{"en": f"{where}: {r.en}", "zh": f"{where}：{r.zh}"} for r in reasons]
        en = [error] * bool(error) + [p.en for p in row.problems if not p.fatal]
        zh = [p.zh for p in row.problems] or [error] * bool(error)
        en += [str(note.get("en") or "") for note in notes]
        zh += [str(note.get("zh") or "") for note in notes]
        cells = [
            row.number,
            row.name,
            "no" if error else "yes",
            "" if result.get("score") is None else result["score"],
            len(result.get("files", ())),
            "; ".join(dict.fromkeys(en)),
            "；".join(dict.fromkeys(zh)),
        ]
        table.writerow([_no_formula(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _no_formula(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula, told as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(tuple("=+-@")) else cell
