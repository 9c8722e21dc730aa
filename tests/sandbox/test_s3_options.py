"""What `--storage` and its environment may hold, told in words before anything is begun."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from allure_desktop.errors import UsageError
from allure_desktop.sandbox.s3_address import credentials, parse_storage, region
from allure_desktop.sandbox.server import Sandbox

GOOD = "s3://courses?endpoint=http://127.0.0.1:9000"


def test_an_address_is_a_bucket_at_an_endpoint() -> None:
    """Bucket, endpoint without a slash at its end, region, and the host for words."""
    address = parse_storage("s3://my.courses-1?endpoint=https://s3.example.org:8443/&region=eu-central-1")
    assert (address.bucket, address.endpoint, address.region) == (
        "my.courses-1",
        "https://s3.example.org:8443",
        "eu-central-1",
    )
    assert address.host == "s3.example.org:8443"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("http://127.0.0.1:9000/courses", "must be s3://"),
        ("s3://", "no name of a bucket"),
        ("s3://ab?endpoint=http://h", "no name of a bucket"),
        ("s3://Courses?endpoint=http://h", "no name of a bucket"),
        ("s3://key:secret@courses?endpoint=http://h", "no name of a bucket"),
        ("s3://courses/folder?endpoint=http://h", "whole bucket"),
        ("s3://courses", "endpoint must be"),
        ("s3://courses?endpoint=127.0.0.1:9000", "endpoint must be"),
        ("s3://courses?endpoint=ftp://h", "endpoint must be"),
        ("s3://courses?endpoint=http://h:port", "cannot be read"),
        ("s3://courses?endpoint=http://me:pw@h", "without user"),
        ("s3://courses?endpoint=http://h/path", "without user, path"),
        (f"{GOOD}&acl=public", "not acl"),
    ],
)
def test_other_addresses_are_refused_in_words(text: str, words: str) -> None:
    """Each with what is wrong; a password in it is never repeated."""
    with pytest.raises(ValueError, match=words) as told:
        parse_storage(text)
    assert "secret" not in str(told.value) and "pw" not in str(told.value)


@pytest.mark.parametrize(
    ("environ", "missing"),
    [
        ({}, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set."),
        ({"AWS_ACCESS_KEY_ID": "AKIA"}, "AWS_SECRET_ACCESS_KEY is not set."),
        ({"AWS_ACCESS_KEY_ID": " ", "AWS_SECRET_ACCESS_KEY": "s"}, "AWS_ACCESS_KEY_ID is not set."),
    ],
)
def test_missing_credentials_are_named(environ: dict[str, str], missing: str) -> None:
    """Which variable is missing, and nothing of the other."""
    with pytest.raises(UsageError) as told:
        credentials(environ)
    assert (told.value.cause, told.value.code) == (missing, "storage.no-credentials")


def test_credentials_do_not_show_themselves() -> None:
    """Their text form, as in a traceback, holds none of them."""
    keys = credentials({"AWS_ACCESS_KEY_ID": "AKIAX", "AWS_SECRET_ACCESS_KEY": "sss", "AWS_SESSION_TOKEN": "ttt"})
    assert (keys.key_id, keys.secret_key, keys.session_token) == ("AKIAX", "sss", "ttt")
    assert not any(secret in repr(keys) for secret in ("AKIAX", "sss", "ttt"))


def test_the_region_is_the_address_s_else_the_environment_s() -> None:
    """In this order: address, AWS_REGION, AWS_DEFAULT_REGION, us-east-1."""
    named, plain = parse_storage(f"{GOOD}&region=auto"), parse_storage(GOOD)
    both = {"AWS_REGION": "eu-1", "AWS_DEFAULT_REGION": "eu-2"}
    assert region(named, both) == "auto"
    assert region(plain, both) == "eu-1"
    assert region(plain, {"AWS_DEFAULT_REGION": "eu-2"}) == "eu-2"
    assert region(plain, {}) == "us-east-1"


@pytest.mark.parametrize("fault", ["cut", "rate=1M", "wrong-etag", "expired", "cut@partNumber=2"])
def test_faults_that_need_the_bytes_are_refused_with_s3(tmp_path: Path, fault: str) -> None:
    """No byte passes the sandbox there: a fault that cannot strike is no silent success."""
    with pytest.raises(ValueError, match="no bytes pass it"):
        Sandbox(tmp_path, storage=GOOD, faults=[fault])
    Sandbox(tmp_path, faults=[fault])


@pytest.mark.parametrize("fault", ["expired=5", "503", "lost-answer", "latency=1"])
def test_other_faults_are_taken_with_s3(tmp_path: Path, fault: str) -> None:
    """Those that strike the calls, or how long an address lives."""
    Sandbox(tmp_path, storage=GOOD, faults=[fault])


def test_the_storage_s_address_is_checked(tmp_path: Path) -> None:
    """It replaces an origin, so it is one."""
    with pytest.raises(ValueError, match="storage address must be"):
        Sandbox(tmp_path, storage_address="127.0.0.1")


def _command(folder: Path, *options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "allure_desktop", "sandbox", "--data", str(folder), *options]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=30, check=False, env={**os.environ, **environ}
    )


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--storage", "s3://c"], 2, "Error: 'c' is no name of a bucket"),
        (["--storage", GOOD, "--fault", "cut"], 2, "Error: The fault cut needs the sandbox's own storage"),
        (["--storage", GOOD], 2, "Error: The S3 storage needs credentials."),
        (["--storage-address", "nowhere"], 2, "Error: The storage address must be"),
    ],
)
def test_the_command_tells_in_words(tmp_path: Path, options: list[str], code: int, words: str) -> None:
    """Exit 2, one sentence, no traceback."""
    done = _command(tmp_path, *options)
    assert (done.returncode, done.stderr.startswith(words)) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_tells_where_nobody_answers(tmp_path: Path) -> None:
    """Exit 3; the credentials are not in what is said."""
    keys = {"AWS_ACCESS_KEY_ID": "AKIASEEN", "AWS_SECRET_ACCESS_KEY": "never-to-be-seen"}
    done = _command(tmp_path, "--storage", "s3://courses?endpoint=http://127.0.0.1:1", **keys)
    assert done.returncode == 3 and "The S3 server 127.0.0.1:1 cannot be reached" in done.stderr
    assert not any(value in done.stderr + done.stdout for value in keys.values()) and "Traceback" not in done.stderr


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path) -> None:
    """A plain installation has no botocore: told in words, and nothing else of the sandbox needs it."""
    code = (
        "import sys; sys.modules['botocore'] = None\n"
        "from allure_desktop.__main__ import main\n"
        f"sys.argv = ['allure-desktop', 'sandbox', '--data', {str(tmp_path)!r}, '--storage', {GOOD!r}]\n"
        "sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert "cannot use an S3 storage" in done.stderr and "allure-desktop[s3]" in done.stderr


def test_files_need_no_s3_library() -> None:
    """A sandbox on files loads nothing of it."""
    code = "import sys, allure_desktop.sandbox.server, allure_desktop.cli.sandbox; print('botocore' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == "False"
