package io.anabranch.server.symlinks;

import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.object.ListItem;
import io.anabranch.versioning.object.ListItem.CommonPrefix;
import io.anabranch.versioning.object.ListItem.ListedEntry;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What lies directly below a prefix of a branch; a page of it is in memory while it is read.
 *
 * @param prefix empty for everything; need not end with a slash
 */
record Directory(VersioningEngine engine, Repository repository, String branch, String prefix) {

  /** Where its files lie, without the slash at its end; empty for the root. */
  String path() {
    int slash = prefix.lastIndexOf('/');
    return slash < 0 ? "" : prefix.substring(0, slash);
  }

  Stream<Entry> files() {
    return items()
        .filter(ListedEntry.class::isInstance)
        .map(ListedEntry.class::cast)
        .map(listed -> listed.record().entry());
  }

  Stream<Directory> directories() {
    return items()
        .filter(CommonPrefix.class::isInstance)
        .map(CommonPrefix.class::cast)
        .map(below -> new Directory(engine, repository, branch, below.prefix().toString()));
  }

  private Stream<ListItem> items() {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Items(), 0), false);
  }

  private Page<ListItem> page(String after) {
    return engine
        .entries()
        .list(repository, branch, new PageRequest(prefix, "/", after, PageRequest.MAX_AMOUNT));
  }

  private final class Items implements Iterator<ListItem> {

    private Page<ListItem> page = page("");
    private int index;

    @Override
    public boolean hasNext() {
      if (index == page.items().size() && page.hasMore()) {
        page = page(place(page.items().getLast()));
        index = 0;
      }
      return index < page.items().size();
    }

    @Override
    public ListItem next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.items().get(index++);
    }
  }

  private static String place(ListItem item) {
    return switch (item) {
      case ListedEntry(var record) -> record.path().toString();
      case CommonPrefix(var below) -> below.toString();
    };
  }
}
