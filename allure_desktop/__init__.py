"""AllureConnect Desktop: check, preview, upload and launch SCORM packages."""

__version__ = "0.1.0"
