"""A window with a connection to a sandbox."""

from tests.gui.window.conftest import connected as connected
from tests.gui.window.conftest import connection as connection
from tests.gui.window.conftest import open_window as open_window
from tests.gui.window.conftest import sandbox as sandbox
from tests.gui.window.conftest import services as services
