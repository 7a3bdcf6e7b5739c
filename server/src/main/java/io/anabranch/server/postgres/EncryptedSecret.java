package io.anabranch.server.postgres;

/** The secret of a credential, encrypted by whoever hands it in; bytes to this package. */
public final class EncryptedSecret {

  private final byte[] bytes;

  public EncryptedSecret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "***";
  }
}
