"""Programs: aws-cli, s3cmd, s5cmd and rclone."""

import json

from cells import LARGE, MEBIBYTE, ODD, PAGED, Command, same

STREAM = LARGE[: 20 * MEBIBYTE]


class AwsCli(Command):
    name = "aws-cli"

    def s3(self, *words, **named):
        said = self.run("aws", "s3", *words, **named)
        return said if named.get("fails") else said.decode()

    def api(self, operation, name, *words, **named):
        at = ("--bucket", self.place.repository, "--key", self.key(name))
        said = self.run("aws", "s3api", operation, *at, *words, **named)
        return said if named.get("fails") else json.loads(said or "{}")

    def list_repositories(self):
        same(self.place.repository in self.s3("ls"), True)

    def list_refs(self):
        same("PRE main/" in self.s3("ls", f"s3://{self.place.repository}"), True)

    def put(self):
        self.s3("cp", self.file("a", b"some bytes"), self.url("a"))
        self.stored("a", b"some bytes")

    def put_empty(self):
        self.s3("cp", self.file("a", b""), self.url("a"))
        self.stored("a", b"")

    def put_large(self):
        self.s3("cp", self.file("a", LARGE), self.url("a"))
        self.stored("a", LARGE)

    def put_stream(self):
        self.s3("cp", "-", self.url("a"), stdin=STREAM)
        self.stored("a", STREAM)

    def get(self):
        data = self.seed("a")
        same(self.s3("cp", self.url("a"), "-").encode(), data)
        self.s3("cp", self.url("b"), "-", fails=True)

    def get_range(self):
        self.seed("a", b"0123456789")
        self.api("get-object", "a", "--range", "bytes=2-4", self.file("got", b""))
        same(self.files("got"), [b"234"])

    def head(self):
        data = self.seed("a")
        same(self.api("head-object", "a")["ContentLength"], len(data))

    def list_folder(self):
        self.seed_tree()
        found = [line.split()[-1] for line in self.s3("ls", self.url("")).splitlines()]
        same(sorted(found), ["1", "2", "sub/"])

    def list_recursive(self):
        names = self.seed_tree()
        found = self.s3("ls", "--recursive", self.url("")).splitlines()
        same([line.split()[-1] for line in found], [self.key(name) for name in names])

    def list_paged(self):
        found = self.s3("ls", f"s3://{self.place.repository}/main/paged/")
        same(len(found.splitlines()), PAGED)

    def copy(self):
        data = self.seed("a")
        self.s3("cp", self.url("a"), self.url("b"))
        self.stored("b", data)

    def copy_across(self):
        data = self.seed("a")
        self.s3("cp", self.url("a"), self.url("b", self.place.other))
        self.stored("b", data, self.place.other)

    def move(self):
        data = self.seed("a")
        self.s3("mv", self.url("a"), self.url("b"))
        self.stored("b", data)
        self.gone("a")

    def delete(self):
        self.seed("a")
        self.s3("rm", self.url("a"))
        self.gone("a")

    def delete_many(self):
        doomed = {"Objects": [{"Key": self.key(name)} for name in self.seed_tree()]}
        words = ("--bucket", self.place.repository, "--delete", json.dumps(doomed))
        self.run("aws", "s3api", "delete-objects", *words)
        self.gone("")

    def metadata(self):
        self.s3("cp", self.file("a", b"a"), self.url("a"), "--metadata", "color=blue")
        same(self.api("head-object", "a")["Metadata"], {"color": "blue"})

    def content_headers(self):
        headers = ("--content-type", "text/csv", "--cache-control", "max-age=60")
        self.s3("cp", self.file("a", b"a"), self.url("a"), *headers)
        found = self.api("head-object", "a")
        same((found["ContentType"], found["CacheControl"]), ("text/csv", "max-age=60"))

    def checksums(self):
        words = ("--body", self.file("a", b"some bytes"), "--checksum-algorithm", "SHA256")
        put = self.api("put-object", "a", *words)
        found = self.api("head-object", "a", "--checksum-mode", "ENABLED")
        same(found["ChecksumSHA256"], put["ChecksumSHA256"])

    def attributes(self):
        data = self.seed("a")
        found = self.api("get-object-attributes", "a", "--object-attributes", "ObjectSize")
        same(found["ObjectSize"], len(data))

    def put_if_absent(self):
        words = ("--if-none-match", "*", "--body")
        self.api("put-object", "a", *words, self.file("1", b"1"))
        said = self.api("put-object", "a", *words, self.file("2", b"2"), fails=True)
        same("PreconditionFailed" in said, True)
        self.stored("a", b"1")

    def put_if_match(self):
        tag = self.api("put-object", "a", "--body", self.file("1", b"1"))["ETag"]
        words = ("--if-match", tag, "--body")
        self.api("put-object", "a", *words, self.file("2", b"2"))
        said = self.api("put-object", "a", *words, self.file("3", b"3"), fails=True)
        same("PreconditionFailed" in said, True)
        self.stored("a", b"2")

    def get_if(self):
        self.seed("a")
        tag = self.api("head-object", "a")["ETag"]
        got = self.file("got", b"")
        same("304" in self.api("get-object", "a", "--if-none-match", tag, got, fails=True), True)

    def tagging(self):
        self.seed("a")
        self.api("put-object-tagging", "a", "--tagging", "TagSet=[{Key=one,Value=1}]")
        found = self.api("get-object-tagging", "a")["TagSet"]
        same(found, [{"Key": "one", "Value": "1"}])

    def multipart_abort(self):
        upload = ("--upload-id", self.api("create-multipart-upload", "a")["UploadId"])
        self.api("upload-part", "a", *upload, "--part-number", "1", "--body", self.file("a", b"a"))
        same(len(self.api("list-parts", "a", *upload)["Parts"]), 1)
        words = ("--bucket", self.place.repository, "--prefix", self.key(""))
        found = json.loads(self.run("aws", "s3api", "list-multipart-uploads", *words))
        same([each["Key"] for each in found["Uploads"]], [self.key("a")])
        self.api("abort-multipart-upload", "a", *upload)
        self.api("list-parts", "a", *upload, fails=True)

    def presigned_get(self):
        data = self.seed("a")
        same(self.fetch(self.s3("presign", self.url("a")).strip()), data)

    def sync_up(self):
        for name in ("1", "sub/2"):
            self.file(f"tree/{name}", name.encode())
        words = ("sync", f"{self.folder}/sync_up/tree", self.url(""))
        self.s3(*words)
        for name in ("1", "sub/2"):
            self.stored(name, name.encode())
        same(self.s3(*words), "")

    def sync_down(self):
        names = self.seed_tree()
        words = ("sync", self.url(""), f"{self.folder}/sync_down")
        self.s3(*words)
        same(self.files(*names), [name.encode() for name in names])
        same(self.s3(*words), "")

    def odd_keys(self):
        for name in ODD:
            self.file(name, name.encode())
        self.s3("cp", "--recursive", f"{self.folder}/odd_keys", self.url(""))
        for name in ODD:
            self.stored(name, name.encode())
        self.s3("cp", "--recursive", self.url(""), f"{self.folder}/odd_keys/back")
        same(self.files(*(f"back/{name}" for name in ODD)), [name.encode() for name in ODD])

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        same(self.s3("cp", self.url("a").replace("/main/", f"/{commit}/", 1), "-").encode(), data)

    def version_id(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        self.api("get-object", "a", "--version-id", commit, self.file("got", b""))
        same(self.files("got"), [data])

    def versions(self):
        self.seed("a", b"old")
        commit = self.place.commit()
        words = ("--bucket", self.place.repository, "--prefix", self.key("a"))
        found = json.loads(self.run("aws", "s3api", "list-object-versions", *words))
        same(commit in [each["VersionId"] for each in found["Versions"]], True)


class S3cmd(Command):
    name = "s3cmd"

    def open(self):
        settings = f"""[default]
access_key = {self.place.access_key}
secret_key = {self.place.secret}
host_base = {self.place.host}
host_bucket = {self.place.host}
bucket_location = {self.place.region}
use_https = False
"""
        self.settings = self.folder / "s3cfg"
        self.settings.write_text(settings)

    def s3cmd(self, *words, **named):
        command = ("s3cmd", "-c", self.settings, "--no-progress", *words)
        return self.run(*command, **named).decode()

    def list_repositories(self):
        same(f"s3://{self.place.repository}\n" in self.s3cmd("ls"), True)

    def list_refs(self):
        url = f"s3://{self.place.repository}"
        same(f"{url}/main/" in self.s3cmd("ls", url), True)

    def put(self):
        self.s3cmd("put", self.file("a", b"some bytes"), self.url("a"))
        self.stored("a", b"some bytes")

    def put_empty(self):
        self.s3cmd("put", self.file("a", b""), self.url("a"))
        self.stored("a", b"")

    def put_large(self):
        self.s3cmd("put", self.file("a", LARGE), self.url("a"))
        self.stored("a", LARGE)

    def put_stream(self):
        self.s3cmd("put", "-", self.url("a"), stdin=STREAM)
        self.stored("a", STREAM)

    def get(self):
        data = self.seed("a")
        same(self.s3cmd("get", self.url("a"), "-").encode(), data)
        self.run("s3cmd", "-c", self.settings, "get", self.url("b"), "-", fails=True)

    def get_range(self):
        data = self.seed("a", b"0123456789")
        self.s3cmd("get", "--continue", self.url("a"), self.file("a", b"0123"))
        same(self.files("a"), [data])

    def head(self):
        data = self.seed("a")
        same(f"File size: {len(data)}" in self.s3cmd("info", self.url("a")), True)

    def listed(self, *words):
        return [line.split()[-1] for line in self.s3cmd("ls", *words).splitlines()]

    def list_folder(self):
        self.seed_tree()
        same(sorted(self.listed(self.url(""))), [self.url(name) for name in ("1", "2", "sub/")])

    def list_recursive(self):
        names = self.seed_tree()
        same(self.listed("--recursive", self.url("")), [self.url(name) for name in names])

    def list_paged(self):
        same(len(self.listed(f"s3://{self.place.repository}/main/paged/")), PAGED)

    def copy(self):
        data = self.seed("a")
        self.s3cmd("cp", self.url("a"), self.url("b"))
        self.stored("b", data)

    def copy_across(self):
        data = self.seed("a")
        self.s3cmd("cp", self.url("a"), self.url("b", self.place.other))
        self.stored("b", data, self.place.other)

    def move(self):
        data = self.seed("a")
        self.s3cmd("mv", self.url("a"), self.url("b"))
        self.stored("b", data)
        self.gone("a")

    def delete(self):
        self.seed("a")
        self.s3cmd("del", self.url("a"))
        self.gone("a")

    def delete_many(self):
        self.seed_tree()
        self.s3cmd("del", "--recursive", "--force", self.url(""))
        self.gone("")

    def metadata(self):
        header = "--add-header=x-amz-meta-color: blue"
        self.s3cmd("put", header, self.file("a", b"a"), self.url("a"))
        same("x-amz-meta-color: blue" in self.s3cmd("info", self.url("a")), True)
        self.s3cmd("modify", "--add-header=x-amz-meta-color: red", self.url("a"))
        same("x-amz-meta-color: red" in self.s3cmd("info", self.url("a")), True)

    def content_headers(self):
        self.s3cmd("put", "--mime-type=text/csv", self.file("a", b"a"), self.url("a"))
        found = self.place.s3.head_object(Bucket=self.place.repository, Key=self.key("a"))
        same(found["ContentType"], "text/csv")

    def tagging(self):
        self.seed("a")
        self.s3cmd("settagging", self.url("a"), "one=1")
        same("one:\t1" in self.s3cmd("gettagging", self.url("a")), True)
        self.s3cmd("deltagging", self.url("a"))
        same("one:" in self.s3cmd("gettagging", self.url("a")), False)

    def multipart_abort(self):
        at = {"Bucket": self.place.repository, "Key": self.key("a")}
        upload = self.place.s3.create_multipart_upload(**at)["UploadId"]
        self.place.s3.upload_part(**at, UploadId=upload, PartNumber=1, Body=b"part")
        same(upload in self.s3cmd("multipart", f"s3://{self.place.repository}"), True)
        same("4" in self.s3cmd("listmp", self.url("a"), upload), True)
        self.s3cmd("abortmp", self.url("a"), upload)
        same(upload in self.s3cmd("multipart", f"s3://{self.place.repository}"), False)

    def presigned_get(self):
        data = self.seed("a")
        same(self.fetch(self.s3cmd("signurl", self.url("a"), "+300").strip()), data)

    def sync_up(self):
        for name in ("1", "sub/2"):
            self.file(f"tree/{name}", name.encode())
        words = ("sync", f"{self.folder}/sync_up/tree/", self.url(""))
        self.s3cmd(*words)
        for name in ("1", "sub/2"):
            self.stored(name, name.encode())
        same("upload" in self.s3cmd(*words), False)

    def sync_down(self):
        names = self.seed_tree()
        words = ("sync", self.url(""), f"{self.folder}/sync_down/")
        self.s3cmd(*words)
        same(self.files(*names), [name.encode() for name in names])
        same("download" in self.s3cmd(*words), False)

    def odd_keys(self):
        for name in ODD:
            self.file(name, name.encode())
        self.s3cmd("put", "--recursive", f"{self.folder}/odd_keys/", self.url(""))
        for name in ODD:
            self.stored(name, name.encode())
        (self.folder / "odd_keys/back").mkdir()
        self.s3cmd("get", "--recursive", self.url(""), f"{self.folder}/odd_keys/back/")
        same(self.files(*(f"back/{name}" for name in ODD)), [name.encode() for name in ODD])

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        url = self.url("a").replace("/main/", f"/{commit}/", 1)
        same(self.s3cmd("get", url, "-").encode(), data)


class S5cmd(Command):
    name = "s5cmd"

    def s5cmd(self, *words, **named):
        endpoint = ("--endpoint-url", self.place.endpoint)
        return self.run("s5cmd", *endpoint, *words, **named).decode()

    def list_repositories(self):
        same(f"s3://{self.place.repository}\n" in self.s5cmd("ls"), True)

    def list_refs(self):
        same("main/" in self.s5cmd("ls", f"s3://{self.place.repository}"), True)

    def put(self):
        self.s5cmd("cp", self.file("a", b"some bytes"), self.url("a"))
        self.stored("a", b"some bytes")

    def put_empty(self):
        self.s5cmd("cp", self.file("a", b""), self.url("a"))
        self.stored("a", b"")

    def put_large(self):
        self.s5cmd("cp", "--part-size", "10", self.file("a", LARGE), self.url("a"))
        self.stored("a", LARGE)

    def put_stream(self):
        self.s5cmd("pipe", "--part-size", "5", self.url("a"), stdin=STREAM)
        self.stored("a", STREAM)

    def get(self):
        data = self.seed("a")
        same(self.s5cmd("cat", self.url("a")).encode(), data)
        self.run("s5cmd", "--endpoint-url", self.place.endpoint, "cat", self.url("b"), fails=True)

    def head(self):
        data = self.seed("a")
        same(json.loads(self.s5cmd("head", self.url("a")))["size"], len(data))

    def listed(self, url):
        return [line.split()[-1] for line in self.s5cmd("ls", url).splitlines()]

    def list_folder(self):
        self.seed_tree()
        same(sorted(self.listed(self.url(""))), ["1", "2", "sub/"])

    def list_recursive(self):
        names = self.seed_tree()
        same(sorted(self.listed(self.url("*"))), names)

    def list_paged(self):
        same(len(self.listed(f"s3://{self.place.repository}/main/paged/*")), PAGED)

    def copy(self):
        data = self.seed("a")
        self.s5cmd("cp", self.url("a"), self.url("b"))
        self.stored("b", data)

    def copy_across(self):
        data = self.seed("a")
        self.s5cmd("cp", self.url("a"), self.url("b", self.place.other))
        self.stored("b", data, self.place.other)

    def move(self):
        data = self.seed("a")
        self.s5cmd("mv", self.url("a"), self.url("b"))
        self.stored("b", data)
        self.gone("a")

    def delete(self):
        self.seed("a")
        self.s5cmd("rm", self.url("a"))
        self.gone("a")

    def delete_many(self):
        self.seed_tree()
        self.s5cmd("rm", self.url("*"))
        self.gone("")

    def metadata(self):
        self.s5cmd("cp", "--metadata", "color=blue", self.file("a", b"a"), self.url("a"))
        found = self.place.s3.head_object(Bucket=self.place.repository, Key=self.key("a"))
        same(found["Metadata"], {"color": "blue"})

    def content_headers(self):
        headers = ("--content-type", "text/csv", "--cache-control", "max-age=60")
        self.s5cmd("cp", *headers, self.file("a", b"a"), self.url("a"))
        found = self.place.s3.head_object(Bucket=self.place.repository, Key=self.key("a"))
        same((found["ContentType"], found["CacheControl"]), ("text/csv", "max-age=60"))

    def presigned_get(self):
        data = self.seed("a")
        same(self.fetch(self.s5cmd("presign", self.url("a")).strip()), data)

    def sync_up(self):
        for name in ("1", "sub/2"):
            self.file(f"tree/{name}", name.encode())
        words = ("sync", f"{self.folder}/sync_up/tree/", self.url(""))
        self.s5cmd(*words)
        for name in ("1", "sub/2"):
            self.stored(name, name.encode())
        same(self.s5cmd(*words), "")

    def sync_down(self):
        names = self.seed_tree()
        words = ("sync", self.url("*"), f"{self.folder}/sync_down/")
        self.s5cmd(*words)
        same(self.files(*names), [name.encode() for name in names])
        same(self.s5cmd(*words), "")

    def odd_keys(self):
        for name in ODD:
            self.file(name, name.encode())
        self.s5cmd("cp", f"{self.folder}/odd_keys/", self.url(""))
        for name in ODD:
            self.stored(name, name.encode())
        self.s5cmd("cp", self.url("*"), f"{self.folder}/odd_keys/back/")
        same(self.files(*(f"back/{name}" for name in ODD)), [name.encode() for name in ODD])

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        url = self.url("a").replace("/main/", f"/{commit}/", 1)
        same(self.s5cmd("cat", url).encode(), data)

    def version_id(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        same(self.s5cmd("cat", "--version-id", commit, self.url("a")).encode(), data)

    def versions(self):
        self.seed("a", b"old")
        commit = self.place.commit()
        same(commit in self.s5cmd("ls", "--all-versions", self.url("a")), True)


class Rclone(Command):
    name = "rclone"

    def environment(self):
        remote = {
            "TYPE": "s3",
            "PROVIDER": "Other",
            "ENDPOINT": self.place.endpoint,
            "ACCESS_KEY_ID": self.place.access_key,
            "SECRET_ACCESS_KEY": self.place.secret,
            "REGION": self.place.region,
        }
        named = {f"RCLONE_CONFIG_LAKE_{name}": value for name, value in remote.items()}
        return named | {"RCLONE_CONFIG": str(self.folder / "rclone.conf")}

    def rclone(self, *words, **named):
        return self.run("rclone", "--retries", "1", *words, **named).decode()

    def remote(self, name, repository=None):
        return f"lake:{repository or self.place.repository}/{self.key(name)}"

    def list_repositories(self):
        same(f"{self.place.repository}/" in self.rclone("lsf", "lake:").split(), True)

    def list_refs(self):
        same("main/" in self.rclone("lsf", f"lake:{self.place.repository}").split(), True)

    def put(self):
        self.rclone("copyto", self.file("a", b"some bytes"), self.remote("a"))
        self.stored("a", b"some bytes")

    def put_empty(self):
        self.rclone("copyto", self.file("a", b""), self.remote("a"))
        self.stored("a", b"")

    def put_large(self):
        cutoff = ("--s3-upload-cutoff", "10M", "--s3-chunk-size", "10M")
        self.rclone("copyto", *cutoff, self.file("a", LARGE), self.remote("a"))
        self.stored("a", LARGE)

    def put_stream(self):
        self.rclone("rcat", self.remote("a"), stdin=STREAM)
        self.stored("a", STREAM)

    def get(self):
        data = self.seed("a")
        same(self.rclone("cat", self.remote("a")).encode(), data)

    def get_range(self):
        self.seed("a", b"0123456789")
        same(self.rclone("cat", "--offset", "2", "--count", "3", self.remote("a")), "234")

    def head(self):
        data = self.seed("a")
        same(json.loads(self.rclone("lsjson", "--stat", self.remote("a")))["Size"], len(data))

    def list_folder(self):
        self.seed_tree()
        same(sorted(self.rclone("lsf", self.remote("")).split()), ["1", "2", "sub/"])

    def list_recursive(self):
        names = self.seed_tree()
        words = ("lsf", "--recursive", "--files-only", "--fast-list")
        same(sorted(self.rclone(*words, self.remote("")).split()), names)

    def list_paged(self):
        found = self.rclone("lsf", f"lake:{self.place.repository}/main/paged")
        same(len(found.splitlines()), PAGED)

    def copy(self):
        data = self.seed("a")
        self.rclone("copyto", self.remote("a"), self.remote("b"))
        self.stored("b", data)

    def copy_across(self):
        data = self.seed("a")
        self.rclone("copyto", self.remote("a"), self.remote("b", self.place.other))
        self.stored("b", data, self.place.other)

    def move(self):
        data = self.seed("a")
        self.rclone("moveto", self.remote("a"), self.remote("b"))
        self.stored("b", data)
        self.gone("a")

    def delete(self):
        self.seed("a")
        self.rclone("deletefile", self.remote("a"))
        self.gone("a")

    def delete_many(self):
        self.seed_tree()
        self.rclone("purge", self.remote(""))
        self.gone("")

    def with_metadata(self, value):
        words = ("--metadata", "--metadata-set", f"color={value}")
        self.rclone("copyto", *words, self.file("a", b"a"), self.remote("a"))
        found = json.loads(self.rclone("lsjson", "--stat", "--metadata", self.remote("a")))
        same(found["Metadata"]["color"], value)

    def metadata(self):
        self.with_metadata("blue")

    def content_headers(self):
        headers = ("--header-upload", "Content-Type: text/csv", "--header-upload", "Cache-Control: max-age=60")
        self.rclone("copyto", *headers, self.file("a", b"a"), self.remote("a"))
        found = self.place.s3.head_object(Bucket=self.place.repository, Key=self.key("a"))
        same((found["ContentType"], found["CacheControl"]), ("text/csv", "max-age=60"))

    def checksums(self):
        self.file("sums/a", b"some bytes")
        folder = f"{self.folder}/checksums/sums"
        self.rclone("copy", folder, self.remote(""))
        self.rclone("check", folder, self.remote(""))
        self.stored("a", b"some bytes")

    def multipart_abort(self):
        at = {"Bucket": self.place.repository, "Key": self.key("a")}
        upload = self.place.s3.create_multipart_upload(**at)["UploadId"]
        words = ("backend", "list-multipart-uploads", self.remote(""))
        same(upload in self.rclone(*words), True)
        self.rclone("backend", "cleanup", self.remote(""), "-o", "max-age=0s")
        same(upload in self.rclone(*words), False)

    def presigned_get(self):
        data = self.seed("a")
        same(self.fetch(self.rclone("link", "--expire", "5m", self.remote("a")).strip()), data)

    def sync_up(self):
        for name in ("1", "sub/2"):
            self.file(f"tree/{name}", name.encode())
        tree = f"{self.folder}/sync_up/tree"
        self.rclone("sync", tree, self.remote(""))
        for name in ("1", "sub/2"):
            self.stored(name, name.encode())
        self.rclone("check", tree, self.remote(""))

    def sync_down(self):
        names = self.seed_tree()
        self.rclone("sync", self.remote(""), f"{self.folder}/sync_down")
        same(self.files(*names), [name.encode() for name in names])

    def odd_keys(self):
        for name in ODD:
            self.file(f"tree/{name}", name.encode())
        self.rclone("copy", f"{self.folder}/odd_keys/tree", self.remote(""))
        for name in ODD:
            self.stored(name, name.encode())
        self.rclone("copy", self.remote(""), f"{self.folder}/odd_keys/back")
        same(self.files(*(f"back/{name}" for name in ODD)), [name.encode() for name in ODD])

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        found = self.rclone("cat", self.remote("a").replace("/main/", f"/{commit}/", 1))
        same(found.encode(), data)
