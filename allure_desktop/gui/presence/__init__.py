"""The program beside its window: badge, title, tray, system notifications, sleep held off, network and sleep noticed."""
