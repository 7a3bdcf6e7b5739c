package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PhysicalAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Folders outside a store's root whose files it may read. No container of the store itself begins
 * with a slash, so theirs are told apart by it, and whatever writes refuses them.
 */
record ExternalFolders(List<Path> folders) {

  static boolean isOne(String container) {
    return container.startsWith("/");
  }

  /**
   * The file of an address. The folder may itself be a symbolic link, because the operator named
   * it; nothing below it may.
   *
   * @throws BlockstoreException INVALID_ADDRESS when it lies in none of the folders
   */
  LocalFile file(PhysicalAddress address) {
    Path folder = folder(address.container());
    try {
      LocalPaths paths = new LocalPaths(folder.toRealPath());
      return new LocalFile(paths, address, paths.below(paths.root(), address.key()));
    } catch (NoSuchFileException e) {
      throw new BlockstoreException(NOT_FOUND, "There is no object " + address, e);
    } catch (IOException e) {
      throw LocalFailures.translate(e, "Object " + address + " could not be reached");
    }
  }

  /**
   * A page of the files of a folder, none if it does not exist.
   *
   * @throws BlockstoreException INVALID_ADDRESS when the container is none of the folders
   */
  ObjectPage list(ListRequest request) throws IOException {
    Path folder = folder(request.container());
    if (!Files.isDirectory(folder)) {
      return new ObjectPage(List.of(), List.of(), "");
    }
    LocalPaths paths = new LocalPaths(folder.toRealPath());
    return LocalListing.list(paths, paths.root(), request);
  }

  private Path folder(String container) {
    return folders.stream()
        .filter(folder -> folder.toString().equals(container))
        .findFirst()
        .orElseThrow(
            () ->
                new BlockstoreException(
                    INVALID_ADDRESS, "This store reads nothing in " + container));
  }
}
