"""The table of run-time calls: time, call, element and value, answer and error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from allure_desktop.gui.preview.inspector.record_table import Cell, RecordTable
from allure_desktop.gui.uploads import figures

if TYPE_CHECKING:
    from allure_desktop.preview.call import Call
    from allure_desktop.preview.explanation import Explanation

TIME, CALL, ELEMENT, ANSWER = range(4)
#: longer values are searched and shown only so far
_LONGEST = 20_000
MOST = 100_000


def is_set(call: Call) -> bool:
    return call.act == "SetValue"


def is_get(call: Call) -> bool:
    return call.act == "GetValue"


def seconds(ms: float) -> str:
    """Seconds since the page began: `0.02`, `41.3`, `1,204`."""
    value = max(0.0, ms) / 1000
    if value < 10:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 1000 else figures.number(round(value))


def element_and_value(call: Call) -> str:
    """`cmi.score.raw = 60`, `cmi.suspend_data`, or the arguments as they were given."""
    if is_set(call) and len(call.args) > 1:
        return f"{call.args[0]} = {call.args[1][:_LONGEST]}"
    if call.element:
        return call.element
    if not call.name:
        return call.diagnostic
    if call.act == "GetLastError":
        return ""
    return ", ".join(f'"{arg}"' for arg in call.args)


def answer(call: Call) -> str:
    """The answer in quotes, and the error code where there is one: `"false" · 405`."""
    if not call.name:
        return ""
    text = f'"{call.answer[:_LONGEST]}"'
    return f"{text} · {call.error}" if call.failed else text


class CallTable(RecordTable["Call"]):
    """Counts what the chips say; kinds are `set`, `get`, `errors` and `remarks`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.errors = self.remarks = 0
        # by identity: numbers begin again with each page
        self._marks: dict[int, Explanation] = {}

    def heads(self) -> Sequence[str]:
        return (self.tr("Time"), self.tr("Call"), self.tr("Element and value"), self.tr("Answer"))

    def mark(self, call: Call) -> Explanation | None:
        """What is to be said about a call; None for nothing."""
        return self._marks.get(id(call))

    def tell_marks(self, marks: Sequence[tuple[Call, Explanation]]) -> None:
        """What is to be said about calls that come with the next `extend`."""
        for call, said in marks:
            self._marks[id(call)] = said
        self.remarks += sum(not call.failed for call, _said in marks)

    def extend(self, records: Sequence[Call]) -> None:
        self.errors += sum(call.failed for call in records)
        super().extend(records)
        if len(self.records) > MOST * 5 // 4:
            self.keep_last(MOST)

    def keep_last(self, count: int) -> None:
        """Lets go of the oldest, as the log has done."""
        self._marks = {id(call): said for call in self.records[-count:] if (said := self.mark(call))}
        super().keep_last(count)

    def clear(self) -> None:
        self.errors = self.remarks = 0
        self._marks = {}
        super().clear()

    def cell(self, record: Call, column: int) -> Cell:
        failed = record.failed
        if column == TIME:
            return Cell(seconds(record.ms), "danger" if failed else "text3", right=True)
        if column == CALL:
            return Cell(record.name, "danger" if failed else ("accent" if is_set(record) else "text"), 600)
        if column == ELEMENT:
            return Cell(element_and_value(record), "text", code=bool(record.name))
        return Cell(answer(record), "danger" if failed else "text2", code=True)

    def text_of(self, record: Call) -> str:
        return f"{record.name} {element_and_value(record)} {answer(record)}"

    def is_kind(self, record: Call, kind: str) -> bool:
        if kind == "errors":
            return record.failed
        if kind == "remarks":
            return id(record) in self._marks
        return is_set(record) if kind == "set" else is_get(record)

    def tone(self, record: Call) -> str:
        if record.failed:
            return "danger"
        said = self.mark(record)
        return "warning" if said is not None and said.severity == "warning" else ""

    def spoken(self, record: Call) -> str:
        words = self.tr("{name} {what}, answer {answer}").format(
            name=record.name, what=element_and_value(record)[:200], answer=answer(record)[:200]
        )
        return self.tr("Error. {words}").format(words=words) if record.failed else words

    def tip(self, record: Call) -> str:
        if not record.name:
            return record.diagnostic
        lines = [f"{record.name}({', '.join(repr(arg[:600]) for arg in record.args)})", f"→ {answer(record)[:600]}"]
        if record.diagnostic:
            lines.append(record.diagnostic[:600])
        if record.where is not None and record.where.url:
            lines.append(f"{record.where.url}:{record.where.line}")
        return "\n".join(lines)
