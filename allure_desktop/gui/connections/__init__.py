"""Connections in the window: the dialog, the switcher, the sandbox, the band of a missing keyring."""
