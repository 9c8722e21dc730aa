"""Where packages go: server and tenant, with the key in the operating system's keyring."""
