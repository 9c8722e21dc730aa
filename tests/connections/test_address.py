"""Anything that was pasted becomes a server's address, or an error that says what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allure_desktop.connections.address import clean_address, split_password, with_password
from allure_desktop.errors import UsageError


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("https://app.allureconnect.com", "https://app.allureconnect.com"),
        ("  app.allureconnect.com\n", "https://app.allureconnect.com"),
        ("https://app.allureconnect.com/api/v1/", "https://app.allureconnect.com"),
        ("https://App.AllureConnect.com:443/api/v1/packages?tenant_id=1#top", "https://app.allureconnect.com"),
        ("https://user:secret@lms.example:8443/x", "https://lms.example:8443"),
        ('"https://lms.example/",', "https://lms.example"),
        ("<https://lms.example>", "https://lms.example"),
        ("\u200bhttps://lms.example\ufeff", "https://lms.example"),
        ('curl -X POST https://lms.example/api/v1/packages/process \\\n -H "X-API-Key: k"', "https://lms.example"),
        ("lms.example/admin/packages", "https://lms.example"),
        ("lms.example:8443", "https://lms.example:8443"),
        ("lms.example.", "https://lms.example"),
        ("bücher.example", "https://bücher.example"),
        ("http://127.0.0.1:4711/api/v1", "http://127.0.0.1:4711"),
        ("localhost:8080", "http://localhost:8080"),
        ("127.0.0.1", "http://127.0.0.1"),
        ("http://[::1]:80/", "http://[::1]"),
        ("HTTPS://LMS.EXAMPLE", "https://lms.example"),
    ],
)
def test_what_is_pasted_is_cleaned(pasted: str, address: str) -> None:
    """Blanks, quotes, paths, queries, log-ins and whole commands are left out; the scheme is added."""
    assert clean_address(pasted) == address


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("", "address.empty"),
        (" \n", "address.empty"),
        ("https://", "address.unreadable"),
        ("https://lms.example:99999", "address.unreadable"),
        ("https://-x-.example", "address.unreadable"),
        ("https://[::1", "address.unreadable"),
        ("ftp://lms.example", "address.scheme"),
        ("http://lms.example", "address.insecure"),
        ("http://192.168.0.4:8000", "address.insecure"),
    ],
)
def test_what_cannot_be_an_address_is_told(pasted: str, code: str) -> None:
    """Each mistake has its code and a remedy; plain http is for this computer only."""
    with pytest.raises(UsageError) as told:
        clean_address(pasted)
    assert told.value.code == code and told.value.remedy


def test_a_log_in_is_not_repeated() -> None:
    """A password pasted with a wrong address is not shown in the error."""
    with pytest.raises(UsageError) as told:
        clean_address("ftp://ann:secret@-/")
    assert "secret" not in str(told.value)


@given(st.text(max_size=60))
def test_no_text_breaks_it(pasted: str) -> None:
    """Any text gives an address that is clean already, or a UsageError."""
    try:
        address = clean_address(pasted)
    except UsageError:
        return
    assert clean_address(address) == address


@pytest.mark.parametrize(
    ("address", "kept", "password"),
    [
        ("http://proxy.example:3128", "http://proxy.example:3128", ""),
        ("http://ann@proxy.example:3128", "http://ann@proxy.example:3128", ""),
        ("http://ann:secret@proxy.example:3128", "http://ann@proxy.example:3128", "secret"),
        ("ann:secret@proxy.example:3128", "ann@proxy.example:3128", "secret"),
        ("http://ann:se:c/r@t@proxy.example/", "http://ann@proxy.example/", "se:c/r@t"),
        ("http://:secret@proxy.example", "http://@proxy.example", "secret"),
        ("", "", ""),
    ],
)
def test_a_password_is_taken_out_of_an_address_and_put_back(address: str, kept: str, password: str) -> None:
    """However it is written, what is kept has none, and both together are what was typed."""
    assert split_password(address) == (kept, password)
    assert with_password(kept, password) == address
