"""The text engines keep the contract, and their words keep to channel and brief."""

from __future__ import annotations

import itertools
import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.documents.brief import CHANNELS, Brief
from pipelines.documents.channels import limits, over_limits, posted_text
from pipelines.documents.numbers import numbers_not_in_brief
from pipelines.documents.script import script_time
from pipelines.documents.wording import check_wording
from pipelines.generators.text.plan import plan_video
from pipelines.generators.text.variety import likeness
from pipelines.generators.text.write import write_copy
from pipelines.roles.text import PlanParams, WriteParams
from pipelines.sdk import InputError
from pipelines.sdk.testing import LocalContext, check_generator

TONES = ("warm", "playful", "professional", "bold", "calm")
WHERE = (*CHANNELS, "poster")


def demo(name: str = "brief.toml", **changes) -> Brief:
    text = files("assets").joinpath("demo", name).read_text(encoding="utf-8")
    return Brief.model_validate({**tomllib.loads(text), **changes})


@pytest.fixture(scope="module")
def ctx(tmp_path_factory) -> LocalContext:
    return LocalContext(tmp_path_factory.mktemp("text"))


def words_of(variant) -> str:
    return "\n".join((variant.title, variant.summary, posted_text(variant)))


def check_variant(variant, brief: Brief) -> None:
    """What holds for every variant, whatever the brief."""
    assert over_limits(variant) == []
    text = words_of(variant)
    assert numbers_not_in_brief(text, brief) == []
    assert not re.search(r"\{\w+\}", text)
    plain = text.replace("……", "").replace(brief.link, "")
    assert not re.search(r"[。！？，；：、.!?,;:]{2,}", plain), plain
    assert not [f for f in check_wording(text, variant.language) if f.severity == "error"]


def test_writing_keeps_the_contract(tmp_path):
    params = WriteParams(brief=demo(), channel="xiaohongshu", language="zh", seed=3)
    check_generator(write_copy, params, LocalContext(tmp_path))


def test_planning_keeps_the_contract(tmp_path):
    params = PlanParams(brief=demo(), language="en", seed=3)
    check_generator(plan_video, params, LocalContext(tmp_path))


@pytest.mark.parametrize("channel", WHERE)
def test_every_channel_language_and_tone(ctx, channel):
    for language, (seed, tone) in itertools.product(("zh", "en"), enumerate(TONES)):
        brief = demo(tone=tone)
        params = WriteParams(brief=brief, channel=channel, language=language, seed=seed)
        copy = write_copy(params, ctx)
        assert len(copy.variants) == 3, (channel, language, tone)
        for variant in copy.variants:
            check_variant(variant, brief)
        for a, b in itertools.combinations(copy.variants, 2):
            assert a.body != b.body
            if channel != "poster":
                assert likeness(words_of(a), words_of(b)) <= 0.75
        assert len({variant.framework for variant in copy.variants}) == 3


def test_posters_have_short_headlines(ctx):
    for language in ("zh", "en"):
        params = WriteParams(brief=demo(), channel="poster", language=language)
        for variant in write_copy(params, ctx).variants:
            assert 0 < len(variant.title) <= (14 if language == "zh" else 28)
            assert variant.title.casefold() not in variant.body.casefold()


def test_another_seed_writes_another_text(ctx):
    one, other = (
        write_copy(WriteParams(brief=demo(), channel="x", language="en", seed=seed), ctx)
        for seed in (1, 2)
    )
    assert one.variants != other.variants


def test_shapes_of_the_channels(ctx):
    def body(channel, language="zh"):
        params = WriteParams(brief=demo(), channel=channel, language=language)
        return write_copy(params, ctx).variants[0]

    article = body("gongzhonghao")
    assert article.body.count("▍") >= 3 and article.summary and not article.hashtags
    assert len(body("xiaohongshu").body.split("\n\n")) >= 4
    assert body("weibo").hashtags[0].endswith("#")
    assert "https://" in body("x", "en").body and "https://" not in body("xiaohongshu").body
    assert not re.search(r"[\U0001f300-\U0001faff]", body("linkedin", "en").body)
    mail = body("email", "en")
    assert mail.title and mail.summary and "Morrow Isle" in mail.body


def test_words_the_brand_avoids_never_appear(ctx):
    brief = demo()
    brief.brand.avoid = ["咖啡", "小时"]
    for channel in WHERE:
        for variant in write_copy(
            WriteParams(brief=brief, channel=channel, language="zh"), ctx
        ).variants:
            assert "咖啡" not in words_of(variant) and "小时" not in words_of(variant)


def test_promises_in_the_brief_are_left_out_and_told(ctx):
    brief = demo()
    brief.selling_points[0].benefit = type(brief.product.name)(zh="根治失眠")
    copy = write_copy(WriteParams(brief=brief, channel="xiaohongshu", language="zh"), ctx)
    assert copy.variants
    assert all("根治" not in words_of(variant) for variant in copy.variants)
    assert any("根治" in note.zh for note in copy.notes)


def test_a_language_the_brief_lacks_is_not_written(ctx):
    copy = write_copy(WriteParams(brief=demo("event-zh.toml"), channel="x", language="en"), ctx)
    assert copy.variants == ()
    assert "English" in copy.notes[0].en


def test_the_calculated_saving_is_listed(ctx):
    copies = (
        write_copy(WriteParams(brief=demo(), channel="weibo", language="zh", seed=s), ctx)
        for s in range(6)
    )
    for copy in copies:
        told = any("¥20" in variant.body for variant in copy.variants)
        assert told == any("¥20" in note.zh for note in copy.notes)


@pytest.mark.parametrize("name", ["brief.toml", "launch-en.toml", "event-zh.toml"])
@pytest.mark.parametrize("duration", [25, 32, 45])
def test_scripts_fit_the_wanted_length(ctx, name, duration):
    brief = demo(name)
    for language, seed in itertools.product(brief.languages, range(4)):
        params = PlanParams(brief=brief, language=language, duration=duration, seed=seed)
        script = plan_video(params, ctx).script
        assert abs(script_time(script) - duration) <= 0.15 * duration
        assert 5 <= len(script.scenes) <= 9
        purposes = [scene.purpose for scene in script.scenes]
        assert purposes[0] == "hook" and purposes[-1] == "call_to_action"
        assert script.scenes[0].visual == "presenter"
        assert script.scenes[-1].visual == "end_card"
        assert [s.visual for s in script.scenes].count("end_card") == 1
        for scene in script.scenes:
            assert numbers_not_in_brief(scene.text, brief) == []
            assert scene.mood
            assert len(scene.headline) <= 24
            assert not re.search(r"[#@*_{}<>|/\\]", scene.text)


def test_a_name_alone_gives_a_short_sound_script(ctx):
    brief = Brief.model_validate({"product": {"name": "月白陶杯"}, "brand": {"name": "月白"}})
    script = plan_video(PlanParams(brief=brief, language="zh"), ctx).script
    assert [scene.purpose for scene in script.scenes] == ["hook", "product", "call_to_action"]
    copy = write_copy(WriteParams(brief=brief, channel="xiaohongshu", language="zh"), ctx)
    assert copy.variants


def test_a_name_that_cannot_be_said_is_refused(ctx):
    brief = Brief.model_validate({"product": {"name": "杯" * 200}, "brand": {"name": "月白"}})
    with pytest.raises(InputError, match=r"product\.name"):
        plan_video(PlanParams(brief=brief, language="zh"), ctx)


# ---- any brief -------------------------------------------------------------------------------------

_ODD = st.sampled_from(
    [
        "🎉🎉",
        "قهوة باردة",
        "קפה קר",
        "長" * 10_000,
        "word " * 2_000,
        "¥99!!",
        "a",
        "…",
        "第 3 代",
        "50%",
    ]
)
_TEXT = st.one_of(
    st.text(st.characters(exclude_characters="{}", exclude_categories=("Cs",)), max_size=60).filter(
        lambda s: s.strip() != ""
    ),
    st.sampled_from(["冷萃咖啡", "Quiet One", "you sleep better", "18 小时", "dull skin"]),
    _ODD,
)
_LOCAL = st.fixed_dictionaries({"zh": _TEXT, "en": _TEXT})
_BRIEF = st.fixed_dictionaries(
    {
        "product": st.fixed_dictionaries({"name": _LOCAL, "category": _LOCAL}),
        "brand": st.fixed_dictionaries({"name": _LOCAL}),
        "pains": st.lists(_LOCAL, max_size=3),
        "selling_points": st.lists(
            st.fixed_dictionaries({"feature": _LOCAL, "benefit": _LOCAL}), max_size=4
        ),
        "facts": st.lists(st.fixed_dictionaries({"label": _LOCAL, "value": _LOCAL}), max_size=3),
        "hashtags": st.lists(_LOCAL, max_size=3),
        "offer": st.fixed_dictionaries({"price": st.floats(0, 9_999).map(lambda v: round(v, 2))}),
        "tone": st.sampled_from(TONES),
    }
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=_BRIEF, channel=st.sampled_from(WHERE), language=st.sampled_from(["zh", "en"]))
def test_any_brief_gives_copy_within_limits_or_a_note(tmp_path_factory, data, channel, language):
    brief = Brief.model_validate(data)
    here = LocalContext(tmp_path_factory.mktemp("any"))
    copy = write_copy(WriteParams(brief=brief, channel=channel, language=language), here)
    assert len(copy.variants) == 3 or copy.notes
    for variant in copy.variants:
        check_variant(variant, brief)
        assert limits(channel).hashtags_max >= len(variant.hashtags)
    try:
        script = plan_video(PlanParams(brief=brief, language=language), here).script
    except InputError as error:
        assert "product.name" in error.message
    else:
        assert script_time(script) <= 45
        for scene in script.scenes:
            assert numbers_not_in_brief(scene.text, brief) == []
