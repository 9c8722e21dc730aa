"""A new version of a package: what changes is seen before anything is uploaded."""
