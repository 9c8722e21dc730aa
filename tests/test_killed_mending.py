"""An upload and the mended copy of its file, without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.composition import build
from allure_desktop.scorm.zip_copy import ZipCopy
from tests.packages import scorm12


class Killed(BaseException):
    """The program is gone in the middle of its work."""


def test_the_half_copy_of_a_killed_program_is_removed_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that does not show stays beside the user's file; what the user has there does."""
    path = scorm12(tmp_path / "course.zip", broken="zip.manifest-in-subfolder")
    users = tmp_path / ".course.0011aabb.zip"
    users.write_bytes(b"the user's own")
    services = build(tmp_path / "data")
    services.uploads.run()
    upload_id = services.uploads.add(path, None)
    services.uploads.wait([upload_id], 30)

    def killed(*_arguments: Any) -> None:
        raise Killed

    monkeypatch.setattr(ZipCopy, "copy", killed)
    keep: Callable[..., None] = lambda *_arguments, **_named: None  # noqa: E731 - a killed program removes nothing
    with monkeypatch.context() as dying:
        dying.setattr(Path, "unlink", keep)
        with pytest.raises(Killed):
            services.mend(upload_id, ["zip.manifest-in-subfolder"])
    services.close()
    assert len(list(tmp_path.glob(".course*.zip"))) == 2
    again = build(tmp_path / "data")
    again.clear_unfinished()
    again.close()
    assert list(tmp_path.glob(".course*.zip")) == [users]
