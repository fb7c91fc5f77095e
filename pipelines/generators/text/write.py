"""Copy from a grammar: lines with slots, frameworks, channel shapes; nothing that is not in the
brief."""

from __future__ import annotations

import random
from collections.abc import Iterator

from pipelines.documents.brief import Brief
from pipelines.documents.channels import count, limits, over_limits
from pipelines.documents.copy import CopyChannel, CopyVariant
from pipelines.documents.kinds import Kind, kind_of
from pipelines.documents.numbers import derived_numbers
from pipelines.documents.wording import check_wording
from pipelines.generators.text.desk import Desk, Guard
from pipelines.generators.text.frameworks import frameworks_for
from pipelines.generators.text.hashtags import hashtags_for
from pipelines.generators.text.pack import load_pack
from pipelines.generators.text.recipes import Draft, Job, compose
from pipelines.generators.text.slots import Material, gather, money, slots_for
from pipelines.generators.text.variety import likeness
from pipelines.roles.text import WRITE, Copy, WriteParams
from pipelines.sdk import Context, Language, LocalText, Resources, generator

__all__ = ["write_copy"]

_LIKEST = 0.6
"""Variants with a higher Jaccard index say the same thing; a poster has too few words for it."""
_TRIES = 4


def _tone(brief: Brief, channel: CopyChannel) -> str:
    """LinkedIn speaks professionally; playful and bold brands keep their own voice elsewhere."""
    if channel == "linkedin" and brief.tone in ("playful", "warm"):
        return "professional"
    return brief.tone


def _tag_weight(tags: tuple[str, ...], channel: CopyChannel) -> int:
    if not tags:
        return 0
    gap = " " if channel in ("x", "weibo") else "\n\n"
    return count(gap + " ".join(tags), limits(channel).count)


def _call_to_action(material: Material, brief: Brief, language: Language) -> str:
    own = brief.call_to_action.get(language).strip() if brief.call_to_action else ""
    if own and "cta" in material.base:
        return own
    return load_pack(language)["default_cta"][0].text


def _drafts(
    params: WriteParams, material: Material, kind: Kind, guard: Guard, tags: tuple[str, ...]
) -> Iterator[tuple[str, Draft]]:
    """Drafts by framework, each try with its own seed; lines are not used twice."""
    rules = limits(params.channel)
    used: set[str] = set()
    frameworks = frameworks_for(params.channel, kind)
    for turn in range((params.variants + len(frameworks)) * _TRIES):
        framework = frameworks[turn % len(frameworks)]
        rng = random.Random(f"{params.seed}/{params.channel}/{params.language}/{turn}")
        mine = set(used)
        desk = Desk(
            language=params.language,
            kind=kind,
            tone=_tone(params.brief, params.channel),
            slots=slots_for(material, turn),
            guard=guard,
            rng=rng,
            lean=framework.lean,
            used=mine,
        )
        shift = turn % len(material.points) if material.points else 0
        job = Job(
            desk=desk,
            material=material,
            framework=framework,
            limits=rules,
            points=material.points[shift:] + material.points[:shift],
            link=params.brief.link,
            room=rules.body - _tag_weight(tags, params.channel),
        )
        if params.channel != "poster" and not desk.has(framework.opening[0]):
            continue
        draft = compose(params.channel, job)
        if draft is not None:
            used |= mine
            yield framework.id, draft


def _notes(
    brief: Brief, material: Material, kind: Kind, language: Language, texts: list[str]
) -> list[LocalText]:
    notes: list[LocalText] = []
    if material.too_long:
        fields = ", ".join(material.too_long[:6])
        notes.append(
            LocalText(
                en=f"Too long to stand in a sentence, left out: {fields}",
                zh=f"过长，未写进句子：{fields}",
            )
        )
    notes += _wording_notes(brief, kind, language)
    saving = derived_numbers(brief).get("saving")
    if saving is not None:
        shown = money(saving, brief.offer.currency, language)
        if any(shown in text for text in texts):
            notes.append(
                LocalText(
                    en=f"{shown} saved is calculated: original price less price",
                    zh=f"省 {shown} 为计算所得：日常价减活动价",
                )
            )
    return notes


def _own_words(brief: Brief, language: Language) -> str:
    product, offer = brief.product, brief.offer
    parts: list[LocalText | None] = [
        product.name, product.category, product.description, brief.brand.slogan, brief.audience,
        *brief.pains, brief.call_to_action, offer.gift, *brief.hashtags,
    ]  # fmt: skip
    for point in brief.selling_points:
        parts += [point.feature, point.benefit]
    for fact in brief.facts:
        parts += [fact.label, fact.value]
    return "\n".join(words.get(language)[:2000] for words in parts if words is not None)


def _wording_notes(brief: Brief, kind: Kind, language: Language) -> list[LocalText]:
    notes: dict[str, LocalText] = {}
    for finding in check_wording(_own_words(brief, language), language, kind.id):
        left_out = finding.severity == "error"
        notes.setdefault(
            finding.words,
            LocalText(
                en=f"The brief says “{finding.words}” ({finding.article}): {finding.reason.en}"
                + (" Left out of the copy." if left_out else f" {finding.suggestion.en}"),
                zh=f"brief 中的“{finding.words}”（{finding.article}）：{finding.reason.zh}"
                + ("文案中未使用。" if left_out else finding.suggestion.zh),
            ),
        )
    return list(notes.values())


def _nothing(language: Language) -> LocalText:
    name_en, name_zh = ("Chinese", "中文") if language == "zh" else ("English", "英文")
    return LocalText(
        en=f"The brief says nothing in {name_en} but names; add {language} texts to get copy.",
        zh=f"brief 里除名称外没有{name_zh}内容；请补充 {language} 文本后再写文案。",
    )


def _fewer(found: int, wanted: int) -> LocalText:
    return LocalText(
        en=f"{found} of {wanted} variants: the brief says too little for more that differ.",
        zh=f"只写出 {found}/{wanted} 个版本：brief 内容不足以写出更多真正不同的版本。",
    )


@generator(
    id="studio.text.grammar",
    role=WRITE,
    version="1.1.0",
    title=LocalText(en="Template copy", zh="模板文案"),
    summary=LocalText(
        en="Template draft: frameworks and seeded lines, only the brief's facts and numbers.",
        zh="模板草稿：按框架与随机种子组句，只使用 brief 中的事实与数字。",
    ),
    resources=Resources(cpu=1, ram_mb=120, seconds=0.06),
)
def write_copy(params: WriteParams, ctx: Context) -> Copy:
    """Write variants for one channel in one language; see :mod:`.recipes` for the shapes."""
    ctx.progress(0.0, "Writing")
    brief, language = params.brief, params.language
    kind = kind_of(brief)
    material = gather(brief, kind, language)
    if not material.speaks or not material.product:
        notes = _notes(brief, material, kind, language, [])
        return Copy(variants=(), notes=(_nothing(language), *notes))
    guard = Guard(brief, language, kind.id)
    rules = limits(params.channel)
    tags = hashtags_for(brief, kind, language, rules, guard)
    likest = 0.85 if params.channel == "poster" else _LIKEST
    variants: list[CopyVariant] = []
    texts: list[str] = []
    for framework, draft in _drafts(params, material, kind, guard, tags):
        text = f"{draft.title}\n{draft.body}"
        variant = CopyVariant(
            channel=params.channel,
            language=language,
            framework=framework,
            title=draft.title,
            summary=draft.summary,
            body=draft.body,
            hashtags=tags,
            call_to_action=_call_to_action(material, brief, language),
        )
        whole = "\n".join((text, draft.summary))
        if (
            over_limits(variant)
            or not guard.allows(whole)
            or any(likeness(text, other) > likest for other in texts)
        ):
            continue
        variants.append(variant)
        texts.append(text)
        if len(variants) == params.variants:
            break
    notes = _notes(brief, material, kind, language, texts)
    if len(variants) < params.variants:
        notes.insert(0, _fewer(len(variants), params.variants))
    ctx.progress(1.0, "Writing")
    return Copy(variants=tuple(variants), notes=tuple(notes))
