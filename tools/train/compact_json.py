"""JSON for people: indented by two; what fits one line stays on one line, and so do lists of numbers of any length."""

import json
from pathlib import Path

LINE_WIDTH = 110


def fits_one_line(value: object, indent: str, line: str) -> bool:
    if isinstance(value, list) and all(isinstance(v, (int, float)) for v in value):
        return True
    children = value.values() if isinstance(value, dict) else value
    return len(indent) + len(line) <= LINE_WIDTH and not any(v and isinstance(v, dict) for v in children)


def compact(value: object, indent: str = "") -> str:
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or fits_one_line(value, indent, line):
        return line
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{json.dumps(key, ensure_ascii=False)}: {compact(v, inner)}" for key, v in value.items()]
        opening, closing = "{", "}"
    else:
        parts = [compact(v, inner) for v in value]
        opening, closing = "[", "]"
    return opening + "\n" + ",\n".join(inner + part for part in parts) + "\n" + indent + closing


def write_json(path: Path, value: object) -> None:
    path.write_text(compact(value) + "\n", encoding="utf-8")
