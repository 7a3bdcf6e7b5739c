package io.anabranch.server.objects;

import java.util.Set;

/** Which content a browser may show in place; everything else it must save. */
final class ContentDisposition {

  private static final Set<String> INLINE =
      Set.of(
          "image/jpeg",
          "image/jpg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/svg+xml",
          "application/pdf",
          "application/javascript",
          "application/json",
          "application/xml",
          "text/plain",
          "text/markdown",
          "text/x-markdown",
          "text/html",
          "text/css",
          "text/javascript",
          "text/xml",
          "video/mp4",
          "video/webm",
          "audio/mpeg",
          "audio/wav",
          "audio/webm");

  private ContentDisposition() {}

  static String of(String contentType) {
    return INLINE.contains(contentType) ? "inline" : "attachment";
  }
}
