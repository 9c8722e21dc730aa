"""The cycle collector rests during a check and is as it was afterwards."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from allure_desktop.errors import LocalFileError
from allure_desktop.scorm.collector import collector_rests
from allure_desktop.validation.validator import validate
from tests.packages import scorm12


def test_it_wakes_when_the_last_one_leaves() -> None:
    """Two pieces of work may overlap; an error in one wakes it too."""
    with collector_rests():
        with pytest.raises(ValueError), collector_rests():
            raise ValueError
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off(tmp_path: Path) -> None:
    """A check leaves the collector as it was, also when it fails."""
    validate(scorm12(tmp_path / "course.zip"))
    with pytest.raises(LocalFileError):
        validate(tmp_path / "gone.zip")
    assert gc.isenabled()
    gc.disable()
    try:
        validate(tmp_path / "course.zip")
        assert not gc.isenabled()
    finally:
        gc.enable()
