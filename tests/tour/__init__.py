"""A scripted person who does the main job in the real window, with a real mouse and keyboard."""
