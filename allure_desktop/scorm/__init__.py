"""Reads a course: the ZIP and its manifest; knows nothing else."""
