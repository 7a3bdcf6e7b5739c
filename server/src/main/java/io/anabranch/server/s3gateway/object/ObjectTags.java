package io.anabranch.server.s3gateway.object;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.PercentEncoding;
import io.anabranch.server.s3gateway.protocol.XmlBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tags of an object: at most ten, with distinct keys. */
record ObjectTags(List<Tag> tags) {

  private static final int MOST = 10;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  record Tag(String key, String value) {}

  static final ObjectTags NONE = new ObjectTags(List.of());

  /**
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_TAG
   */
  ObjectTags {
    tags = List.copyOf(tags);
    if (tags.size() > MOST) {
      throw S3Error.INVALID_TAG.exception("An object has at most 10 tags");
    }
    Set<String> keys = new HashSet<>();
    for (Tag tag : tags) {
      if (tag.key.isEmpty() || tag.key.length() > MAX_KEY || tag.value.length() > MAX_VALUE) {
        throw S3Error.INVALID_TAG.exception(
            "The key of a tag has 1 to 128 characters, its value at most 256");
      }
      if (!keys.add(tag.key)) {
        throw S3Error.INVALID_TAG.exception("There are two tags with the key '" + tag.key + "'");
      }
    }
  }

  /** As the header {@code x-amz-tagging} and entries have them: like the query of a URL. */
  static ObjectTags parseHeader(String text) {
    List<Tag> tags = new ArrayList<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        tags.add(new Tag(decode(key), decode(value)));
      }
    }
    return new ObjectTags(tags);
  }

  private static String decode(String text) {
    return PercentEncoding.decode(text.replace('+', ' '));
  }

  static ObjectTags of(Map<String, String> metadata) {
    String text = metadata.get(ObjectRecord.TAGS);
    return text == null ? NONE : parseHeader(text);
  }

  static ObjectTags parseXml(byte[] body) {
    List<Tag> tags = new ArrayList<>();
    XmlBody.read(
        body,
        (path, texts) -> {
          if (path.equals("Tagging/TagSet/Tag")) {
            tags.add(new Tag(texts.getOrDefault("Key", ""), texts.getOrDefault("Value", "")));
          } else if (path.indexOf('/') < 0 && !path.equals("Tagging")) {
            throw S3Error.MALFORMED_XML.exception();
          }
        });
    return new ObjectTags(tags);
  }

  boolean isEmpty() {
    return tags.isEmpty();
  }

  /** As {@link #parseHeader} reads it. */
  String text() {
    return tags.stream()
        .map(
            tag ->
                PercentEncoding.encode(tag.key, false)
                    + "="
                    + PercentEncoding.encode(tag.value, false))
        .collect(Collectors.joining("&"));
  }
}
