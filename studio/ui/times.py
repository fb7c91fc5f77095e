"""Times and sizes in the words of the language chosen."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from studio.ui.words import counted, text

__all__ = ["clock", "file_size", "how_long", "time_to_go", "when"]

_SECONDS = counted("times", "%n s", "", 1)
_MINUTES = counted("times", "%n min", "", 1)
_HOURS = counted("times", "%n h", "", 1)
_TO_GO = text("times", "about {time} left")
_TODAY = text("times", "today, {time}")
_YESTERDAY = text("times", "yesterday, {time}")


def how_long(seconds: float) -> str:
    """A stretch of time in one unit: 40 s, 3 min, 2 h."""
    if seconds < 60:
        return _SECONDS(max(1, round(seconds)))
    if seconds < 3600:
        return _MINUTES(round(seconds / 60))
    return _HOURS(round(seconds / 3600))


def time_to_go(seconds: float) -> str:
    """A forecast, rounded as coarsely as it deserves."""
    if seconds >= 10:
        seconds = round(seconds / 5) * 5
    return _TO_GO(time=how_long(seconds))


def clock(milliseconds: int) -> str:
    """A place in a film: 1:07."""
    seconds = max(0, milliseconds) // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


def when(moment: float) -> str:
    """A moment (seconds since 1970) as today's time or a date."""
    then = dt.datetime.fromtimestamp(moment)
    days = (dt.date.today() - then.date()).days
    locale = QLocale()
    time = locale.toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)
    if days == 0:
        return _TODAY(time=time)
    if days == 1:
        return _YESTERDAY(time=time)
    date = QDate(then.year, then.month, then.day)
    return locale.toString(
        QDateTime(date, QTime(then.hour, then.minute)), QLocale.FormatType.ShortFormat
    )


def file_size(size: int) -> str:
    """Bytes as kB or MB."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
