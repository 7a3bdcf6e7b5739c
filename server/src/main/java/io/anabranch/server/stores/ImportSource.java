package io.anabranch.server.stores;

import io.anabranch.blockstore.PhysicalAddress;

/**
 * What an import takes from a store: one object, or all whose keys begin alike.
 *
 * @param uri as the client wrote it
 * @param key of the object, or what the keys begin with, which may be nothing
 * @param start what the URIs of objects begin with, before the key; see {@link StoreUris#uri}
 * @param hidden whether objects are taken that begin with a dot, or lie in a folder that does
 */
public record ImportSource(
    Store store, String uri, String container, String key, String start, boolean hidden) {

  /** Of a source that is one object. */
  public PhysicalAddress address() {
    return new PhysicalAddress(container, key);
  }

  /** The full address of an object of this source. */
  public String uri(PhysicalAddress object) {
    return StoreUris.uri(store.definition(), start, object.key());
  }

  /** Below the folder that the prefix names or lies in, so that no folder's name is cut in two. */
  public String relative(PhysicalAddress object) {
    return object.key().substring(key.lastIndexOf('/') + 1);
  }

  /** The same of another state of what its first part names. */
  ImportSource withKey(String settled) {
    return new ImportSource(store, uri, container, settled, start, hidden);
  }

  /** Whether an object that the store lists is part of this source. */
  public boolean takes(PhysicalAddress object) {
    return hidden || !isHidden(object.key());
  }

  static boolean isHidden(String key) {
    return key.startsWith(".") || key.contains("/.");
  }
}
