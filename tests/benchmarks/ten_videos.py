"""Ten different videos, and a sheet of frames of each for a person to look at.

    python tests/benchmarks/ten_videos.py OUT [--only NAME …] [--full]

Every source (brief, idea, product, article, script, slides, clips, storyboard), Chinese and
English, every aspect, all caption looks and moods, and content that is hard to set: long words,
emoji, right-to-left script, no photo, many scenes. At half size unless ``--full`` is given.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "plugins")]

from in_process import InProcess
from PIL import Image, ImageDraw, ImageFilter

from pipelines.documents.idea import brief_from_idea
from pipelines.documents.storyboard import Media, Storyboard
from pipelines.documents.video_format import video_format
from pipelines.media import ffmpeg
from pipelines.media.frame_samples import read_frame
from pipelines.media.video_probe import measure_loudness, probe
from pipelines.workflows.video.draft import DraftParams, draft_storyboard
from pipelines.workflows.video.make import make_video

DEMO = ROOT / "assets" / "demo"
FRAMES = 12


@dataclass(frozen=True)
class Case:
    """A video: how its storyboard comes about, and what it is cut for."""

    name: str
    aspect: str
    board: Callable[[InProcess, Path], Storyboard]
    look: str = "stroke"
    mood: str = ""
    platform: str = ""


def drafted(ctx: InProcess, source: dict[str, Any], **more: Any) -> Storyboard:
    params = DraftParams.model_validate({"source": source, "seconds": 15, **more})
    return draft_storyboard.run(params, ctx).board


def brief(name: str) -> Callable[[InProcess, Path], Storyboard]:
    def board(ctx: InProcess, folder: Path) -> Storyboard:
        from studio.app.briefs import read_brief

        read = read_brief(DEMO / name)
        for photo in (*read.photos.product, *([read.brand.logo] if read.brand.logo else [])):
            with Image.open(photo.path) as picture:
                size = {"width": picture.width, "height": picture.height}
            photo.asset = ctx.add(Path(photo.path), "image", **size)
        source = {"type": "brief", "brief": read.model_dump(mode="json")}
        return drafted(ctx, source)

    return board


def idea(text: str) -> Callable[[InProcess, Path], Storyboard]:
    def board(ctx: InProcess, folder: Path) -> Storyboard:
        source = {"type": "brief", "brief": brief_from_idea(text).model_dump(mode="json")}
        return drafted(ctx, source)

    return board


def product(ctx: InProcess, folder: Path) -> Storyboard:
    read = brief_from_idea("「晨屿冷萃」，18 小时低温慢萃的冷萃咖啡，到手价 59 元")
    with Image.open(DEMO / "product.jpg") as picture:
        size = {"width": picture.width, "height": picture.height}
    asset = ctx.add(DEMO / "product.jpg", "image", **size)
    data = read.model_dump(mode="json")
    data["photos"]["product"] = [{"asset": asset.model_dump(mode="json")}]
    return drafted(ctx, {"type": "brief", "brief": data, "product": True})


def photo(folder: Path, name: str, size: tuple[int, int], seed: int) -> Path:
    """A picture with a sky, hills and a bright thing, as a photo stands in for here."""
    rng = random.Random(seed)
    width, height = size
    sky = tuple(rng.randint(90, 230) for _ in range(3))
    picture = Image.new("RGB", size, sky)
    draw = ImageDraw.Draw(picture)
    for layer in range(4):
        base = height * (0.45 + 0.14 * layer)
        shade = tuple(max(0, c - 40 * (layer + 1)) for c in sky)
        points = [(x, base + rng.uniform(-0.08, 0.08) * height) for x in range(0, width + 80, 80)]
        draw.polygon([*points, (width, height), (0, height)], fill=shade)
    x, y, r = rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.4) * height, 0.08 * min(size)
    draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 236, 170))
    file = folder / name
    picture.filter(ImageFilter.GaussianBlur(1.2)).save(file, quality=92)
    return file


def given(ctx: InProcess, file: Path, about: str) -> dict[str, Any]:
    with Image.open(file) as picture:
        size = {"width": picture.width, "height": picture.height}
    media = Media(path=str(file), asset=ctx.add(file, "image", **size))
    return {"media": media.model_dump(mode="json"), "about": about}


ARTICLE = """\
# 城市里的清晨河岸

清晨五点，河边的石桥还空着，只有两三个钓鱼的人。雾从水面上慢慢升起来。

桥东边的早点铺六点开门，豆浆和油条的香味能飘过整条街。老板说他在这里卖了二十三年。

七点以后，跑步的人多了起来。岸边新铺的步道有四公里长，一直通到湿地公园。

傍晚的河岸又是另一番样子：灯亮了，孩子们在草地上放风筝，没有人急着回家。
"""


def article(ctx: InProcess, folder: Path) -> Storyboard:
    pictures = [
        given(ctx, photo(folder, "bridge.jpg", (1600, 1067), 1), "清晨的石桥"),
        given(ctx, photo(folder, "breakfast.jpg", (1000, 1500), 2), "早点铺 豆浆 油条"),
        given(ctx, photo(folder, "kites.jpg", (1500, 1500), 3), "傍晚 草地 风筝 孩子"),
    ]
    source = {"type": "article", "text": ARTICLE, "kind": "markdown"}
    return drafted(ctx, source, pictures=pictures)


SCRIPT = """\
# Words that do not fit 🧪

[headline: Donaudampfschifffahrtsgesellschaft]
Some words are longer than any line: Donaudampfschifffahrtsgesellschaftskapitän.

[headline: 👩‍🔬 + 🏳️‍🌈 = ❤️]
Emoji join up: family 👨‍👩‍👧‍👦, flags 🇩🇪 🇯🇵, and skin tones 👋🏽.

[headline: مرحبا بالعالم]
Arabic reads from right to left: مرحبا بالعالم, and Hebrew: שלום עולם.

[headline: 混排 mixed 123]
一句中文 with English inside, 3.5% off, https://example.com/a/very/long/link/that/never/ends.
"""


def script(ctx: InProcess, folder: Path) -> Storyboard:
    return drafted(ctx, {"type": "script", "text": SCRIPT})


def slides(ctx: InProcess, folder: Path) -> Storyboard:
    pages: list[Image.Image] = []
    for number, colour in enumerate(("#f4f1ea", "#ffffff", "#e8f0ee"), start=1):
        page = Image.new("RGB", (1600, 900), colour)
        draw = ImageDraw.Draw(page)
        draw.rectangle((100, 120, 1500, 128), fill="#24443c")
        for bar in range(number + 2):
            top = 700 - 90 * (bar + 1)
            draw.rectangle((160 + bar * 220, top, 300 + bar * 220, 760), fill="#2f7d66")
        pages.append(page)
    file = folder / "deck.pdf"
    pages[0].save(file, save_all=True, append_images=pages[1:])
    media = Media(path=str(file), asset=ctx.add(file, "document"))
    notes = "Sales grew in spring.\n\nSummer brought the new store.\n\nAutumn was the best so far."
    source = {"type": "slides", "files": [media.model_dump(mode="json")], "notes": notes}
    return drafted(ctx, source, title="The year in three pages")


def clips(ctx: InProcess, folder: Path) -> Storyboard:
    files: list[dict[str, Any]] = []
    for number, source in enumerate(("testsrc2=s=640x360:r=25", "mandelbrot=s=360x640:r=24")):
        file = folder / f"clip{number}.mp4"
        tone = f"sine=frequency={220 * (number + 1)}:sample_rate=44100"
        ffmpeg.run(
            [
                *("-f", "lavfi", "-i", source, "-f", "lavfi", "-i", tone, "-t", "6"),
                *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"),
                *("-c:a", "aac", file),
            ],
            "making a clip",
        )
        media = Media(path=str(file), asset=ctx.add(file, "video"))
        files.append(media.model_dump(mode="json"))
    text = "这是我自己拍的素材。第一段是测试画面。第二段慢慢放大，一直看下去。"
    return drafted(ctx, {"type": "clips", "files": files, "text": text}, title="我的素材")


def looks(ctx: InProcess, folder: Path) -> Storyboard:
    """Every overlay there is, on one storyboard written by hand."""
    sticker = {"emoji": "🔥", "box": {"x": 0.7, "y": 0.3, "w": 0.2, "h": 0.12}}
    return Storyboard.model_validate(
        {
            "title": "Everything at once",
            "language": "en",
            "overlays": [{"type": "progress_bar"}],
            "scenes": [
                {
                    "id": "third",
                    "lines": [{"text": "Meet Ada, who roasts every batch herself."}],
                    "visual": {"type": "presenter", "character": "ada"},
                    "overlays": [
                        {
                            "type": "lower_third",
                            "title": "Ada Lindqvist",
                            "subtitle": "Head of roasting",
                        }
                    ],
                },
                {
                    "id": "price",
                    "lines": [{"text": "This week, two bags cost what one did."}],
                    "overlays": [
                        {"type": "price_tag", "text": "$14.90"},
                        {"type": "sticker", **sticker},
                    ],
                    "headline": "Two for one",
                },
                {
                    "id": "words",
                    "lines": [{"text": "Fresh on Friday.", "translation": "周五新鲜到店。"}],
                    "overlays": [{"type": "words", "text": "FRESH ON FRIDAY"}],
                },
                {
                    "id": "qr",
                    "lines": [{"text": "Scan it before the weekend."}],
                    "overlays": [{"type": "qr", "link": "https://example.com/beans"}],
                },
                {
                    "id": "end",
                    "lines": [{"text": "See you at the roastery."}],
                    "visual": {"type": "end_card", "headline": "North Roast", "call": "Come by"},
                },
            ],
            "captions": {"second": True},
        }
    )


def many(ctx: InProcess, folder: Path) -> Storyboard:
    """Sixteen scenes of a word or two."""
    words = "快 慢 早 晚 山 海 风 雨 茶 饭 花 灯 书 画 友 家".split()
    scenes = [
        {"id": f"s{number:02}", "lines": [{"text": f"{word}。"}], "headline": word}
        for number, word in enumerate(words)
    ]
    return Storyboard.model_validate({"title": "一字一景", "scenes": scenes})


CASES = (
    Case("01-brief-zh", "9:16", brief("brief.toml"), "stroke", "", "douyin"),
    Case("02-brief-en", "16:9", brief("launch-en.toml"), "plate", "epic"),
    Case(
        "03-idea-zh",
        "4:5",
        idea("「慢半拍」，一家手冲咖啡店，周末第二杯半价，面向附近的上班族"),
        "marker",
        "calm",
    ),
    Case("04-product-zh", "9:16", product, "karaoke", "bright", "reels"),
    Case("05-article-zh", "9:16", article, "word_box", "warm"),
    Case("06-script-en", "9:16", script, "outline_pop", "playful"),
    Case("07-slides-en", "16:9", slides, "shadow", "tech"),
    Case("08-clips-zh", "1:1", clips, "typewriter", "bright"),
    Case("09-looks-en", "9:16", looks, "stroke", "playful"),
    Case("10-many-zh", "1:1", many, "plate", "tech"),
)


def sheet(video: Path, target: Path) -> None:
    """Twelve frames, evenly spread, two rows (or three where they are wide)."""
    facts = probe(video)
    across = 4 if facts.width > facts.height else 6
    width = 1620 // across
    height = round(width * facts.height / facts.width)
    page = Image.new("RGB", (width * across, height * (FRAMES // across)), "#202020")
    for number in range(FRAMES):
        at = (number + 0.5) * facts.duration / FRAMES
        frame = Image.fromarray(read_frame(video, at, facts)).resize((width, height))
        page.paste(frame, (number % across * width, number // across * height))
    page.save(target)


def make(case: Case, out: Path, *, full: bool) -> str:
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        ctx = InProcess(folder)
        board = case.board(ctx, folder)
        data = board.model_dump(mode="json")
        data["captions"]["look"] = case.look
        if case.mood:
            data["music"]["mood"] = case.mood
        board = Storyboard.model_validate(data)
        (out / f"{case.name}.json").write_text(
            board.model_dump_json(indent=1, exclude_none=True), encoding="utf-8"
        )
        format = video_format(case.aspect, platform=case.platform, preview=not full)
        finished = make_video(ctx, board, format)
        video = out / f"{case.name}.mp4"
        shutil.copyfile(ctx.path(finished.video.video), video)
        sheet(video, out / f"{case.name}.png")
        loud = measure_loudness(video)
        notes = "; ".join(note.best("en") for note in finished.notes)
        return (
            f"{finished.duration:5.1f} s  {len(board.scenes):2} scenes  {case.aspect:>4}  "
            f"{loud.integrated:6.1f} LUFS  {loud.true_peak:5.1f} dBTP  "
            f"{video.stat().st_size / 1e6:4.1f} MB  made in {time.perf_counter() - begun:4.0f} s"
            + (f"\n      notes: {notes}" if notes else "")
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="+", default=[], help="parts of names")
    parser.add_argument("--full", action="store_true", help="at full size")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for case in CASES:
        if args.only and not any(word in case.name for word in args.only):
            continue
        try:
            print(f"{case.name}: {make(case, args.out, full=args.full)}", flush=True)
        except Exception:
            failed += 1
            print(f"{case.name}: FAILED", flush=True)
            traceback.print_exc()
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
