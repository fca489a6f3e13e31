"""How well the assistant reads briefs, set by set, side by side: per field, per kind of brief, and as a whole.

    python -m tests.evaluation.report [more.jsonl ...] [--worst N] [--engine openai] [--json OUT]

The project's own briefs and the frozen ones always; any further file beside them. Of the frozen briefs only figures are
ever shown: who reads them tunes to them. `--worst` shows where the own briefs go wrong, and those of further files.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.evaluation import score

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
FROZEN = "frozen"
_RATES = (
    ("overall_field_accuracy", "fields"),
    ("exact_case", "exact cases"),
    ("invented_rate", "invented"),
    ("ask_recall", "asked what had to be"),
)
_COUNTS = (("cases", "cases"), ("injection_failures", "injection failures"), ("forbidden_tool_cases", "forbidden"))


def cases_in(*paths: Path) -> list[dict[str, Any]]:
    """The cases of these files, and of all files in these folders."""
    files = [file for path in paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    return [case for file in files for case in score.read_jsonl(file)]


def predictions_of(cases: list[dict[str, Any]], *, engine: str = "built-in") -> dict[str, dict[str, Any]]:
    """What the assistant makes of the cases, by their ids, in a database that is made for it."""
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder, "cases.jsonl"), Path(folder, "predictions.jsonl")
        given.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
        command = ["manage.py", "evaluate_assistant", str(given), "--out", str(out), "--engine", engine]
        subprocess.run([sys.executable, *command], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
        found: dict[str, dict[str, Any]] = score.read_predictions(out)
        return found


def show(sets: dict[str, Any]) -> None:
    """Print the sets side by side."""
    summaries = {name: summary for name, (_, summary) in sets.items()}
    _line("", list(sets))
    for key, label in _COUNTS:
        _line(label, [str(summary[key]) for summary in summaries.values()])
    for key, label in _RATES:
        _line(label, [_percent(summary[key]) for summary in summaries.values()])
    print("\nper field")
    for slot in score.SLOTS:
        _line(slot, [_percent(summary["per_field"][slot]["accuracy"]) for summary in summaries.values()])
    print("\nper kind: fields (exact, cases)")
    for tag in sorted({tag for rows, _ in sets.values() for row in rows for tag in row["tags"]}):
        cells = [_of_kind(tag, rows) for rows, _ in sets.values()]
        if sum(bool(cell) for cell in cells) > 1:
            _line(tag, cells)


def _of_kind(tag: str, rows: list[dict[str, Any]]) -> str:
    of_it = [row for row in rows if tag in row["tags"]]
    if not of_it:
        return ""
    tally = score.Tally()
    for row in of_it:
        for _, outcome, *_ in row["slots"]:
            tally.add(outcome)
    exact = sum(row["exact"] for row in of_it)
    return f"{_percent(tally.numbers()['accuracy'])} ({exact}/{len(of_it)})"


def _percent(rate: float | None) -> str:
    return "-" if rate is None else f"{100 * rate:.1f}%"


def _line(label: str, cells: list[str]) -> None:
    print(f"{label:<24}" + "".join(f"{cell:>18}" for cell in cells))


def main() -> None:
    """Evaluate all sets in one go and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("more", nargs="*", type=Path)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--engine", default="built-in")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    files = {"own": HERE / "own", FROZEN: HERE / FROZEN, **{path.parent.name: path for path in options.more}}
    cases = {name: cases_in(path) for name, path in files.items()}
    found = predictions_of([case for listed in cases.values() for case in listed], engine=options.engine)
    sets = {name: score.summarise(listed, found) for name, listed in cases.items()}
    show(sets)
    for name, (rows, summary) in sets.items():
        if options.worst and name != FROZEN:
            print(f"\n{name}")
            score.show(rows, summary, options.worst)
    if options.json:
        figures = {name: summary for name, (_, summary) in sets.items()}
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
