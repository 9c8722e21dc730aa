"""Starts AllureConnect Desktop: the window, or the command line when a verb is given."""

from allure_desktop.__main__ import main

if __name__ == "__main__":
    main()
