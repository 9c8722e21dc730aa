"""The wire: real sockets against servers that answer by script."""
