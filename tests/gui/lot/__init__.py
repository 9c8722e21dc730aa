"""Tests of the review of many files."""
