"""Tests, a folder per room; each says in a sentence what it proves."""
