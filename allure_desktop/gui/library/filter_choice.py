"""Joins the search field, the chips and the list: what is typed or clicked becomes filters, and filters are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.library.filter_bar import FilterBar
    from allure_desktop.gui.library.package_list import PackageList
    from allure_desktop.gui.library.search_field import SearchField
    from allure_desktop.gui.library.token_row import TokenRow
    from allure_desktop.library.filters import Filters


class FilterChoice(QObject):
    """One for the list."""

    #: the keyboard leaves the search for the list
    left = Signal()

    def __init__(
        self, context: GuiContext, packages: PackageList, search: SearchField, bar: FilterBar, tokens: TokenRow
    ) -> None:
        super().__init__(packages)
        self._context = context
        self._packages = packages
        self._search = search
        self._bar = bar
        self._tokens = tokens
        search.searched.connect(lambda text: packages.set_filters(text=text))
        search.tokens_made.connect(self._add)
        search.taken_back.connect(self._take_back)
        search.left.connect(self.left)
        packages.overview_changed.connect(search.offer)
        tokens.token_removed.connect(self._remove)
        tokens.clear_wanted.connect(self.clear)
        tokens.save_wanted.connect(lambda: context.actions.trigger("view.save"))

    def tell(self) -> None:
        """Shows what is left out now."""
        self._bar.tell()
        self._tokens.tell(self._packages.filters)
        self._context.actions.refresh(id for id in ("view.save",) if self._context.actions.has(id))

    def begin_anew(self) -> None:
        """Another connection: nothing is left out."""
        self._search.show_text("")
        self.tell()

    def clear(self) -> None:
        """Leaves nothing out; the order stays."""
        self._search.show_text("")
        self._packages.clear_filters()
        self.tell()

    def apply(self, filters: Filters) -> None:
        """All filters and the order at once: a saved view."""
        self._search.show_text(filters.text)
        self._packages.set_all(filters)
        self.tell()

    def save_view(self) -> None:
        """Asks for the name under which all of it is kept."""
        from allure_desktop.gui.library.view_sheet import ViewSheet

        connection_id = self._context.current_connection_id
        if connection_id is not None and self._packages.filters.any:
            ViewSheet(self._context, connection_id, self._packages.filters).open()

    def why_no_view(self) -> str:
        """Why nothing can be kept as a view now; '' when it can."""
        return "" if self._packages.filters.any else self.tr("Filter or search the list first.")

    def _add(self, made: tuple[str, ...]) -> None:
        kept = self._packages.filters.tokens
        self._packages.set_filters(tokens=tuple(dict.fromkeys((*kept, *made))))
        self.tell()

    def _remove(self, token: str) -> None:
        self._packages.set_filters(tokens=tuple(one for one in self._packages.filters.tokens if one != token))
        self.tell()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        """The last token becomes text again, to be typed on."""
        kept = self._packages.filters.tokens
        if kept:
            self._packages.set_filters(tokens=kept[:-1])
            self._search.setText(" ".join((kept[-1], self._search.text())).rstrip())
            self._search.setCursorPosition(len(kept[-1]))
            self.tell()
