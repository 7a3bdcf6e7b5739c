package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.signature.Query.Parameter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The texts that version 2 makes of a request. */
final class V2Resource {

  /** Parameters that choose what is done to what; all others are not signed. */
  private static final Set<String> SUB_RESOURCES =
      Set.of(
          "accelerate",
          "acl",
          "analytics",
          "cors",
          "defaultObjectAcl",
          "delete",
          "inventory",
          "lifecycle",
          "location",
          "logging",
          "metrics",
          "notification",
          "partNumber",
          "policy",
          "replication",
          "requestPayment",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding",
          "response-content-language",
          "response-content-type",
          "response-expires",
          "restore",
          "select",
          "select-type",
          "storageClass",
          "tagging",
          "torrent",
          "uploadId",
          "uploads",
          "versionId",
          "versioning",
          "versions",
          "website");

  private V2Resource() {}

  /**
   * What is signed.
   *
   * @param date the line that says when: a date, nothing, or when a link expires
   */
  static String text(SignedParts parts, Query query, String date) {
    return String.join(
            "\n",
            parts.method(),
            parts.joined("content-md5"),
            parts.joined("content-type"),
            date,
            amzHeaders(parts))
        + path(parts)
        + subResources(query);
  }

  /** The path as it was sent, behind the repository if the host named it. */
  static String path(SignedParts parts) {
    return parts.virtualBucket().map(bucket -> "/" + bucket).orElse("") + parts.rawPath();
  }

  private static String amzHeaders(SignedParts parts) {
    return parts.headerNames().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> name.startsWith("x-amz-"))
        .distinct()
        .sorted()
        .map(name -> name + ":" + parts.joined(name) + "\n")
        .collect(Collectors.joining());
  }

  private static String subResources(Query query) {
    String all =
        query.parameters().stream()
            .filter(each -> SUB_RESOURCES.contains(each.name()))
            .sorted(Comparator.comparing(Parameter::name))
            .map(each -> each.value().isEmpty() ? each.name() : each.name() + "=" + each.decoded())
            .collect(Collectors.joining("&"));
    return all.isEmpty() ? "" : "?" + all;
  }
}
