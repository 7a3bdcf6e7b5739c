package io.anabranch.server.collection;

import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.postgres.MultipartTable.Position;
import io.anabranch.server.postgres.MultipartTable.Upload;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Repository;
import java.util.function.Consumer;

/**
 * The addresses of uploads in parts that are under way. They must be listed, and before what is
 * staged: the object of one that is completed meanwhile would be in neither list, and collectors
 * may take it for old, as its address is, and on some stores its time, that of the beginning.
 */
final class UncommittedUploads {

  private static final int PAGE = 1000;

  private final MultipartTable table;

  UncommittedUploads(MultipartTable table) {
    this.table = table;
  }

  /**
   * @param maxBytes after which another file is begun
   * @param write is given each file, none of them empty
   * @return whether there were any
   */
  boolean list(Repository repository, int maxBytes, Consumer<AddressFile> write) {
    AddressFile file = new AddressFile();
    boolean written = false;
    Position after = Position.START;
    Page<Upload> page;
    do {
      page = table.list(repository.id(), "", after, PAGE);
      for (Upload upload : page.items()) {
        file.add(upload.stored().address(), upload.createdAt());
        after = upload.position();
      }
      if (!file.isEmpty() && (file.size() >= maxBytes || !page.hasMore())) {
        write.accept(file);
        written = true;
        file = new AddressFile();
      }
    } while (page.hasMore());
    return written;
  }
}
