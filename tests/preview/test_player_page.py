"""The player's page in one piece: nothing to wait for before a course begins, and the course's description inside."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from allure_desktop import paths
from allure_desktop.preview.player_page import join_modules, player_page
from tests.packages import scorm12
from tests.preview.conftest import Opener

_DESCRIBED = re.compile(r'<script type="application/json" id="course">(.*?)</script>', re.DOTALL)


@pytest.mark.parametrize("course", [None, {"standard": "1.2"}, {"standard": "2004"}])
def test_the_page_asks_for_no_script_and_no_style(course: dict[str, str] | None) -> None:
    """All of it is inside, once: only fonts are asked for when they are drawn with."""
    page = player_page(course).decode()
    markup = re.sub(r"(<(script)\b[^>]*>).*?</script>", r"\1", page, flags=re.DOTALL)
    assert not re.findall(r'<(?:script|link)[^>]*(?:src|href)="[^#d][^"]*"', markup)
    assert set(re.findall(r'url\("([^"]*)"\)', markup)) == {
        f"__ac/fonts/Inter-{weight}.woff2" for weight in ("Regular", "Medium", "SemiBold")
    }
    # neither the library nor a module ends its script early, nor opens a comment in which its end is not seen
    assert page.count("<script") == page.count("</script") == (1 if course is None else 2)
    assert page.count("<!--") == 0
    with_library = "Scorm2004API=" in page
    assert with_library is (course != {"standard": "1.2"})


def test_its_modules_are_one_script_that_can_be_read(tmp_path: Path) -> None:
    """Node reads the joined script as a classic one, and every module is in it."""
    folder = paths.resources() / "player"
    script = tmp_path / "joined.cjs"
    script.write_text(join_modules(folder), encoding="utf-8")
    subprocess.run(["node", "--check", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    for module in folder.glob("*.js"):
        assert text.count(f"const ${module.stem} = (() => {{") == 1, module.name


def test_joined_modules_run_in_the_order_of_their_imports(tmp_path: Path) -> None:
    """A module that two others want runs once, before both; names stay those of the module that gives them."""
    sources = {
        "first.js": 'import { two } from "./two.js";\nimport { three as other } from "./three.js";\nconsole.log(two(), other);',
        "two.js": 'import {\n  three,\n} from "./three.js";\nconst own = 2;\nexport function two() {\n  return own + three;\n}',
        "three.js": 'console.log("once");\nconst own = 3;\nexport const three = own;',
    }
    for name, source in sources.items():
        (tmp_path / name).write_text(source, encoding="utf-8")
    out = subprocess.run(["node", "-e", join_modules(tmp_path, "first.js")], capture_output=True, text=True, check=True)
    assert out.stdout.split("\n") == ["once", "5 3", ""]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('import { a } from "./first.js";', "import each other"),
        ("export default 3;", "export default"),
        ('import all from "./other.js";', "import all"),
    ],
)
def test_modules_that_cannot_be_joined_are_told(tmp_path: Path, source: str, words: str) -> None:
    """Nothing is left out of the page in silence."""
    (tmp_path / "first.js").write_text(source, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        join_modules(tmp_path, "first.js")


def test_a_window_gets_the_course_within_its_page(play: Opener, tmp_path: Path) -> None:
    """It is a view of its own, as one that asked; a title cannot end the script in which it stands."""
    package = scorm12(tmp_path / "course.zip", files={"index.html": "<p>Lesson</p>"})
    preview, browser = play(package)
    preview._play.course = {**preview._play.course, "title": "</script><script>alert(1)</script><!--"}
    page = browser.ask("/", Sec_Fetch_Dest="document", Sec_Fetch_Mode="navigate").text
    found = _DESCRIBED.findall(page)
    assert len(found) == 1
    described = json.loads(found[0])
    assert described["title"] == "</script><script>alert(1)</script><!--"
    assert described["view"] == 1
    assert "alert(1)</script>" not in page
    assert browser.post("current", {"part": "item_1"}, described["view"]).status == 204


@pytest.mark.parametrize(
    ("method", "headers"), [("HEAD", {"Sec_Fetch_Dest": "document"}), ("GET", {}), ("GET", {"Sec_Fetch_Dest": "empty"})]
)
def test_who_only_looks_at_the_page_begins_no_view(
    play: Opener, course: Path, method: str, headers: dict[str, str]
) -> None:
    """A script of the course that reads the page at the top does not end the view that plays."""
    preview, browser = play(course)
    view = browser.course()["view"]
    answer = browser.ask("/", method, None, **headers)
    assert answer.status == 200
    assert not _DESCRIBED.search(answer.text)
    assert preview._play.commands.view == view


def test_the_page_goes_without_scorm_2004_only_where_it_is_not_needed(tmp_path: Path) -> None:
    """Both builds of the library, in the page's own order, give the run-time that the course's standard names."""
    assert shutil.which("node")
    for standard, name in (("1.2", "Scorm12API"), ("2004", "Scorm2004API")):
        page = player_page({"standard": standard}).decode()
        script = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)[-1].partition("\n;(() => {")[0]
        file = tmp_path / "library.js"
        file.write_text(script, encoding="utf-8")
        code = (
            f"globalThis.window = globalThis; require('vm').runInThisContext(require('fs').readFileSync({str(file)!r},"
            f" 'utf8')); console.log(typeof new window.{name}({{}}).lmsInitialize)"
        )
        out = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True)
        assert out.stdout.strip() == "function"
