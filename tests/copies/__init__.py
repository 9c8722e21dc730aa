"""Tests of the kept copies."""
