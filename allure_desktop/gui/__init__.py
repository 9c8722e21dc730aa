"""The window: everything a user sees, and the only importer of Qt."""
