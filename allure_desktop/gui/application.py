"""Starts the window: at once, before anything that speaks to a server is loaded."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from allure_desktop import __version__
from allure_desktop.gui.identity import APPLICATION, DESKTOP_ENTRY
from allure_desktop.gui.language import speak
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.motion import choose_motion
from allure_desktop.gui.single_instance import SingleInstance, hand_over
from allure_desktop.gui.theme import Theme
from allure_desktop.settings import COLOUR_SCHEME, CONTRAST, LANGUAGE, REDUCED_MOTION, ROW_DENSITY, WINDOW_STATE

if TYPE_CHECKING:
    from allure_desktop.composition import Services


#: Sending threads hold the interpreter for as long as they may; each call into Qt waits for its turn.
_SWITCH_S = 0.001


def application() -> QApplication:
    """The one application object, made where there is none."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    sys.setswitchinterval(_SWITCH_S)
    # the embedded web view comes later and needs this before the application object
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    # named here, since setStyle() would load the wrappers of every style
    made = QApplication([*sys.argv[:1], "-style", "fusion"])
    made.setApplicationName(APPLICATION)
    made.setApplicationVersion(__version__)
    made.setDesktopFileName(DESKTOP_ENTRY)
    return made


def make_window(services: Services) -> MainWindow:
    """The main window with the user's colours and columns, not yet shown."""
    speak(services.settings.get(LANGUAGE), application())
    theme = Theme(application())
    # six small reads before the event loop: the first frame is in the right colours and at the right place
    scheme = services.settings.get(COLOUR_SCHEME)
    if scheme != "system":
        theme.set_scheme(scheme)
    theme.set_contrast(services.settings.get(CONTRAST))
    choose_motion(services.settings.get(REDUCED_MOTION))
    window = MainWindow(services, theme, services.settings.get(WINDOW_STATE))
    window.show_density(services.settings.get(ROW_DENSITY))
    return window


def _collect_again() -> None:
    """What is loaded by now stays for good: the collector need not look at it."""
    gc.freeze()
    gc.enable()


def run_window(services: Services, files: Sequence[str] = (), *, preview: bool = False) -> int:
    """Opens the window with `files` in Uploads, or played with `preview`, and returns the exit code when it was closed.

    Where a window is already open for this data folder, that one comes to the front and takes the files.
    """
    app = application()
    root = services.data_dir.root
    if hand_over(root, files, preview=preview):
        services.close()
        return 0
    app.setQuitOnLastWindowClosed(False)
    window = make_window(services)
    ears: list[SingleInstance] = []

    def called(more: list[str]) -> None:
        window.bring_forward()
        if more:
            window.open_files(more)

    def play(courses: Sequence[str]) -> None:
        for path in courses:
            window.context.open_preview(path)

    def listen() -> None:
        ear = SingleInstance(root)
        ear.called.connect(called)
        ear.preview_called.connect(play)
        ears.append(ear)

    window.settled.connect(listen)
    window.settled.connect(_collect_again)
    if files and preview:
        window.settled.connect(lambda: play([str(Path(file).absolute()) for file in files]))
    elif files:
        given = [str(Path(file).absolute()) for file in files]
        # which connection they are for is known only then
        window.connection_reader.first_read.connect(lambda: window.open_files(given))
    window.show()
    code = app.exec()
    for ear in ears:
        ear.close()
    return code
