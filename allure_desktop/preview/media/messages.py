"""What the program and its converting child say to each other through two pipes.

To the child: a JSON object a line. From it: a head of 17 bytes and so many bytes as it says. A film is named by a
number that the program chose; each order carries everything that is needed for it, so a new child needs no history.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, NamedTuple

#: the hidden verb that turns the program into the child
VERB = "convert-media"

# --- orders ---
OPEN, SLOT, CANCEL, RELEASE = "open", "slot", "cancel", "release"

# --- answers ---
#: `data` is a JSON object, a line break, and the head of the film
HEAD = 1
#: a part of a slot, from `offset` on; offset 0 begins the slot anew
PIECE = 2
#: the slot is whole
WHOLE = 3
#: `data` says in words why the film or this slot cannot be converted
REFUSED = 4
#: the order whose number is in `slot` is finished, by whatever end
IDLE = 5

_FRAME = struct.Struct(">BIIII")


class Answer(NamedTuple):
    """One answer of the child."""

    kind: int
    film: int
    slot: int
    offset: int
    data: bytes


def write_order(pipe: BinaryIO, **facts: Any) -> None:
    """Sends an order. Raises OSError when nobody reads."""
    pipe.write(json.dumps(facts).encode() + b"\n")
    pipe.flush()


def write_answer(pipe: BinaryIO, kind: int, film: int = 0, slot: int = 0, offset: int = 0, data: bytes = b"") -> None:
    pipe.write(_FRAME.pack(kind, film, slot, offset, len(data)))
    pipe.write(data)
    pipe.flush()


def read_answer(pipe: BinaryIO) -> Answer | None:
    """The next answer; None when the pipe ends, in the middle of an answer too."""
    frame = pipe.read(_FRAME.size)
    if len(frame) < _FRAME.size:
        return None
    kind, film, slot, offset, length = _FRAME.unpack(frame)
    data = pipe.read(length)
    return Answer(kind, film, slot, offset, data) if len(data) == length else None
