"""What a client may be asked to do, and how it is told what came of it.

A client is a class with a method for each operation that it can do; an operation without a method is
one that the client does not have. A method that returns is `ok`; one that raises has failed.
"""

import base64
import contextlib
import hashlib
import http.client
import json
import os
import pathlib
import subprocess
import threading
import urllib.parse
import urllib.request

import boto3
from botocore.config import Config

MEBIBYTE = 1 << 20
LARGE = os.urandom(64 * MEBIBYTE)
TABLE = json.loads(pathlib.Path(__file__).with_name("table.json").read_text())
PAGED = TABLE["paged"]
ODD = TABLE["odd"]
OPERATIONS = list(TABLE["operations"])


class Place:
    """Where the clients work: a server, two repositories of it, and a folder of this machine."""

    def __init__(self):
        self.endpoint = os.environ["AWS_ENDPOINT_URL"]
        self.host = self.endpoint.removeprefix("http://")
        self.access_key = os.environ["AWS_ACCESS_KEY_ID"]
        self.secret = os.environ["AWS_SECRET_ACCESS_KEY"]
        self.region = os.environ["AWS_DEFAULT_REGION"]
        self.repository = os.environ["S3_REPOSITORY"]
        self.other = os.environ["S3_OTHER_REPOSITORY"]
        self.domain = os.environ["S3_DOMAIN"]
        self.folder = pathlib.Path(os.environ["S3_FOLDER"])
        self.s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}))
        self.written = {}
        self.committing = threading.Lock()

    def commit(self):
        """Commits the branch over the other protocol; the id of the commit."""
        token = base64.b64encode(f"{self.access_key}:{self.secret}".encode()).decode()
        request = urllib.request.Request(
            f"{self.endpoint}/api/v1/repositories/{self.repository}/branches/main/commits",
            json.dumps({"message": "between two versions", "allow_empty": True}).encode(),
            {"Authorization": f"Basic {token}", "Content-Type": "application/json"},
        )
        with self.committing, urllib.request.urlopen(request) as answer:
            return json.load(answer)["id"]

    def save(self):
        """Tells what the repositories must hold now: the hash of each object."""
        (self.folder / "written.json").write_text(json.dumps(self.written))


class Client:
    """The name is the client's column; `operation` is what it is being asked for."""

    name = ""

    def __init__(self, place):
        self.place = place
        self.operation = ""
        self.folder = place.folder / self.name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.open()

    def open(self):
        """Makes what the methods share."""

    def key(self, name):
        return f"main/{self.name}/{self.operation}/{name}"

    def url(self, name, repository=None):
        return f"s3://{repository or self.place.repository}/{self.key(name)}"

    def file(self, name, data):
        """A file of this machine."""
        path = self.folder / self.operation / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)

    def seed(self, name, data=b"seeded"):
        """Puts an object there that the client is to find."""
        self.place.s3.put_object(Bucket=self.place.repository, Key=self.key(name), Body=data)
        return data

    def seed_tree(self):
        names = ["1", "2", "sub/3", "sub/deep/4"]
        for name in names:
            self.seed(name, name.encode())
        return names

    def stored(self, name, data, repository=None):
        """Holds that the server has the bytes, and keeps in mind that it must have them to the end."""
        bucket = repository or self.place.repository
        key = self.key(name)
        found = self.place.s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        same(found, data)
        self.place.written[f"{bucket}/{key}"] = hashlib.sha256(data).hexdigest()

    def gone(self, name):
        found = self.place.s3.list_objects_v2(Bucket=self.place.repository, Prefix=self.key(name))
        same([each["Key"] for each in found.get("Contents", [])], [])

    def fetch(self, url):
        """As a program that knows nothing of S3 does."""
        with urllib.request.urlopen(url) as answer:
            return answer.read()

    def send(self, url, data):
        # As curl does: a content type that was not signed would be refused.
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
        with contextlib.closing(connection):
            connection.request("PUT", url.removeprefix(self.place.endpoint), data)
            same(connection.getresponse().status, 200)


class Command(Client):
    """A client that is a program."""

    def environment(self):
        return {}

    def run(self, *words, stdin=None, fails=False):
        """What the program says on its standard output."""
        done = subprocess.run(
            [str(word) for word in words],
            input=stdin,
            capture_output=True,
            timeout=120,
            cwd=self.folder,
            env=os.environ | self.environment(),
        )
        said = done.stderr.decode(errors="replace")[-600:]
        if (done.returncode != 0) != fails:
            raise AssertionError(f"{' '.join(map(str, words))} ended with {done.returncode}: {said}")
        return said if fails else done.stdout

    def files(self, *names):
        """The bytes of files below the operation's folder."""
        return [(self.folder / self.operation / name).read_bytes() for name in names]


def same(found, expected):
    if found != expected:
        raise AssertionError(f"{shown(found)} instead of {shown(expected)}")


def shown(value):
    if isinstance(value, (bytes, bytearray)) and len(value) > 100:
        return f"{len(value)} bytes of SHA-256 {hashlib.sha256(value).hexdigest()}"
    return repr(value)[:400]


def fails(code, call, *arguments, **named):
    """Holds that the client raises something that says the code."""
    try:
        call(*arguments, **named)
    except Exception as e:  # each client has errors of its own
        if code not in f"{type(e).__name__} {e}":
            raise
        return
    raise AssertionError(f"no {code}")
