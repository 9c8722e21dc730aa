"""Deletes a package on the server, where the server's OpenAPI document declares that it can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient


def delete(client: ApiClient, package_id: str) -> None:
    """Deletes a package with all its versions; it cannot be undone.

    Raises NotOffered where the server does not declare it, NotFound, ServerError.
    """
    client.delete_package(package_id)
