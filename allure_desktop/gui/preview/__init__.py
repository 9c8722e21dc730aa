"""The preview window: a course run as on an LMS, with the hood open."""
