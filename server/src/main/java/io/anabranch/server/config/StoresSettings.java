package io.anabranch.server.config;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The stores of this server: either a single one without an id ({@code blockstore}), or any number
 * with ids ({@code blockstores}).
 *
 * @param stores in the order written; exactly one, with an empty id, when {@code single}
 * @param attach what further stores may reach; none can be attached when {@code single}
 */
public record StoresSettings(
    boolean single, SigningKeys signing, List<StoreDefinition> stores, AttachSettings attach) {

  /** Published in the peer's documentation, so it keeps no secret. */
  private static final String PUBLISHED_KEY = "OVERRIDE_THIS_SIGNING_SECRET_DEFAULT";

  public StoresSettings {
    stores = List.copyOf(stores);
  }

  /**
   * @param own keys of the server, from which a single store's signing keys are derived when none
   *     is given
   */
  static StoresSettings read(Section root, SigningKeys own) {
    Optional<String> one = root.section("blockstore").whereGiven();
    Optional<String> many = root.section("blockstores").whereGiven();
    if (one.isPresent() && many.isPresent()) {
      root.fault(
          "blockstores",
          "cannot be given beside blockstore ("
              + one.get()
              + "); move the single store into blockstores.stores with an id and"
              + " backward_compatible: true");
    }
    boolean single = many.isEmpty();
    StoresSettings alone = readSingle(root.section("blockstore", single || one.isPresent()), own);
    StoresSettings several = readMany(root.section("blockstores", !single));
    return single ? alone : several;
  }

  private static StoresSettings readSingle(Section blockstore, SigningKeys own) {
    StoreDefinition store = StoreDefinition.readSingle(blockstore);
    if (store.type().isForeign()) {
      blockstore.fault(
          "type",
          "a store of type "
              + store.type().text()
              + " is read-only, so no repository could live there; configure it in"
              + " blockstores.stores beside another one");
    }
    Section signing = blockstore.section("signing");
    Optional<Secret> key =
        signing.optional(
            "secret_key",
            Kinds.SECRET,
            "Key that signs upload addresses; without it, one is derived from"
                + " auth.encrypt.secret_key.");
    key.ifPresent(given -> warnOfPublishedKey(blockstore, given));
    return new StoresSettings(
        true, signingKeys(key, own, readPrevious(signing)), List.of(store), AttachSettings.DEFAULT);
  }

  private static SigningKeys signingKeys(
      Optional<Secret> key, SigningKeys own, List<Secret> previous) {
    return key.map(given -> new SigningKeys(given, previous))
        .orElseGet(
            () ->
                new SigningKeys(
                    derived(own.current()),
                    Stream.concat(
                            own.previous().stream().map(StoresSettings::derived), previous.stream())
                        .toList()));
  }

  private static List<Secret> readPrevious(Section signing) {
    return signing.value(
        "previous_secret_keys",
        Kinds.SECRETS,
        List.of(),
        "Keys that were used before: links and addresses signed with them stay good, and what they"
            + " encrypted can be read.");
  }

  private static StoresSettings readMany(Section blockstores) {
    Section signing = blockstores.section("signing");
    Secret key =
        signing.required(
            "secret_key",
            Kinds.SECRET,
            "Key that signs upload addresses of all stores, and encrypts the definitions of attached"
                + " ones; any long random text.");
    warnOfPublishedKey(blockstores, key);
    SigningKeys keys = new SigningKeys(key, readPrevious(signing));
    AttachSettings attach = AttachSettings.read(blockstores.section("attach"));
    List<Section> elements = blockstores.sections("stores");
    List<StoreDefinition> stores = elements.stream().map(StoreDefinition::readElement).toList();
    checkIds(elements, stores);
    checkBackwardCompatible(blockstores, stores);
    checkLocalPaths(elements, stores);
    checkRepositories(elements, stores);
    warnOfSharedCredentials(blockstores, stores);
    return new StoresSettings(false, keys, stores, attach);
  }

  private static void warnOfPublishedKey(Section section, Secret key) {
    if (key.reveal().equals(PUBLISHED_KEY)) {
      section.warn(
          "signing.secret_key",
          "is a published default that anybody can sign with; choose another");
    }
  }

  private static Secret derived(Secret secretKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      // A missing secret is reported as a fault of its own; a key must not be empty, though.
      String text = secretKey.reveal().isEmpty() ? "missing" : secretKey.reveal();
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] key = mac.doFinal("blockstore.signing.secret_key".getBytes(StandardCharsets.UTF_8));
      return new Secret(Base64.getEncoder().encodeToString(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  private static void checkIds(List<Section> elements, List<StoreDefinition> stores) {
    Map<String, Section> first = new HashMap<>();
    for (int i = 0; i < stores.size(); i++) {
      String id = stores.get(i).id();
      Section earlier = id.isEmpty() ? null : first.putIfAbsent(id, elements.get(i));
      if (earlier != null) {
        elements
            .get(i)
            .fault("id", "`" + id + "` is also the id of " + earlier.path() + "; choose another");
      }
    }
    for (int i = 0; i < stores.size(); i++) {
      String alias = stores.get(i).alias().orElse("");
      Section earlier = alias.isEmpty() ? null : first.putIfAbsent(alias, elements.get(i));
      if (earlier != null) {
        elements
            .get(i)
            .fault("alias", "`" + alias + "` names " + earlier.path() + "; choose another");
      }
    }
  }

  private static void checkBackwardCompatible(Section section, List<StoreDefinition> stores) {
    List<String> flagged =
        stores.stream()
            .filter(StoreDefinition::backwardCompatible)
            .map(store -> "`" + store.id() + "`")
            .toList();
    if (flagged.size() > 1) {
      section.fault(
          "stores",
          "more than one store is backward_compatible: "
              + String.join(", ", flagged)
              + "; keep it on the store that was the single one");
    }
  }

  private static void checkLocalPaths(List<Section> elements, List<StoreDefinition> stores) {
    for (int i = 0; i < stores.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (stores.get(i).settings() instanceof LocalStoreSettings later
            && stores.get(j).settings() instanceof LocalStoreSettings earlier
            && RealPaths.overlap(later.path(), earlier.path())) {
          elements
              .get(i)
              .section("local")
              .fault(
                  "path",
                  "`"
                      + later.path()
                      + "` is the same folder as, or inside or around, `"
                      + earlier.path()
                      + "` of "
                      + elements.get(j).path()
                      + "; give each store a folder of its own");
        }
      }
    }
  }

  /** The address of what lies on another server names the repository and not the server. */
  private static void checkRepositories(List<Section> elements, List<StoreDefinition> stores) {
    for (int i = 0; i < stores.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (stores.get(i).settings() instanceof LakefsStoreSettings later
            && stores.get(j).settings() instanceof LakefsStoreSettings earlier
            && !later.overlap(earlier).isEmpty()) {
          elements
              .get(i)
              .section("lakefs")
              .fault(
                  "repositories",
                  "whose a repository is cannot be told, as those of "
                      + elements.get(j).path()
                      + " begin alike: "
                      + later.overlap(earlier)
                      + "; give each store others");
        }
      }
    }
  }

  private static void warnOfSharedCredentials(Section section, List<StoreDefinition> stores) {
    List<String> shared =
        stores.stream()
            .filter(
                store -> store.settings() instanceof S3StoreSettings s3 && !s3.hasOwnCredentials())
            .map(store -> "`" + store.id() + "`")
            .toList();
    if (shared.size() > 1) {
      section.warn(
          "stores",
          "these S3 stores sign on with whatever the machine offers, so all as the same account: "
              + String.join(", ", shared));
    }
  }
}
