"""Draws the life of a unit from `kotinos.results.life.TRANSITIONS` into docs/explanation/life-of-a-unit.md.

python tools/draw_life.py          rewrites the table and the drawing
"""

from __future__ import annotations

from pathlib import Path

from kotinos.results.life import CONTESTABLE, STATUSES, TRANSITIONS, schedule_status_for

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "life-of-a-unit.md"
BEGIN, END = "<!-- drawn from TRANSITIONS: begin -->", "<!-- end -->"


def drawing() -> str:
    """The transitions as a diagram and as a table."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> START_LIST: start list set"]
    for (a, b), reason in TRANSITIONS.items():
        lines.append(f"    {a} --> {b}" + (": with a reason" if reason else ""))
    for status in CONTESTABLE:
        lines.append(f"    {status} --> PROTESTED: protest filed")
        lines.append(f"    PROTESTED --> {status}: last one decided")
    lines += ["```", "", "| from | may become | with a reason | schedule status |", "| --- | --- | --- | --- |"]
    for status in STATUSES:
        if not status:
            continue
        freely = [b for (a, b), reason in TRANSITIONS.items() if a == status and not reason]
        reasoned = [b for (a, b), reason in TRANSITIONS.items() if a == status and reason]
        schedule = schedule_status_for(status, "as planned")
        lines.append(f"| {status} | {', '.join(freely)} | {', '.join(reasoned)} | {schedule} |")
    return "\n".join(lines)


def drawn(page: str) -> str:
    """The page with the drawing of today."""
    head, rest = page.split(BEGIN)
    return f"{head}{BEGIN}\n{drawing()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
