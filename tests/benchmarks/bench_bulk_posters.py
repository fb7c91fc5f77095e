"""Two hundred posters of a table, killed with kill -9 midway and resumed.

python tests/benchmarks/bench_bulk_posters.py [ROWS]

Told: how many rows have their poster, how many posters were made twice, torn or another row's.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))

from bulk_kill import killed_midway


def main() -> None:
    """Make them and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name:
        report = killed_midway(Path(name), rows, rows // 2)
    print(
        f"{rows} rows, killed after {report.before}: {report.made} made, {report.twice} steps"
        f" done twice, {report.torn} torn, {report.same} mixed up, {report.seconds:.0f} s"
    )


if __name__ == "__main__":
    main()
