"""Libraries for objects: boto3, s3fs, minio-py and obstore."""

import datetime
import io
import os
import socket
from email.header import decode_header, make_header

import boto3
import minio
import obstore
import s3fs
from botocore.client import Config
from minio.commonconfig import REPLACE, CopySource, Tags
from minio.deleteobjects import DeleteObject
from obstore.store import S3Store

from cells import LARGE, MEBIBYTE, ODD, PAGED, Client, fails, same

RESOLVE = socket.getaddrinfo


def on_loopback(host, *rest, **named):
    """The gateway's domain and what is below it: a name server would say so elsewhere."""
    name = host.decode() if isinstance(host, bytes) else host
    if name and (name + ".").endswith(os.environ["S3_DOMAIN"].partition(":")[0] + "."):
        host = "127.0.0.1"
    return RESOLVE(host, *rest, **named)


socket.getaddrinfo = on_loopback


class Pipe(io.RawIOBase):
    """A stream that cannot tell its length."""

    def __init__(self, data):
        self.data = io.BytesIO(data)

    def readable(self):
        return True

    def seekable(self):
        return False

    def readinto(self, buffer):
        return self.data.readinto(buffer)


class Boto3(Client):
    name = "boto3"

    def open(self):
        self.s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}))
        self.bucket = self.place.repository

    def at(self, name):
        return {"Bucket": self.bucket, "Key": self.key(name)}

    def list_repositories(self):
        names = {each["Name"] for each in self.s3.list_buckets()["Buckets"]}
        same(names >= {self.bucket, self.place.other}, True)
        self.s3.head_bucket(Bucket=self.bucket)
        self.s3.get_bucket_location(Bucket=self.bucket)

    def list_refs(self):
        found = self.s3.list_objects_v2(Bucket=self.bucket, Delimiter="/")
        same("main/" in [each["Prefix"] for each in found["CommonPrefixes"]], True)

    def put(self):
        self.s3.put_object(**self.at("a"), Body=b"some bytes")
        self.stored("a", b"some bytes")

    def put_empty(self):
        self.s3.put_object(**self.at("a"))
        self.stored("a", b"")

    def put_large(self):
        self.s3.upload_fileobj(io.BytesIO(LARGE), self.bucket, self.key("a"))
        self.stored("a", LARGE)

    def put_stream(self):
        self.s3.upload_fileobj(Pipe(LARGE[: 20 * MEBIBYTE]), self.bucket, self.key("a"))
        self.stored("a", LARGE[: 20 * MEBIBYTE])

    def get(self):
        data = self.seed("a")
        same(self.s3.get_object(**self.at("a"))["Body"].read(), data)
        fails("NoSuchKey", self.s3.get_object, **self.at("b"))

    def get_range(self):
        self.seed("a", b"0123456789")
        for given, expected in (("2-4", b"234"), ("7-", b"789"), ("-2", b"89")):
            answer = self.s3.get_object(**self.at("a"), Range=f"bytes={given}")
            same(answer["Body"].read(), expected)
        fails("InvalidRange", self.s3.get_object, **self.at("a"), Range="bytes=10-")

    def head(self):
        data = self.seed("a")
        same(self.s3.head_object(**self.at("a"))["ContentLength"], len(data))
        fails("404", self.s3.head_object, **self.at("b"))

    def list_folder(self):
        self.seed_tree()
        found = self.s3.list_objects_v2(Bucket=self.bucket, Prefix=self.key(""), Delimiter="/")
        same([each["Key"] for each in found["Contents"]], [self.key("1"), self.key("2")])
        same([each["Prefix"] for each in found["CommonPrefixes"]], [self.key("sub/")])

    def list_recursive(self):
        names = self.seed_tree()
        for call in (self.s3.list_objects_v2, self.s3.list_objects):
            found = call(Bucket=self.bucket, Prefix=self.key(""), EncodingType="url")
            same([each["Key"] for each in found["Contents"]], [self.key(name) for name in names])

    def list_paged(self):
        for call in ("list_objects_v2", "list_objects"):
            pages = list(self.s3.get_paginator(call).paginate(Bucket=self.bucket, Prefix="main/paged/"))
            same([len(each["Contents"]) for each in pages], [1000, PAGED - 1000])

    def copy(self):
        data = self.seed("a")
        self.s3.copy_object(**self.at("b"), CopySource=self.at("a"))
        self.stored("b", data)

    def copy_across(self):
        data = self.seed("a")
        self.s3.copy({"Bucket": self.bucket, "Key": self.key("a")}, self.place.other, self.key("b"))
        self.stored("b", data, self.place.other)

    def delete(self):
        self.seed("a")
        self.s3.delete_object(**self.at("a"))
        self.s3.delete_object(**self.at("a"))
        self.gone("a")

    def delete_many(self):
        keys = [self.key(name) for name in self.seed_tree()]
        done = self.s3.delete_objects(
            Bucket=self.bucket, Delete={"Objects": [{"Key": key} for key in keys]}
        )
        same(sorted(each["Key"] for each in done["Deleted"]), sorted(keys))
        self.gone("")

    def metadata(self):
        self.s3.put_object(**self.at("a"), Body=b"a", Metadata={"Color": "blue green"})
        same(self.s3.head_object(**self.at("a"))["Metadata"], {"color": "blue green"})
        self.s3.copy_object(
            **self.at("b"),
            CopySource=self.at("a"),
            Metadata={"color": "red"},
            MetadataDirective="REPLACE",
        )
        same(self.s3.head_object(**self.at("b"))["Metadata"], {"color": "red"})

    def metadata_unicode(self):
        self.s3.put_object(**self.at("a"), Body=b"a", Metadata={"color": "=?UTF-8?B?YmzDpHVsaWNo?="})
        found = self.s3.head_object(**self.at("a"))["Metadata"]["color"]
        same(str(make_header(decode_header(found))), "bläulich")

    def content_headers(self):
        headers = {
            "ContentType": "text/csv",
            "ContentEncoding": "gzip",
            "ContentLanguage": "de",
            "ContentDisposition": 'attachment; filename="a.csv"',
            "CacheControl": "max-age=60",
        }
        self.s3.put_object(**self.at("a"), Body=b"a", **headers)
        found = self.s3.head_object(**self.at("a"))
        same({name: found.get(name) for name in headers}, headers)
        answer = self.s3.get_object(**self.at("a"), ResponseContentType="text/plain")
        same(answer["ContentType"], "text/plain")

    def checksums(self):
        for name in ("CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"):
            put = self.s3.put_object(**self.at(name), Body=b"some bytes", ChecksumAlgorithm=name)
            found = self.s3.head_object(**self.at(name), ChecksumMode="ENABLED")
            same(found.get(f"Checksum{name}"), put.get(f"Checksum{name}"))
            same(bool(found[f"Checksum{name}"]), True)
            self.s3.get_object(**self.at(name), ChecksumMode="ENABLED")["Body"].read()
        fails("BadDigest", self.s3.put_object, **self.at("bad"), Body=b"b", ChecksumCRC32="AAAAAA==")
        self.gone("bad")

    def attributes(self):
        data = self.seed("a")
        wanted = ["ETag", "ObjectSize", "Checksum", "StorageClass"]
        found = self.s3.get_object_attributes(**self.at("a"), ObjectAttributes=wanted)
        same(found["ObjectSize"], len(data))
        same(found["ETag"], self.s3.head_object(**self.at("a"))["ETag"].strip('"'))

    def put_if_absent(self):
        self.s3.put_object(**self.at("a"), Body=b"1", IfNoneMatch="*")
        fails("PreconditionFailed", self.s3.put_object, **self.at("a"), Body=b"2", IfNoneMatch="*")
        self.stored("a", b"1")

    def put_if_match(self):
        tag = self.s3.put_object(**self.at("a"), Body=b"1")["ETag"]
        self.s3.put_object(**self.at("a"), Body=b"2", IfMatch=tag)
        fails("PreconditionFailed", self.s3.put_object, **self.at("a"), Body=b"3", IfMatch=tag)
        self.stored("a", b"2")

    def get_if(self):
        self.seed("a")
        head = self.s3.head_object(**self.at("a"))
        tag = head["ETag"]
        self.s3.get_object(**self.at("a"), IfMatch=tag)["Body"].read()
        fails("304", self.s3.get_object, **self.at("a"), IfNoneMatch=tag)
        fails("PreconditionFailed", self.s3.get_object, **self.at("a"), IfMatch='"other"')
        later = head["LastModified"] + datetime.timedelta(hours=1)
        fails("304", self.s3.get_object, **self.at("a"), IfModifiedSince=later)

    def tagging(self):
        self.s3.put_object(**self.at("a"), Body=b"a", Tagging="one=1&two=2")
        found = self.s3.get_object_tagging(**self.at("a"))["TagSet"]
        same({each["Key"]: each["Value"] for each in found}, {"one": "1", "two": "2"})
        tags = [{"Key": "grün", "Value": "ja"}]
        self.s3.put_object_tagging(**self.at("a"), Tagging={"TagSet": tags})
        same(self.s3.get_object_tagging(**self.at("a"))["TagSet"], tags)
        self.s3.delete_object_tagging(**self.at("a"))
        same(self.s3.get_object_tagging(**self.at("a"))["TagSet"], [])

    def multipart_abort(self):
        upload = {"UploadId": self.s3.create_multipart_upload(**self.at("a"))["UploadId"]}
        self.s3.upload_part(**self.at("a"), **upload, PartNumber=1, Body=b"part")
        parts = self.s3.list_parts(**self.at("a"), **upload)["Parts"]
        same([(each["PartNumber"], each["Size"]) for each in parts], [(1, 4)])
        listing = self.s3.list_multipart_uploads(Bucket=self.bucket, Prefix=self.key(""))
        same([each["Key"] for each in listing["Uploads"]], [self.key("a")])
        self.s3.abort_multipart_upload(**self.at("a"), **upload)
        fails("NoSuchUpload", self.s3.list_parts, **self.at("a"), **upload)
        self.gone("a")

    def copy_part(self):
        self.seed("a", LARGE[: 6 * MEBIBYTE])
        upload = {"UploadId": self.s3.create_multipart_upload(**self.at("b"))["UploadId"]}
        parts = []
        for number, span in ((1, f"0-{5 * MEBIBYTE - 1}"), (2, f"{5 * MEBIBYTE}-{6 * MEBIBYTE - 1}")):
            done = self.s3.upload_part_copy(
                **self.at("b"),
                **upload,
                PartNumber=number,
                CopySource=self.at("a"),
                CopySourceRange=f"bytes={span}",
            )
            parts.append({"PartNumber": number, "ETag": done["CopyPartResult"]["ETag"]})
        self.s3.complete_multipart_upload(
            **self.at("b"), **upload, MultipartUpload={"Parts": parts}
        )
        self.stored("b", LARGE[: 6 * MEBIBYTE])

    def presigned_get(self):
        data = self.seed("a")
        for version in ("s3v4", "s3"):
            signer = boto3.client(
                "s3", config=Config(signature_version=version, s3={"addressing_style": "path"})
            )
            same(self.fetch(signer.generate_presigned_url("get_object", self.at("a"))), data)

    def presigned_put(self):
        self.send(self.s3.generate_presigned_url("put_object", self.at("a")), b"sent")
        self.stored("a", b"sent")

    def odd_keys(self):
        for name in ODD:
            self.s3.put_object(**self.at(name), Body=name.encode())
            self.stored(name, name.encode())
        found = self.s3.list_objects_v2(Bucket=self.bucket, Prefix=self.key(""))["Contents"]
        same([each["Key"] for each in found], [self.key(name) for name in by_bytes(ODD)])

    def virtual_host(self):
        s3 = boto3.client(
            "s3",
            endpoint_url=f"http://{self.place.domain}",
            config=Config(s3={"addressing_style": "virtual"}),
        )
        s3.put_object(**self.at("a b"), Body=b"by host")
        same(s3.get_object(**self.at("a b"))["Body"].read(), b"by host")
        same(len(s3.list_objects_v2(Bucket=self.bucket, Prefix=self.key(""))["Contents"]), 1)
        self.stored("a b", b"by host")

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        key = self.key("a").replace("main", commit, 1)
        same(self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read(), data)

    def version_id(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        same(self.s3.get_object(**self.at("a"), VersionId=commit)["Body"].read(), data)

    def versions(self):
        self.seed("a", b"old")
        first = self.place.commit()
        self.seed("a", b"newer")
        second = self.place.commit()
        found = self.s3.list_object_versions(Bucket=self.bucket, Prefix=self.key("a"))["Versions"]
        sizes = {each["VersionId"]: each["Size"] for each in found}
        same((sizes.get(first), sizes.get(second)), (3, 5))


class S3fs(Client):
    name = "s3fs"

    def open(self):
        s3fs.S3FileSystem.cachable = False
        self.fs = s3fs.S3FileSystem(use_listings_cache=False)

    def path(self, name, repository=None):
        return f"{repository or self.place.repository}/{self.key(name)}"

    def list_repositories(self):
        same(self.place.repository in self.fs.ls(""), True)

    def list_refs(self):
        same(f"{self.place.repository}/main" in self.fs.ls(self.place.repository), True)

    def put(self):
        self.fs.pipe_file(self.path("a"), b"some bytes")
        self.stored("a", b"some bytes")

    def put_empty(self):
        self.fs.touch(self.path("a"))
        self.stored("a", b"")

    def put_large(self):
        self.fs.put_file(self.file("a", LARGE), self.path("a"))
        self.stored("a", LARGE)

    def put_stream(self):
        with self.fs.open(self.path("a"), "wb", block_size=5 * MEBIBYTE) as out:
            for start in range(0, 20 * MEBIBYTE, MEBIBYTE):
                out.write(LARGE[start : start + MEBIBYTE])
        self.stored("a", LARGE[: 20 * MEBIBYTE])

    def get(self):
        data = self.seed("a")
        same(self.fs.cat_file(self.path("a")), data)
        fails("FileNotFound", self.fs.cat_file, self.path("b"))

    def get_range(self):
        self.seed("a", b"0123456789")
        same(self.fs.cat_file(self.path("a"), start=2, end=5), b"234")
        same(self.fs.tail(self.path("a"), 2), b"89")

    def head(self):
        data = self.seed("a")
        same(self.fs.info(self.path("a"))["size"], len(data))
        same(self.fs.exists(self.path("b")), False)

    def list_folder(self):
        self.seed_tree()
        found = [each["name"] for each in self.fs.ls(self.path(""), detail=True)]
        same(sorted(found), [self.path("1"), self.path("2"), self.path("sub")])

    def list_recursive(self):
        names = self.seed_tree()
        same(self.fs.find(self.path("")), [self.path(name) for name in names])
        same(self.fs.glob(self.path("sub/*")), [self.path("sub/3"), self.path("sub/deep")])

    def list_paged(self):
        same(len(self.fs.find(f"{self.place.repository}/main/paged")), PAGED)

    def copy(self):
        data = self.seed("a")
        self.fs.cp_file(self.path("a"), self.path("b"))
        self.stored("b", data)

    def copy_across(self):
        data = self.seed("a")
        self.fs.cp_file(self.path("a"), self.path("b", self.place.other))
        self.stored("b", data, self.place.other)

    def move(self):
        data = self.seed("a")
        self.fs.mv(self.path("a"), self.path("b"))
        self.stored("b", data)
        self.gone("a")

    def delete(self):
        self.seed("a")
        self.fs.rm_file(self.path("a"))
        self.gone("a")

    def delete_many(self):
        self.seed_tree()
        self.fs.rm(self.path(""), recursive=True)
        self.gone("")

    def metadata(self):
        self.fs.pipe_file(self.path("a"), b"a", Metadata={"color": "blue"})
        same(self.fs.metadata(self.path("a"))["color"], "blue")
        self.fs.setxattr(self.path("a"), color="red")
        same(self.fs.getxattr(self.path("a"), "color"), "red")

    def content_headers(self):
        self.fs.pipe_file(self.path("a"), b"a", ContentType="text/csv", CacheControl="max-age=60")
        found = self.fs.info(self.path("a"))
        same(found["ContentType"], "text/csv")

    def put_if_absent(self):
        self.fs.pipe_file(self.path("a"), b"1", mode="create")
        fails("FileExists", self.fs.pipe_file, self.path("a"), b"2", mode="create")
        self.stored("a", b"1")

    def tagging(self):
        self.seed("a")
        self.fs.put_tags(self.path("a"), {"one": "1"})
        same(self.fs.get_tags(self.path("a")), {"one": "1"})

    def multipart_abort(self):
        out = self.fs.open(self.path("a"), "wb", block_size=5 * MEBIBYTE)
        out.write(LARGE[: 6 * MEBIBYTE])
        keys = [each["Key"] for each in self.fs.list_multipart_uploads(self.place.repository)]
        same(self.key("a") in keys, True)
        out.discard()
        keys = [each["Key"] for each in self.fs.list_multipart_uploads(self.place.repository)]
        same(self.key("a") in keys, False)

    def presigned_get(self):
        data = self.seed("a")
        same(self.fetch(self.fs.sign(self.path("a"))), data)

    def presigned_put(self):
        self.send(self.fs.url(self.path("a"), client_method="put_object"), b"sent")
        self.stored("a", b"sent")

    def sync_up(self):
        for name in ("1", "sub/2"):
            self.file(name, name.encode())
        self.fs.put(f"{self.folder}/sync_up/", self.path(""), recursive=True)
        for name in ("1", "sub/2"):
            self.stored(name, name.encode())

    def sync_down(self):
        names = self.seed_tree()
        self.fs.get(self.path(""), f"{self.folder}/sync_down/", recursive=True)
        for name in names:
            same((self.folder / "sync_down" / name).read_bytes(), name.encode())

    def odd_keys(self):
        for name in ODD:
            self.fs.pipe_file(self.path(name), name.encode())
            self.stored(name, name.encode())
        same(self.fs.find(self.path("")), [self.path(name) for name in sorted(ODD)])

    def virtual_host(self):
        fs = s3fs.S3FileSystem(
            endpoint_url=f"http://{self.place.domain}",
            config_kwargs={"s3": {"addressing_style": "virtual"}},
        )
        fs.pipe_file(self.path("a"), b"by host")
        same(fs.cat_file(self.path("a")), b"by host")
        self.stored("a", b"by host")

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        same(self.fs.cat_file(self.path("a").replace("/main/", f"/{commit}/", 1)), data)

    def version_id(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        fs = s3fs.S3FileSystem(version_aware=True)
        same(fs.cat_file(self.path("a"), version_id=commit), data)

    def parquet(self):
        import pyarrow
        import pyarrow.parquet

        table = pyarrow.table({"id": list(range(1000))})
        pyarrow.parquet.write_to_dataset(table, self.path("t"), filesystem=self.fs)
        same(pyarrow.parquet.read_table(self.path("t"), filesystem=self.fs), table)


class MinioPy(Client):
    name = "minio-py"

    def open(self):
        self.bucket = self.place.repository
        self.minio = self.at_host(self.place.host)

    def at_host(self, host):
        return minio.Minio(
            host,
            access_key=self.place.access_key,
            secret_key=self.place.secret,
            region=self.place.region,
            secure=False,
        )

    def write(self, name, data, **named):
        return self.minio.put_object(
            self.bucket, self.key(name), io.BytesIO(data), len(data), **named
        )

    def read(self, name, client=None, **named):
        answer = (client or self.minio).get_object(self.bucket, self.key(name), **named)
        try:
            return answer.read()
        finally:
            answer.close()
            answer.release_conn()

    def names(self, prefix, **named):
        found = self.minio.list_objects(self.bucket, prefix, **named)
        return [each.object_name for each in found]

    def list_repositories(self):
        same(self.bucket in [each.name for each in self.minio.list_buckets()], True)
        same(self.minio.bucket_exists(self.bucket), True)

    def list_refs(self):
        same("main/" in self.names(""), True)

    def put(self):
        self.write("a", b"some bytes")
        self.stored("a", b"some bytes")

    def put_empty(self):
        self.write("a", b"")
        self.stored("a", b"")

    def put_large(self):
        self.write("a", LARGE)
        self.stored("a", LARGE)

    def put_stream(self):
        stream = Pipe(LARGE[: 20 * MEBIBYTE])
        self.minio.put_object(self.bucket, self.key("a"), stream, -1, part_size=5 * MEBIBYTE)
        self.stored("a", LARGE[: 20 * MEBIBYTE])

    def get(self):
        data = self.seed("a")
        same(self.read("a"), data)
        fails("NoSuchKey", self.read, "b")

    def get_range(self):
        self.seed("a", b"0123456789")
        same(self.read("a", offset=2, length=3), b"234")
        same(self.read("a", offset=7), b"789")

    def head(self):
        data = self.seed("a")
        same(self.minio.stat_object(self.bucket, self.key("a")).size, len(data))
        fails("NoSuchKey", self.minio.stat_object, self.bucket, self.key("b"))

    def list_folder(self):
        self.seed_tree()
        same(self.names(self.key("")), [self.key("1"), self.key("2"), self.key("sub/")])

    def list_recursive(self):
        names = self.seed_tree()
        same(self.names(self.key(""), recursive=True), [self.key(name) for name in names])

    def list_paged(self):
        same(len(self.names("main/paged/", recursive=True)), PAGED)
        same(len(self.names("main/paged/", recursive=True, use_api_v1=True)), PAGED)

    def copy(self):
        data = self.seed("a")
        source = CopySource(self.bucket, self.key("a"))
        self.minio.copy_object(self.bucket, self.key("b"), source)
        self.stored("b", data)

    def copy_across(self):
        data = self.seed("a")
        source = CopySource(self.bucket, self.key("a"))
        self.minio.copy_object(self.place.other, self.key("b"), source)
        self.stored("b", data, self.place.other)

    def delete(self):
        self.seed("a")
        self.minio.remove_object(self.bucket, self.key("a"))
        self.gone("a")

    def delete_many(self):
        doomed = [DeleteObject(self.key(name)) for name in self.seed_tree()]
        same(list(self.minio.remove_objects(self.bucket, doomed)), [])
        self.gone("")

    def metadata(self):
        self.write("a", b"a", metadata={"color": "blue green"})
        found = self.minio.stat_object(self.bucket, self.key("a")).metadata
        same(found["x-amz-meta-color"], "blue green")
        self.minio.copy_object(
            self.bucket,
            self.key("b"),
            CopySource(self.bucket, self.key("a")),
            metadata={"color": "red"},
            metadata_directive=REPLACE,
        )
        found = self.minio.stat_object(self.bucket, self.key("b")).metadata
        same(found["x-amz-meta-color"], "red")

    def content_headers(self):
        self.write("a", b"a", content_type="text/csv", metadata={"Cache-Control": "max-age=60"})
        found = self.minio.stat_object(self.bucket, self.key("a"))
        same((found.content_type, found.metadata["Cache-Control"]), ("text/csv", "max-age=60"))

    def get_if(self):
        self.seed("a")
        tag = self.minio.stat_object(self.bucket, self.key("a")).etag
        self.read("a", request_headers={"If-Match": f'"{tag}"'})
        fails("PreconditionFailed", self.read, "a", request_headers={"If-Match": '"other"'})

    def tagging(self):
        tags = Tags.new_object_tags()
        tags["one"] = "1"
        self.write("a", b"a", tags=tags)
        same(self.minio.get_object_tags(self.bucket, self.key("a")), tags)
        tags["two"] = "2"
        self.minio.set_object_tags(self.bucket, self.key("a"), tags)
        same(self.minio.get_object_tags(self.bucket, self.key("a")), tags)
        self.minio.delete_object_tags(self.bucket, self.key("a"))
        same(self.minio.get_object_tags(self.bucket, self.key("a")), None)

    def copy_part(self):
        sources = []
        for name in ("1", "2"):
            self.seed(name, LARGE[: 5 * MEBIBYTE])
            sources.append(minio.commonconfig.ComposeSource(self.bucket, self.key(name)))
        self.minio.compose_object(self.bucket, self.key("b"), sources)
        self.stored("b", LARGE[: 5 * MEBIBYTE] * 2)

    def presigned_get(self):
        data = self.seed("a")
        same(self.fetch(self.minio.presigned_get_object(self.bucket, self.key("a"))), data)

    def presigned_put(self):
        self.send(self.minio.presigned_put_object(self.bucket, self.key("a")), b"sent")
        self.stored("a", b"sent")

    def odd_keys(self):
        for name in ODD:
            self.write(name, name.encode())
            self.stored(name, name.encode())
        found = self.names(self.key(""), recursive=True)
        same(found, [self.key(name) for name in by_bytes(ODD)])

    def virtual_host(self):
        client = self.at_host(self.place.domain)
        client.enable_virtual_style_endpoint()
        self.seed("a", b"by host")
        same(self.read("a", client), b"by host")

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        answer = self.minio.get_object(self.bucket, self.key("a").replace("main", commit, 1))
        same(answer.read(), data)

    def version_id(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        same(self.read("a", version_id=commit), data)

    def versions(self):
        self.seed("a", b"old")
        commit = self.place.commit()
        found = self.minio.list_objects(self.bucket, self.key("a"), include_version=True)
        same(commit in [each.version_id for each in found], True)


class Obstore(Client):
    """The `object_store` of Rust, as Polars, DataFusion and delta-rs have it too."""

    name = "obstore"

    def open(self):
        self.store = self.of(self.place.repository)

    def of(self, bucket, **named):
        return S3Store(
            bucket,
            endpoint=self.place.endpoint,
            access_key_id=self.place.access_key,
            secret_access_key=self.place.secret,
            region=self.place.region,
            client_options={"allow_http": True},
            **named,
        )

    def read(self, name, **named):
        return bytes(obstore.get(self.store, self.key(name), **named).bytes())

    def names(self, prefix):
        return sorted(
            (each["path"] for page in obstore.list(self.store, prefix) for each in page),
            key=str.encode,
        )

    def list_refs(self):
        found = obstore.list_with_delimiter(self.store)
        same("main" in found["common_prefixes"], True)

    def put(self):
        obstore.put(self.store, self.key("a"), b"some bytes")
        self.stored("a", b"some bytes")

    def put_empty(self):
        obstore.put(self.store, self.key("a"), b"")
        self.stored("a", b"")

    def put_large(self):
        obstore.put(self.store, self.key("a"), io.BytesIO(LARGE))
        self.stored("a", LARGE)

    def put_stream(self):
        pieces = (LARGE[at * MEBIBYTE : (at + 1) * MEBIBYTE] for at in range(20))
        obstore.put(self.store, self.key("a"), pieces)
        self.stored("a", LARGE[: 20 * MEBIBYTE])

    def get(self):
        data = self.seed("a")
        same(self.read("a"), data)
        fails("NotFound", self.read, "b")

    def get_range(self):
        self.seed("a", b"0123456789")
        same(bytes(obstore.get_range(self.store, self.key("a"), start=2, length=3)), b"234")
        same(self.read("a", options={"range": {"suffix": 2}}), b"89")

    def head(self):
        data = self.seed("a")
        same(obstore.head(self.store, self.key("a"))["size"], len(data))
        fails("NotFound", obstore.head, self.store, self.key("b"))

    def list_folder(self):
        self.seed_tree()
        found = obstore.list_with_delimiter(self.store, self.key(""))
        same([each["path"] for each in found["objects"]], [self.key("1"), self.key("2")])
        same(list(found["common_prefixes"]), [self.key("sub")])

    def list_recursive(self):
        names = self.seed_tree()
        same(self.names(self.key("")), [self.key(name) for name in names])

    def list_paged(self):
        same(len(self.names("main/paged")), PAGED)

    def copy(self):
        data = self.seed("a")
        obstore.copy(self.store, self.key("a"), self.key("b"))
        self.stored("b", data)

    def move(self):
        data = self.seed("a")
        obstore.rename(self.store, self.key("a"), self.key("b"))
        self.stored("b", data)
        self.gone("a")

    def delete(self):
        self.seed("a")
        obstore.delete(self.store, self.key("a"))
        self.gone("a")

    def delete_many(self):
        obstore.delete(self.store, [self.key(name) for name in self.seed_tree()])
        self.gone("")

    def metadata(self):
        obstore.put(self.store, self.key("a"), b"a", attributes={"color": "blue"})
        found = obstore.get(self.store, self.key("a")).attributes
        same(found["color"], "blue")

    def content_headers(self):
        headers = {"Content-Type": "text/csv", "Cache-Control": "max-age=60", "Content-Language": "de"}
        obstore.put(self.store, self.key("a"), b"a", attributes=headers)
        found = obstore.get(self.store, self.key("a")).attributes
        same({name: found.get(name) for name in headers}, headers)

    def checksums(self):
        store = self.of(self.place.repository, checksum_algorithm="SHA256")
        obstore.put(store, self.key("a"), b"some bytes")
        self.stored("a", b"some bytes")

    def put_if_absent(self):
        obstore.put(self.store, self.key("a"), b"1", mode="create")
        fails("AlreadyExists", obstore.put, self.store, self.key("a"), b"2", mode="create")
        self.stored("a", b"1")

    def put_if_match(self):
        first = {"e_tag": obstore.put(self.store, self.key("a"), b"1")["e_tag"]}
        obstore.put(self.store, self.key("a"), b"2", mode=first)
        fails("Precondition", obstore.put, self.store, self.key("a"), b"3", mode=first)
        self.stored("a", b"2")

    def get_if(self):
        self.seed("a")
        tag = obstore.head(self.store, self.key("a"))["e_tag"]
        self.read("a", options={"if_match": tag})
        fails("NotModified", self.read, "a", options={"if_none_match": tag})
        fails("Precondition", self.read, "a", options={"if_match": '"other"'})

    def presigned_get(self):
        data = self.seed("a")
        expiry = datetime.timedelta(minutes=5)
        same(self.fetch(obstore.sign(self.store, "GET", self.key("a"), expiry)), data)

    def presigned_put(self):
        expiry = datetime.timedelta(minutes=5)
        self.send(obstore.sign(self.store, "PUT", self.key("a"), expiry), b"sent")
        self.stored("a", b"sent")

    def odd_keys(self):
        for name in ODD:
            obstore.put(self.store, self.key(name), name.encode())
            self.stored(name, name.encode())
        same(self.names(self.key("")), [self.key(name) for name in by_bytes(ODD)])

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        key = self.key("a").replace("main", commit, 1)
        same(bytes(obstore.get(self.store, key).bytes()), data)

    def version_id(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        same(self.read("a", options={"version": commit}), data)


def by_bytes(names):
    return sorted(names, key=str.encode)
