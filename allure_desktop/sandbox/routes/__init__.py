"""The calls of the API, a file for each noun."""

from __future__ import annotations

from allure_desktop.sandbox.operations import Operation
from allure_desktop.sandbox.routes import account, launches, packages, processing, uploads, webhooks

OPERATIONS: tuple[Operation, ...] = (
    *uploads.OPERATIONS,
    *processing.OPERATIONS,
    *packages.OPERATIONS,
    *launches.OPERATIONS,
    *webhooks.OPERATIONS,
    *account.OPERATIONS,
)
