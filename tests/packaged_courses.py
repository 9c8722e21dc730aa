"""Writes the courses that the installed program is tried with: python -m tests.packaged_courses FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.packages import page, scorm12
from tests.preview.media.films import Recipe, make

_DONE = "api.LMSSetValue('cmi.core.lesson_status','{status}'); api.LMSCommit('');"


def write(folder: Path) -> None:
    """`passes.zip` passes by itself; `film.zip` is completed when its film (H.264 and AAC) has played to its end."""
    script = f"<script>{_DONE.format(status='passed')}</script></body>"
    scorm12(
        folder / "passes.zip", title="Passes by itself", files={"index.html": page("Lesson").replace("</body>", script)}
    )
    player = (
        "<video id='film' src='media/film.mp4' autoplay></video>"
        f"<script>document.getElementById('film').onended = () => {{ {_DONE.format(status='completed')} }};</script></body>"
    )
    film = make(folder / "film.mp4", Recipe(seconds=4.0))
    scorm12(
        folder / "film.zip",
        title="A film",
        files={"index.html": page("Film").replace("</body>", player), "media/film.mp4": film.read_bytes()},
    )
    film.unlink()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
