"""What a check says, on the screen: the verdict, the findings, the structure."""
