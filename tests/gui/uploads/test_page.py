"""What a user sees and can do on the page Uploads, in its panel and in the dock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from allure_desktop.errors import DataDirError, InvalidScormPackage, ProcessingFailed, QuotaExceeded, Refusal, TooLarge
from allure_desktop.gui.uploads.acts import Act, RowAct
from allure_desktop.gui.uploads.announcer import Announcer
from allure_desktop.gui.uploads.dock import UploadsDock
from allure_desktop.gui.uploads.page import UploadsPage
from allure_desktop.gui.uploads.panel import UploadPanel
from allure_desktop.gui.uploads.question import QuestionSheet
from allure_desktop.gui.uploads.row_model import Entry, Heading
from allure_desktop.gui.uploads.rows_view import RowsView
from allure_desktop.gui.widgets import PushButton
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE
from allure_desktop.uploads.rows import Message, Progress, UploadRow
from tests.gui.uploads.conftest import NOW_S, finding, report
from tests.gui.uploads.stage import Stage, press

Make = Callable[..., UploadRow]


@pytest.fixture
def stage(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr("allure_desktop.gui.uploads.row_source.time.time", lambda: NOW_S)
    made = Stage(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(stage: Stage, qtbot: QtBot) -> UploadsPage:
    made = UploadsPage(stage.context)
    stage.show(made)
    qtbot.waitUntil(lambda: stage.context.background.idle)
    return made


def shown(page: UploadsPage) -> list[str]:
    """The list as text: headings in capitals, rows by their titles."""
    items = [page.model.item(page.model.index(n)) for n in range(page.model.rowCount())]
    return [i.text.upper() if isinstance(i, Heading) else i.title for i in items if i is not None]


def click_act(qtbot: QtBot, view: RowsView, upload_id: int, act: Act) -> None:
    """A real click on a painted act."""
    index = view.model().index_of(upload_id)  # type: ignore[attr-defined]
    entry: Entry = view.model().entry(index)  # type: ignore[attr-defined]
    rect = view.visualRect(index)
    place = {one.act: place for one, place in view.rows_delegate.act_rects(entry, rect)}[act]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def called(stage: Stage, qtbot: QtBot, name: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    qtbot.waitUntil(lambda: any(call[0] == name for call in stage.uploads.calls))
    return next(call[1:] for call in stage.uploads.calls if call[0] == name)


def test_rows_stand_in_sections_and_move_between_them(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make
) -> None:
    """A row goes from checking over waiting to finished under the right heading, and the selection goes with it."""
    stage.set_rows(make_row(id=1, state="validating"), make_row(id=2, title="Other", state="held"))
    qtbot.waitUntil(
        lambda: shown(page) == ["IN PROGRESS  ·  1", "GDPR for Customer Support", "READY TO UPLOAD  ·  1", "Other"]
    )
    page.show_row(1)
    stage.set_rows(make_row(id=1, state="done"), make_row(id=2, title="Other", state="held"))
    qtbot.waitUntil(
        lambda: shown(page) == ["READY TO UPLOAD  ·  1", "Other", "FINISHED TODAY  ·  1", "GDPR for Customer Support"]
    )
    assert page.view.current_id == 1


def test_the_arrow_keys_pass_over_headings(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """Only rows can be reached; each reads itself aloud as a whole sentence."""
    stage.set_rows(make_row(id=1, state="validating"), make_row(id=2, title="Other", state="held"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    page.show_row(1)
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.current_id == 2
    spoken = page.model.data(page.view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Other, New package. Ready to upload, not checked"


def test_pause_is_a_click_on_the_row_and_a_key(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """The painted icon and the key P do the same; the click does not select the row."""
    stage.set_rows(make_row(id=1, state="sending", total_bytes=100, sent_bytes=10))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    click_act(qtbot, page.view, 1, Act.PAUSE)
    assert called(stage, qtbot, "pause") == ((1,), {})
    assert page.view.current_id is None
    stage.set_rows(make_row(id=1, state="sending", reason="paused", total_bytes=100, sent_bytes=10))
    qtbot.waitUntil(lambda: "Paused" in page.model.entry(page.model.index(1)).words.sentence)  # type: ignore[union-attr]
    page.show_row(1)
    press(qtbot, page, Qt.Key.Key_P)
    assert called(stage, qtbot, "resume") == ((1,), {})


def test_a_press_that_leaves_the_button_does_nothing(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make
) -> None:
    """As with any button: pressed here, released elsewhere is no click."""
    stage.set_rows(make_row(id=1, state="held", report=report()))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    index = page.model.index_of(1)
    entry = page.model.entry(index)
    assert entry is not None
    _, place = page.view.rows_delegate.act_rects(entry, page.view.visualRect(index))[0]
    QTest.mousePress(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    QTest.mouseRelease(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place.center() - QPoint(200, 0))
    assert stage.uploads.calls == []


def test_stop_can_be_undone(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """Stop says that the parts stay, and offers to go on."""
    stage.set_rows(make_row(id=1, state="sending", total_bytes=100, sent_bytes=10))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    click_act(qtbot, page.view, 1, Act.STOP)
    qtbot.waitUntil(lambda: stage.acts.undo is not None)
    assert "stays until you remove it" in stage.acts.calls[-1][1]
    assert stage.acts.undo is not None
    stage.acts.undo()
    assert called(stage, qtbot, "start") == ((1,), {})


def test_upload_anyway_asks_first_and_cancel_has_the_focus(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make
) -> None:
    """Nothing is uploaded in spite of errors without a second word."""
    stage.set_rows(make_row(id=1, state="needs_decision", reason="errors", report=report(errors=2)))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.view.act_wanted.emit(1, Act.UPLOAD_ANYWAY)
    sheet = stage.window.findChild(QuestionSheet)
    assert sheet is not None and "2 problems" in sheet.words.text()
    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is sheet.cancel)
    assert stage.uploads.calls == []
    QTest.mouseClick(sheet.act_button, Qt.MouseButton.LeftButton)
    assert called(stage, qtbot, "start") == ((1,), {"despite_errors": True})


def test_remove_asks_only_when_something_is_lost(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """Uploaded parts are confirmed away; a finished row just goes."""
    stage.set_rows(
        make_row(id=1, state="held", total_bytes=2_000_000, sent_bytes=1_000_000), make_row(id=2, state="done")
    )
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    page.show_row(1)
    press(qtbot, page, Qt.Key.Key_Delete)
    sheet = stage.window.findChild(QuestionSheet)
    assert sheet is not None and "1.0 MB" in sheet.words.text()
    sheet.dismiss()
    page.show_row(2)
    press(qtbot, page, Qt.Key.Key_Delete)
    assert called(stage, qtbot, "forget") == ((2,), {})


def test_a_checked_file_goes_to_the_connection_that_is_shown(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make
) -> None:
    """*Upload* on a file without a server names the current one."""
    stage.set_rows(make_row(id=1, state="held", connection_id=None, base_url="", report=report()))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    click_act(qtbot, page.view, 1, Act.UPLOAD)
    assert called(stage, qtbot, "start") == ((1,), {"connection_id": "c1"})


def test_without_a_connection_upload_leads_to_making_one(qtbot: QtBot, tmp_path: Path, make_row: Make) -> None:
    """The button is never dead: it opens the connection dialog."""
    stage = Stage(tmp_path, connected=False)
    page = UploadsPage(stage.context)
    stage.show(page)
    stage.set_rows(make_row(id=1, state="held", connection_id=None, base_url="", report=report()))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    click_act(qtbot, page.view, 1, Act.UPLOAD)
    assert stage.acts.calls == [("connection", None)]
    assert page.at_once.isHidden()
    stage.close()


def test_key_refused_leads_to_its_connection(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """*Replace key…* opens the dialog of the row's own connection."""
    stage.set_rows(make_row(id=1, state="sending", reason="key_refused", total_bytes=10))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    click_act(qtbot, page.view, 1, Act.REPLACE_KEY)
    assert stage.acts.calls == [("key", "c1")]


def test_locate_asks_for_the_file(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """The place chosen in the dialog is handed on."""
    stage.set_rows(make_row(id=1, state="sending", reason="file_missing", total_bytes=10))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    click_act(qtbot, page.view, 1, Act.LOCATE)
    dialog = stage.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit("/media/usb/gdpr.zip")
    assert called(stage, qtbot, "locate") == ((1, Path("/media/usb/gdpr.zip")), {})
    dialog.close()


def test_pause_all_becomes_resume_all(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """One button, always saying what a press does now; dead only while there is nothing to do."""
    assert not page.pause_all.isEnabled()
    stage.set_rows(make_row(id=1, state="sending", total_bytes=10))
    qtbot.waitUntil(lambda: page.pause_all.isEnabled())
    QTest.mouseClick(page.pause_all, Qt.MouseButton.LeftButton)
    called(stage, qtbot, "pause_all")
    stage.set_rows(make_row(id=1, state="sending", reason="paused", total_bytes=10))
    qtbot.waitUntil(lambda: page.pause_all.accessibleName() == "Resume all")
    QTest.mouseClick(page.pause_all, Qt.MouseButton.LeftButton)
    called(stage, qtbot, "resume_all")


def test_the_limit_of_a_server_is_told_once_and_not_in_red(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make
) -> None:
    """The band appears while a row waits for the server's limit and goes with it."""
    stage.set_rows(make_row(id=1, state="sending", reason="rate_limited", until=NOW_S + 60, total_bytes=10))
    qtbot.waitUntil(lambda: page.limit_band.isVisible())
    assert page.limit_band.property("tone") == "info" and "nothing is wrong" in page.limit_band.words
    stage.set_rows(make_row(id=1, state="sending", total_bytes=10))
    qtbot.waitUntil(lambda: page.limit_band.isHidden())


def test_an_empty_page_says_what_belongs_here(stage: Stage, page: UploadsPage, qtbot: QtBot) -> None:
    """No rows: one line, and the button that fills it has the keyboard."""
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    QTest.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert stage.acts.calls == [("choose files",)]


def test_the_at_once_switch_is_kept_for_the_connection(stage: Stage, page: UploadsPage, qtbot: QtBot) -> None:
    """What was answered at the first drop can be changed here."""
    assert not page.at_once.isChecked()
    page.at_once.click()
    qtbot.waitUntil(lambda: stage.services.settings.get(ASKED_UPLOAD_AT_ONCE) == {"c1": True})


def test_a_journal_that_cannot_be_read_is_told_in_place(stage: Stage, page: UploadsPage, qtbot: QtBot) -> None:
    """The band says why and offers to try again; the rows known so far stay."""
    stage.uploads.failure = DataDirError("The program's own files cannot be read.", remedy="Free some disk space.")
    stage.set_rows()
    qtbot.waitUntil(lambda: page.error_band.isVisible())
    assert "Free some disk space." in page.error_band.words
    stage.uploads.failure = None
    button = page.error_band.findChild(PushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.error_band.isHidden())


def test_everything_of_a_row_is_in_its_menu(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """What the row offers in its own words, then what every row has; what cannot be done stands there with its reason."""
    stage.set_rows(make_row(id=1, state="needs_decision", reason="errors", report=report(errors=1)))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.show_row(1)
    menu = page.commands.menu_of(page.view)
    actions = {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}
    assert list(actions) == [
        "Show findings",
        "Preview",
        "Upload anyway…",
        "Let the server check it",
        "Check again when the file changes",
        "Show file",
        "Check again",
        "Upload first",
        "Copy for support",
        "Remove from list",
    ]
    assert actions["Preview"].text().endswith("\tSpace")
    assert not actions["Upload first"].isEnabled()
    assert "No other upload comes before it." in actions["Upload first"].toolTip()
    actions["Let the server check it"].trigger()
    assert called(stage, qtbot, "let_server_check")[0] == (1,)
    actions["Check again"].trigger()
    assert called(stage, qtbot, "check_again")[0] == (1,)


def test_the_menu_of_what_is_under_way_does_not_stop_it_by_removing(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make
) -> None:
    """Del stops a row that is being sent; the menu says *Stop* for that, and why it cannot be removed."""
    stage.set_rows(make_row(id=1, state="sending", total_bytes=100, sent_bytes=10))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.show_row(1)
    actions = {one.text().partition("\t")[0]: one for one in page.commands.menu_of(page.view).actions()}
    assert not actions["Remove from list"].isEnabled()
    assert "Stop it first" in actions["Remove from list"].toolTip()
    actions["Stop"].trigger()
    assert called(stage, qtbot, "stop")[0] == (1,)


def test_copy_for_support_holds_the_state_and_no_folder(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make
) -> None:
    """Ctrl+C copies what helps, without the path of the user's disk."""
    stage.set_rows(make_row(id=1, state="needs_decision", reason="errors", report=report(errors=1)))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.show_row(1)
    press(qtbot, page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "needs_decision (errors)" in QGuiApplication.clipboard().text())
    text = QGuiApplication.clipboard().text()
    assert "needs_decision (errors)" in text and "Error 1" in text
    assert "/courses/" not in text


def test_tooltips_tell_what_is_elided_and_exact(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """A long title is told whole; a bar tells its bytes; an icon its name."""
    long = "A title that has no room at all " * 8
    stage.set_rows(make_row(id=1, title=long, state="sending", total_bytes=1000, sent_bytes=500))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    index = page.model.index_of(1)
    entry, rect = page.model.entry(index), page.view.visualRect(index)
    assert entry is not None
    tip = page.view.rows_delegate.tip(entry, rect, rect.center())
    assert long in tip and "50 % uploaded, 500 of 1,000 bytes" in tip
    acts = {one.act: place for one, place in page.view.rows_delegate.act_rects(entry, rect)}
    assert page.view.rows_delegate.tip(entry, rect, acts[Act.PAUSE].center()) == "Pause"


def test_targets_are_large_enough(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """Every painted act is at least 24 by 24 and inside its row."""
    stage.set_rows(make_row(id=1, state="sending", total_bytes=10), make_row(id=2, state="held"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    for upload_id in (1, 2):
        index = page.model.index_of(upload_id)
        entry, rect = page.model.entry(index), page.view.visualRect(index)
        assert entry is not None
        for _act, place in page.view.rows_delegate.act_rects(entry, rect):
            assert place.width() >= 24 and place.height() >= 24 and rect.contains(place)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What a screen reader is given: the words, and whether it may interrupt."""
    said: list[tuple[str, bool]] = []

    def say(_self: Announcer, event: QAccessibleAnnouncementEvent) -> None:
        said.append((event.message(), event.politeness() == QAccessible.AnnouncementPoliteness.Assertive))

    monkeypatch.setattr(Announcer, "say", say)
    return said


def test_changes_are_announced_by_their_weight(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make, told: list[tuple[str, bool]]
) -> None:
    """Attention is assertive, the rest polite; a quarter of progress counts, a limit that comes and goes does not."""
    sending = {"id": 1, "state": "sending", "total_bytes": 1000}
    for fields in (
        {**sending, "sent_bytes": 10},
        {**sending, "sent_bytes": 20},
        {**sending, "sent_bytes": 300},
        {**sending, "sent_bytes": 300, "reason": "rate_limited"},
        {**sending, "sent_bytes": 300},
        {**sending, "sent_bytes": 300, "reason": "key_refused"},
    ):
        stage.set_rows(make_row(**fields))
        qtbot.waitUntil(lambda: list(page._source.rows) == stage.uploads.all)
    assert [assertive for _words, assertive in told] == [False, True]
    assert "Uploading 300 B of 1.0 kB" in told[0][0] and "refused the key" in told[1][0]


def test_what_is_on_its_way_counts_for_the_quarters(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make, told: list[tuple[str, bool]]
) -> None:
    """A file in one piece is acknowledged only at its end; a second try of it does not begin the telling anew."""
    row = make_row(id=1, state="sending", total_bytes=1000)
    stage.set_rows(row)
    qtbot.waitUntil(lambda: list(page._source.rows) == stage.uploads.all)
    for percent in (10, 24, 25, 30, 60, 20, 55, 76):
        stage.uploads.samples[1] = Progress(1, 0, percent * 10, 1000, 0, 1, 0.0, None)
        with qtbot.waitSignal(page._source.sampled):
            page._source._sample()
    assert [words.split(" bytes")[0].rsplit(", ", 1)[-1] for words, _ in told] == [
        "250 of 1,000",
        "600 of 1,000",
        "760 of 1,000",
    ]


def test_a_line_that_breaks_and_mends_is_told_once(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make, told: list[tuple[str, bool]]
) -> None:
    """Each new try would be one more announcement; the next quarter says that it goes on."""
    sending = {"id": 1, "state": "sending", "total_bytes": 1000, "sent_bytes": 10}
    for number, reason in enumerate(("", "stalled", "", "stalled", "", "paused")):
        stage.set_rows(make_row(**sending, reason=reason, retries=number))
        qtbot.waitUntil(lambda: list(page._source.rows) == stage.uploads.all)
    assert ["No bytes" in words for words, _ in told] == [True, False] and "Paused" in told[1][0]


def test_a_row_that_begins_with_a_question_is_told(
    stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make, told: list[tuple[str, bool]]
) -> None:
    """A small file is checked before its row is read for the first time: what is wrong with it is told all the same."""
    stage.set_rows(make_row(id=1, state="held"))
    qtbot.waitUntil(lambda: list(page._source.rows) == stage.uploads.all)
    stage.set_rows(
        make_row(id=1, state="held"),
        make_row(id=2, state="needs_decision", reason="errors", report=report(errors=2)),
        make_row(id=3, state="validating"),
    )
    qtbot.waitUntil(lambda: list(page._source.rows) == stage.uploads.all)
    assert [assertive for _, assertive in told] == [True] and "2 problems" in told[0][0]


# --- the panel -------------------------------------------------------------------------------------------------------


@pytest.fixture
def panel(stage: Stage) -> UploadPanel:
    made = UploadPanel(stage.context)
    made.resize(404, 780)
    stage.show(made)
    return made


def test_findings_stand_worst_first_with_place_and_remedy(
    stage: Stage, panel: UploadPanel, qtbot: QtBot, make_row: Make
) -> None:
    """Errors before warnings, each with its line and what to do; the verdict says what it comes to."""
    stage.set_rows(make_row(id=1, state="needs_decision", reason="errors", report=report(errors=1, warnings=2)))
    panel.show_row(1)
    qtbot.waitUntil(lambda: len(panel.findings.items) == 3)
    assert [item.accessibleName().split(". ")[1] for item in panel.findings.items] == [
        "Error 1",
        "Warning 1",
        "Warning 2",
    ]
    assert "imsmanifest.xml:12" in panel.findings.items[0].accessibleName()
    assert "Export the course again" in panel.findings.items[0].accessibleName()
    assert panel.band.words == "Would not start in an LMS 1 problem · 2 warnings"


def test_the_buttons_of_the_panel_do_what_the_row_offers(
    stage: Stage, panel: UploadPanel, qtbot: QtBot, make_row: Make
) -> None:
    """What is painted on a row also exists as a button for the keyboard."""
    stage.set_rows(make_row(id=1, state="needs_decision", reason="new_version", package_id="p", report=report()))
    panel.show_row(1)
    qtbot.waitUntil(lambda: panel.buttons[1].isVisible())
    assert [button.accessibleName() for button in panel.buttons] == ["Upload as version…", "New package"]
    QTest.mouseClick(panel.buttons[1], Qt.MouseButton.LeftButton)
    assert called(stage, qtbot, "as_new_package") == ((1,), {})


@pytest.mark.parametrize("kind", [InvalidScormPackage, TooLarge, ProcessingFailed, QuotaExceeded])
def test_each_class_of_refusal_shows_its_causes_and_remedies(
    kind: type[Refusal], stage: Stage, panel: UploadPanel, qtbot: QtBot, make_row: Make
) -> None:
    """All that the public page says about the class stands on the screen."""
    message = Message(
        code=kind.code,
        what="The server refused it.",
        cause="It said no.",
        remedy=" ".join(kind.remedies),
        causes=kind.causes,
        remedies=kind.remedies,
    )
    stage.set_rows(make_row(id=1, state="needs_decision", reason="server_refused", message=message, report=report()))
    panel.show_row(1)
    qtbot.waitUntil(lambda: panel.band.isVisible())
    texts = "\n".join(made.text() for made in panel.findChildren(QLabel) if made.isVisible())
    assert "The server refused it." in texts and "It said no." in texts
    for told in (*kind.causes, *kind.remedies):
        assert told in texts


@pytest.mark.parametrize(
    ("reason", "tone", "words"),
    [
        ("disk_full", "danger", "This computer's disk is full. The upload goes on by itself once there is room"),
        ("key_refused", "warning", "Stopped at 0 %: the server refused the key (401). Nothing is lost"),
    ],
)
def test_trouble_stands_before_the_verdict(
    stage: Stage, panel: UploadPanel, qtbot: QtBot, make_row: Make, reason: str, tone: str, words: str
) -> None:
    """That a file is sound is said after what keeps it from going on, and each of them once."""
    stage.set_rows(make_row(id=1, state="sending", reason=reason, total_bytes=10, report=report()))
    panel.show_row(1)
    qtbot.waitUntil(lambda: panel.band.isVisible())
    assert panel.band.property("tone") == tone
    assert panel.band.words == f"{words} The check on this computer says: Sound."
    assert panel.sentence.isHidden()


def test_a_sound_file_is_one_green_line_and_its_structure(
    stage: Stage, panel: UploadPanel, qtbot: QtBot, make_row: Make
) -> None:
    """No confetti: the verdict, and the items as the manifest has them."""
    stage.set_rows(make_row(id=1, state="held", report=report()))
    panel.show_row(1)
    qtbot.waitUntil(lambda: panel.band.isVisible())
    assert panel.band.property("tone") == "success" and panel.findings.items == []
    panel.tabs.setCurrentIndex(1)
    model = panel.structure.model()
    assert model.index(0, 0).data() == "Rights"
    assert model.index(0, 0, model.index(0, 0)).data() == "Rights of a customer"


def test_the_report_can_be_copied(stage: Stage, panel: UploadPanel, qtbot: QtBot, make_row: Make) -> None:
    """As text, with the verdict and every finding."""
    stage.set_rows(make_row(id=1, state="held", report=report(warnings=1)))
    panel.show_row(1)
    qtbot.waitUntil(lambda: panel.report.copy.isVisible() and panel.report.copy.isEnabled())
    QTest.mouseClick(panel.report.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert "Should run: 1 warning" in text and "[warning] Warning 1" in text and "imsmanifest.xml:12" in text


def test_a_thousand_findings_do_not_stop_the_window(
    stage: Stage, panel: UploadPanel, qtbot: QtBot, make_row: Make
) -> None:
    """The first are shown, the rest on request; the watch over the GUI thread stays quiet."""
    many = {**report(), "findings": [finding("warning", f"Warning {n}") for n in range(1000)]}
    stage.set_rows(make_row(id=1, state="held", report=many))
    panel.show_row(1)
    qtbot.waitUntil(lambda: len(panel.findings.items) == 40)
    more = next(b for b in panel.findings.findChildren(PushButton) if b.accessibleName().endswith(" more"))
    assert more.accessibleName() == "Show 200 more"


def test_long_words_of_a_finding_are_never_cut(stage: Stage, panel: UploadPanel, qtbot: QtBot, make_row: Make) -> None:
    """A wrapped label is as tall as its text needs at the panel's width."""
    told = {**finding("error"), "message": "Every word of this counts. " * 20}
    stage.set_rows(make_row(id=1, state="held", report={**report(), "findings": [told]}))
    panel.show_row(1)
    qtbot.waitUntil(lambda: len(panel.findings.items) == 1)
    qtbot.waitUntil(
        lambda: all(
            made.height() >= made.heightForWidth(made.width())
            for made in panel.findings.items[0].findChildren(QLabel)
            if made.wordWrap()
        )
    )


# --- the dock --------------------------------------------------------------------------------------------------------


@pytest.fixture
def dock(stage: Stage) -> UploadsDock:
    made = UploadsDock(stage.context)
    stage.show(made)
    return made


def test_the_dock_shows_the_three_most_relevant_rows(
    stage: Stage, dock: UploadsDock, qtbot: QtBot, make_row: Make
) -> None:
    """What needs attention first; finished rows never; hidden while nothing is on its way."""
    assert dock.isHidden()
    stage.set_rows(
        make_row(id=1, title="Done", state="done"),
        make_row(id=2, title="Ready", state="held"),
        make_row(id=3, title="Sending", state="sending", total_bytes=10),
        make_row(id=4, title="Waiting", state="queued"),
        make_row(id=5, title="Broken", state="needs_decision", reason="errors", report=report(errors=1)),
    )
    qtbot.waitUntil(lambda: dock.isVisible())
    titles = [dock.model.index(n).data() for n in range(dock.model.rowCount())]
    assert titles == ["Broken", "Sending", "Waiting"]
    assert dock.attention.text() == "1 needs your attention"
    assert dock.show_all.accessibleName() == "Show all 4"
    QTest.mouseClick(dock.show_all, Qt.MouseButton.LeftButton)
    assert stage.acts.calls[-1] == ("uploads", None)


def test_the_dock_folds_to_one_line(stage: Stage, dock: UploadsDock, qtbot: QtBot, make_row: Make) -> None:
    """The head line stays and still counts; a second press brings the rows back."""
    stage.set_rows(make_row(id=1, state="sending", total_bytes=10))
    qtbot.waitUntil(lambda: dock.view.isVisible())
    QTest.mouseClick(dock.fold, Qt.MouseButton.LeftButton)
    assert dock.view.isHidden() and "1 in progress" in dock.summary.full_text
    assert dock.fold.accessibleName() == "Unfold the uploads"
    QTest.mouseClick(dock.fold, Qt.MouseButton.LeftButton)
    assert dock.view.isVisible()


def test_show_findings_in_the_dock_leads_to_the_row(
    stage: Stage, dock: UploadsDock, qtbot: QtBot, make_row: Make
) -> None:
    """From the Library one is a click away from why an upload does not go on."""
    stage.set_rows(make_row(id=5, state="needs_decision", reason="errors", report=report(errors=1)))
    qtbot.waitUntil(lambda: dock.view.isVisible())
    click_act(qtbot, dock.view, 5, Act.SHOW)
    assert stage.acts.calls[-1] == ("uploads", 5)


def test_acts_are_values() -> None:
    """Two rows' acts compare by what they do and say, so that hovering one does not light up another."""
    assert RowAct(Act.PAUSE, "Pause", "pause") != RowAct(Act.STOP, "Stop", "x")
