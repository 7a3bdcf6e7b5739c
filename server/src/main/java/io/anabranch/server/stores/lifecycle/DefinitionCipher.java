package io.anabranch.server.stores.lifecycle;

import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SecretBox;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.postgres.EncryptedSecret;
import io.anabranch.server.postgres.StoreMapTable.SealedDefinition;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Encrypts definitions of stores for the database, with keys derived from the stores' signing keys;
 * each is sealed under its store's id. Safe for use by many threads.
 */
final class DefinitionCipher {

  private static final int ID_BYTES = 8;

  private final String currentId;
  private final Map<String, SecretBox> boxes = new LinkedHashMap<>();

  DefinitionCipher(SigningKeys keys) {
    this.currentId = id(keys.current());
    keys.all().forEach(key -> boxes.put(id(key), new SecretBox(key, "anabranch stores v1")));
  }

  /** Tells keys apart, and nothing else of them. */
  private static String id(Secret key) {
    byte[] derived = key.derive("id", "anabranch stores key id v1").getEncoded();
    return HexFormat.of().formatHex(derived, 0, ID_BYTES);
  }

  /** With the current key. */
  SealedDefinition seal(String storageId, String json) {
    return new SealedDefinition(
        currentId, new EncryptedSecret(box(currentId).orElseThrow().seal(storageId, json)));
  }

  /** The JSON; empty when it was sealed with a key that is not known, or for another id. */
  Optional<String> open(String storageId, SealedDefinition definition) {
    return box(definition.keyId()).flatMap(box -> box.open(storageId, definition.sealed().bytes()));
  }

  boolean isCurrent(SealedDefinition definition) {
    return definition.keyId().equals(currentId);
  }

  private Optional<SecretBox> box(String keyId) {
    return Optional.ofNullable(boxes.get(keyId));
  }
}
