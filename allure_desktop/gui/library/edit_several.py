"""Changes several packages at once: each field is left alone or set, tags are added and taken away, and each has a result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QStackedWidget,
    QWidget,
)

from allure_desktop.gui.library.bulk_view import BulkView
from allure_desktop.gui.library.duration_field import DurationField
from allure_desktop.gui.library.metadata_grid import MetadataGrid
from allure_desktop.gui.library.package_words import count
from allure_desktop.gui.library.tag_field import TagField
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import LongText, PushButton, Sheet, label
from allure_desktop.gui.widgets.scrolled import ScrolledColumn
from allure_desktop.library.bulk import Wish, edit_each, undo_each

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.library.bulk import Outcome

Packages = Sequence[tuple[str, str]]


class EditSeveralSheet(Sheet):
    """`packages` are ids with titles. `tags_only` leaves out everything but tags."""

    def __init__(
        self,
        context: GuiContext,
        connection_id: str,
        packages: Packages,
        present: tuple[str, ...] = (),
        known: tuple[str, ...] = (),
        *,
        tags_only: bool = False,
    ) -> None:
        translate = QCoreApplication.translate
        title = (
            translate("EditSeveralSheet", "Tags of {packages}")
            if tags_only
            else translate("EditSeveralSheet", "Edit details of {packages}")
        )
        super().__init__(
            context.window, title.format(packages=count(len(packages))), width=600, height=0 if tags_only else 640
        )
        self._context, self._connection_id, self._packages = context, connection_id, tuple(packages)
        self.set_subtitle(self.tr("What you leave alone stays as it is in each of them."))
        self._done: list[Outcome] = []
        self._stack = QStackedWidget()
        self._stack.addWidget(self._made_form(present, known, tags_only))
        self.view = BulkView(context)
        self.view.ended.connect(self._over)
        self._stack.addWidget(self.view)
        self.body.addWidget(self._stack, 1)
        self._make_footer()
        self._touched()

    def _made_form(self, present: tuple[str, ...], known: tuple[str, ...], tags_only: bool) -> QWidget:
        area = ScrolledColumn(margins=(0, 0, 8, 0), spacing=8)
        parts = area.column
        self.add_tags, self.remove_tags = TagField(), TagField()
        self.add_tags.offer(known)
        self.remove_tags.offer(present or known)
        self.add_tags.field.setAccessibleName(self.tr("Tag to add"))
        self.remove_tags.field.setAccessibleName(self.tr("Tag to take away"))
        for words, field in (
            (self.tr("Add these tags"), self.add_tags),
            (self.tr("Take these tags away, where they are"), self.remove_tags),
        ):
            parts.addWidget(label(words, "small-strong"))
            parts.addWidget(field)
            field.changed.connect(self._touched)
        self.set_description = QCheckBox(self.tr("Set the description (empty text removes it)"))
        self.description = LongText()
        self.description.setAcceptDrops(False)
        self.description.setTabChangesFocus(True)
        self.description.setAccessibleName(self.tr("Description for all of them"))
        self.description.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 12)
        self.set_duration = QCheckBox(self.tr("Set the duration (none removes it)"))
        self.duration = DurationField()
        self.metadata = MetadataGrid()
        self.remove_keys = TagField()
        self.remove_keys.field.setPlaceholderText(self.tr("A key to remove"))
        self.remove_keys.field.setAccessibleName(self.tr("Key of the metadata to remove"))
        if not tags_only:
            parts.addSpacing(4)
            for box, widget in ((self.set_description, self.description), (self.set_duration, self.duration)):
                parts.addWidget(box)
                parts.addWidget(widget)
                widget.setEnabled(False)
                box.toggled.connect(widget.setEnabled)
                box.toggled.connect(self._touched)
            parts.addWidget(label(self.tr("Set these keys of the custom metadata"), "small-strong"))
            parts.addWidget(self.metadata)
            parts.addWidget(label(self.tr("Remove these keys"), "small-strong"))
            parts.addWidget(self.remove_keys)
            self.metadata.changed.connect(self._touched)
            self.remove_keys.changed.connect(self._touched)
        parts.addStretch(1)
        area.setMinimumHeight(self.fontMetrics().lineSpacing() * 14)
        return area

    def _make_footer(self) -> None:
        self.footer.addStretch(1)
        self.undo_button = PushButton(self.tr("Undo the changes"), icon="rotate-ccw")
        self.undo_button.clicked.connect(self._undo)
        self.undo_button.hide()
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.save_button = PushButton(
            self.tr("Change {packages}").format(packages=count(len(self._packages))), kind="primary"
        )
        self.save_button.clicked.connect(self._begin)
        for button in (self.undo_button, self.cancel, self.save_button):
            self.footer.addWidget(button)

    def wish(self) -> Wish:
        """What is to be changed of each package."""
        return Wish(
            description=self.description.text() if self.set_description.isChecked() else None,
            duration=self.duration.value() if self.set_duration.isChecked() else None,
            add_tags=self.add_tags.tags(),
            remove_tags=self.remove_tags.tags(),
            metadata=self.metadata.values(),
            unset=tuple(f"custom_metadata.{key}" for key in self.remove_keys.tags()),
        )

    def _touched(self) -> None:
        if not hasattr(self, "save_button"):
            return
        problem = self.metadata.problem()
        self.save_button.setEnabled(self.wish().any and not problem)
        self.save_button.setToolTip(problem or ("" if self.wish().any else self.tr("Nothing is to be changed yet.")))

    def _begin(self) -> None:
        for field in (self.add_tags, self.remove_tags, self.remove_keys):
            field.add_typed()
        self._run(self._packages)

    def _run(self, packages: Packages) -> None:
        wish = self.wish()
        bulk = edit_each(self._context.services.library, self._connection_id, packages, wish.changes)
        self._stack.setCurrentIndex(1)
        self.undo_button.hide()
        self.save_button.hide()
        self.cancel.set_text(self.tr("Stop after this one"))
        self.view.follow(bulk)
        self.cancel.setFocus()

    def _over(self) -> None:
        bulk = self.view.bulk
        assert bulk is not None
        self._done += [outcome for outcome in bulk.outcomes if outcome.kind == "done" and outcome.back]
        failed = self.view.failed()
        self.cancel.set_text(self.tr("Close"))
        self.undo_button.setVisible(bool(self._done))
        if failed:
            self.save_button.set_text(self.tr("Try again ({count})").format(count=figures.number(len(failed))))
            self.save_button.setToolTip("")
            self.save_button.setEnabled(True)
            self.save_button.clicked.disconnect()
            self.save_button.clicked.connect(lambda: self._run(failed))
            self.save_button.show()
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.cancel.setFocus()

    def _undo(self) -> None:
        done, self._done = self._done, []
        self.undo_button.hide()
        self.save_button.hide()
        self.cancel.set_text(self.tr("Stop after this one"))
        self.view.follow(undo_each(self._context.services.library, self._connection_id, done))

    def dismiss(self) -> None:
        """While it runs this ends it; what was changed until then is told, and can be undone."""
        if self.view.running and self.view.bulk is not None:
            self.view.bulk.cancel()
            return
        done = list(self._done)
        if done:
            context, connection_id = self._context, self._connection_id
            context.show_toast(
                self.tr("Changed {packages}").format(packages=count(len(done))),
                lambda: _undo_quietly(context, connection_id, done),
            )
        super().dismiss()


def _undo_quietly(context: GuiContext, connection_id: str, done: Sequence[Outcome]) -> None:
    """After the sheet is closed: takes all of it back and says how that went."""
    bulk = undo_each(context.services.library, connection_id, done)

    def over(outcomes: Sequence[Outcome]) -> None:
        well = sum(outcome.well for outcome in outcomes)
        text = QCoreApplication.translate("EditSeveralSheet", "{well} of {all} packages are as they were.")
        context.show_toast(text.format(well=figures.number(well), all=figures.number(len(outcomes))))

    context.background.run(bulk.run, over, owner=context)
