"""How long a poster takes, step by step, in one run.

python tests/benchmarks/bench_poster.py [--all]

Told for each document: a new layout with its type where the art is known (what an editor waits
for), a new 1242×1660 poster, the five house formats on two processes, and how far the editor's canvas
differs from the exported file. Times are the processor's, so that a busy machine tells the same;
the five formats are told by the clock as well. ``--all`` times every format with its PDF as well.
"""

from __future__ import annotations

import io
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene

from pipelines.documents.poster import POSTER_FORMATS, PosterDocument, PosterFormat
from pipelines.graphics.poster.compose import Inputs, RenderedPoster, compose, lay_out, layout
from pipelines.graphics.poster.contact_sheet import sample_documents
from pipelines.graphics.poster.drawing import draw_marks
from pipelines.graphics.poster.pictures import png_bytes
from pipelines.graphics.poster.template import load_template

NAMES = ("promotion_zh", "launch_en", "event_zh")


def relaid(document: PosterDocument, size: PosterFormat, poster: RenderedPoster) -> float:
    """Processor seconds for a changed headline: laid out afresh, type drawn on the known art."""
    said = document.content.model_copy(update={"headline": document.content.headline + "!"})
    document = document.model_copy(update={"content": said})
    start = time.process_time()
    setting, _, _ = layout(document, size, load_template(document.template), Inputs())
    placed = lay_out(setting, document, size)
    image = poster.under.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_marks(painter, placed.marks, poster.logos)
    painter.end()
    return time.process_time() - start


def canvas_difference(poster: RenderedPoster) -> float:
    """Share of pixels that differ (by more than 2 of 255) between canvas and exported PNG.

    The canvas is a scene whose one item paints the marks over the picture, as an editor's does.
    """
    width, height = poster.image.width(), poster.image.height()

    class Page(QGraphicsItem):
        def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
            return QRectF(0, 0, width, height)

        def paint(self, painter: QPainter, *_: object) -> None:
            painter.drawImage(0, 0, poster.under)
            draw_marks(painter, poster.marks, poster.logos)

    scene = QGraphicsScene(0, 0, width, height)
    scene.addItem(Page())
    canvas = QImage(width, height, QImage.Format.Format_RGB32)
    canvas.fill(0xFFFFFF)
    painter = QPainter(canvas)
    scene.render(painter, QRectF(0, 0, width, height), QRectF(0, 0, width, height))
    painter.end()
    canvas = canvas.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(canvas.constBits(), np.uint8).reshape(height, canvas.bytesPerLine())
    shown = rows[:, : width * 3].reshape(height, width, 3)
    data = np.frombuffer(io.BytesIO(png_bytes(poster.image)).getvalue(), np.uint8)
    file = cv2.cvtColor(cv2.imdecode(data, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    scene.clear()
    return float((np.abs(shown.astype(int) - file.astype(int)).max(axis=2) > 2).mean())


def one(job: tuple[str, int, bool]) -> float:
    """Processor seconds for one format of a document, as PNG (and PDF)."""
    name, index, pdf = job
    cv2.setNumThreads(1)
    start = time.process_time()
    poster = compose(sample_documents()[name], POSTER_FORMATS[index], Inputs(), pdf=pdf)
    png_bytes(poster.image)
    return time.process_time() - start


def main() -> None:
    cv2.setNumThreads(1)
    every = "--all" in sys.argv[1:]
    app = QApplication([])  # a scene wants it, and it has to be there before any other
    for name in NAMES:
        document, size = sample_documents()[name], POSTER_FORMATS[0]
        start = time.process_time()
        poster = compose(document, size, Inputs(), pdf=False)
        png_bytes(poster.image)
        new = time.process_time() - start
        again = sorted(relaid(document, size, poster) for _ in range(5))[2]
        differs = canvas_difference(poster)
        print(
            f"{name:14} new 1242×1660 {new:5.2f} s   re-layout + type {1000 * again:4.0f} ms"
            f"   canvas differs in {100 * differs:.4f} % of pixels   score {poster.score.value}"
        )
    app.shutdown()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for name in NAMES:
            list(pool.map(one, [(name, 3, False)] * 2))  # warm both
            start = time.perf_counter()
            order = sorted(range(5), key=lambda i: -POSTER_FORMATS[i].width)
            spent = sum(pool.map(one, [(name, index, False) for index in order]))
            wall = time.perf_counter() - start
            print(
                f"{name:14} five formats on two processes {wall:5.1f} s,"
                f" {spent:5.1f} s of the processor"
            )
    if every:
        for name in NAMES:
            for index, each in enumerate(POSTER_FORMATS):
                print(f"{name:14} {each.id:12} with PDF {1000 * one((name, index, True)):6.0f} ms")


if __name__ == "__main__":
    main()
