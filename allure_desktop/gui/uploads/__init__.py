"""Uploads: what is on this computer and on its way, one row a file from drop to live."""
