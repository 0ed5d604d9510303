"""Draws the lives of a unit, of a protest and of an application from their tables into the pages that explain them.

Each is drawn from the table that the code itself reads: `kotinos.results.life`, `kotinos.custody.accreditation.life`.

python tools/draw_life.py          rewrites the tables and the drawings
"""

from __future__ import annotations

from pathlib import Path

from kotinos.custody.accreditation import life as application
from kotinos.results.life import CONTESTABLE, PROTEST_STEPS, STATUSES, TRANSITIONS, schedule_status_for

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "life-of-a-unit.md"
BEGIN_PROTEST = "<!-- drawn from PROTEST_STEPS: begin -->"
APPLICATION_PAGE = PAGE.parent.parent / "reference" / "accreditation.md"
BEGIN_APPLICATION = "<!-- drawn from the application's TRANSITIONS: begin -->"
BEGIN, END = "<!-- drawn from TRANSITIONS: begin -->", "<!-- end -->"


def drawing() -> str:
    """The transitions as a diagram and as a table."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> START_LIST: start list set"]
    for (a, b), reason in TRANSITIONS.items():
        lines.append(f"    {a} --> {b}" + (": with a reason" if reason else ""))
    for status in CONTESTABLE:
        lines.append(f"    {status} --> PROTESTED: protest filed")
        lines.append(f"    PROTESTED --> {status}: last one decided")
    lines.append("    PROTESTED --> PROVISIONAL: decided, to be held again")
    lines += ["```", "", "| from | may become | with a reason | schedule status |", "| --- | --- | --- | --- |"]
    for status in STATUSES:
        if not status:
            continue
        freely = [b for (a, b), reason in TRANSITIONS.items() if a == status and not reason]
        reasoned = [b for (a, b), reason in TRANSITIONS.items() if a == status and reason]
        schedule = schedule_status_for(status, "as planned")
        lines.append(f"| {status} | {', '.join(freely)} | {', '.join(reasoned)} | {schedule} |")
    return "\n".join(lines)


def protests() -> str:
    """The life of a protest as a diagram."""
    lines = ["```mermaid", "stateDiagram-v2"]
    for (a, kind), b in PROTEST_STEPS.items():
        lines.append(f"    {a or '[*]'} --> {b}: {kind}")
    return "\n".join([*lines, "```"])


def applications() -> str:
    """The life of an application as a diagram and as a table."""
    lines = ["```mermaid", "stateDiagram-v2"]
    for (a, event), (b, _) in application.TRANSITIONS.items():
        lines.append(f"    {a or '[*]'} --> {b}: {event}")
    lines += ["```", "", "| from | event | to | what must be so |", "| --- | --- | --- | --- |"]
    lines += [f"| {a or '–'} | {event} | {b} | {guard} |" for (a, event), (b, guard) in application.TRANSITIONS.items()]
    return "\n".join(lines)


DRAWINGS = {
    PAGE: {BEGIN: drawing, BEGIN_PROTEST: protests},
    APPLICATION_PAGE: {BEGIN_APPLICATION: applications},
}


def drawn(page: str, of: Path = PAGE) -> str:
    """The page with the drawings of today."""
    for begin, made in ((begin, draw()) for begin, draw in DRAWINGS[of].items()):
        head, rest = page.split(begin)
        page = f"{head}{begin}\n{made}\n{END}{rest.split(END, 1)[1]}"
    return page


if __name__ == "__main__":
    for file in DRAWINGS:
        file.write_text(drawn(file.read_text(encoding="utf-8"), file), encoding="utf-8")
