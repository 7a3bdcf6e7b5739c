package io.anabranch.server.s3gateway.object;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.multipart.PartSizes;
import io.anabranch.server.s3gateway.protocol.S3Request;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the protocol keeps of an object beside its bytes, as metadata of its entry. User metadata is
 * there under the name of its header, as clients of the field know it; all else, under names that
 * begin with {@value #OURS} and that the protocol never shows as they are.
 */
public final class ObjectRecord {

  /** What the names of all that is not the user's begin with. */
  public static final String OURS = "::anabranch::";

  static final String TAGS = OURS + "tags";

  private static final String HEADER = OURS + "header::";
  private static final String CHECKSUM = OURS + "checksum::";
  private static final String USER = "X-Amz-Meta-";
  private static final String USER_HEADER = "x-amz-meta-";
  private static final int MAX_USER_BYTES = 2048;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Kept as they are; Content-Type has a place of its own in entries. */
  private static final List<String> KEPT_HEADERS =
      List.of(
          "Cache-Control",
          "Content-Disposition",
          "Content-Encoding",
          "Content-Language",
          "Expires",
          "x-amz-website-redirect-location");

  private ObjectRecord() {}

  /**
   * What the headers of a request say of an object to be.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception METADATA_TOO_LARGE,
   *     INVALID_HEADER_VALUE, INVALID_TAG
   */
  public static SortedMap<String, String> of(S3Request request) {
    SortedMap<String, String> metadata = new TreeMap<>();
    int bytes = 0;
    for (String name : request.headerNames()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(USER_HEADER) && TOKEN.matcher(lower).matches()) {
        String value = EncodedWords.decode(String.join(",", request.headers(name)));
        metadata.put(USER + lower.substring(USER_HEADER.length()), value);
        bytes += lower.length() - USER_HEADER.length() + value.length();
      }
    }
    if (bytes > MAX_USER_BYTES) {
      throw S3Error.METADATA_TOO_LARGE.exception();
    }
    for (String name : KEPT_HEADERS) {
      request
          .header(name)
          .map(value -> name.equals("Content-Encoding") ? withoutChunks(value) : value)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> metadata.put(HEADER + name, value));
    }
    request
        .header("x-amz-tagging")
        .map(ObjectTags::parseHeader)
        .filter(tags -> !tags.isEmpty())
        .ifPresent(tags -> metadata.put(TAGS, tags.text()));
    return metadata;
  }

  /** How the body was sent is nothing of the object's. */
  private static String withoutChunks(String encodings) {
    return List.of(encodings.split("\\s*,\\s*")).stream()
        .filter(encoding -> !encoding.equalsIgnoreCase("aws-chunked"))
        .reduce((first, second) -> first + "," + second)
        .orElse("");
  }

  /**
   * Notes checksums that the bytes were found to have.
   *
   * @param checksums in base64, by the names of their headers
   */
  public static void putChecksums(Map<String, String> metadata, Map<String, String> checksums) {
    checksums.forEach((header, value) -> metadata.put(CHECKSUM + header, value));
  }

  /** By the names of their headers. */
  public static Map<String, String> checksums(Map<String, String> metadata) {
    return below(CHECKSUM, metadata);
  }

  /** Puts the checksums into the headers of an answer. */
  static void addChecksums(Map<String, String> metadata, MutableHttpResponse<?> response) {
    Map<String, String> checksums = checksums(metadata);
    checksums.forEach(response::header);
    if (!checksums.isEmpty()) {
      response.header("x-amz-checksum-type", checksumType(checksums));
    }
  }

  /** Those made of the checksums of parts end in their number. */
  static String checksumType(Map<String, String> checksums) {
    return checksums.values().stream().anyMatch(value -> value.indexOf('-') >= 0)
        ? "COMPOSITE"
        : "FULL_OBJECT";
  }

  /** Headers that were kept, by their names. */
  static Map<String, String> headers(Map<String, String> metadata) {
    return below(HEADER, metadata);
  }

  private static Map<String, String> below(String prefix, Map<String, String> metadata) {
    Map<String, String> found = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }

  /** What of a record stays with the bytes, whoever else describes them anew. */
  static Map<String, String> ofBytes(Map<String, String> metadata) {
    Map<String, String> kept = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(CHECKSUM) || key.equals(PartSizes.METADATA_KEY)) {
            kept.put(key, value);
          }
        });
    return kept;
  }

  /** Puts the user's metadata into the headers of an answer. */
  static void addUserMetadata(Map<String, String> metadata, MutableHttpResponse<?> response) {
    int missing = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      if (entry.getKey().startsWith(USER)) {
        if (TOKEN.matcher(entry.getKey()).matches()) {
          response.header(
              entry.getKey().toLowerCase(Locale.ROOT), EncodedWords.encode(entry.getValue()));
        } else {
          missing++;
        }
      }
    }
    if (missing > 0) {
      response.header("x-amz-missing-meta", Integer.toString(missing));
    }
  }
}
