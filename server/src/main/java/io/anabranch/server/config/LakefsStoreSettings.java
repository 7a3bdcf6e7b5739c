package io.anabranch.server.config;

import io.anabranch.outgoing.AddressRules;
import java.net.URI;
import java.util.List;

/**
 * Another server of the same API, whose repositories are read. Nothing is ever written to it.
 *
 * @param endpoint without {@code /api/v1} and slash at its end, without credentials, query and
 *     fragment
 * @param repositories what the names begin with of those that may be read; at least one, which is
 *     empty when all may
 * @param allowedAddresses as {@link AddressRules#allowing} takes them
 */
public record LakefsStoreSettings(
    URI endpoint,
    String accessKeyId,
    Secret secretAccessKey,
    List<String> repositories,
    List<String> allowedAddresses,
    PresignSettings presign)
    implements BlockstoreSettings {

  private static final String ALL = "";

  public LakefsStoreSettings {
    repositories = repositories.isEmpty() ? List.of(ALL) : List.copyOf(repositories);
  }

  static LakefsStoreSettings read(Section lakefs) {
    return new LakefsStoreSettings(
        bare(Endpoint.read(lakefs, "URL of the server; `/api/v1` at its end may be left out.")),
        lakefs.required("access_key_id", Kinds.TEXT, "Access key of a user of that server."),
        lakefs.required("secret_access_key", Kinds.SECRET, "Secret of that key."),
        lakefs.value(
            "repositories",
            Kinds.LIST,
            List.of(),
            "What the names begin with of the repositories that may be read; without any, all may."
                + " Of several stores of this type, a repository is on the one where the longest of"
                + " these fits."),
        AllowedAddresses.read(
            lakefs,
            "Addresses, networks (10.1.0.0/16) and hosts that may be reached beyond the public"
                + " Internet. Loopback, private and link-local addresses are refused otherwise."),
        PresignSettings.read(lakefs));
  }

  private static URI bare(URI endpoint) {
    return URI.create(endpoint.toString().replaceFirst("/*(/api/v1)?/*$", ""));
  }

  @Override
  public BlockstoreType type() {
    return BlockstoreType.LAKEFS;
  }

  @Override
  public String location() {
    return "lakefs:" + endpoint;
  }

  @Override
  public List<URI> endpoints() {
    return List.of(endpoint);
  }

  /** What both say that names of their repositories begin with: whose they are cannot be told. */
  public List<String> overlap(LakefsStoreSettings other) {
    return repositories.stream().filter(other.repositories::contains).toList();
  }
}
