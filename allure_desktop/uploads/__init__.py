"""Carries packages to the server, whatever happens on the way."""
