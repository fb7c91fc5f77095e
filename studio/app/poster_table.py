"""Tables of posters: CSV or XLSX, as spreadsheets write them, into rows of named cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from studio.errors import InputError, NotFoundError

__all__ = ["COLUMNS", "TableRow", "read_table"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("file", "文件名", "名称", "编号"),
    "template": ("模板",),
    "language": ("lang", "语言"),
    "brand": ("品牌",),
    "kicker": ("top line", "眉题", "眉标"),
    "headline": ("标题", "title", "主标题"),
    "subhead": ("subtitle", "副标题"),
    "price": ("价格", "到手价"),
    "currency": ("币种", "货币"),
    "price_label": ("price label", "价格说明"),
    "original_price": ("original price", "was", "原价", "日常价"),
    "stats": ("numbers", "数据", "卖点"),
    "details": ("活动信息", "详情"),
    "call_to_action": ("cta", "button", "按钮", "行动按钮"),
    "fine_print": ("fine print", "小字", "备注说明"),
    "link": ("url", "链接", "网址"),
    "link_caption": ("qr caption", "二维码说明"),
    "photo": ("product", "image", "产品图", "图片", "照片"),
    "background": ("背景", "背景图"),
    "logo": ("标志",),
    "colour": ("color", "primary", "主色", "品牌色"),
    "seed": ("种子",),
}
"""What a column may be called; case does not matter."""

_MOST_BYTES = 20 << 20
_MOST_ROWS = 2000
_MOST_COLUMNS = 200


@dataclass(frozen=True)
class TableRow:
    """One row.

    Attributes:
        number: Its line as a spreadsheet counts: the header is 1.
        cells: Text by column, empty ones left out.
        fault: English and Chinese words for what is broken in the row itself, or None.
    """

    number: int
    cells: dict[str, str]
    fault: tuple[str, str] | None = None


def read_table(
    path: Path,
    known: Mapping[str, tuple[str, ...]] | None = COLUMNS,
    needed: tuple[str, ...] = ("headline",),
) -> list[TableRow]:
    """The rows of a table; a broken one is told in its ``fault``, empty ones are left out.

    Args:
        path: CSV or XLSX.
        known: What columns there are, with what else they may be called; None: every column of
            the table, by its own name.
        needed: One of these must be there.

    Raises:
        NotFoundError: No such file.
        InputError: It is no table, or its header is not understood.
    """
    if not path.exists():
        raise NotFoundError(f"there is no table {path}", "check the path")
    if path.is_dir():
        raise InputError(f"{path} is a folder", "name the CSV or XLSX file in it")
    if path.stat().st_size > _MOST_BYTES:
        raise InputError(f"{path.name} is larger than 20 MB", "leave pictures out of the table")
    lines = _xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    head = next((index for index, (_, cells, _) in enumerate(lines) if any(cells)), None)
    if head is None:
        raise InputError(f"{path.name} is empty", "the first row names the columns: headline, …")
    columns = _columns(lines[head][1], path.name, known, needed)
    rows = [_row(number, cells, columns, fault) for number, cells, fault in lines[head + 1 :]]
    rows = [row for row in rows if row.cells or row.fault]
    if not rows:
        raise InputError(f"{path.name} has a header and no rows", "write one row for each")
    if len(rows) > _MOST_ROWS:
        raise InputError(f"{path.name} has {len(rows)} rows; 2000 are the most", "split the table")
    return rows


_Line = tuple[int, list[str], tuple[str, str] | None]


def _csv(path: Path) -> list[_Line]:
    text = _decoded(path)
    if "\x00" in text:
        raise InputError(f"{path.name} is not a table", "save it as CSV or XLSX")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[_Line] = []
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return lines
        except csv.Error:
            fault = ("a quotation mark is not closed", "引号没有闭合")
            lines.append((start, [], fault))
            return lines
        lines.append((start, [cell.strip() for cell in cells], None))
        start = reader.line_num + 1


def _decoded(path: Path) -> str:
    """UTF-8 (with or without its mark), UTF-16, or what Chinese spreadsheets save: GB 18030."""
    data = path.read_bytes()
    codes = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for code in codes:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path.name} cannot be read as text", "save it as CSV UTF-8")


def _xlsx(path: Path) -> list[_Line]:
    """The first sheet; formulas as the values they had when it was saved."""
    import zipfile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    hint = "open it in a spreadsheet and save it again as XLSX or CSV"
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            lines: list[_Line] = []
            for number, row in enumerate(
                sheet.iter_rows(values_only=True, max_row=_MOST_ROWS + 100, max_col=_MOST_COLUMNS),
                start=1,
            ):
                lines.append((number, [_shown(value) for value in row], None))
            return lines
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise InputError(f"{path.name} is damaged or is no XLSX file", hint) from error
    except IndexError as error:
        raise InputError(f"{path.name} has no sheet", hint) from error


def _shown(value: Any) -> str:
    """A cell as it is read: 199, not 199.0; dates without a midnight."""
    import datetime as dt

    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.strftime("%Y-%m-%d %H:%M")
    return str(value).strip()


def _columns(
    cells: list[str],
    name: str,
    names: Mapping[str, tuple[str, ...]] | None,
    needed: tuple[str, ...],
) -> list[str]:
    """The known name of each column; ``""`` for one without a header."""
    if names is None:
        own: dict[str, tuple[str, ...]] = {cell.strip(): () for cell in cells if cell.strip()}
        names = own
    known = {alias.casefold(): column for column, more in names.items() for alias in more}
    known |= {column.replace("_", " ").casefold(): column for column in names}
    known |= {column.casefold(): column for column in names}
    out: list[str] = []
    for cell in cells:
        column = known.get(cell.strip().casefold(), "") if cell.strip() else ""
        if cell.strip() and not column:
            near = get_close_matches(cell.casefold(), known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"columns: {', '.join(names)}"
            raise InputError(f"{name}: no column is called {cell!r}", hint)
        if column and column in out:
            raise InputError(f"{name}: there are two columns for {column}", "remove one of them")
        out.append(column)
    if needed and not set(needed) & set(out):
        shown = " / ".join(f"“{each}” ({names[each][0]})" for each in needed if names.get(each))
        raise InputError(f"{name} has no column {shown}", f"columns: {', '.join(names)}")
    return out


def _row(
    number: int, cells: list[str], columns: list[str], fault: tuple[str, str] | None
) -> TableRow:
    extra = [cell for cell in cells[len(columns) :] if cell]
    if extra:
        fault = (
            f"has {len(cells)} cells, the header {len(columns)}; quote texts with commas",
            f"有 {len(cells)} 格，表头只有 {len(columns)} 列；含逗号的文字请加引号",
        )
    named = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
    return TableRow(number, named, fault)
