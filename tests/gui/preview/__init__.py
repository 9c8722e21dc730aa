"""Tests of the preview window."""
