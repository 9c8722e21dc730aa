"""Copies of versions kept on this computer, and in a folder that a team shares, by what is in them."""
