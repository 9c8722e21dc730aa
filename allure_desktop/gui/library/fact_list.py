"""What one cannot change of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from allure_desktop.gui.library import package_words as words
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import ElidedLabel, label

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord


class FactList(QWidget):
    """Names and values; what the server does not tell is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(4)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def show_package(self, package: PackageRecord) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        size = "" if package.file_size_bytes is None else figures.size(package.file_size_bytes)
        scos = "" if package.sco_count is None else figures.number(package.sco_count)
        facts = (
            (self.tr("Title"), package.title),
            (self.tr("Standard"), words.standard(package, long=True)),
            (self.tr("SCOs"), scos),
            (self.tr("File"), package.original_filename),
            (self.tr("Size"), size),
            (self.tr("Uploaded by"), package.uploaded_by),
            (self.tr("Created"), words.when_long(package.created_at) if package.created_at else ""),
            (self.tr("Changed"), words.when_long(package.updated_at) if package.updated_at else ""),
            (self.tr("Tenant"), package.tenant_id),
        )
        for name, value in facts:
            if value:
                shown = ElidedLabel(value, "small-plain", mode=Qt.TextElideMode.ElideMiddle)
                self._form.addRow(label(name, "small"), shown)
