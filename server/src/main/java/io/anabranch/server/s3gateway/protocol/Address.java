package io.anabranch.server.s3gateway.protocol;

/**
 * Where a request points to: a bucket is a repository, and a key is a ref and a path.
 *
 * @param bucket empty for none
 * @param key whole, {@code ref/path}; empty for none
 */
public record Address(String bucket, String key) {

  /** Of a request whose host names the bucket. */
  static Address ofKey(String bucket, String rawPath) {
    return new Address(bucket, PercentEncoding.decode(rawPath.substring(1)));
  }

  /** Of a request whose path does. */
  static Address ofPath(String rawPath) {
    int slash = rawPath.indexOf('/', 1);
    return slash < 0
        ? new Address(PercentEncoding.decode(rawPath.substring(1)), "")
        : ofKey(PercentEncoding.decode(rawPath.substring(1, slash)), rawPath.substring(slash));
  }

  /** Of the header that names what to copy. */
  public static Address ofSource(String bucketAndKey) {
    return ofPath(bucketAndKey.startsWith("/") ? bucketAndKey : "/" + bucketAndKey);
  }

  public Target target() {
    if (bucket.isEmpty()) {
      return Target.SERVICE;
    }
    if (key.isEmpty()) {
      return Target.BUCKET;
    }
    return path().isEmpty() || ref().isEmpty() ? Target.REF : Target.OBJECT;
  }

  public String ref() {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }

  public String path() {
    int slash = key.indexOf('/');
    return slash < 0 ? "" : key.substring(slash + 1);
  }
}
