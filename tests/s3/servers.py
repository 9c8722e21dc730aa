"""Real S3 servers as processes of their own, on loopback, that a test may kill and start again."""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import botocore.config
import botocore.session

KEYS = {"AWS_ACCESS_KEY_ID": "AKIATESTSONLY", "AWS_SECRET_ACCESS_KEY": "secret-of-the-tests-9f2c"}
_START_S = 60.0


def _free_ports(count: int, beside: int = 0) -> list[int]:
    """Ports on which nothing listens, nor `beside` higher; all below those that the system gives to connections."""
    found: list[int] = []
    while len(found) < count:
        port = random.randrange(11_000, 21_000)
        if port not in found and all(_is_free(one) for one in {port, port + beside}):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class S3Server:
    """One server with a folder. Started by its maker; `stop` is a SIGKILL, as is `kill`."""

    name = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = self._choose_ports()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()
        self.s3 = self.client(KEYS["AWS_ACCESS_KEY_ID"], KEYS["AWS_SECRET_ACCESS_KEY"])

    # --- what differs

    def _choose_ports(self) -> int:
        """The S3 port, after all that are needed were chosen."""
        raise NotImplementedError

    def _command(self) -> list[str]:
        raise NotImplementedError

    def _left_over(self) -> list[Path]:
        """Files that it leaves elsewhere when it is killed."""
        return []

    # --- running

    def start(self) -> None:
        """Returns when it answers."""
        environ = {**os.environ, "NANIO_ACCESS_KEY": KEYS["AWS_ACCESS_KEY_ID"], "TMPDIR": str(self.folder)}
        environ["NANIO_SECRET_KEY"] = KEYS["AWS_SECRET_ACCESS_KEY"]
        environ["WEED_MASTER_VOLUME_GROWTH_COPY_1"] = "1"  # else seven for each bucket, with its first object
        # it ends with us, however we end
        guard = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*guard, *self._command()], cwd=self.folder, env=environ, stdout=log, stderr=log
            )
        end = time.monotonic() + _START_S
        while not self._answers():
            told = (self.folder / "log").read_text("utf-8", "replace")[-2000:]
            assert self._process.poll() is None, f"{self.name} ended: {told}"
            assert time.monotonic() < end, f"{self.name} does not answer: {told}"
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.endpoint, timeout=5).close()
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code == 403  # it wants a signature: it is there
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """SIGKILL: it takes SeaweedFS 25 s to end by itself, and a test wants no orderly end anyway."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        self.kill()
        for path in self._left_over():
            path.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- for tests

    def new_bucket(self) -> str:
        """A bucket that nobody else uses."""
        bucket = f"courses-{secrets.token_hex(4)}"
        self.s3.create_bucket(Bucket=bucket)
        return bucket

    def address(self, bucket: str) -> str:
        """As `sandbox --storage` takes it."""
        return f"s3://{bucket}?endpoint={self.endpoint}"

    def client(self, key_id: str, secret_key: str) -> Any:
        """A plain S3 client, to look at the server past everything of ours."""
        return botocore.session.Session().create_client(
            "s3",
            region_name="us-east-1",
            endpoint_url=self.endpoint,
            aws_access_key_id=key_id,
            aws_secret_access_key=secret_key,
            config=botocore.config.Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )

    def objects(self, bucket: str) -> dict[str, bytes]:
        """All objects of a bucket by their keys."""
        listed = self.s3.list_objects_v2(Bucket=bucket).get("Contents", [])
        return {one["Key"]: self.s3.get_object(Bucket=bucket, Key=one["Key"])["Body"].read() for one in listed}

    def open_uploads(self, bucket: str) -> list[tuple[str, str]]:
        """Key and id of the multipart uploads under way."""
        listed = self.s3.list_multipart_uploads(Bucket=bucket).get("Uploads", [])
        return [(one["Key"], one["UploadId"]) for one in listed]


class SeaweedFs(S3Server):
    """Behaves like S3 in all we know; a repeated complete is answered 200."""

    name = "seaweedfs"
    repeated_complete = 200

    def _choose_ports(self) -> int:
        # each of its servers also listens 10,000 higher
        *self._inner, port = _free_ports(4, beside=10_000)
        keys = {"accessKey": KEYS["AWS_ACCESS_KEY_ID"], "secretKey": KEYS["AWS_SECRET_ACCESS_KEY"]}
        who = {"name": "tests", "credentials": [keys], "actions": ["Admin", "Read", "Write", "List"]}
        (self.folder / "s3.json").write_text(json.dumps({"identities": [who]}))
        return port

    def _command(self) -> list[str]:
        master, volume, filer = self._inner
        return [
            str(Path(sys.executable).with_name("weed")),
            *("-logtostderr=true", "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={self.folder}"),
            *(f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}", "-filer"),
            *("-s3", f"-s3.port={self.port}", f"-s3.config={self.folder}/s3.json", "-s3.iam=false"),
            *("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.volumeSizeLimitMB=1024"),
            # each bucket takes some; without a free one every PUT is an error 500
            "-volume.max=700",
            # it reports to its makers unless told not to
            "-master.telemetry=false",
            # one that was killed would else look for a leader among itself for ten seconds
            *("-master.electionTimeout=1s", "-master.heartbeatInterval=200ms"),
        ]

    def _left_over(self) -> list[Path]:
        ports = {port + more for port in (self.port, *self._inner) for more in (0, 10_000)}
        return [path for port in ports for path in Path("/tmp").glob(f"seaweedfs-*-{port}.sock")]


class Nanio(S3Server):
    """Another opinion: a repeated complete is 404 NoSuchUpload, an expired address RequestTimeTooSkewed."""

    name = "nanio"
    repeated_complete = 404

    def _choose_ports(self) -> int:
        return _free_ports(1)[0]

    def _command(self) -> list[str]:
        nanio = str(Path(sys.executable).with_name("nanio"))
        data = ("--data-dir", str(self.folder / "data"))
        return [nanio, "serve", *data, "--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning"]


KINDS: dict[str, type[SeaweedFs | Nanio]] = {"seaweedfs": SeaweedFs, "nanio": Nanio}
