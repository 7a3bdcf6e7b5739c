"""Libraries for tables: pyarrow, DuckDB and delta-rs."""

import pathlib

import deltalake
import duckdb
import duckdb_extension_httpfs
import pyarrow
import pyarrow.dataset
from pyarrow import fs

from cells import LARGE, MEBIBYTE, ODD, PAGED, Client, fails, same


def rows(count=1000):
    return pyarrow.table({"id": list(range(count)), "day": [each % 3 for each in range(count)]})


class PyArrow(Client):
    name = "pyarrow"

    def open(self):
        self.fs = fs.S3FileSystem(
            endpoint_override=self.place.host,
            scheme="http",
            access_key=self.place.access_key,
            secret_key=self.place.secret,
            region=self.place.region,
        )

    def path(self, name, repository=None):
        return f"{repository or self.place.repository}/{self.key(name)}"

    def write(self, name, data, **named):
        with self.fs.open_output_stream(self.path(name), **named) as out:
            out.write(data)

    def read(self, path):
        with self.fs.open_input_stream(path) as stream:
            return stream.read()

    def listed(self, path, recursive=False):
        found = self.fs.get_file_info(fs.FileSelector(path, recursive=recursive))
        return sorted(each.path for each in found)

    def list_repositories(self):
        same(self.place.repository in self.listed(""), True)

    def list_refs(self):
        same(f"{self.place.repository}/main" in self.listed(self.place.repository), True)

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
        with self.fs.open_output_stream(self.path("a")) as out:
            for start in range(0, 20 * MEBIBYTE, MEBIBYTE):
                out.write(LARGE[start : start + MEBIBYTE])
        self.stored("a", LARGE[: 20 * MEBIBYTE])

    def get(self):
        data = self.seed("a")
        same(self.read(self.path("a")), data)
        fails("FileNotFound", self.read, self.path("b"))

    def get_range(self):
        self.seed("a", b"0123456789")
        with self.fs.open_input_file(self.path("a")) as file:
            same(file.read_at(3, 2), b"234")

    def head(self):
        data = self.seed("a")
        same(self.fs.get_file_info(self.path("a")).size, len(data))
        same(self.fs.get_file_info(self.path("b")).type, fs.FileType.NotFound)

    def list_folder(self):
        self.seed_tree()
        same(self.listed(self.path("")), [self.path(name) for name in ("1", "2", "sub")])

    def list_recursive(self):
        names = [*self.seed_tree(), "sub", "sub/deep"]
        same(self.listed(self.path(""), True), sorted(self.path(name) for name in names))

    def list_paged(self):
        same(len(self.listed(f"{self.place.repository}/main/paged")), PAGED)

    def copy(self):
        data = self.seed("a")
        self.fs.copy_file(self.path("a"), self.path("b"))
        self.stored("b", data)

    def copy_across(self):
        data = self.seed("a")
        self.fs.copy_file(self.path("a"), self.path("b", self.place.other))
        self.stored("b", data, self.place.other)

    def move(self):
        data = self.seed("a")
        self.fs.move(self.path("a"), self.path("b"))
        self.stored("b", data)
        self.gone("a")

    def delete(self):
        self.seed("a")
        self.fs.delete_file(self.path("a"))
        self.gone("a")

    def delete_many(self):
        self.seed_tree()
        self.fs.delete_dir_contents(self.path(""))
        same(self.listed(self.path("")), [])

    def content_headers(self):
        headers = {"Content-Type": "text/csv", "Cache-Control": "max-age=60"}
        self.write("a", b"a", metadata=headers)
        found = self.place.s3.head_object(Bucket=self.place.repository, Key=self.key("a"))
        same((found["ContentType"], found["CacheControl"]), ("text/csv", "max-age=60"))

    def sync_up(self):
        for name in ("1", "sub/2"):
            self.file(name, name.encode())
        fs.copy_files(
            f"{self.folder}/sync_up", self.path(""), fs.LocalFileSystem(), self.fs
        )
        for name in ("1", "sub/2"):
            self.stored(name, name.encode())

    def sync_down(self):
        names = self.seed_tree()
        folder = self.folder / "sync_down"
        fs.copy_files(self.path(""), str(folder), self.fs, fs.LocalFileSystem())
        same([(folder / name).read_bytes() for name in names], [name.encode() for name in names])

    def odd_keys(self):
        for name in ODD:
            self.write(name, name.encode())
            self.stored(name, name.encode())
            same(self.read(self.path(name)), name.encode())

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        same(self.read(self.path("a").replace("/main/", f"/{commit}/", 1)), data)

    def parquet(self):
        table = rows()
        hive = pyarrow.dataset.partitioning(pyarrow.schema([("day", pyarrow.int64())]), flavor="hive")
        place = {"filesystem": self.fs, "format": "parquet", "partitioning": hive}
        pyarrow.dataset.write_dataset(table, self.path("t"), **place)
        found = pyarrow.dataset.dataset(self.path("t"), **place)
        same(found.to_table().sort_by("id"), table)
        same(found.count_rows(filter=pyarrow.dataset.field("day") == 1), 333)


class DuckDb(Client):
    name = "DuckDB"

    def open(self):
        extension = next(pathlib.Path(duckdb_extension_httpfs.__file__).parent.rglob("*.duckdb_extension"))
        self.duckdb = duckdb.connect()
        self.duckdb.execute(f"LOAD '{extension}'")
        self.duckdb.execute(
            f"""CREATE SECRET (TYPE s3, KEY_ID '{self.place.access_key}', SECRET '{self.place.secret}',
            ENDPOINT '{self.place.host}', REGION '{self.place.region}', URL_STYLE 'path', USE_SSL false)"""
        )

    def rows(self, query, *parameters):
        return self.duckdb.execute(query, parameters).fetchall()

    def read(self, url):
        return bytes(self.rows("SELECT content FROM read_blob(?)", url)[0][0])

    def write(self, url, text):
        self.rows(f"COPY (SELECT ?) TO {quoted(url)} (FORMAT csv, HEADER false)", text)

    def put(self):
        self.write(self.url("a"), "some bytes")
        self.stored("a", b"some bytes\n")

    def put_large(self):
        count = 8 * MEBIBYTE
        self.rows(f"COPY (SELECT random() r FROM range({count})) TO '{self.url('a.parquet')}'")
        same(self.rows("SELECT count(*) FROM read_parquet(?)", self.url("a.parquet")), [(count,)])

    def get(self):
        data = self.seed("a")
        same(self.read(self.url("a")), data)
        fails("404", self.read, self.url("b"))

    def get_range(self):
        # The reader of Parquet asks for the end of a file and then for single columns.
        rows = [(each,) for each in range(10)]
        self.rows(f"COPY (SELECT range id, 'x' x FROM range(10)) TO '{self.url('a.parquet')}'")
        same(self.rows("SELECT id FROM read_parquet(?)", self.url("a.parquet")), rows)

    def listed(self, pattern):
        return [found for (found,) in self.rows("SELECT file FROM glob(?) ORDER BY file", pattern)]

    def list_folder(self):
        self.seed_tree()
        same(self.listed(self.url("*")), [self.url("1"), self.url("2")])

    def list_recursive(self):
        names = self.seed_tree()
        same(self.listed(self.url("**")), [self.url(name) for name in names])

    def list_paged(self):
        same(len(self.listed(f"s3://{self.place.repository}/main/paged/*")), PAGED)

    def odd_keys(self):
        for name in ODD:
            # These begin a pattern.
            if not set("*?") & set(name):
                self.write(self.url(name), "text")
                self.stored(name, b"text\n")
                same(self.read(self.url(name)), b"text\n")

    def read_commit(self):
        data = self.seed("a", b"old")
        commit = self.place.commit()
        self.seed("a", b"new")
        same(self.read(self.url("a").replace("/main/", f"/{commit}/", 1)), data)

    def parquet(self):
        self.rows(
            f"""COPY (SELECT range id, range % 3 AS "day" FROM range(1000))
            TO '{self.url("t")}' (FORMAT parquet, PARTITION_BY ("day"))"""
        )
        query = 'SELECT count(*), sum(id) FROM read_parquet(?, hive_partitioning = true) WHERE "day" = 1'
        same(self.rows(query, self.url("t/**/*.parquet")), [(333, 166167)])


class DeltaRs(Client):
    name = "delta-rs"

    def open(self):
        self.options = {
            "AWS_ENDPOINT_URL": self.place.endpoint,
            "AWS_ACCESS_KEY_ID": self.place.access_key,
            "AWS_SECRET_ACCESS_KEY": self.place.secret,
            "AWS_REGION": self.place.region,
            "AWS_ALLOW_HTTP": "true",
            "aws_conditional_put": "etag",
        }

    def table(self):
        return deltalake.DeltaTable(self.url("t"), storage_options=self.options)

    def append(self, target):
        named = {} if isinstance(target, deltalake.DeltaTable) else {"storage_options": self.options}
        deltalake.write_deltalake(target, rows(), mode="append", **named)

    def put_if_absent(self):
        # Both build on one version: whoever comes second must see that its number is taken.
        self.append(self.url("t"))
        first, second = self.table(), self.table()
        self.append(first)
        self.append(second)
        same(self.table().version(), 2)

    def parquet(self):
        self.append(self.url("t"))
        self.append(self.url("t"))
        self.table().delete("id < 500")
        same(self.table().to_pyarrow_table().num_rows, 1000)
        self.table().vacuum(0, dry_run=False, enforce_retention_duration=False)
        same(self.table().to_pyarrow_table().num_rows, 1000)

    def read_commit(self):
        self.append(self.url("t"))
        commit = self.place.commit()
        self.append(self.url("t"))
        url = self.url("t").replace("/main/", f"/{commit}/", 1)
        found = deltalake.DeltaTable(url, storage_options=self.options)
        same(found.version(), 0)


def quoted(text):
    return "'" + text.replace("'", "''") + "'"
