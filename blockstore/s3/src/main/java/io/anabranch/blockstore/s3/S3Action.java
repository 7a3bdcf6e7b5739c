package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;

/**
 * Something that is asked of the store, for what is said when it fails.
 *
 * @param text such as {@code read bucket/key}
 * @param permissions that Amazon's policies call it by
 * @param unmet what it means that the store found a condition of the request unmet
 */
record S3Action(String text, String permissions, Kind unmet) {

  /** Without the right to list, the store calls a missing object forbidden. */
  private static final String READ = "s3:GetObject and s3:ListBucket";

  private static final String WRITE = "s3:PutObject and s3:AbortMultipartUpload";

  static S3Action read(PhysicalAddress address) {
    return new S3Action("read " + address, READ, Kind.CHANGED);
  }

  static S3Action find(PhysicalAddress address) {
    return new S3Action("find " + address, READ, Kind.CHANGED);
  }

  static S3Action write(PhysicalAddress address) {
    return new S3Action("write " + address, WRITE, Kind.ALREADY_EXISTS);
  }

  static S3Action copy(PhysicalAddress source, PhysicalAddress target) {
    return new S3Action(
        "copy " + source + " to " + target, "s3:GetObject and s3:PutObject", Kind.CHANGED);
  }

  static S3Action list(String container, String prefix) {
    return new S3Action("list " + container + "/" + prefix, "s3:ListBucket", Kind.CHANGED);
  }

  static S3Action delete(String what) {
    return new S3Action("delete " + what, "s3:DeleteObject", Kind.CHANGED);
  }

  static S3Action listParts(PhysicalAddress address) {
    return new S3Action(
        "list the parts of an upload to " + address, "s3:ListMultipartUploadParts", Kind.CHANGED);
  }

  static S3Action listUploads(String container, String prefix) {
    return new S3Action(
        "list uploads to " + container + "/" + prefix,
        "s3:ListBucketMultipartUploads",
        Kind.CHANGED);
  }

  static S3Action abort(PhysicalAddress address) {
    return new S3Action("abort an upload to " + address, "s3:AbortMultipartUpload", Kind.CHANGED);
  }

  static S3Action sign(PhysicalAddress address) {
    return new S3Action("make a link to " + address, "s3:ListBucket", Kind.CHANGED);
  }
}
