"""Many files at once: one table says what each becomes, and is reviewed before anything is uploaded."""
