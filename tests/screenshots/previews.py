"""Pictures of the preview window: calls with an explanation, data, requests, the summary, the learner."""

from __future__ import annotations

from pathlib import Path

from allure_desktop.gui.preview.door import open_windows
from allure_desktop.gui.preview.inspector.inspector import CALLS, DATA, REQUESTS
from allure_desktop.gui.preview.learner_sheet import LearnerSheet
from allure_desktop.gui.preview.window import PreviewWindow
from tests.gui.preview.courses import forklift
from tests.screenshots.studio import Studio

_ANSWER = """(() => { const f = document.querySelector('iframe'), b = f && f.contentDocument
  && f.contentDocument.getElementById('a'); if (!b) return false; if (!b.dataset.done) { b.dataset.done = '1'; b.click(); } return true; })()"""


def take_previews(studio: Studio, folder: Path) -> None:
    """Plays a course that makes the classic mistake, and looks at it from every side."""
    folder.mkdir(exist_ok=True)
    studio.window.context.open_preview(forklift(folder))
    window: PreviewWindow = studio.until("the preview window", lambda: next(iter(open_windows()), None))
    studio.until("the course", lambda: window.view is not None and window.view._has_loaded, 60)
    answered: list[object] = []

    def answer() -> bool:
        assert window.view is not None
        if not any(answered):
            window.view.page.runJavaScript(_ANSWER, 0, answered.append)
        return window.inspector.calls.table.errors > 0

    studio.until("a refused call", answer, 60)
    window.inspector.show_first_error()
    studio.take("preview", of=window)
    window.inspector.tabs.setCurrentIndex(DATA)
    studio.take("preview-data", of=window)
    window.inspector.tabs.setCurrentIndex(REQUESTS)
    studio.take("preview-requests", of=window)
    window.inspector.tabs.setCurrentIndex(CALLS)
    window.acts.edit_learner()
    sheet = window.findChild(LearnerSheet)
    assert sheet is not None
    studio.take("preview-learner", of=window)
    sheet.dismiss()
    window.acts.exit_course()
    studio.until("the summary", lambda: window.stage.stack.currentWidget() is window.acts.summary, 60)
    studio.take("preview-summary", of=window)
    window.close()
    studio.until("the preview gone", lambda: not open_windows(), 60)
