"""The command palette and the sheet of shortcuts: everything that can be done, found by typing."""
