package io.anabranch.server.stores;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A store as Get Config shows it. The capitals of one member are the API's. */
@Serdeable
record StorageConfigBody(
    @JsonProperty("blockstore_type") String blockstoreType,
    @JsonProperty("blockstore_namespace_example") String blockstoreNamespaceExample,
    @JsonProperty("blockstore_namespace_ValidityRegex") String blockstoreNamespaceValidityRegex,
    @JsonProperty("default_namespace_prefix") @Nullable String defaultNamespacePrefix,
    @JsonProperty("pre_sign_support") boolean preSignSupport,
    @JsonProperty("pre_sign_support_ui") boolean preSignSupportUi,
    @JsonProperty("import_support") boolean importSupport,
    @JsonProperty("import_validity_regex") String importValidityRegex,
    @JsonProperty("pre_sign_multipart_upload") boolean preSignMultipartUpload,
    @JsonProperty("blockstore_id") String blockstoreId,
    @JsonProperty("blockstore_description") String blockstoreDescription) {

  /**
   * @param stores which it is one of
   * @param linkable whether links of this server reach it from where the client is
   */
  static StorageConfigBody of(StoreMap stores, Store at, boolean linkable) {
    StoreDescription store = at.description();
    List<Store> sources = ImportSources.stores(stores, at);
    boolean linked = linkable || at.signsLinks();
    return new StorageConfigBody(
        store.type(),
        store.namespaceExample(),
        store.namespaceRegex(),
        store.defaultNamespacePrefix().orElse(null),
        store.presign() && linked,
        store.presignUi() && linked,
        !sources.isEmpty(),
        sources.isEmpty() ? store.importRegex() : importRegex(sources),
        linked && at.takesParts(),
        store.id(),
        store.description());
  }

  private static String importRegex(List<Store> sources) {
    return sources.stream()
        .map(source -> source.description().importRegex())
        .collect(Collectors.joining("|"));
  }
}
