package io.anabranch.refs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.refsdump.RefsDump;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The text of manifests. What is read must have every field that counts, of its type; fields that
 * nobody knows are left alone, as the field's next version may have some.
 */
final class ManifestJson {

  static final int MAX_BYTES = 1 << 20;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final String REPOSITORY = "repository";
  private static final String NAME = "name";
  private static final String STORAGE_NAMESPACE = "storage_namespace";
  private static final String DEFAULT_BRANCH = "default_branch";
  private static final String STORAGE_ID = "storage_id";
  private static final String REFS = "refs";
  private static final String COMMITS = "commits_meta_range_id";
  private static final String TAGS = "tags_meta_range_id";
  private static final String BRANCHES = "branches_meta_range_id";

  private final String source;

  /**
   * @param source what is read, for messages
   */
  ManifestJson(String source) {
    this.source = source;
  }

  /**
   * @throws RefsException if it is no manifest; the message names the field
   */
  Manifest read(byte[] text) throws IOException {
    if (text.length > MAX_BYTES) {
      throw refused("it is longer than " + MAX_BYTES + " bytes");
    }
    JsonNode root = parse(text);
    JsonNode repository = section(root, REPOSITORY);
    JsonNode refs = section(root, REFS);
    try {
      return new Manifest(
          new Definition(
              Names.repository(string(repository, REPOSITORY, NAME)),
              storageId(repository),
              string(repository, REPOSITORY, STORAGE_NAMESPACE),
              Names.branch(string(repository, REPOSITORY, DEFAULT_BRANCH))),
          new RefsDump(tree(refs, COMMITS), tree(refs, TAGS), tree(refs, BRANCHES)));
    } catch (FailureException e) {
      throw refused(e.failure().message());
    }
  }

  static byte[] write(Manifest manifest) throws IOException {
    Definition repository = manifest.repository();
    ObjectNode root = MAPPER.createObjectNode();
    root.putObject(REPOSITORY)
        .put(NAME, repository.name())
        .put(STORAGE_NAMESPACE, repository.storageNamespace())
        .put(DEFAULT_BRANCH, repository.defaultBranch())
        .put(STORAGE_ID, repository.storageId());
    root.putObject(REFS)
        .put(COMMITS, manifest.refs().commits().value())
        .put(TAGS, manifest.refs().tags().value())
        .put(BRANCHES, manifest.refs().branches().value());
    return MAPPER.writeValueAsBytes(root);
  }

  private JsonNode parse(byte[] text) throws IOException {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw refused("it is no JSON: " + e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw refused("it is no text: " + e.getMessage());
    }
  }

  private JsonNode section(JsonNode root, String name) {
    JsonNode section = root.path(name);
    if (!section.isObject()) {
      throw refused(problem(section, name, "an object"));
    }
    return section;
  }

  private String string(JsonNode section, String sectionName, String name) {
    JsonNode value = section.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw refused(problem(value, sectionName + "." + name, "a text"));
    }
    return value.textValue();
  }

  /** Servers with one store have none, and write it as nothing, as null or as an empty text. */
  private String storageId(JsonNode repository) {
    JsonNode value = repository.path(STORAGE_ID);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw refused(problem(value, REPOSITORY + "." + STORAGE_ID, "a text"));
    }
    return value.textValue();
  }

  private MetaRangeId tree(JsonNode refs, String name) {
    JsonNode value = refs.path(name);
    if (!value.isTextual() || !ID.matcher(value.textValue()).matches()) {
      throw refused(problem(value, REFS + "." + name, "64 hex digits"));
    }
    return new MetaRangeId(value.textValue());
  }

  private static String problem(JsonNode value, String name, String expected) {
    return value.isMissingNode() ? "it has no " + name : name + " must be " + expected;
  }

  private RefsException refused(String reason) {
    return new RefsException("%s is no manifest: %s".formatted(source, reason));
  }
}
