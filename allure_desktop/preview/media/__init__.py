"""Films and sounds that the web view cannot play: shown to it as a WebM that is made while it is read."""
