"""Platforms and their picture sizes are data, with a source each."""

from __future__ import annotations

import pytest

from pipelines.documents.channels import limits
from pipelines.documents.platforms import platform_formats, platforms, poster_formats
from pipelines.documents.poster import POSTER_FORMATS, Override
from pipelines.sdk import InputError


def test_every_size_has_its_source_and_an_id_of_its_own() -> None:
    formats = platform_formats()
    assert len({each.id for each in formats}) == len(formats) >= 20
    assert all(each.source and each.title.zh and each.title.en for each in formats)


def test_the_house_sizes_are_among_them() -> None:
    known = {each.id: each.format for each in platform_formats()}
    for size in POSTER_FORMATS:
        assert known[size.id] == size


def test_a_platform_means_all_its_sizes_and_an_id_means_one() -> None:
    instagram = poster_formats(["instagram"])
    assert [each.id for each in instagram] == ["instagram", "instagram_square", "instagram_story"]
    both = poster_formats(["a4", "instagram", "instagram_story"])
    assert both[0].id == "a4"
    assert len(both) == 4
    assert len(poster_formats(["all"])) == len(platform_formats())


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match="instagram"):
        poster_formats(["instagramm"])


def test_platforms_with_copy_limits_are_called_the_same() -> None:
    for name in ("xiaohongshu", "douyin", "gongzhonghao", "instagram", "x", "linkedin", "weibo"):
        assert name in platforms()
        assert limits(name).body > 0  # type: ignore[arg-type]


def test_the_ai_label_cannot_be_changed_by_hand() -> None:
    with pytest.raises(ValueError, match="AI label"):
        Override(element="ai_label", hide=True)
