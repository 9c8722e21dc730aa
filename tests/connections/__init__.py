"""Connections: a real database, a real keyring, servers that answer by script."""
