"""What can be shown at another scale than its own; known without the web engine."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class Scalable(QWidget):
    """A view whose content is drawn at `scale`: its page is that much larger than the widget."""

    def set_scale(self, scale: float) -> None:
        """1 is the content's own size. Does nothing unless overridden."""
