"""Deleting on the server cannot be undone: what is lost is said, and the title (or the number) has to be typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui.library.bulk_view import BulkView
from allure_desktop.gui.library.package_words import count
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import Band, ElidedLabel, PushButton, Sheet, label
from allure_desktop.library.bulk import delete_each

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext

_MOST_TITLES = 6
#: nobody types more than that by hand; a longer title is asked for up to here
MOST_TYPED = 60


class DeleteSheet(Sheet):
    """For one package its title is typed, for several their number."""

    def __init__(
        self, context: GuiContext, connection_id: str, packages: Sequence[tuple[str, str]], one: PackageRecord | None
    ) -> None:
        title = (
            QCoreApplication.translate("DeleteSheet", "Delete this package on the server")
            if one is not None
            else QCoreApplication.translate("DeleteSheet", "Delete {packages} on the server").format(
                packages=count(len(packages))
            )
        )
        super().__init__(context.window, title, width=560)
        self._context, self._connection_id, self._packages = context, connection_id, tuple(packages)
        connection = context.connection(connection_id)
        self.set_subtitle(connection.name if connection is not None else "")
        self._typed = wanted(one) if one is not None else str(len(self._packages))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._made_question(one))
        self.view = BulkView(context)
        self.view.ended.connect(self._over)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack, 1)
        self.footer.addStretch(1)
        self.cancel = PushButton(self.tr("Keep them") if one is None else self.tr("Keep it"), kind="primary")
        self.cancel.clicked.connect(self.dismiss)
        self.delete_button = PushButton(
            self.tr("Delete {packages}").format(packages=count(len(self._packages))), icon="trash-2", kind="danger"
        )
        self.delete_button.setEnabled(False)
        self.delete_button.clicked.connect(lambda: self._run(self._packages))
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.delete_button)

    def _made_question(self, one: PackageRecord | None) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        band = Band()
        if one is not None:
            revisions = one.current_revision or 1
            what = self.tr("“{title}” is gone for everybody").format(title=one.title or one.package_id)
            versions = (
                self.tr("Its only version is lost")
                if revisions == 1
                else self.tr("All its {count} versions are lost").format(count=figures.number(revisions))
            )
            rest = self.tr(
                "{versions}, and its launch address stops working wherever it is used. It cannot be undone."
            ).format(versions=versions)
        else:
            what = self.tr("{packages} are gone for everybody").format(packages=count(len(self._packages)))
            rest = self.tr(
                "All their versions are lost, and their launch addresses stop working wherever they are used. "
                "It cannot be undone."
            )
        band.tell("danger", what, rest)
        column.addWidget(band)
        if one is None:
            for _id, title in self._packages[:_MOST_TITLES]:
                column.addWidget(ElidedLabel(title, "small-plain"))
            if len(self._packages) > _MOST_TITLES:
                more = figures.number(len(self._packages) - _MOST_TITLES)
                column.addWidget(label(self.tr("and {count} more").format(count=more), "small-muted"))
        elif one.launch_url:
            column.addWidget(label(self.tr("Launch address"), "small-strong"))
            column.addWidget(ElidedLabel(one.launch_url, "small"))
        column.addSpacing(4)
        ask = (
            self.tr("Type the title to delete it: {title}").format(title=self._typed)
            if one is not None
            else self.tr("Type their number to delete them: {number}").format(number=self._typed)
        )
        self.question = label(ask, "strong", wrap=True)
        column.addWidget(self.question)
        self.field = QLineEdit()
        self.field.setAcceptDrops(False)
        self.field.setAccessibleName(ask)
        self.field.textChanged.connect(
            lambda text: self.delete_button.setEnabled(" ".join(text.split()) == self._typed)
        )
        column.addWidget(self.field)
        return part

    def begin_focus(self) -> None:
        self.field.setFocus()

    def _run(self, packages: Sequence[tuple[str, str]]) -> None:
        self._stack.setCurrentIndex(1)
        self.delete_button.hide()
        self.cancel.set_kind("")
        self.cancel.set_text(self.tr("Stop after this one"))
        self.view.follow(delete_each(self._context.services.library, self._connection_id, packages))

    def _over(self) -> None:
        failed = self.view.failed()
        if not failed:
            words = self.tr("Deleted {packages}").format(packages=count(len(self._packages)))
            self._context.show_toast(words)
            self.dismiss()
            return
        self.cancel.set_text(self.tr("Close"))
        self.delete_button.set_text(self.tr("Try again"))
        self.delete_button.setEnabled(True)
        self.delete_button.clicked.disconnect()
        self.delete_button.clicked.connect(lambda: self._run(failed))
        self.delete_button.show()
        self.cancel.setFocus()

    def dismiss(self) -> None:
        """While it runs this ends it after the package under way."""
        if self.view.running and self.view.bulk is not None:
            self.view.bulk.cancel()
            return
        super().dismiss()


def wanted(package: PackageRecord) -> str:
    """What is to be typed: the title with single blanks, or the id where there is none."""
    return " ".join((package.title or package.package_id).split())[:MOST_TYPED].strip()
