package io.anabranch.blockstore.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.UploadedPart;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Puts objects until it is killed, and says each one's key on a line of its own once it is
 * acknowledged. Arguments: the store's directory and a number that makes the keys of this run its
 * own. Contents follow from keys, so whoever finds an object can tell whether it is whole.
 */
final class CrashingWriter {

  private static final int THREADS = 8;

  private CrashingWriter() {}

  public static void main(String[] arguments) {
    Blockstore store = LocalBlockstore.open(LocalSettings.durable(Path.of(arguments[0])));
    for (int thread = 0; thread < THREADS; thread++) {
      String prefix = "run-" + arguments[1] + "/thread-" + thread;
      Thread.ofPlatform().start(() -> write(store, prefix));
    }
  }

  private static void write(Blockstore store, String prefix) {
    for (int i = 0; true; i++) {
      String key = prefix + "/" + i / 10 + "/" + i;
      byte[] bytes = contents(key);
      Content content =
          i % 2 == 0 ? Content.of(bytes) : Content.once(new ByteArrayInputStream(bytes));
      PhysicalAddress address = new PhysicalAddress("container", key);
      if (i % 5 == 0) {
        putInParts(store.multipart().orElseThrow(), address, bytes);
      } else {
        store.put(address, content, i % 3 == 0 ? PutOptions.IF_ABSENT : PutOptions.REPLACE);
      }
      System.out.println(key);
      System.out.flush();
    }
  }

  private static void putInParts(MultipartUploads uploads, PhysicalAddress address, byte[] bytes) {
    String id = uploads.begin(address, ObjectAttributes.NONE);
    int middle = bytes.length / 2;
    byte[] start = Arrays.copyOf(bytes, middle);
    byte[] end = Arrays.copyOfRange(bytes, middle, bytes.length);
    UploadedPart second = uploads.putPart(address, id, 2, Content.of(end));
    UploadedPart first = uploads.putPart(address, id, 1, Content.of(start));
    uploads.complete(address, id, List.of(first, second), false);
  }

  /** From nothing to 400,000 bytes, most of them small, ending in the key. */
  static byte[] contents(String key) {
    Random random = new Random(key.hashCode());
    byte[] name = key.getBytes(UTF_8);
    int length = random.nextInt(8) == 0 ? random.nextInt(400_000) : random.nextInt(2000);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    byte[] whole = Arrays.copyOf(bytes, length + name.length);
    System.arraycopy(name, 0, whole, length, name.length);
    return whole;
  }
}
