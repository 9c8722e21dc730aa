"""What an S3 server, or the way to it, refuses: in words for who starts a sandbox, in S3's codes for who calls it."""

from __future__ import annotations

from typing import Any

from botocore import exceptions as s3

from allure_desktop.errors import (
    AllureError,
    BadCertificate,
    Forbidden,
    NotFound,
    Refusal,
    ServerTrouble,
    Unreachable,
    UsageError,
)
from allure_desktop.sandbox.problems import Problem
from allure_desktop.sandbox.s3_address import S3Address
from allure_desktop.sandbox.store import no_such_upload, refused_parts

ANY = (s3.BotoCoreError, s3.ClientError)
#: What a client that completes an upload can have done wrong.
_BAD_PARTS = ("InvalidPart", "InvalidPartOrder", "EntityTooSmall", "MalformedXML")
_BAD_KEYS = ("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "TokenRefreshRequired")
_OTHER_REGION = ("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException")


def code_of(error: Exception) -> str:
    """S3's code, or the status where an answer has no body; '' where there was no answer."""
    if not isinstance(error, s3.ClientError):
        return ""
    return str(error.response.get("Error", {}).get("Code", ""))


def told(error: Exception, address: S3Address) -> AllureError:
    """The error in words. It names bucket, host and S3's code, and no signature or key."""
    host, code = address.host, code_of(error)
    if isinstance(error, s3.SSLError):
        return BadCertificate(
            f"The certificate of the S3 server {host} is not trusted.",
            remedy="Check the endpoint; AWS_CA_BUNDLE names a file of further authorities.",
            host=host,
        )
    if isinstance(error, s3.ClientError):
        status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        return _refused(code, status, address)
    if isinstance(error, s3.HTTPClientError | s3.ConnectionError):
        return Unreachable(
            f"The S3 server {host} cannot be reached.",
            cause=f"{type(error).__name__.removesuffix('Error')}.",
            remedy="Check that it runs, and the endpoint.",
            host=host,
        )
    return UsageError(
        f"The S3 server {host} cannot be used.",
        cause=f"{type(error).__name__}.",
        remedy="Check the storage's address and the AWS_* variables.",
        subject=host,
    )


def _refused(code: str, status: int, address: S3Address) -> Refusal:
    host, bucket = address.host, address.bucket
    facts: dict[str, Any] = {"host": host, "status": status, "server_code": code}
    if code == "NoSuchBucket":
        return NotFound(
            f"The bucket {bucket} does not exist at {host}.",
            remedy="Make it there first, or check its name.",
            code="storage.no-bucket",
            **facts,
        )
    if code == "RequestTimeTooSkewed":
        return Forbidden(f"The S3 server {host} has another time than this computer.", remedy="Set the clock.", **facts)
    if code in _OTHER_REGION:
        return Forbidden(
            f"The bucket {bucket} belongs to another region.", remedy="Name it: s3://BUCKET?…&region=REGION.", **facts
        )
    if code in _BAD_KEYS:
        return Forbidden(
            f"The S3 server {host} refuses the credentials ({code}).",
            remedy="Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.",
            code="storage.credentials-refused",
            **facts,
        )
    if status == 403:
        return Forbidden(
            f"The credentials may not use the bucket {bucket} at {host}.",
            remedy="They must be allowed to list it, and to read, write and delete in it.",
            **facts,
        )
    if status >= 500 or code == "SlowDown":
        return ServerTrouble(
            f"The S3 server {host} has trouble ({code or status}).", remedy="Try again later.", **facts
        )
    return Refusal(f"The S3 server {host} refused ({code or status}).", remedy="Check the storage's address.", **facts)


def problem(error: Exception, address: S3Address, upload_id: str = "") -> Problem:
    """What a caller of the API is answered."""
    code = code_of(error)
    if code == "NoSuchUpload" or (code == "404" and upload_id):
        return no_such_upload(upload_id)
    if code in _BAD_PARTS and isinstance(error, s3.ClientError):
        return refused_parts(code, str(error.response["Error"].get("Message") or code))
    reason = told(error, address).message
    return Problem(503, "The storage is not available", "STORAGE_UNAVAILABLE", {"reason": reason})
