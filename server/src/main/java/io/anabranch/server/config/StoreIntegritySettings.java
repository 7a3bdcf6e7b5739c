package io.anabranch.server.config;

/** Whether digests are compared where the store tells one. Lengths always are. */
public record StoreIntegritySettings(boolean verifyWrites, boolean verifyReads) {

  static final StoreIntegritySettings DEFAULT = new StoreIntegritySettings(true, true);

  static StoreIntegritySettings read(Section integrity) {
    return new StoreIntegritySettings(
        integrity.value(
            "verify_writes",
            Kinds.FLAG,
            DEFAULT.verifyWrites,
            "Whether the digest that the store tells of a written object is compared with that of"
                + " what was sent."),
        integrity.value(
            "verify_reads",
            Kinds.FLAG,
            DEFAULT.verifyReads,
            "Whether the digest that the store tells of an object is compared with that of what it"
                + " gives, when the object is read whole."));
  }
}
