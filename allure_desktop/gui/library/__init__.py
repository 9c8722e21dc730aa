"""Library: what is on the server, as a list that can be searched, and a panel for the package that is chosen."""
