package io.anabranch.server.config;

/**
 * A store that forgets everything when the server stops. For tests.
 *
 * @param capacityBytes of all objects together
 */
public record MemoryStoreSettings(long capacityBytes, PresignSettings presign)
    implements BlockstoreSettings {

  static MemoryStoreSettings read(Section mem) {
    return new MemoryStoreSettings(
        mem.value(
            "capacity_bytes",
            Kinds.SIZE,
            256L << 20,
            "Memory that all objects together may take; a write beyond it fails."),
        PresignSettings.read(mem));
  }

  @Override
  public BlockstoreType type() {
    return BlockstoreType.MEM;
  }

  @Override
  public String location() {
    return "mem:";
  }
}
