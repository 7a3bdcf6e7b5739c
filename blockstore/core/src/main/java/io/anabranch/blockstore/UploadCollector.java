package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Makes a page out of uploads that an adapter gives in any order, and keeps no more of them than a
 * page holds. For one thread.
 */
public final class UploadCollector {

  private static final int MAXIMUM_LIMIT = 1000;
  private static final Comparator<OngoingUpload> ORDER =
      Comparator.<OngoingUpload, String>comparing(u -> u.address().key(), Utf8Order.COMPARATOR)
          .thenComparing(OngoingUpload::id);

  private final String container;
  private final String prefix;
  private final String afterKey;
  private final String afterId;
  private final int limit;
  private final PriorityQueue<OngoingUpload> kept = new PriorityQueue<>(ORDER.reversed());
  private boolean more;

  /** Takes what {@link MultipartUploads#listUploads} takes. */
  public UploadCollector(String container, String prefix, String after, int limit) {
    if (limit < 1 || limit > MAXIMUM_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAXIMUM_LIMIT + ": " + limit);
    }
    int slash = after.indexOf('/');
    if (slash < 0 && !after.isEmpty()) {
      throw new BlockstoreException(
          INVALID_ADDRESS, "No page of uploads continues '" + after + "'");
    }
    this.container = container;
    this.prefix = prefix;
    this.afterId = after.substring(0, Math.max(0, slash));
    this.afterKey = after.substring(slash + 1);
    this.limit = limit;
  }

  public void add(OngoingUpload upload) {
    if (!wants(upload)) {
      return;
    }
    kept.add(upload);
    if (kept.size() > limit) {
      kept.remove();
      more = true;
    }
  }

  public UploadPage page() {
    List<OngoingUpload> uploads = kept.stream().sorted(ORDER).toList();
    return new UploadPage(uploads, more ? position(uploads.getLast()) : "");
  }

  private boolean wants(OngoingUpload upload) {
    String key = upload.address().key();
    if (!upload.address().container().equals(container) || !key.startsWith(prefix)) {
      return false;
    }
    int order = Utf8Order.compare(key, afterKey);
    return order > 0 || (order == 0 && upload.id().compareTo(afterId) > 0);
  }

  /** No id holds a slash. */
  private static String position(OngoingUpload upload) {
    return upload.id() + "/" + upload.address().key();
  }
}
