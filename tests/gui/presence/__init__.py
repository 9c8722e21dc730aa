"""What the program does and shows while nobody looks at its window."""
