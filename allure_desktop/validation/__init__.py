"""Checks a package before a byte is sent: will it run, where not, why, and what to do."""
