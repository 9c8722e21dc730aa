"""Two versions of a course side by side: facts, structure, files, manifest."""
