"""A server with the same API, on this computer, for trying and testing."""
