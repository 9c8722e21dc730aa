"""Whether this web view plays H.264 by itself (builds of distributions do), and what tells courses that MP4 plays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

from allure_desktop import paths

_QUESTION = """document.createElement('video').canPlayType('video/mp4; codecs="avc1.42E01E, mp4a.40.2"')"""

_answer: bool | None = None


def plays_h264(page: QWebEnginePage, told: Callable[[bool], None]) -> None:
    """Asks a page that has loaded nothing yet, once a run; `told` is called at once where it is known."""
    if _answer is not None:
        told(_answer)
        return

    def answered(said: object) -> None:
        global _answer
        _answer = bool(said)
        told(_answer)

    page.runJavaScript(_QUESTION, QWebEngineScript.ScriptWorldId.ApplicationWorld, answered)


def media_types() -> QWebEngineScript:
    """The script that answers yes to the MP4 that the preview converts; without effect where H.264 plays itself."""
    script = QWebEngineScript()
    script.setName("media-types")
    script.setSourceCode((paths.resources() / "web_view" / "media_types.js").read_text(encoding="utf-8"))
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    script.setRunsOnSubFrames(True)
    return script
