package io.anabranch.versioning.model;

/**
 * What must lie at the address of an entry for it to be read. Whoever changes an object behind the
 * entry's back then causes a failure instead of other bytes.
 *
 * @param etag the store's mark of the bytes; empty when any will do
 * @param version the store's name of the bytes; empty for whatever is newest
 */
public record Pin(String etag, String version) {

  /** Whatever is there. */
  public static final Pin NONE = new Pin("", "");

  public static Pin ofEtag(String etag) {
    return new Pin(etag, "");
  }

  public static Pin ofVersion(String version) {
    return new Pin("", version);
  }

  public boolean isNone() {
    return equals(NONE);
  }
}
