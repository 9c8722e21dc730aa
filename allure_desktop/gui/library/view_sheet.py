"""Asks for the name of a saved view, and whether every connection shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit

from allure_desktop.gui.widgets import PushButton, Sheet
from allure_desktop.library.saved_views import LONGEST_NAME

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.library.filters import Filters
    from allure_desktop.library.saved_views import SavedView


class ViewSheet(Sheet):
    """For new filters, or with `view` for another name of that one."""

    def __init__(
        self, context: GuiContext, connection_id: str, filters: Filters, view: SavedView | None = None
    ) -> None:
        translate = QCoreApplication.translate
        title = translate("ViewSheet", "Rename the view") if view else translate("ViewSheet", "Save as view")
        super().__init__(context.window, title, width=480)
        self._context, self._connection_id = context, connection_id
        self._filters, self._view = filters, view
        self.set_subtitle(filters.typed)
        self.field = QLineEdit(view.name if view else "")
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setAccessibleName(self.tr("Name of the view"))
        self.field.setPlaceholderText(self.tr("Name, such as “Changed this week”"))
        self.field.selectAll()
        self.field.textChanged.connect(self._judge)
        self.field.returnPressed.connect(self._save)
        self.body.addWidget(self.field)
        self.for_all = QCheckBox(self.tr("Show it in every connection"))
        self.for_all.setChecked(view is None or not view.connection_id)
        self.body.addWidget(self.for_all)
        self.footer.addStretch(1)
        cancel = PushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.dismiss)
        self.footer.addWidget(cancel)
        self.save = PushButton(self.tr("Rename view") if view else self.tr("Save view"), kind="primary")
        self.save.clicked.connect(self._save)
        self.footer.addWidget(self.save)
        self._judge()

    def _judge(self) -> None:
        named = bool(self.field.text().strip())
        self.save.setEnabled(named)
        self.save.setToolTip("" if named else self.tr("Give it a name first."))

    def _save(self) -> None:
        name, context = self.field.text(), self._context
        if not name.strip():
            return
        views = context.services.library.views
        place = "" if self.for_all.isChecked() else self._connection_id
        view, filters = self._view, self._filters
        if view is None:
            said = self.tr("The view “{name}” is in the sidebar.").format(name=name.strip())

            def saved(view_id: int) -> None:
                context.show_toast(
                    said, lambda: context.background.run(lambda: views.remove(view_id), owner=context), ""
                )

            context.background.run(lambda: views.add(name, filters, place), saved, owner=context)
        else:
            context.background.run(lambda: views.change(view.id, name=name, connection_id=place), owner=context)
        self.dismiss()
