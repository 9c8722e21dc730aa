"""The review of a lot: what each file becomes, changeable row by row; nothing is uploaded before its button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu

from allure_desktop.gui import icons
from allure_desktop.gui.lot.chooser import PackageChooser
from allure_desktop.gui.lot.lines import LotLine, Wish, summary, why_words
from allure_desktop.gui.lot.table import LotTable
from allure_desktop.gui.notifications import announce
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import Band, PushButton, Sheet, label
from allure_desktop.library.matching import Fit
from allure_desktop.plain_text import one_line

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.composition.lots import Planned
    from allure_desktop.errors import AllureError
    from allure_desktop.gui.context import GuiContext

_WIDTH, _HEIGHT = 1120, 700
#: Changes of rows are gathered for so long.
_GATHER_MS = 300


class LotSheet(Sheet):
    """`ids` are rows of Uploads. Closing it keeps them there for later."""

    def __init__(self, context: GuiContext, connection_id: str, ids: Sequence[int]) -> None:
        super().__init__(context.window, "", width=_WIDTH, height=_HEIGHT)
        connection = context.connection(connection_id)
        self._context, self._connection_id, self._ids = context, connection_id, list(ids)
        self._name = connection.name if connection is not None else ""
        self._wishes: dict[int, Wish] = {}
        self._plan: list[Planned] = []
        self._packages: list[PackageRecord] | None = None
        self._reading = self._again = self._over = self._sorted = False
        heading = self.tr("Review {count} files before they are uploaded").format(count=figures.number(len(ids)))
        self.title.set_text(heading)
        self.setAccessibleName(heading)
        self.band = Band()
        self.body.addWidget(self.band)
        self.table = LotTable()
        self.body.addWidget(self.table, 1)
        self.counts = label("", "secondary", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.counts, 1)
        row.addWidget(label(self.tr("Space: upload or not · Enter: another package"), "small-muted"))
        self.body.addLayout(row)
        self.discard = PushButton(self.tr("Take all off the list"))
        self.discard.setToolTip(self.tr("The files themselves stay where they are"))
        self.discard.clicked.connect(self._discard)
        self.later = PushButton(self.tr("Keep in Uploads for later"))
        self.later.clicked.connect(self.dismiss)
        self.upload = PushButton("", icon="upload", kind="primary")
        self.upload.clicked.connect(self._upload)
        self.footer.addWidget(self.discard)
        self.footer.addStretch(1)
        self.footer.addWidget(self.later)
        self.footer.addWidget(self.upload)
        self.table.choice_wanted.connect(self._open_choice)
        self.table.toggle_wanted.connect(self._toggle)
        self.table.lot.toggled.connect(lambda id_: self._toggle([id_]))
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._read)
        context.core_events.upload_changed.connect(self._changed)
        self._tell()
        self._read()

    def begin_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def lines(self) -> list[LotLine]:
        return self.table.lot.lines

    # --- reading -----------------------------------------------------------------------------------------------------

    def _changed(self, upload_id: int) -> None:
        if upload_id in self._ids and not self._gather.isActive():
            self._gather.start()

    def _read(self) -> None:
        if self._reading:
            self._again = True
            return
        self._reading = True
        services, connection_id, ids, known = self._context.services, self._connection_id, self._ids, self._packages

        def work() -> tuple[list[PackageRecord], list[Planned]]:
            # the list is read once: twenty thousand packages take a moment
            packages = known if known is not None else services.library.cached(connection_id).packages
            return packages, services.lots.plan(connection_id, ids, packages)

        self._context.background.run(work, self._show, self._failed, self)

    def _show(self, answer: tuple[list[PackageRecord], list[Planned]]) -> None:
        self._reading = False
        self._packages, self._plan = answer
        self._tell()
        if self._again:
            self._again = False
            self._gather.start()

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self.band.tell_error(error, ((self.tr("Try again"), self._read),))

    def _tell(self) -> None:
        lines = [LotLine(planned, self._wishes.get(planned.row.id, Wish())) for planned in self._plan]
        first = bool(lines) and not self.lines
        if not self._sorted and lines and all(line.planned.checked for line in lines):
            # once: from then on a row stays where it is, whatever is chosen for it
            self._sorted = first = True
            lines.sort(key=lambda line: line.urgency)
            self._plan = [line.planned for line in lines]
            self._ids = [line.id for line in lines]
        self.table.lot.show(lines)
        if first:
            self.table.selectRow(0)
        unchecked = sum(not line.planned.checked for line in lines) if lines else len(self._ids)
        going = sum(line.on for line in lines)
        if unchecked:
            words = self.tr("Checked {done} of {all}").format(
                done=figures.number(len(self._ids) - unchecked), all=figures.number(len(self._ids))
            )
            self.set_subtitle(words)
        else:
            self.set_subtitle(self.tr("All are checked. They go to “{name}”.").format(name=self._name))
        self.counts.setText(summary(lines))
        one = self.tr("Upload 1 as reviewed")
        many = self.tr("Upload {count} as reviewed").format(count=figures.number(going))
        self.upload.set_text(one if going == 1 else many)
        self.upload.setEnabled(bool(going) and not unchecked and not self._over)
        self.upload.setToolTip(self.tr("It waits until all are checked.") if unchecked else "")

    # --- what the user decides ---------------------------------------------------------------------------------------

    def _line(self, upload_id: int) -> LotLine | None:
        return next((line for line in self.lines if line.id == upload_id), None)

    def _toggle(self, ids: list[int]) -> None:
        """The first one decides for all of them."""
        found = [line for one in ids if (line := self._line(one)) is not None and line.can_go]
        if not found:
            if ids and (line := self._line(ids[0])) is not None:
                announce(self.table, line.reason or line.check[2])
            return
        on = not found[0].on
        for line in found:
            self._wishes[line.id] = replace(line.wish, on=on)
        self._tell()

    def choose(self, upload_id: int, fit: Fit | None) -> None:
        """The row becomes a version of that package, or a new package."""
        row = next((one.row for one in self._plan if one.row.id == upload_id), None)
        if row is None:
            return
        self._wishes[upload_id] = Wish(True, fit)
        self._tell()
        if fit is None:
            return
        lots, connection_id = self._context.services.lots, self._connection_id

        def told(unchanged: bool) -> None:
            wish = self._wishes.get(upload_id)
            if wish is not None and wish.fit == fit:
                self._wishes[upload_id] = replace(wish, unchanged=unchanged)
                self._tell()

        self._context.background.run(lambda: lots.is_unchanged(connection_id, row, fit), told, owner=self)

    def choice_menu(self, row: int, place: QRect) -> QMenu:
        """The packages that fit with their reasons, a new package, any other."""
        line = self.lines[row]
        match = line.planned.match
        menu = QMenu(self)
        for fit in match.fits if match is not None else ():
            words = one_line(f"{fit.title}  ·  {why_words(fit)}").replace("&", "&&")
            action = menu.addAction(icons.icon("git-branch"), words)
            action.triggered.connect(lambda _on=False, fit=fit: self.choose(line.id, fit))
            self._tick(action, line.fit is not None and line.fit.package_id == fit.package_id)
        if match is not None and match.fits:
            menu.addSeparator()
        new = menu.addAction(icons.icon("package-plus"), self.tr("New package"))
        new.triggered.connect(lambda: self.choose(line.id, None))
        self._tick(new, line.fit is None and not line.open)
        other = menu.addAction(icons.icon("search"), self.tr("Another package…"))
        other.triggered.connect(lambda: self._open_chooser(line.id, place))
        return menu

    @staticmethod
    def _tick(action: QAction, on: bool) -> None:
        action.setCheckable(True)
        action.setChecked(on)

    def _open_choice(self, row: int, place: QRect) -> None:
        if self.lines[row].planned.match is not None:
            menu = self.choice_menu(row, place)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place.bottomLeft())

    def _open_chooser(self, upload_id: int, place: QRect) -> None:
        def chosen(package: PackageRecord) -> None:
            fit = Fit(package.package_id, package.title or package.package_id, package.current_revision, "chosen")
            self.choose(upload_id, fit)

        PackageChooser(self, self._packages or [], chosen).open_below(place)

    def keyPressEvent(self, event: Any) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control and self.upload.isEnabled():
                self._upload()
            event.accept()
            return
        super().keyPressEvent(event)

    # --- the end -----------------------------------------------------------------------------------------------------

    def _upload(self) -> None:
        lots = self._context.services.lots
        going = [line.decision for line in self.lines if line.on]
        # what is on the server already needs no row; what is not decided or has problems waits in Uploads
        done_with = [line.id for line in self.lines if line.unchanged and not line.on and line.can_go]
        self._over = True
        self.upload.setEnabled(False)

        def work() -> list[AllureError]:
            problems = lots.begin(going)
            lots.drop(done_with)
            return problems

        def done(problems: list[AllureError]) -> None:
            self.dismiss()
            begun = len(going) - len(problems)
            words = self.tr("1 upload has begun.") if begun == 1 else self.tr("{count} uploads have begun.")
            said = words.format(count=figures.number(begun))
            self._context.show_toast(f"{said} {problems[0]}" if problems else said)

        def failed(error: Exception) -> None:
            self._over = False
            self._tell()
            self.band.tell_error(error)

        self._context.background.run(work, done, failed, self)

    def _discard(self) -> None:
        lots, ids = self._context.services.lots, list(self._ids)
        self._context.background.run(lambda: lots.drop(ids), owner=self._context)
        self._over = True
        self.dismiss()

    def dismiss(self) -> None:
        waiting = not self.isHidden() and not self._over
        super().dismiss()
        if waiting:
            words = self.tr("They wait in Uploads. Nothing was uploaded.")
            self._context.show_toast(words)
