"""Advertising wording: what the law or a platform may object to, and what would mend it.

The rules are data (``assets/rules/advertising.toml``): article, scope, exemption, evidence,
severity. A finding never blocks anything; a person decides with the reason at hand.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from pydantic import Field

from pipelines.sdk import Frozen, Language, LocalText

__all__ = ["Severity", "WordingFinding", "check_wording"]

Severity = Literal["error", "review", "info"]
_MILDER: dict[Severity, Severity] = {"error": "review", "review": "info", "info": "info"}


class WordingFinding(Frozen):
    """Words that want a second look. ``text[start:end]`` is what was found."""

    rule: str
    severity: Severity
    words: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    article: str
    reason: LocalText
    exemption: LocalText
    evidence: LocalText
    suggestion: LocalText


@dataclass(frozen=True)
class _Rule:
    id: str
    language: Language
    severity: Severity
    scope: frozenset[str]
    pattern: re.Pattern[str]
    exempt: re.Pattern[str] | None
    article: str
    texts: dict[str, LocalText]


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    text = files("assets").joinpath("rules/advertising.toml").read_text(encoding="utf-8")
    rules: list[_Rule] = []
    for row in tomllib.loads(text)["rule"]:
        exempt = row["except"]
        rules.append(
            _Rule(
                id=row["id"],
                language=row["language"],
                severity=row["severity"],
                scope=frozenset(row["scope"]),
                pattern=re.compile("|".join(row["patterns"]), re.IGNORECASE),
                exempt=re.compile("|".join(exempt), re.IGNORECASE) if exempt else None,
                article=row["article"],
                texts={
                    key: LocalText(**row[key])
                    for key in ("reason", "exemption", "evidence", "suggestion")
                },
            )
        )
    return tuple(rules)


def _matches(rule: _Rule, text: str) -> list[re.Match[str]]:
    exempt = [m.span() for m in rule.exempt.finditer(text)] if rule.exempt else []
    return [
        m
        for m in rule.pattern.finditer(text)
        if not any(a <= m.start() and m.end() <= b for a, b in exempt)
    ]


def check_wording(text: str, language: Language, trade: str = "all") -> list[WordingFinding]:
    """Find wording that wants a second look, in the order of the text.

    Args:
        text: What is to be published.
        language: Which rules apply.
        trade: ``"drink"``, ``"course"``, ``"finance"`` … Rules of other trades are told one
            step milder; with ``"all"`` every rule keeps its severity.
    """
    findings: list[WordingFinding] = []
    for rule in _rules():
        if rule.language != language:
            continue
        meant = trade == "all" or "all" in rule.scope or trade in rule.scope
        findings.extend(
            WordingFinding(
                rule=rule.id,
                severity=rule.severity if meant else _MILDER[rule.severity],
                words=match.group(),
                start=match.start(),
                end=match.end(),
                article=rule.article,
                **rule.texts,
            )
            for match in _matches(rule, text)
        )
    return sorted(findings, key=lambda finding: (finding.start, finding.rule))
