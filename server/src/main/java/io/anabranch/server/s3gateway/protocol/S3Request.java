package io.anabranch.server.s3gateway.protocol;

import io.anabranch.server.s3gateway.signature.SignedParts;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.ServerHttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request to the gateway, taken apart; nothing of it is proven.
 *
 * @param http its headers and body
 * @param parts what a signature covers
 */
public record S3Request(
    ServerHttpRequest<?> http, SignedParts parts, Address address, Query query) {

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

  public static SignedParts parts(ServerHttpRequest<?> http, Optional<String> bucket) {
    String path = http.getUri().getRawPath();
    String query = http.getUri().getRawQuery();
    return new SignedParts(
        http.getMethodName(),
        path == null || path.isEmpty() ? "/" : path,
        query == null ? "" : query,
        http.getHeaders().names(),
        name -> http.getHeaders().getAll(name),
        bucket);
  }

  public String method() {
    return http.getMethodName();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(http.getHeaders().get(name));
  }

  public List<String> headers(String name) {
    return http.getHeaders().getAll(name);
  }

  public OptionalLong contentLength() {
    long length = http.getContentLength();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }
}
