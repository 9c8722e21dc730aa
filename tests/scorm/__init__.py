"""Tests of scorm."""
