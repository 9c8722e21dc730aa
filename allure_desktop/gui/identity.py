"""The names under which a desktop knows this program; they must agree wherever they are told."""

from __future__ import annotations

#: For people.
PROGRAM = "AllureConnect Desktop"
#: Letters only: Qt makes the address of the badge on a Linux panel of it.
APPLICATION = "AllureConnect"
#: The program's entry in a Linux desktop's menu, by which its icon and settings are found.
DESKTOP_ENTRY = "allure-desktop"
