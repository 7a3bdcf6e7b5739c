package io.anabranch.server.s3gateway.protocol;

import io.anabranch.server.s3gateway.checksum.ChecksumAlgorithm;
import io.anabranch.server.s3gateway.signature.SignedParts;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.ServerHttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request to the gateway, taken apart; nothing of it is proven.
 *
 * @param http its headers and body
 * @param parts what a signature covers
 */
public record S3Request(
    ServerHttpRequest<?> http, SignedParts parts, Address address, Query query) {

  private static final String HOISTED = "x-amz-";

  /** What is signed otherwise and has it, is refused. */
  private static final String LINK = "X-Amz-Algorithm";

  /**
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_REQUEST when its URL cannot be
   *     decoded
   */
  public static S3Request of(ServerHttpRequest<?> http, Hosts hosts) {
    Optional<String> bucket = hosts.findBucket(host(http));
    SignedParts parts = parts(http, bucket);
    Address address =
        bucket
            .map(name -> Address.ofKey(name, parts.rawPath()))
            .orElseGet(() -> Address.ofPath(parts.rawPath()));
    return new S3Request(http, parts, address, Query.parse(parts.rawQuery()));
  }

  public static String host(ServerHttpRequest<?> http) {
    String host = http.getHeaders().get(HttpHeaders.HOST);
    return host == null ? "" : host;
  }

  /** As it was sent; empty when there is none. */
  public static String rawQuery(ServerHttpRequest<?> http) {
    String query = http.getUri().getRawQuery();
    return query == null ? "" : query;
  }

  private static SignedParts parts(ServerHttpRequest<?> http, Optional<String> bucket) {
    String path = http.getUri().getRawPath();
    return new SignedParts(
        http.getMethodName(),
        path == null || path.isEmpty() ? "/" : path,
        rawQuery(http),
        http.getHeaders().names(),
        name -> http.getHeaders().getAll(name),
        bucket);
  }

  public String method() {
    return http.getMethodName();
  }

  /**
   * Of a link of version 4, those that begin with {@value #HOISTED} may be in the query, all of
   * which it covers. Of other links and signatures they may not: whoever holds one could add some.
   */
  public Optional<String> header(String name) {
    String header = http.getHeaders().get(name);
    return header == null && isHoisted(name)
        ? query.findIgnoringCase(name)
        : Optional.ofNullable(header);
  }

  public List<String> headers(String name) {
    List<String> headers = http.getHeaders().getAll(name);
    return headers.isEmpty() && isHoisted(name)
        ? query.findIgnoringCase(name).stream().toList()
        : headers;
  }

  /** Of all headers that {@link #header} finds, each once; in any case. */
  public Set<String> headerNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(http.getHeaders().names());
    query.names().stream().filter(this::isHoisted).forEach(names::add);
    return names;
  }

  /**
   * Not the checksum of the body: SDKs sign that of no bytes, as they do not know them yet, and S3
   * does not look at it.
   */
  private boolean isHoisted(String name) {
    return query.has(LINK)
        && name.regionMatches(true, 0, HOISTED, 0, HOISTED.length())
        && ChecksumAlgorithm.ofHeader(name).isEmpty();
  }

  public OptionalLong contentLength() {
    long length = http.getContentLength();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }
}
