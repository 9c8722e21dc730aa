"""Tests of the timeline of versions."""
