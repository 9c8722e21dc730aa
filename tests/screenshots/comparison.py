"""Two versions of a course beside each other, and the sheet of a new version: reached and taken."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from allure_desktop.gui.comparison.choice import NO_PACKAGE, FileChoice, VersionChoice, subject_of
from allure_desktop.gui.comparison.head import FACTS, FILES, MANIFEST, STRUCTURE
from allure_desktop.gui.comparison.page import ComparePage
from allure_desktop.gui.new_version.sheet import NewVersionSheet
from allure_desktop.uploads.rows import UploadOptions
from tests.packages import Content, Sco, scorm12

if TYPE_CHECKING:
    from tests.screenshots.screens import Day

GDPR = "GDPR for Customer Support"
RIGHTS = Sco("ITEM_rights", "Rights of a customer", "content/rights/index.html")
ERASURE = Sco("ITEM_erasure", "Erasure requests", "content/erasure/index.html")
BREACH = Sco("ITEM_breach", "What to do after a breach", "content/breach/index.html")
QUIZ = Sco("ITEM_quiz_b", "Quiz B", "content/quiz_b/index.html")
FINAL = Sco("ITEM_final_test", "Final test", "content/final_test/index.html")
PLAYER = """// plays a page after the other
function play(page) {
\tvar place = pages.indexOf(page);
\tshow(page, { fade: %s });
\tremember(place);
}
%s"""


def picture(text: str, hue: int) -> bytes:
    """A PNG with words on a gradient."""
    image = QImage(900, 420, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    shades = QLinearGradient(0, 0, 900, 420)
    shades.setColorAt(0, QColor.fromHsv(hue, 90, 240))
    shades.setColorAt(1, QColor.fromHsv((hue + 60) % 360, 160, 150))
    painter.fillRect(image.rect(), shades)
    font = painter.font()
    font.setPixelSize(64)
    painter.setFont(font)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def gdpr(folder: Path, file: str, *, new: bool) -> Path:
    """The course before or after its author worked on it."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(4)
    files: dict[str, Content] = {
        f"content/assets/scene_{number}.jpg": dice.randbytes(3_000 + number * 700) for number in range(8)
    }
    files |= {
        "content/lib/player.js": PLAYER
        % (("true", "function remember(place) { save('place', place); }\n") if new else ("false", "")),
        "content/assets/title.png": picture("GDPR 2027" if new else "GDPR", 200 if new else 20),
        "content/lang/en.js": f"var words = {{ next: '{'Continue' if new else 'Next'}' }};\n",
        "content/lang/de.js": f"var words = {{ next: '{'Fortfahren' if new else 'Weiter'}' }};\n",
    }
    if new:
        files["content/assets/consent_flow.mp4"] = dice.randbytes(64_000)
        files["content/final_test/test.js"] = "var passed = 80;\n" * 40
        for number in (2, 5):
            del files[f"content/assets/scene_{number}.jpg"]
        files["content/assets/opening.jpg"] = files.pop("content/assets/scene_0.jpg")
    else:
        files["content/quiz_b/quiz.js"] = "var passed = 70;\n" * 30
    scos = [RIGHTS, BREACH, ERASURE, FINAL] if new else [RIGHTS, ERASURE, BREACH, QUIZ]
    return scorm12(folder / file, title=GDPR, scos=scos, files=files, identifier="org.example.gdpr-support")


def comparing(day: Day) -> None:
    """Timeline, comparison in its parts, new-version sheet with all that it knows."""
    from tests.screenshots.screens import ACADEMY

    studio, window, services = day.studio, day.window, day.services
    old = gdpr(day.folder / "gdpr", "gdpr-support-en.zip", new=False)
    package_id = day.upload(old, note="First for the new law")
    new = gdpr(day.folder / "gdpr-new", "gdpr-support-en.zip", new=True)
    same = day.upload(gdpr(day.folder / "gdpr-2", "gdpr-support-en.zip", new=False), package_id)
    assert same == package_id
    day.upload(new, package_id, "Final test instead of quiz B")
    day.upload(gdpr(day.folder / "gdpr-3", "gdpr-support-en.zip", new=False), package_id, "Back to quiz B")
    package = services.library.package(ACADEMY, package_id, fresh=True)
    window.packages.refresh()
    view = window.library.pane.view
    studio.until("the package", lambda: view.choose(package_id))
    versions = window.library.panel.versions
    studio.until("its versions", lambda: len(versions.model.lines) == 4 and versions.model.lines[0].changes)

    def choose_two() -> None:
        versions.list.setCurrentIndex(versions.model.index(0))
        selection = versions.list.selectionModel()
        selection.select(versions.model.index(1), selection.SelectionFlag.Select)

    choose_two()
    studio.take("versions-two-selected", again=choose_two)
    held = services.uploads.add(new, ACADEMY, package_id=package_id, options=UploadOptions(at_once=False))
    studio.until("a held row", lambda: services.uploads.row(held).state == "held")
    subject = subject_of(ACADEMY, package)
    window.context.open_comparison(subject, VersionChoice(4), FileChoice(str(new), held))
    page = studio.part(ComparePage)
    studio.until("the comparison", lambda: page.parts.isVisible())
    studio.take("compare")
    tree = page.parts.files.files.tree
    assert tree is not None
    nodes = {node.path: node for node in tree.nodes}
    for path, name in (
        ("content/lib/player.js", "script"),
        ("content/assets/title.png", "picture"),
        ("content/assets/consent_flow.mp4", "other"),
    ):
        page.parts.files.choose(nodes[path])
        studio.quiet()
        studio.take(f"compare-{name}")
    for part, name in ((FACTS, "facts"), (STRUCTURE, "structure"), (MANIFEST, "manifest")):
        page.head.tabs.setCurrentIndex(part)
        studio.take(f"compare-{name}")
    page.head.tabs.setCurrentIndex(FILES)
    page.head.only_changes.setChecked(False)
    studio.take("compare-all-files")
    page.head.only_changes.setChecked(True)
    menu = page.head.left.menu()
    where = page.head.left

    with studio.open_menu(menu, lambda: where.mapToGlobal(QPoint(0, where.height() + 2))) as again:
        studio.take("compare-chooser", again=again)
    for table in ("inventories", "version_files"):
        services.database.execute(f"DELETE FROM {table} WHERE revision = 3")
    window.context.open_comparison(subject, VersionChoice(3), VersionChoice(4))
    studio.take("compare-not-known")
    window.context.open_comparison(NO_PACKAGE, FileChoice(str(old)), FileChoice(str(new)))
    studio.take("compare-two-files")
    page.back_wanted.emit()
    NewVersionSheet(window.context, package, str(new), connection_id=ACADEMY).open()
    sheet = studio.part(NewVersionSheet)
    studio.until("the facts", sheet.upload.isEnabled)
    studio.take("new-version-full")
    for part in range(1, sheet.parts.tabs.count()):
        sheet.parts.tabs.setCurrentIndex(part)
        studio.take(f"new-version-part-{part}")
    studio.close_sheets()
    services.uploads.forget(held)
