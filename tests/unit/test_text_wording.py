"""Wording rules: told with article and reason, never a bare 最."""

from __future__ import annotations

import pytest

from pipelines.documents.wording import check_wording
from pipelines.generators.text.pack import load_pack


@pytest.mark.parametrize(
    ("text", "language", "rule", "severity"),
    [
        ("国家级品质", "zh", "absolute", "review"),
        ("全网最低价", "zh", "absolute", "review"),
        ("根治脱发", "zh", "cure", "error"),
        ("考研保过", "zh", "education", "error"),
        ("稳赚不赔", "zh", "finance", "error"),
        ("The best coffee in town", "en", "superlative_en", "review"),
        ("It cures insomnia", "en", "cure_en", "error"),
    ],
)
def test_findings_name_rule_article_and_a_way_out(text, language, rule, severity):
    found = check_wording(text, language)
    assert [(f.rule, f.severity) for f in found][:1] == [(rule, severity)]
    finding = found[0]
    assert text[finding.start : finding.end] == finding.words
    assert finding.article
    assert finding.suggestion.best(language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("最近很火，最喜欢这一口，最后见", "zh"),  # a bare 最 is no claim
        ("最佳食用时间：开封后当天", "zh"),  # a usage tip is exempt
        ("治愈系音乐", "zh"),
        ("Best before June", "en"),
    ],
)
def test_plain_words_and_exemptions_pass(text, language):
    assert check_wording(text, language) == []


def test_rules_of_another_trade_are_told_one_step_milder():
    assert check_wording("包过", "zh", "course")[0].severity == "error"
    assert check_wording("包过", "zh", "drink")[0].severity == "review"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_of_the_packs_is_objectionable_or_holds_a_number(language):
    lines = [line.text for group in load_pack(language).values() for line in group]
    assert len(lines) >= 500
    plain = [line for line in lines if not any(c.isdigit() for c in line.replace("2", ""))]
    assert plain == lines  # digits only in slot names: {pain2}
    assert [(line, f.words) for line in lines for f in check_wording(line, language)] == []
