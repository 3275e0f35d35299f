"""The TOML of a pack: tables, read with errors that name file and line, and written so that they read back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..errors import ImportFailed

_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_WIDTH = 110

# What the writer takes: a table inside a table lists numbers by name.
Value = str | bool | Sequence[str] | Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a TOML file, with the place that an error about it names."""

    file: str
    line: int
    text: str
    values: Mapping[str, object]

    def fault(self, key: str, complaint: str) -> ImportFailed:
        """The error for a key: `complaint` goes on from "line N: ". The line is the key's, or the table's own."""
        for offset, line in enumerate(self.text.split("\n")):
            if re.match(rf"\s*{re.escape(key)}\s*=", line):
                return ImportFailed(f"{self.file}, line {self.line + offset}: {complaint}.")
        return ImportFailed(f"{self.file}, line {self.line}: {complaint}.")

    def words(self, key: str, *, required: bool = False) -> str:
        """A text on one line, "" where there is none; raises ImportFailed where it is missing though required."""
        value = self.values.get(key, "")
        if isinstance(value, date):
            value = value.isoformat()
        if not isinstance(value, str):
            raise self.fault(key, f"“{key}” has to be text in quotation marks")
        if required and not value.strip():
            raise self.fault(key, f"“{key}” is missing")
        return " ".join(value.split())

    def several(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.fault(key, f"“{key}” has to be a list of texts in quotation marks")
        return tuple(" ".join(item.split()) for item in value)

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(key, f"“{key}” has to be true or false")
        return value

    def numbers(self, key: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Lists of whole numbers from 1, by name."""
        value = self.values.get(key, {})
        if not isinstance(value, dict) or not all(_is_numbers(item) for item in value.values()):
            raise self.fault(key, f'“{key}” has to look like {{ "brief" = [1, 2] }}')
        return tuple((name, tuple(item)) for name, item in value.items())


def _is_numbers(value: object) -> bool:
    return isinstance(value, list) and all(type(item) is int and item > 0 for item in value)


def read_table(text: str, file: str, line: int) -> Table:
    """A whole text as one table; `line` is where it begins in the file. Raises ImportFailed."""
    try:
        return Table(file, line, text, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _LINE.search(str(error))
        place = line + int(found[1]) - 1 if found else line + text.rstrip("\n").count("\n")
        reason = _LINE.sub("", str(error)).replace("(at end of document)", "").strip()
        raise ImportFailed(f"{file}, line {place}: this is not valid TOML ({reason}).") from error


def read_tables(text: str, file: str, name: str) -> tuple[Table, ...]:
    """The tables under `[[name]]`, in order. Raises ImportFailed."""
    whole = read_table(text, file, 1)
    given = whole.values.get(name, [])
    if not isinstance(given, list) or not all(isinstance(values, dict) for values in given):
        raise whole.fault(name, f"each entry has to begin with [[{name}]]")
    headers = list(re.finditer(rf"^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", text, re.MULTILINE))
    tables = []
    for index, values in enumerate(given):
        # With headers that cannot be told apart, an error names the file's first line.
        start = headers[index].start() if len(headers) == len(given) else 0
        end = headers[index + 1].start() if len(headers) == len(given) and index + 1 < len(headers) else len(text)
        tables.append(Table(file, text.count("\n", 0, start) + 1, text[start:end], values))
    return tuple(tables)


def write_table(values: Iterable[tuple[str, Value]]) -> str:
    """Lines of `key = value`; what is empty or false is left out."""
    return "".join(f"{key} = {_written(value)}\n" for key, value in values if value)


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_quoted(name)} = {list(numbers)}' for name, numbers in value.items())} }}"
    items = [_quoted(item) for item in value]
    short = f"[{', '.join(items)}]"
    return short if len(short) <= _WIDTH else "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
