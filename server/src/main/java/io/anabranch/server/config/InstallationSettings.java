package io.anabranch.server.config;

import java.util.Optional;

/**
 * This installation and its first user.
 *
 * @param fixedId instead of one chosen at random at set-up
 * @param firstUser created at start when there is no user yet, so that nobody has to call setup
 * @param allowInterRegionStorage whether buckets may lie in another region than the server
 */
public record InstallationSettings(
    Optional<String> fixedId, Optional<FirstUser> firstUser, boolean allowInterRegionStorage) {

  /** The administrator. */
  public record FirstUser(String name, String accessKeyId, Secret secretAccessKey) {}

  static InstallationSettings read(Section installation) {
    return new InstallationSettings(
        installation.optional(
            "fixed_id", Kinds.TEXT, "Id of the installation; without it, a random one."),
        readFirstUser(installation),
        installation.value(
            "allow_inter_region_storage",
            Kinds.FLAG,
            true,
            "Whether a bucket may lie in another region than the server."));
  }

  private static Optional<FirstUser> readFirstUser(Section installation) {
    Optional<String> name =
        installation.optional(
            "user_name",
            Kinds.TEXT,
            "Administrator to create at the first start; needs both keys.");
    Optional<String> id =
        installation.optional("access_key_id", Kinds.TEXT, "That user's access key id.");
    Optional<Secret> secret =
        installation.optional("secret_access_key", Kinds.SECRET, "That user's secret access key.");
    if (name.isPresent() || id.isPresent() || secret.isPresent()) {
      missingUnless(installation, "user_name", name);
      missingUnless(installation, "access_key_id", id);
      missingUnless(installation, "secret_access_key", secret);
    }
    return name.flatMap(
        text -> id.flatMap(key -> secret.map(hidden -> new FirstUser(text, key, hidden))));
  }

  private static void missingUnless(Section section, String name, Optional<?> value) {
    if (value.isEmpty() && !section.has(name)) {
      section.missing(name);
    }
  }
}
