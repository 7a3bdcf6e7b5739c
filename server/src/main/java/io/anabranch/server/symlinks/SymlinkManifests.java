package io.anabranch.server.symlinks;

import io.anabranch.server.stores.Lines;
import io.anabranch.server.stores.NamespaceFiles;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.util.Iterator;

/**
 * Writes {@code symlinks/REPOSITORY/BRANCH/DIRECTORY/symlink.txt} for every directory of a branch
 * that has files, staged ones too: the URI of each, a line each. Safe for use by many threads.
 */
@Singleton
final class SymlinkManifests {

  private static final String FOLDER = "symlinks";

  private final VersioningEngine engine;
  private final PhysicalAddresses addresses;
  private final NamespaceFiles files;

  SymlinkManifests(VersioningEngine engine, PhysicalAddresses addresses, NamespaceFiles files) {
    this.engine = engine;
    this.addresses = addresses;
    this.files = files;
  }

  /**
   * @param prefix only of directories below it, and of the files whose paths begin so
   * @return URI of the folder of all manifests of the namespace
   */
  String write(Repository repository, String branch, String prefix) {
    String known = engine.branches().get(repository, branch).name();
    write(new Directory(engine, repository, known, prefix));
    return files.uri(repository, FOLDER);
  }

  /** As deep as paths have slashes, which is a few hundred at most. */
  private void write(Directory directory) {
    if (uris(directory).hasNext()) {
      files.write(directory.repository(), address(directory), new Lines(() -> uris(directory)));
    }
    directory.directories().forEach(this::write);
  }

  private Iterator<String> uris(Directory directory) {
    return directory.files().map(entry -> uri(directory.repository(), entry)).iterator();
  }

  private String uri(Repository repository, Entry entry) {
    return addresses.uri(repository.location(), entry.address(), entry.addressType());
  }

  private static String address(Directory directory) {
    String path = directory.path();
    return String.join("/", FOLDER, directory.repository().name(), directory.branch())
        + (path.isEmpty() ? "/" : "/" + path + "/")
        + "symlink.txt";
  }
}
