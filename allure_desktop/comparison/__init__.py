"""Compares two packages: files, structure, and what of it learners' progress hangs on."""
