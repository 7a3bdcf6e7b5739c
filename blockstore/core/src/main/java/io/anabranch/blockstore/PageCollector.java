package io.anabranch.blockstore;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a page out of objects that an adapter walks in key order: applies prefix, after, delimiter
 * and limit, and tells the walker what it may pass over unseen. For one thread.
 */
public final class PageCollector {

  private final ListRequest request;
  private final List<ObjectInfo> objects = new ArrayList<>();
  private final List<String> commonPrefixes = new ArrayList<>();
  private String position;
  private boolean passPosition;
  private boolean more;

  public PageCollector(ListRequest request) {
    this.request = request;
    this.position = request.after();
    this.passPosition = request.afterIsCommonPrefix();
  }

  /** Whether an object with this key would be new on the page. */
  public boolean wants(String key) {
    return key.startsWith(request.prefix())
        && Utf8Order.compare(key, position) > 0
        && !(passPosition && key.startsWith(position));
  }

  /** Whether any key that starts with this text, and is longer, would be new on the page. */
  public boolean wantsUnder(String start) {
    if (!start.startsWith(request.prefix()) && !request.prefix().startsWith(start)) {
      return false;
    }
    if (position.startsWith(start)) {
      return !(passPosition && position.equals(start));
    }
    return Utf8Order.compare(start, position) > 0 && !(passPosition && start.startsWith(position));
  }

  /**
   * All keys up to here were given or passed over: a walker that can seek goes on behind it. A
   * walker may still give keys before it; they are ignored.
   */
  public String position() {
    // No code point is greater than the last one, so few keys under a passed prefix sort behind it.
    return passPosition ? position + Character.toString(Character.MAX_CODE_POINT) : position;
  }

  /**
   * Takes the next object in key order.
   *
   * @return false when the page is complete and the walk can end
   */
  public boolean add(ObjectInfo object) {
    String key = object.address().key();
    if (!wants(key)) {
      return true;
    }
    if (objects.size() + commonPrefixes.size() == request.limit()) {
      more = true;
      return false;
    }
    int at =
        request.delimiter().isEmpty()
            ? -1
            : key.indexOf(request.delimiter(), request.prefix().length());
    passPosition = at >= 0;
    if (passPosition) {
      position = key.substring(0, at + request.delimiter().length());
      commonPrefixes.add(position);
    } else {
      position = key;
      objects.add(object);
    }
    return true;
  }

  public ObjectPage page() {
    return new ObjectPage(objects, commonPrefixes, more ? position : "");
  }
}
