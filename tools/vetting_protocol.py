"""Draws the tables of the vetting protocol into its page from the code that implements them, and makes its test vectors.

python tools/vetting_protocol.py            rewrites docs/reference/vetting-protocol.md
python tools/vetting_protocol.py --vectors  makes the vectors anew first (the sealed batch is another one each time)
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kotinos.custody.vetting import alarms, batch, clock, grammar, life, records
from kotinos.rehearsal.authority import writing

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "vetting-protocol.md"
VECTORS = ROOT / "src" / "kotinos" / "custody" / "vetting" / "vectors"
END = "<!-- end -->"

ALARMS = {
    "malformed": "outside the grammar, cut off, a wrong hash or count",
    "misnamed": "its name is not what its header says",
    "foreign": "of another domain, or of a campaign that is not ours or was destroyed",
    "key": "signed with a key that we do not know, or that no longer counts",
    "signature": "not signed by the key that it names",
    "replay": "a number that was applied before, or already waits",
    "gap": "(not put aside: it waits) a number is missing before it",
    "ahead": "64 numbers or more ahead of the missing one",
    "batch": "acknowledges no batch of ours, or not as we sent it, or for the second time",
    "count": "acknowledges other records than the batch holds",
    "token": "answers a token that was never sent, or that was sent back",
    "early": "answers before the acknowledgement",
}


def fields() -> str:
    """The fields of a record."""
    rows = ["| | field | at most | form |", "| --- | --- | --- | --- |", "| | token | 32 | `[A-Z2-7]{32}` |"]
    for field in records.FIELDS:
        form = "`" + field.pattern.replace("|", "\\|") + "`" if field.pattern else "text"
        rows.append(f"| {field.number} | {field.name} | {field.limit} bytes | {form} |")
    return "\n".join(rows)


def lines() -> str:
    """The lines of an inbound file, column by column."""
    rows = ["| line | column | from byte | bytes | form |", "| --- | --- | --- | --- | --- |"]
    for kind, columns in grammar.LINES.items():
        at = 3
        for column in columns:
            form = column.pattern.replace("|", "\\|")
            rows.append(f"| {kind} | {column.name} | {at} | {column.width} | `{form}` |")
            at += column.width + 1
    return "\n".join(rows)


def codes() -> str:
    """Why a file may change nothing."""
    return "\n".join(
        ["| alarm | the file |", "| --- | --- |", *(f"| `{code}` | {ALARMS[code]} |" for code in alarms.CODES)]
    )


def transitions() -> str:
    """The life of a clearance as a diagram and as a table."""
    drawn = ["```mermaid", "stateDiagram-v2"]
    moves = {(a, e): b for (a, e), b in life.TRANSITIONS.items() if a != b and e != "supersede"}
    drawn += [f"    {'[*]' if a == 'not_required' else a} --> {b}: {event}" for (a, event), b in moves.items()]
    rows = ["```", "", "| from | event | to | verdict for a card |", "| --- | --- | --- | --- |"]
    rows += [f"| {a} | {event} | {b} | {life.verdict(b)} |" for (a, event), b in moves.items()]
    return "\n".join([*drawn, *rows, "| any | supersede | superseded | none |"])


def example() -> str:
    """The worked example, from the vectors."""
    told = json.loads((VECTORS / "batch.json").read_text(encoding="utf-8"))
    found = json.loads((VECTORS / "inbound.json").read_text(encoding="utf-8"))
    inside = told["content"].replace("\t", " → ")
    files = [one for one in found if one["name"] in ("an acknowledgement", "an answer file")]
    parts = [
        f"The batch `{told['file']}`, {told['size']:,} bytes sealed:",
        f"```\n{told['manifest'].rstrip()}\n… {told['size']} bytes …\n```",
        "Inside (→ is a tab):",
        f"```\n{inside.rstrip()}\n… zero bytes up to {told['class']:,} …\n```",
    ]
    for one in files:
        text = "\n".join(line.rstrip() for line in one["lines"])
        parts += [f"{one['name'].capitalize()}, `{one['file']}`:", f"```\n{text}\n```"]
    return "\n\n".join(parts)


DRAWINGS: dict[str, Callable[[], str]] = {
    "FIELDS": fields,
    "LINES": lines,
    "CODES": codes,
    "TRANSITIONS": transitions,
    "the vectors": example,
}


def drawn(page: str) -> str:
    """The page with the tables of today."""
    for name, made in DRAWINGS.items():
        begin = f"<!-- drawn from {name}: begin -->"
        head, rest = page.split(begin)
        page = f"{head}{begin}\n{made()}\n{END}{rest.split(END, 1)[1]}"
    return page


# -- the vectors


def private(seed: str) -> bytes:
    """A key that everybody knows."""
    import hashlib

    return hashlib.sha256(f"kotinos vetting test key {seed}".encode()).digest()


ZONE = Ed25519PrivateKey.from_private_bytes(private("zone signing"))
SIGNING = Ed25519PrivateKey.from_private_bytes(private("authority signing"))
SEALING = X25519PrivateKey.from_private_bytes(private("authority sealing"))
CREATED = datetime(2026, 7, 1, 12, tzinfo=UTC)
TOKENS = ("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U", "OV3HO6DZPJQWEY3EMVTGO2DJNJVWY3LO")
PEOPLE: tuple[dict[str, str], ...] = (
    {"family_name": "Ourson-Løvås", "given_names": "Inès", "mrz_name": "OURSON<LOEVAAS<<INES", "nationality": "NOR", "sex": "F",
     "birth_date": "1991-02-28", "birth_place": "Tromsø", "birth_country": "NOR", "address": "12 rue des Tilleuls\n75011 Paris"},
    {"family_name": "", "given_names": "Wirawan", "mrz_name": "WIRAWAN", "nationality": "IDN", "sex": "X",
     "birth_date": "1987-XX-XX", "birth_place": "Bandung", "birth_country": "IDN", "address": "Jalan Merdeka  7, Bandung"},
)  # fmt: skip


def key_file() -> dict[str, Any]:
    """Every key of the vectors."""
    named = {"zone signing": ZONE, "authority signing": SIGNING, "authority sealing": SEALING}
    return {
        name: {"private": key.private_bytes_raw().hex(), "public": key.public_key().public_bytes_raw().hex()}
        for name, key in named.items()
    }


def record_file() -> list[dict[str, Any]]:
    """Records that are fit, and one that is not for each field."""
    good = PEOPLE[0]
    cases: list[tuple[dict[str, str], str]] = [(person, "press") for person in PEOPLE]
    changes = {
        1: {"family_name": "", "given_names": " "}, 2: {"given_names": "I" * 157}, 3: {"mrz_name": "OURSON LOEVAAS"},
        4: {"nationality": "Norway"}, 5: {"sex": "f"}, 6: {"birth_date": "1991-02-29"}, 7: {"birth_place": ""},
        8: {"birth_country": ""}, 9: {"address": "12 rue\u0007"},
    }  # fmt: skip
    cases += [({**good, **change}, "press") for change in changes.values()]
    cases += [({**good, "birth_date": "1991-XX-28"}, "press"), (good, "tourist"), (good, "")]
    cases += [({**good, "family_name": "Ourson\u0301", "address": "a\r\n\r\n  b\tc "}, "guests")]
    told = []
    for values, reason in cases:
        case: dict[str, Any] = {"token": TOKENS[0], "values": values, "reason": reason}
        try:
            case["line"] = records.record(TOKENS[0], values, reason).decode()
        except records.Unfit as unfit:
            case["unfit"] = unfit.field
        told.append(case)
    return told


def batch_file() -> dict[str, Any]:
    """A whole batch of two."""
    rows = [records.record(token, person, "press") for token, person in zip(TOKENS, PEOPLE, strict=True)]
    head = batch.Head("FR", "JO2030", 1, CREATED, batch.FIRST)
    built = batch.build(head, rows, ZONE, SEALING.public_key())
    content = batch.padded(rows)
    return {
        "file": built.name,
        "manifest": built.manifest.decode(),
        "manifest sha256": built.digest,
        "content": content.rstrip(b"\0").decode(),
        "class": len(content),
        "size": len(built.sealed),
        "base64": b64encode(built.file).decode(),
    }


def inbound_file(digest: str) -> list[dict[str, Any]]:
    """Files that are right, and what is not one."""
    said = [
        writing.Said(TOKENS[0], "F", 20260000017, date(2026, 9, 30)),
        writing.Said(TOKENS[1], "P", 20260000018),
        writing.Said(TOKENS[1], "U", 20260000018),
        writing.Said(TOKENS[0], "W", 20260000017),
    ]
    first, second = (writing.Envelope("FR", "JO2030", n, datetime(2026, 7, n + 1, 6, 30, tzinfo=UTC)) for n in (1, 2))
    acknowledged = writing.acknowledgement(first, 1, digest, [(TOKENS[0], 0), (TOKENS[1], 0)], SIGNING)
    sent_back = writing.acknowledgement(first, 1, digest, [(TOKENS[0], 0), (TOKENS[1], 6)], SIGNING)
    answered = writing.answers(second, said, SIGNING)
    empty = writing.answers(second, [], SIGNING)
    right = {"an acknowledgement": acknowledged, "a record sent back": sent_back, "an answer file": answered,
             "an answer file without answers": empty}  # fmt: skip
    row = answered[128:192]
    wrong = {
        "cut off in a line": answered[:-1],
        "cut off by a line": answered[:-64],
        "carriage returns": answered.replace(b" \n", b"\r\n"),
        "a line left out": answered[:128] + answered[192:],
        "a line twice": answered[:192] + answered[128:],
        "an unknown verdict": answered.replace(row, row.replace(b" F ", b" X ")),
        "a remark after the date": answered.replace(row, row[:60] + b"S77\n"),
        "favourable without a day": answered.replace(row, row.replace(b"20260930", b"00000000")),
        "a day that is none": answered.replace(row, row.replace(b"20260930", b"20260931")),
        "unfavourable with a day": answered.replace(b" U 020260000018 00000000", b" U 020260000018 20260930"),
        "a small letter in a token": answered.replace(row, row.replace(b"MF", b"mF")),
        "an answer in an acknowledgement": acknowledged.replace(acknowledged[256:320], row),
        "a field that does not exist": sent_back.replace(b" 06 ", b" 11 "),
        "another version": b"H 2" + answered[3:],
        "another hash": answered.replace(b"T 1 00000004 ", b"T 1 00000004 0")[: len(answered)],
        "parts of the signature exchanged": answered[:-256]
        + answered[-192:-128]
        + answered[-256:-192]
        + answered[-128:],
    }
    told: list[dict[str, Any]] = []
    for name, body in right.items():
        file = grammar.parse(body)
        told.append({
            "name": name, "file": (first if file.kind == "ACK" else second).name, "lines": body.decode().splitlines(),
            "kind": file.kind, "sequence": file.sequence, "batch": file.batch, "manifest": file.manifest,
            "receipts": [[one.token, one.field] for one in file.receipts],
            "answers": [[a.token, a.verdict, a.case, a.until.isoformat() if a.until else None] for a in file.answers],
        })  # fmt: skip
    for name, body in wrong.items():
        try:
            grammar.parse(body)
        except grammar.Malformed as malformed:
            told.append({"name": name, "base64": b64encode(body).decode(), "malformed": malformed.line})
        else:
            raise AssertionError(f"{name} was taken")
    return told


def clock_file() -> list[list[Any]]:
    """Last days: [sent, months, days, last]."""
    days = ("2026-01-31", "2026-02-28", "2026-03-15", "2026-07-31", "2026-08-29", "2026-11-30", "2026-12-31", "2027-12-29",
            "2027-12-30", "2027-12-31", "2028-02-29", "2099-12-31")  # fmt: skip
    delays = ((2, 0), (1, 0), (1, 15), (0, 15), (0, 56))
    return [
        [day, months, extra, clock.last_day(date.fromisoformat(day), clock.Delay(months, extra)).isoformat()]
        for day in days
        for months, extra in delays
    ]


def write(name: str, told: Any) -> None:
    """Keep one file of vectors."""
    VECTORS.mkdir(parents=True, exist_ok=True)
    (VECTORS / name).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Rewrite what is asked for."""
    if "--vectors" in sys.argv:
        told = batch_file()
        assert b64decode(told["base64"]).startswith(told["manifest"].encode())
        write("batch.json", told)
        write("inbound.json", inbound_file(told["manifest sha256"]))
    write("keys.json", key_file())
    write("records.json", record_file())
    write("clock.json", clock_file())
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
