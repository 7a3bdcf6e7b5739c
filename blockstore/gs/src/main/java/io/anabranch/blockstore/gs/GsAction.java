package io.anabranch.blockstore.gs;

import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;

/**
 * Something that is asked of the store, for what is said when it fails.
 *
 * @param text such as {@code read bucket/key}
 * @param permissions that it takes, as Google calls them
 * @param unmet what it means that the store found a condition of the request unmet
 * @param missing what there is not when the store does not find something
 */
record GsAction(String text, String permissions, Kind unmet, String missing) {

  static final String NO_BUCKET = "there is no such bucket; create it, or correct the namespace";
  private static final String NO_OBJECT = "there is no such object";
  private static final String COPY = "storage.objects.get and storage.objects.create";

  static GsAction read(PhysicalAddress address) {
    return new GsAction("read " + address, "storage.objects.get", Kind.CHANGED, NO_OBJECT);
  }

  static GsAction find(PhysicalAddress address) {
    return new GsAction("find " + address, "storage.objects.get", Kind.CHANGED, NO_OBJECT);
  }

  static GsAction write(PhysicalAddress address) {
    return new GsAction(
        "write " + address,
        "storage.objects.create and, to replace objects, storage.objects.delete",
        Kind.ALREADY_EXISTS,
        NO_BUCKET);
  }

  static GsAction copy(PhysicalAddress source, PhysicalAddress target) {
    return new GsAction("copy " + source + " to " + target, COPY, Kind.ALREADY_EXISTS, NO_OBJECT);
  }

  static GsAction copyPart(PhysicalAddress source) {
    return new GsAction("copy a part from " + source, COPY, Kind.CHANGED, NO_OBJECT);
  }

  static GsAction join(PhysicalAddress target) {
    return new GsAction(
        "join parts into " + target, COPY, Kind.ALREADY_EXISTS, "the upload is over");
  }

  static GsAction list(String container, String prefix) {
    return new GsAction(
        "list " + container + "/" + prefix, "storage.objects.list", Kind.CHANGED, NO_BUCKET);
  }

  static GsAction delete(String what) {
    return new GsAction("delete " + what, "storage.objects.delete", Kind.CHANGED, NO_OBJECT);
  }

  static GsAction sign(PhysicalAddress address) {
    return new GsAction(
        "make a link to " + address, "iam.serviceAccounts.signBlob", Kind.CHANGED, NO_OBJECT);
  }
}
