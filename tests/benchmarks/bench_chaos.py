"""Fifty random ``kill -9`` of workers and supervisors while jobs run.

Compared with: the same jobs with no kills.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))

from chaos import storm


def main() -> None:
    """Storm and print."""
    for kills in (0, 50):
        with tempfile.TemporaryDirectory() as name:
            report = storm(Path(name) / "data", jobs=40, steps=12, kills=kills)
        print(
            f"{sum(report.kills.values())} kills {dict(report.kills)}: jobs {dict(report.states)},"
            f" wrong results {report.wrong_results}, torn assets {report.torn_assets},"
            f" missing assets {report.missing_assets},"
            f" steps done twice {report.needless_repeats}, {report.seconds:.1f} s"
        )


if __name__ == "__main__":
    main()
