"""Webhooks of a connection: who is called when a package was processed."""
