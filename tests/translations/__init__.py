"""Finds the texts of the window in the source and keeps their translations complete."""
