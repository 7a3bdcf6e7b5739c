package io.anabranch.server.stores;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
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

  static StorageConfigBody of(StoreDescription store) {
    return new StorageConfigBody(
        store.type(),
        store.namespaceExample(),
        store.namespaceRegex(),
        store.defaultNamespacePrefix().orElse(null),
        store.presign(),
        store.presignUi(),
        store.importing(),
        store.importRegex(),
        store.presignMultipart(),
        store.id(),
        store.description());
  }
}
