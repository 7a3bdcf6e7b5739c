package io.anabranch.blockstore.local;

import java.nio.file.Path;
import java.util.List;

/**
 * Settings of a local store.
 *
 * @param root the store's directory; created if missing. Several processes may share it, also over
 *     a network file system, as long as that file system knows locks.
 * @param syncWrites force every write to the disk before it is acknowledged. Turn off only where
 *     losing the last seconds of acknowledged writes in a power failure is acceptable: a file can
 *     then also be found empty or cut. A crash of this process alone loses nothing either way.
 * @param externalFolders absolute paths outside the root, below which files may be read but never
 *     written. The path of such a folder, as it is given here, is the container of their addresses.
 */
public record LocalSettings(Path root, boolean syncWrites, List<Path> externalFolders) {

  public LocalSettings {
    externalFolders = List.copyOf(externalFolders);
  }

  /** Every write is durable when it is acknowledged. */
  public static LocalSettings durable(Path root) {
    return new LocalSettings(root, true, List.of());
  }
}
