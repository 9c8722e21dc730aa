"""What is on the server: packages, versions, launches."""
