"""Films in the real embedded view: they start, show the exact picture wherever one seeks, however a page makes them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from allure_desktop.gui.web_view.codecs import media_types, plays_h264
from allure_desktop.gui.web_view.course_page import CoursePage
from allure_desktop.preview.preview import Preview
from tests.packages import manifest_12
from tests.preview.media.conftest import Make
from tests.preview.media.films import Recipe
from tests.preview.media.test_served import played

WAIT_MS = 30_000

#: What every page of these tests can do: read the number of a picture, wait for an event, tell a result by its title.
_TOOLS = """<!doctype html><title>-</title><body><script>
const tell = (value) => { document.title = JSON.stringify(value); };
const once = (element, name) => new Promise((done, failed) => {
  element.addEventListener(name, () => done(element), { once: true });
  element.addEventListener('error', () => failed(new Error(`${name}: error ${element.error && element.error.code}`)), { once: true });
});
const number = (video) => {
  const canvas = document.createElement('canvas');
  canvas.width = 160; canvas.height = 40;
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0, 160, 40);
  let found = 0;
  for (let bit = 0; bit < 16; bit += 1) found = found * 2 + (context.getImageData(bit * 10 + 5, 10, 1, 1).data[0] > 127 ? 1 : 0);
  return found;
};
// events come when a picture is there, which is painted a moment later
const painted = async (video, due) => {
  for (let wait = 0; wait < 100 && number(video) !== due; wait += 1) await new Promise((done) => setTimeout(done, 50));
  return number(video);
};
const seek = async (video, at, due) => {
  const there = once(video, 'seeked'); video.currentTime = at; await there;
  return painted(video, due);
};
</script>"""


class Screen:
    """A view's page over one preview."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.profile = QWebEngineProfile()
        self.profile.scripts().insert(media_types())
        self.page = CoursePage(self.profile)

    def result(self, preview: Preview, name: str = "film.html") -> Any:
        """What the page told; a page that fails tells {"failed": …}."""
        with self._qtbot.waitSignal(
            self.page.titleChanged, timeout=WAIT_MS, check_params_cb=lambda title: title[:1] in ("{", "[", '"')
        ) as told:
            self.page.load(QUrl(f"{preview.url}pkg/{name}"))
        return json.loads(told.args[0])

    def close(self) -> None:
        with self._qtbot.waitSignal(self.page.destroyed, timeout=WAIT_MS):
            self.page.deleteLater()
        self.profile.deleteLater()


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[Screen]:
    screen = Screen(qtbot)
    yield screen
    screen.close()


def course(folder: Path, script: str, **films: Path) -> Path:
    """A package whose film.html runs `script`; `films` by name, `film_mp4` for media/film.mp4."""
    path = folder / "course.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("imsmanifest.xml", manifest_12())
        package.writestr("index.html", "<title>x</title>")
        failing = "window.onerror = (words) => tell({ failed: String(words) });"
        body = f"{failing} (async () => {{ {script} }})().catch((error) => tell({{ failed: String(error) }}));"
        package.writestr("film.html", f"{_TOOLS}<script>{body}</script>")
        for name, film in films.items():
            package.writestr(f"media/{name.replace('_', '.')}", film.read_bytes())
    return path


def test_the_view_is_asked_once(qtbot: QtBot, screen: Screen) -> None:
    """PySide6's own build says that it plays no H.264, and says so at once the second time."""
    heard: list[bool] = []
    plays_h264(screen.page, heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=WAIT_MS)
    plays_h264(QWebEnginePage(screen.profile, screen.page), heard.append)
    assert heard == [False, False]


def test_the_exact_picture_anywhere(screen: Screen, film: Make, tmp_path: Path) -> None:
    """Length, first picture, and the very picture after seeks to parts that nobody has converted yet and back."""
    path = film(Recipe(seconds=60, size=(1280, 720), key_each=250))
    script = """
      const video = document.createElement('video'); video.muted = true; video.src = 'media/film.mp4'; document.body.append(video);
      await once(video, 'loadeddata');
      const told = { duration: video.duration, size: [video.videoWidth, video.videoHeight], first: await painted(video, 0),
                     source: video.currentSrc.endsWith('media/film.mp4'), seekable: video.seekable.end(0) };
      told.seeks = [];
      for (const [at, due] of [[44.9, 1122], [1.02, 25], [58.02, 1450], [24.06, 601], [24.02, 600], [10.02, 250]]) {
        told.seeks.push(await seek(video, at, due));
      }
      tell(told);"""
    with played(course(tmp_path, script, film_mp4=path), tmp_path) as preview:
        told = screen.result(preview)
    assert told["first"] == 0 and told["size"] == [1280, 720] and told["source"]
    assert told["duration"] == pytest.approx(60, abs=0.1) and told["seekable"] == pytest.approx(told["duration"])
    assert told["seeks"] == [1122, 25, 1450, 601, 600, 250]


def test_it_plays_to_its_end(screen: Screen, film: Make, tmp_path: Path) -> None:
    """Played at double speed without a gesture, a film runs through a slot's border to `ended` and its last picture."""
    script = """
      const video = document.createElement('video'); video.src = 'media/film.mp4'; video.playbackRate = 2; document.body.append(video);
      await video.play(); await once(video, 'ended');
      tell({ at: video.currentTime, number: number(video), last: await seek(video, 4.97, 124) });"""
    with played(course(tmp_path, script, film_mp4=film(Recipe(seconds=5))), tmp_path) as preview:
        told = screen.result(preview)
    assert told["at"] == pytest.approx(5, abs=0.1) and told["last"] == 124
    # a view that is late leaves pictures out while it plays, and the last one as well; each is shown for 20 ms here
    assert 124 - 10 <= told["number"] <= 124


def test_sound_alone(screen: Screen, film: Make, tmp_path: Path) -> None:
    """An M4A has its length, and can be sought and played."""
    script = """
      const sound = new Audio('media/talk.m4a'); await once(sound, 'loadeddata'); const duration = sound.duration;
      const there = once(sound, 'seeked'); sound.currentTime = 28; await there; await sound.play(); await once(sound, 'ended');
      tell({ duration, at: sound.currentTime });"""
    path = course(tmp_path, script, talk_m4a=film(Recipe(size=None, seconds=30)))
    with played(path, tmp_path) as preview:
        told = screen.result(preview)
    assert told == {"duration": pytest.approx(30, abs=0.1), "at": pytest.approx(30, abs=0.1)}


def test_turned_and_stretched_films(screen: Screen, film: Make, tmp_path: Path) -> None:
    """A phone's film stands upright, and pixels that are no squares are shown as wide as they are meant."""
    script = """
      const told = [];
      for (const name of ['turned', 'wide']) {
        const video = document.createElement('video'); video.src = `media/${name}.mp4`; document.body.append(video);
        await once(video, 'loadeddata'); told.push([video.videoWidth, video.videoHeight]);
      }
      tell(told);"""
    turned = film(Recipe(size=(640, 360), seconds=2, rotation=90))
    wide = film(Recipe(size=(640, 480), seconds=2, shape=Fraction(4, 3)))
    with played(course(tmp_path, script, turned_mp4=turned, wide_mp4=wide), tmp_path) as preview:
        assert screen.result(preview) == [[360, 640], [853, 480]]


def test_every_way_to_make_a_film(screen: Screen, film: Make, tmp_path: Path) -> None:
    """What a page asks before it shows an MP4 is answered with yes, and each way of naming a source plays."""
    script = r"""
      const type = 'video/mp4; codecs="avc1.640028, mp4a.40.2"';
      const source = `<source src="media/film.mp4" type='${type}'>`;
      const video = document.createElement('video');
      const asked = [video.canPlayType('video/mp4'), video.canPlayType(type), new Audio().canPlayType('audio/x-m4a'),
        video.canPlayType('video/mp4; codecs="theora"'), video.canPlayType('video/x-nothing'), MediaSource.isTypeSupported(type)];
      const info = await navigator.mediaCapabilities.decodingInfo({ type: 'file',
        video: { contentType: type, width: 640, height: 360, bitrate: 1e6, framerate: 25 } });
      const ways = {
        src: () => { const v = document.createElement('video'); v.src = 'media/film.mp4'; document.body.append(v); return v; },
        detached: () => { const v = document.createElement('video'); v.innerHTML = source; return v; },
        inner: () => { const d = document.createElement('div'); document.body.append(d); d.innerHTML = `<video>${source}</video>`; return d.firstChild; },
        loose: () => { const d = document.createElement('div'); d.innerHTML = `<video>${source}</video>`; document.body.append(d); return d.firstChild; },
        adjacent: () => { document.body.insertAdjacentHTML('beforeend', `<video>${source}</video>`); return document.body.lastElementChild; },
        created: () => { const v = document.createElement('video'), s = document.createElement('source'); s.type = type; s.src = 'media/film.mp4'; v.append(s); document.body.append(v); return v; },
        attribute: () => { const v = document.createElement('video'), s = document.createElement('source'); s.setAttribute('type', type); s.setAttribute('src', 'media/film.mp4'); v.append(s); return v; },
        cloned: () => { const t = document.createElement('template'); t.innerHTML = `<video>${source}</video>`; const v = t.content.firstChild.cloneNode(true); document.body.append(v); return v; },
        parsed: () => { const d = new DOMParser().parseFromString(`<video>${source}</video>`, 'text/html'); const v = document.adoptNode(d.querySelector('video')); document.body.append(v); v.load(); return v; },
        shadow: () => { const h = document.createElement('div'); document.body.append(h); const r = h.attachShadow({ mode: 'closed' }); r.innerHTML = `<video>${source}</video>`; return r.firstChild; },
        second: () => { const v = document.createElement('video'); v.innerHTML = `<source src="media/none.ogv" type="video/x-nothing">${source}`; document.body.append(v); return v; },
      };
      const played = {};
      for (const [name, make] of Object.entries(ways)) {
        const v = make(); v.preload = 'auto'; v.muted = true;
        if (v.readyState < 2) await new Promise((done) => { v.addEventListener('loadeddata', done, { once: true }); setTimeout(done, 15000); });
        played[name] = v.readyState >= 2 ? await painted(v, 0) : `state ${v.networkState} ${v.error && v.error.code}`;
        v.removeAttribute('src'); v.replaceChildren(); v.load();
      }
      const blob = await (await fetch('media/film.mp4')).blob();
      const fetched = document.createElement('video'); fetched.src = URL.createObjectURL(blob); await once(fetched, 'loadeddata');
      played.blob = await painted(fetched, 0);
      const s = document.createElement('source'); s.setAttribute('type', type);
      tell({ asked, info: info.supported, played, reads: [s.type === type, s.getAttribute('type') === type, s.hasAttribute('type')] });"""
    with played(course(tmp_path, script, film_mp4=film(Recipe(seconds=3))), tmp_path) as preview:
        told = screen.result(preview)
    assert told["asked"] == ["probably", "probably", "probably", "", "", False]
    assert told["info"] and told["reads"] == [True, True, True]
    assert set(told["played"].values()) == {0}, told["played"]


def test_films_in_pieces_are_told(qtbot: QtBot, screen: Screen, film: Make, tmp_path: Path) -> None:
    """A script that feeds H.264 itself still hears no, and the window hears that this view cannot play it."""
    script = """
      const source = new MediaSource(); const video = document.createElement('video');
      video.src = URL.createObjectURL(source); await once(source, 'sourceopen');
      let failed = ''; try { source.addSourceBuffer('video/mp4; codecs="avc1.640028"'); } catch (error) { failed = error.name; }
      tell([failed]);"""
    with (
        played(course(tmp_path, script), tmp_path) as preview,
        qtbot.waitSignal(screen.page.media_unsupported, timeout=WAIT_MS),
    ):
        assert screen.result(preview) == ["NotSupportedError"]


def test_sources_that_the_parser_finds(screen: Screen, film: Make, tmp_path: Path) -> None:
    """A page's own markup, and a frame's, with types that this view does not know."""
    path = tmp_path / "course.zip"
    source = """<video muted><source src="media/film.mp4" type='video/mp4; codecs="avc1.640028"'></video>"""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("imsmanifest.xml", manifest_12())
        package.writestr("index.html", "<title>x</title>")
        package.write(film(Recipe(seconds=3)), "media/film.mp4")
        package.writestr("inner.html", f"<!doctype html>{source}")
        package.writestr(
            "film.html",
            f"""{_TOOLS}{source}<iframe src="inner.html"></iframe><iframe src="media/film.mp4"></iframe>
            <script>onload = async () => {{
              const videos = [document, ...[...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument)]
                .map((one) => one.querySelector('video'));
              for (const video of videos) if (video.readyState < 2) await once(video, 'loadeddata');
              for (const video of videos.slice(0, 2)) await painted(video, 0);
              tell(videos.map(number));
            }};</script>""",
        )
    with played(path, tmp_path) as preview:
        assert screen.result(preview)[:2] == [0, 0]
