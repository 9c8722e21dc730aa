"""A launch on the server, in a window of its own beside the main window."""
