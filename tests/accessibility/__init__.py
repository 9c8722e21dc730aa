"""Looks at the window as those do who do not see it, see it large, or use another language."""
