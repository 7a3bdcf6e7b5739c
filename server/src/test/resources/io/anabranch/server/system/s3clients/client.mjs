// Asks the AWS SDK for JavaScript for every operation, as main.py asks the clients in Python.
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Readable } from "node:stream";

const installed = createRequire(`${process.env.S3_INSTALLED}/`);
const sdk = installed("@aws-sdk/client-s3");
const { Upload } = installed("@aws-sdk/lib-storage");
const { getSignedUrl } = installed("@aws-sdk/s3-request-presigner");

const NAME = "AWS SDK for JavaScript";
const table = JSON.parse(readFileSync(new URL("table.json", import.meta.url)));
const MEBIBYTE = 1 << 20;
const LARGE = randomBytes(64 * MEBIBYTE);
const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, S3_REPOSITORY: repository } = process.env;
const other = process.env.S3_OTHER_REPOSITORY;
const s3 = new sdk.S3Client({ endpoint, region, forcePathStyle: true });
const written = {};
let operation = "";

const key = (name) => `main/js/${operation}/${name}`;
const at = (name) => ({ Bucket: repository, Key: key(name) });
const send = (command, input) => s3.send(new sdk[`${command}Command`](input));
const seed = async (name, data = "seeded") => {
  await send("PutObject", { ...at(name), Body: data });
  return data;
};
const read = async (input) => Buffer.from(await (await send("GetObject", input)).Body.transformToByteArray());
const text = async (input) => (await read(input)).toString();

function same(found, expected) {
  const [one, two] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== two) throw new Error(`${one} instead of ${two}`);
}

async function stored(name, data, bucket = repository) {
  const found = await read({ Bucket: bucket, Key: key(name) });
  if (!found.equals(Buffer.from(data))) throw new Error(`other bytes in ${key(name)}`);
  written[`${bucket}/${key(name)}`] = createHash("sha256").update(found).digest("hex");
}

async function gone(name) {
  const found = await send("ListObjectsV2", { Bucket: repository, Prefix: key(name) });
  same((found.Contents ?? []).map((each) => each.Key), []);
}

async function fails(code, promise) {
  try {
    await promise;
  } catch (e) {
    if (!`${e.name} ${e.message} ${e.$metadata?.httpStatusCode}`.includes(code)) throw e;
    return;
  }
  throw new Error(`no ${code}`);
}

async function commit() {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = process.env;
  const answer = await fetch(`${endpoint}/api/v1/repositories/${repository}/branches/main/commits`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}`, "Content-Type": "application/json" },
    body: JSON.stringify({ message: "between two versions", allow_empty: true }),
  });
  if (!answer.ok) throw new Error(`commit answered ${answer.status}`);
  return (await answer.json()).id;
}

const clients = {
  async list_repositories() {
    const names = (await send("ListBuckets", {})).Buckets.map((each) => each.Name);
    same(names.includes(repository), true);
  },
  async list_refs() {
    const found = await send("ListObjectsV2", { Bucket: repository, Delimiter: "/" });
    same(found.CommonPrefixes.some((each) => each.Prefix === "main/"), true);
  },
  async put() {
    await send("PutObject", { ...at("a"), Body: "some bytes" });
    await stored("a", "some bytes");
  },
  async put_empty() {
    await send("PutObject", at("a"));
    await stored("a", "");
  },
  async put_large() {
    await new Upload({ client: s3, params: { ...at("a"), Body: LARGE } }).done();
    await stored("a", LARGE);
  },
  async put_stream() {
    const pieces = Array.from({ length: 20 }, (_, index) => LARGE.subarray(index * MEBIBYTE, (index + 1) * MEBIBYTE));
    await new Upload({ client: s3, params: { ...at("a"), Body: Readable.from(pieces) } }).done();
    await stored("a", LARGE.subarray(0, 20 * MEBIBYTE));
  },
  async get() {
    same(await text(at("a")).catch((e) => e.name), "NoSuchKey");
    same(await text((await seed("a"), at("a"))), "seeded");
  },
  async get_range() {
    await seed("a", "0123456789");
    same(await text({ ...at("a"), Range: "bytes=2-4" }), "234");
    await fails("InvalidRange", read({ ...at("a"), Range: "bytes=10-" }));
  },
  async head() {
    await seed("a");
    same((await send("HeadObject", at("a"))).ContentLength, 6);
    await fails("404", send("HeadObject", at("b")));
  },
  async list_folder() {
    for (const name of ["1", "sub/2"]) await seed(name);
    const found = await send("ListObjectsV2", { Bucket: repository, Prefix: key(""), Delimiter: "/" });
    same(found.Contents.map((each) => each.Key), [key("1")]);
    same(found.CommonPrefixes.map((each) => each.Prefix), [key("sub/")]);
  },
  async list_recursive() {
    for (const name of ["1", "sub/2"]) await seed(name);
    const found = await send("ListObjectsV2", { Bucket: repository, Prefix: key("") });
    same(found.Contents.map((each) => each.Key), [key("1"), key("sub/2")]);
  },
  async list_paged() {
    let count = 0;
    for await (const page of sdk.paginateListObjectsV2({ client: s3 }, { Bucket: repository, Prefix: "main/paged/" })) {
      count += page.Contents.length;
    }
    same(count, table.paged);
  },
  async copy() {
    await seed("a");
    await send("CopyObject", { ...at("b"), CopySource: `${repository}/${key("a")}` });
    await stored("b", "seeded");
  },
  async copy_across() {
    await seed("a");
    await send("CopyObject", { Bucket: other, Key: key("b"), CopySource: `${repository}/${key("a")}` });
    await stored("b", "seeded", other);
  },
  async delete() {
    await seed("a");
    await send("DeleteObject", at("a"));
    await gone("a");
  },
  async delete_many() {
    for (const name of ["1", "2"]) await seed(name);
    const Objects = ["1", "2"].map((name) => ({ Key: key(name) }));
    same((await send("DeleteObjects", { Bucket: repository, Delete: { Objects } })).Deleted.length, 2);
    await gone("");
  },
  async metadata() {
    await send("PutObject", { ...at("a"), Body: "a", Metadata: { color: "blue green" } });
    same((await send("HeadObject", at("a"))).Metadata, { color: "blue green" });
  },
  async content_headers() {
    await send("PutObject", { ...at("a"), Body: "a", ContentType: "text/csv", CacheControl: "max-age=60" });
    const found = await send("HeadObject", at("a"));
    same([found.ContentType, found.CacheControl], ["text/csv", "max-age=60"]);
  },
  async checksums() {
    for (const name of ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"]) {
      if (name === "CRC64NVME") continue; // needs a package of its own
      const put = await send("PutObject", { ...at(name), Body: "some bytes", ChecksumAlgorithm: name });
      const found = await send("HeadObject", { ...at(name), ChecksumMode: "ENABLED" });
      same(found[`Checksum${name}`], put[`Checksum${name}`]);
      same(await text({ ...at(name), ChecksumMode: "ENABLED" }), "some bytes");
    }
  },
  async attributes() {
    await seed("a");
    same((await send("GetObjectAttributes", { ...at("a"), ObjectAttributes: ["ObjectSize"] })).ObjectSize, 6);
  },
  async put_if_absent() {
    await send("PutObject", { ...at("a"), Body: "1", IfNoneMatch: "*" });
    await fails("PreconditionFailed", send("PutObject", { ...at("a"), Body: "2", IfNoneMatch: "*" }));
    await stored("a", "1");
  },
  async put_if_match() {
    const { ETag } = await send("PutObject", { ...at("a"), Body: "1" });
    await send("PutObject", { ...at("a"), Body: "2", IfMatch: ETag });
    await fails("PreconditionFailed", send("PutObject", { ...at("a"), Body: "3", IfMatch: ETag }));
    await stored("a", "2");
  },
  async get_if() {
    await seed("a");
    const { ETag } = await send("HeadObject", at("a"));
    await fails("304", send("GetObject", { ...at("a"), IfNoneMatch: ETag }));
    await fails("PreconditionFailed", send("GetObject", { ...at("a"), IfMatch: '"other"' }));
  },
  async tagging() {
    await send("PutObject", { ...at("a"), Body: "a", Tagging: "one=1" });
    const TagSet = [{ Key: "grün", Value: "ja" }];
    await send("PutObjectTagging", { ...at("a"), Tagging: { TagSet } });
    same((await send("GetObjectTagging", at("a"))).TagSet, TagSet);
  },
  async multipart_abort() {
    const { UploadId } = await send("CreateMultipartUpload", at("a"));
    await send("UploadPart", { ...at("a"), UploadId, PartNumber: 1, Body: "part" });
    const found = await send("ListMultipartUploads", { Bucket: repository, Prefix: key("") });
    same(found.Uploads.map((each) => each.UploadId), [UploadId]);
    await send("AbortMultipartUpload", { ...at("a"), UploadId });
    await fails("NoSuchUpload", send("ListParts", { ...at("a"), UploadId }));
  },
  async copy_part() {
    await seed("a", LARGE.subarray(0, 5 * MEBIBYTE));
    const { UploadId } = await send("CreateMultipartUpload", at("b"));
    const part = { ...at("b"), UploadId, PartNumber: 1, CopySource: `${repository}/${key("a")}` };
    const { ETag } = (await send("UploadPartCopy", part)).CopyPartResult;
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await send("CompleteMultipartUpload", { ...at("b"), UploadId, MultipartUpload });
    await stored("b", LARGE.subarray(0, 5 * MEBIBYTE));
  },
  async presigned_get() {
    await seed("a");
    const answer = await fetch(await getSignedUrl(s3, new sdk.GetObjectCommand(at("a"))));
    same(await answer.text(), "seeded");
  },
  async presigned_put() {
    const url = await getSignedUrl(s3, new sdk.PutObjectCommand(at("a")));
    same((await fetch(url, { method: "PUT", body: "sent" })).status, 200);
    await stored("a", "sent");
  },
  async odd_keys() {
    for (const name of table.odd) {
      await seed(name, name);
      await stored(name, name);
    }
  },
  async read_commit() {
    await seed("a", "old");
    const id = await commit();
    await seed("a", "new");
    same(await text({ Bucket: repository, Key: key("a").replace("main", id) }), "old");
  },
  async version_id() {
    await seed("a", "old");
    const VersionId = await commit();
    await seed("a", "new");
    same(await text({ ...at("a"), VersionId }), "old");
  },
  async versions() {
    await seed("a", "old");
    const id = await commit();
    const found = await send("ListObjectVersions", { Bucket: repository, Prefix: key("a") });
    same(found.Versions.some((each) => each.VersionId === id), true);
  },
};

async function answer(name) {
  if (!clients[name]) return "unsupported by the client";
  operation = name;
  try {
    await clients[name]();
    return "ok";
  } catch (e) {
    console.error(e);
    return `FAILED ${e.name}: ${e.message}`.replaceAll(/\s+/g, " ").slice(0, 500);
  }
}

for (const name of Object.keys(table.operations)) console.log([NAME, name, await answer(name)].join("\t"));
writeFileSync(`${process.env.S3_FOLDER}/written.json`, JSON.stringify(written));
