"""The command line: a file per room, printing in one place."""
