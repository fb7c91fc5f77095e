"""Video platforms are data with a source each, and a video is held against them with reasons."""

from __future__ import annotations

import pytest

from pipelines.documents.video_platforms import (
    VideoFacts,
    aspect_name,
    check_fit,
    common_safe_area,
    video_platform,
    video_platforms,
)
from pipelines.sdk import InputError

GOOD = VideoFacts(width=1080, height=1920, fps=30, duration=30, size=12_000_000)


def test_every_platform_has_its_source_and_an_id_of_its_own() -> None:
    places = video_platforms()
    assert len({each.id for each in places}) == len(places) >= 12
    assert all("2026-" in each.source and each.title.zh and each.title.en for each in places)


@pytest.mark.parametrize("place", video_platforms(), ids=lambda place: place.id)
def test_the_safe_area_lies_clear_of_what_the_platform_covers(place) -> None:
    safe = place.safe.box
    for zone in place.zones:
        across = min(safe.x + safe.w, zone.x + zone.w) - max(safe.x, zone.x)
        up = min(safe.y + safe.h, zone.y + zone.h) - max(safe.y, zone.y)
        assert min(across, up) <= 1e-9, f"{zone.what} covers a part of the safe area"


def test_platforms_are_found_by_id_and_by_name_in_both_languages() -> None:
    assert video_platform("抖音").id == video_platform(" Douyin ").id == "douyin"
    assert video_platform("reels").id == video_platform("Instagram Reels").id == "reels"
    with pytest.raises(InputError, match="tiktok"):
        video_platform("tik tok")


def test_an_ordinary_short_video_fits_everywhere_it_should() -> None:
    for name in ("douyin", "kuaishou", "shipinhao", "xiaohongshu", "tiktok", "reels"):
        assert check_fit(GOOD, video_platform(name)) == ()


def _about(name: str, **changes: object) -> dict[str, bool]:
    video = GOOD.model_copy(update=changes)
    return {each.about: each.refused for each in check_fit(video, video_platform(name))}


def test_what_a_platform_refuses_is_told_from_what_it_only_shows_badly() -> None:
    assert _about("reels", duration=2.0, size=1_000_000) == {"length": True}
    assert _about("youtube_shorts", duration=200.0) == {"length": True}
    assert _about("reels", size=400_000_000, duration=800.0) == {"size": True}
    assert _about("reels", width=1920, height=1080) == {"aspect": False}
    assert _about("tiktok", width=270, height=480) == {"pixels": False}
    assert _about("tiktok", fps=15) == {"fps": True}
    assert _about("tiktok", codec="vp9", sound=False) == {"codec": True, "sound": False}
    assert _about("youtube_shorts", size=60_000_000) == {"bitrate": False}


def test_reasons_say_the_figures_in_both_languages() -> None:
    long = GOOD.model_copy(update={"duration": 950.0})
    (finding,) = check_fit(long, video_platform("douyin"))
    assert "15 min" in finding.message.best("en") and "15 min 50 s" in finding.message.best("en")
    assert finding.message.best("zh") == "抖音最长 15 分；本片 15 分 50 秒"


def test_the_common_safe_area_is_enough_for_each() -> None:
    both = common_safe_area(["douyin", "reels_ad"])
    assert (both.top, both.right, both.bottom) == (0.14, 0.14, 0.35)
    middle = both.centred
    assert middle.x == pytest.approx(1 - middle.x - middle.w)
    assert common_safe_area([]).box.w == pytest.approx(0.9)


def test_aspects_have_their_usual_names() -> None:
    assert [aspect_name(1080, 1920), aspect_name(1242, 1660), aspect_name(1000, 300)] == [
        "9:16",
        "3:4",
        "3.33:1",
    ]
