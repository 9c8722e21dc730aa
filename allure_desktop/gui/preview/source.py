"""What a preview window plays; known without the window itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PreviewSource:
    """A file, and the row of Uploads that it belongs to. `words` name where it is from."""

    path: str
    words: str
    title: str = ""
    upload_id: int | None = None
