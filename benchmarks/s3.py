"""Uploading to a real S3 server beside rclone and boto3 in the same run: python -m benchmarks.s3."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.uploads import GIB, PART, Cost, Figure, cost_of
from tests.packages import scorm12
from tests.s3.servers import KEYS, SeaweedFs

_ROUNDS = 3
_BOTO3 = """
import sys, boto3
from boto3.s3.transfer import TransferConfig
endpoint, bucket, file, part = sys.argv[1:]
s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
s3.upload_file(file, bucket, "boto3.zip", Config=TransferConfig(multipart_chunksize=int(part), max_concurrency=4))
"""


class Peers:
    """The three clients on one bucket; each call uploads one file, waits for its end and empties the bucket."""

    def __init__(self, folder: Path, server: SeaweedFs, bucket: str, sandbox: dict[str, str]) -> None:
        self._folder, self._server, self._bucket, self._sandbox = folder, server, bucket, sandbox
        self._runs = 0

    def ours(self, file: Path) -> Cost:
        """With MD5 in the stream, as this storage's ETags ask for."""
        self._runs += 1
        own = {
            "ALLURE_URL": self._sandbox["url"],
            "ALLURE_TENANT": self._sandbox["tenant_id"],
            "ALLURE_API_KEY": self._sandbox["api_key"],
            "ALLURE_DATA_DIR": str(self._folder / f"data-{self._runs}"),
        }
        program = str(Path(sys.executable).with_name("allure-desktop"))
        return self._cost([program, "upload", str(file), "--no-validation", "--json"], own)

    def rclone(self, file: Path) -> Cost:
        """With its own MD5 of the whole file, as it does unless told not to."""
        options = ["--s3-provider", "Other", "--s3-env-auth", "--s3-endpoint", self._server.endpoint]
        same = ["--s3-chunk-size", f"{PART}B", "--s3-upload-cutoff", f"{PART}B", "--s3-upload-concurrency", "4"]
        rclone = str(Path(sys.executable).with_name("rclone"))
        target = f":s3:{self._bucket}/rclone.zip"
        return self._cost([rclone, "--config", os.devnull, "copyto", str(file), target, *options, *same], {})

    def boto3(self, file: Path) -> Cost:
        """With the checksums it sends by itself."""
        return self._cost([sys.executable, "-c", _BOTO3, self._server.endpoint, self._bucket, str(file), str(PART)], {})

    def _cost(self, command: Sequence[str], own: dict[str, str]) -> Cost:
        cost = cost_of(command, {**os.environ, **KEYS, "AWS_REGION": "us-east-1", **own})
        for one in self._server.s3.list_objects_v2(Bucket=self._bucket).get("Contents", []):
            self._server.s3.delete_object(Bucket=self._bucket, Key=one["Key"])
        return cost


@contextmanager
def _sandbox(folder: Path, storage: str) -> Iterator[dict[str, str]]:
    program = str(Path(sys.executable).with_name("allure-desktop"))
    command = [program, "sandbox", "--json", "--data", str(folder), "--storage", storage]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **KEYS})
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def figures() -> list[Figure]:
    """CPU a GiB of each client, without what starting it takes, ours divided by the peer's. Some two minutes."""
    with tempfile.TemporaryDirectory(prefix="allure-bench.") as name:
        folder = Path(name)
        (folder / "server").mkdir()
        server = SeaweedFs(folder / "server")
        try:
            bucket = server.new_bucket()
            with _sandbox(folder / "sandbox", server.address(bucket)) as sandbox:
                return _compared(folder, Peers(folder, server, bucket, sandbox))
        finally:
            server.stop()


def _compared(folder: Path, peers: Peers) -> list[Figure]:
    file, small = scorm12(folder / "course.zip", size_bytes=GIB), scorm12(folder / "small.zip")
    clients = {"ours": peers.ours, "rclone": peers.rclone, "boto3": peers.boto3}
    idle = {name: client(small).cpu_s for name, client in clients.items()}
    took: dict[str, list[float]] = {name: [] for name in clients}
    for _ in range(_ROUNDS):
        for name, client in clients.items():
            took[name].append(client(file).cpu_s - idle[name])
    found = []
    for peer, goal in (("rclone", 0.7), ("boto3", 1.3)):
        ratio = statistics.median(ours / theirs for ours, theirs in zip(took["ours"], took[peer], strict=True))
        middle = {name: statistics.median(took[name]) for name in ("ours", peer)}
        how = f"ours {middle['ours']:.2f} s a GiB, {peer} {middle[peer]:.2f} s; median of {_ROUNDS}"
        found.append(Figure(f"client CPU on a real S3 server, MD5 on, beside {peer}", ratio, goal, how))
    return found


if __name__ == "__main__":
    for figure in figures():
        print(figure, flush=True)
