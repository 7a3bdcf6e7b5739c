package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PageCollector;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.Utf8Order;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Walks a tree of directories in the order of keys. A directory {@code a} sorts as {@code a/}, so
 * after a file {@code a-b}. Only directories that can hold wanted keys are read, and of each at
 * most a page of children is kept, the smallest ones; a larger directory is read again for the
 * next.
 */
final class LocalListing {

  private static final Comparator<Child> ORDER =
      Comparator.comparing(Child::sortKey, Utf8Order.COMPARATOR);

  private final LocalPaths paths;
  private final ListRequest request;
  private final PageCollector page;
  private final int batch;

  private LocalListing(LocalPaths paths, ListRequest request) {
    this.paths = paths;
    this.request = request;
    this.page = new PageCollector(request);
    this.batch = request.limit() + 1;
  }

  /**
   * @param container the directory that keys are below
   */
  static ObjectPage list(LocalPaths paths, Path container, ListRequest request) throws IOException {
    LocalListing listing = new LocalListing(paths, request);
    listing.walkPrefix(container);
    return listing.page.page();
  }

  /** Begins in the directory that the prefix names, if it names one. */
  private void walkPrefix(Path container) throws IOException {
    Path start = container;
    String named = request.prefix().substring(0, request.prefix().lastIndexOf('/') + 1);
    if (!named.isEmpty()) {
      try {
        start = paths.below(start, named.substring(0, named.length() - 1));
      } catch (BlockstoreException e) {
        return; // No object has such a key.
      }
    }
    if (!Files.isDirectory(start)) {
      return;
    }
    if (!paths.isReal(start)) {
      throw new BlockstoreException(
          FORBIDDEN,
          "Listing " + request.container() + "/" + named + " would follow a symbolic link");
    }
    walk(start, named);
  }

  /** Returns false when the page is complete. */
  private boolean walk(Path directory, String start) throws IOException {
    String last = "";
    boolean more = true;
    while (more && page.wantsUnder(start)) {
      List<Child> children = smallest(directory, start, last);
      for (Child child : children) {
        if (!visit(child, start)) {
          return false;
        }
      }
      more = children.size() == batch;
      last = more ? children.getLast().sortKey() : last;
    }
    return true;
  }

  private boolean visit(Child child, String start) throws IOException {
    String key = start + child.sortKey();
    if (child.attributes().isDirectory()) {
      return !page.wantsUnder(key) || walk(child.path(), key);
    }
    PhysicalAddress address = new PhysicalAddress(request.container(), key);
    return page.add(LocalFile.describe(address, child.attributes()));
  }

  /** The first wanted children in key order that sort after {@code last}, at most a batch. */
  private List<Child> smallest(Path directory, String start, String last) throws IOException {
    PriorityQueue<Child> kept = new PriorityQueue<>(ORDER.reversed());
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        String name = path.getFileName().toString();
        if (mayBeKept(path, name, start, last, kept)) {
          Child child = read(path, name);
          if (child != null && isWanted(child, start, last)) {
            kept.add(child);
            if (kept.size() > batch) {
              kept.remove();
            }
          }
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of(); // It was removed while we walked.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return kept.stream().sorted(ORDER).toList();
  }

  /** What can be told from the name alone, to spare most children of a large directory a stat. */
  private boolean mayBeKept(
      Path path, String name, String start, String last, PriorityQueue<Child> kept) {
    String asDirectory = name + "/";
    if (Utf8Order.compare(asDirectory, last) <= 0
        || (kept.size() == batch && Utf8Order.compare(name, kept.element().sortKey()) >= 0)) {
      return false;
    }
    boolean wanted = page.wants(start + name) || page.wantsUnder(start + asDirectory);
    return wanted && !isHidden(path, name);
  }

  private boolean isHidden(Path path, String name) {
    boolean reserved =
        name.equalsIgnoreCase(LocalPaths.RESERVED) && paths.root().equals(path.getParent());
    // A name that is not UTF-8, left by another program, cannot be said as a key.
    return reserved || (name.indexOf('\uFFFD') >= 0 && !path.resolveSibling(name).equals(path));
  }

  private boolean isWanted(Child child, String start, String last) {
    if (Utf8Order.compare(child.sortKey(), last) <= 0) {
      return false;
    }
    String key = start + child.sortKey();
    return child.attributes().isDirectory() ? page.wantsUnder(key) : page.wants(key);
  }

  private static @Nullable Child read(Path path, String name) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return new Child(path, name + "/", attributes);
      }
      return attributes.isRegularFile() ? new Child(path, name, attributes) : null;
    } catch (NoSuchFileException e) {
      return null; // It was deleted since the directory was read.
    }
  }

  private record Child(Path path, String sortKey, BasicFileAttributes attributes) {}
}
