package io.anabranch.server.symlinks;

import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.listing.PagedIterator;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.object.ListItem;
import io.anabranch.versioning.object.ListItem.CommonPrefix;
import io.anabranch.versioning.object.ListItem.ListedEntry;
import java.util.List;
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
    var items =
        new PagedIterator<ListItem>((last, limit) -> page(last == null ? "" : last.place(), limit));
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, 0), false);
  }

  private List<ListItem> page(String after, int limit) {
    return engine
        .entries()
        .list(repository, branch, new PageRequest(prefix, "/", after, limit))
        .items();
  }
}
