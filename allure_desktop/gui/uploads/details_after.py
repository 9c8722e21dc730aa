"""Tags, description and duration given with an upload: prefilled from the manifest, set once the package is live."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from allure_desktop.gui.library import package_words
from allure_desktop.gui.library.duration_field import DurationField
from allure_desktop.gui.library.tag_field import TagField
from allure_desktop.gui.uploads.row_words import title_of
from allure_desktop.gui.widgets import ElidedLabel, LongText, PushButton, Sheet, label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.rows import UploadOptions, UploadRow


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be set; '' and no tags leave what the manifest says."""

    tags: tuple[str, ...] = ()
    description: str = ""
    duration: str = ""

    @property
    def any(self) -> bool:
        return bool(self.tags or self.description or self.duration)

    @classmethod
    def of(cls, options: UploadOptions) -> Given:
        return cls(options.tags, options.description, options.duration)

    def in_words(self) -> str:
        """`safety, fire · 45 min · own description`."""
        parts = [", ".join(self.tags), package_words.duration(self.duration)]
        if self.description:
            parts.append(QCoreApplication.translate("DetailsAfter", "own description"))
        return " · ".join(part for part in parts if part)


class DetailsAfterSheet(Sheet):
    """`taken` receives what was given; what is like the manifest counts as not given."""

    def __init__(
        self,
        context: GuiContext,
        title: str,
        report: Mapping[str, Any] | None,
        given: Given,
        taken: Callable[[Given], None],
        *,
        new_version: bool,
    ) -> None:
        super().__init__(
            context.window,
            QCoreApplication.translate("DetailsAfter", "Details to set once it is live"),
            width=520,
        )
        self._taken = taken
        self._manifest = Given((), *(str((report or {}).get(name) or "") for name in ("description", "duration")))
        self.set_subtitle(title)
        self.tags = TagField()
        self.tags.show_tags(given.tags)
        self._offer_tags(context)
        tags = self.tr("Tags to add to those it has") if new_version else self.tr("Tags")
        self.body.addWidget(label(tags, "small-strong"))
        self.body.addWidget(self.tags)
        self.description = LongText(given.description or self._manifest.description)
        self.description.setAcceptDrops(False)
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 12)
        self.description.setAccessibleName(self.tr("Description"))
        self._filled = self.description.text()
        self.body.addWidget(label(self.tr("Description"), "small-strong"))
        self.body.addWidget(self.description)
        self.duration = DurationField()
        self.duration.show_value(given.duration or self._manifest.duration)
        self.body.addWidget(label(self.tr("Duration"), "small-strong"))
        self.body.addWidget(self.duration)
        self.body.addWidget(
            label(self.tr("What is empty, or as the manifest says, is taken from the manifest."), "small-muted")
        )
        self.footer.addStretch(1)
        cancel = PushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.dismiss)
        self.save_button = PushButton(self.tr("Keep with the upload"), kind="primary")
        self.save_button.clicked.connect(self._save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.save_button)

    def _offer_tags(self, context: GuiContext) -> None:
        connection_id, library = context.current_connection_id, context.services
        if connection_id is not None:
            context.background.run(
                lambda: tuple(tag for tag, _n in library.library.catalogue.overview(connection_id).tags),
                self.tags.offer,
                lambda _error: None,
                self,
            )

    def begin_focus(self) -> None:
        self.tags.field.setFocus()

    def given(self) -> Given:
        """What differs from the manifest."""
        typed, manifest = self.description.text().strip(), self._manifest
        duration = self.duration.value().strip()
        return Given(
            self.tags.tags(),
            "" if typed == " ".join(manifest.description.split()) or typed == manifest.description.strip() else typed,
            "" if duration == manifest.duration.strip() else duration,
        )

    def _save(self) -> None:
        self.tags.add_typed()
        given = self.given()
        self.dismiss()
        self._taken(given)


class DetailsAfterLine(QFrame):
    """One line in the panel of an upload: what will be set, and the way to change it."""

    edit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        self.words = ElidedLabel("", "small")
        self.edit = PushButton(self.tr("Tags, description…"), kind="link", icon="tag")
        self.edit.clicked.connect(self.edit_wanted)
        row.addWidget(self.words, 1)
        row.addWidget(self.edit)

    def tell(self, row: UploadRow) -> None:
        """What is kept with this row."""
        given = Given.of(row.options)
        self.words.set_text(given.in_words() if given.any else self.tr("Details: as the manifest says"))
        self.setVisible(row.connection_id is not None and not row.is_over)


def edit_row(context: GuiContext, row: UploadRow) -> None:
    """Opens the sheet for a row; what is given is journalled with it."""
    uploads = context.services

    def taken(given: Given) -> None:
        context.background.run(
            lambda: uploads.uploads.set_details(
                row.id, tags=given.tags, description=given.description, duration=given.duration
            ),
            failed=lambda error: context.show_toast(str(error)),
            owner=context,
        )

    DetailsAfterSheet(
        context, title_of(row), row.report, Given.of(row.options), taken, new_version=row.is_new_version
    ).open()
