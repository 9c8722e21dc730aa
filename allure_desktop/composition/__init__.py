"""Joins the rooms: window, command line and tests receive the same services, built here once."""

from allure_desktop.composition.comparisons import Comparisons
from allure_desktop.composition.services import Services, build

__all__ = ["Comparisons", "Services", "build"]
