"""Films, made once a run, and a converter that ends with its test."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from allure_desktop.preview.media.converter import Converter
from tests.preview.media.films import Recipe, make

Make = Callable[[Recipe], Path]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes a film by a recipe; the same recipe gives the same file."""
    folder = tmp_path_factory.mktemp("films")

    def made(recipe: Recipe) -> Path:
        path = folder / f"{hashlib.sha256(repr(recipe).encode()).hexdigest()[:16]}.mp4"
        return path if path.exists() else make(path, recipe)

    return made


@pytest.fixture
def converter(tmp_path: Path) -> Iterator[Converter]:
    """A converter with an empty cache."""
    converter = Converter(tmp_path / "films")
    yield converter
    converter.close()
