package io.anabranch.server.s3gateway.protocol;

/**
 * Which requests an operation answers.
 *
 * @param subresource the parameter that tells it from others; empty for the plain one
 * @param copies whether the request names a source to copy from
 */
public record Shape(String method, Target target, String subresource, boolean copies) {

  public static Shape of(String method, Target target) {
    return new Shape(method, target, "", false);
  }

  public static Shape of(String method, Target target, String subresource) {
    return new Shape(method, target, subresource, false);
  }

  public Shape copying() {
    return new Shape(method, target, subresource, true);
  }
}
