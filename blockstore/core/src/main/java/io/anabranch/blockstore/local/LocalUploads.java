package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.BAD_CONTENT;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNSUPPORTED;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.FileSlice;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OngoingUpload;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PartLimits;
import io.anabranch.blockstore.PartPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadCollector;
import io.anabranch.blockstore.UploadPage;
import io.anabranch.blockstore.UploadedPart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Uploads as directories of part files, in a directory of the store's own. Everything in it is
 * durable when it is acknowledged, so an upload outlives its process, and any process that shares
 * the store can go on with it.
 *
 * <p>Completing writes the object as a put does, and then moves the upload's directory out of sight
 * in one step. A crash in between leaves both: completing again makes the same object again.
 */
final class LocalUploads implements MultipartUploads {

  private static final PartLimits LIMITS = new PartLimits(1, Long.MAX_VALUE, 10_000);
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Opens what parts are copied from, as slices of files. */
  interface Sources {
    OpenObject open(PhysicalAddress address, ReadOptions options);
  }

  private final Path directory;
  private final LocalPaths paths;
  private final WholeFiles files;
  private final Sources sources;

  /**
   * @param directory exists, and is used for nothing else
   */
  LocalUploads(Path directory, LocalPaths paths, WholeFiles files, Sources sources) {
    this.directory = directory;
    this.paths = paths;
    this.files = files;
    this.sources = sources;
  }

  @Override
  public PartLimits limits() {
    return LIMITS;
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    LocalFile target = new LocalFile(paths, address);
    requireNone(address, attributes);
    UploadFolder folder = new UploadFolder(directory.resolve(UUID.randomUUID().toString()));
    try {
      files.makeDirectory(folder.path(), UploadFolder.ADDRESS, UploadFolder.addressBytes(address));
      return folder.id();
    } catch (IOException e) {
      throw target.unwritable(e);
    }
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    LIMITS.requireNumber(address, number);
    UploadFolder folder = find(address, uploadId);
    try (ContentReader reader = ContentReader.open(address, content)) {
      return write(folder, address, number, Filling.from(reader, content));
    }
  }

  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    LIMITS.requireNumber(address, number);
    UploadFolder folder = find(address, uploadId);
    try (OpenObject object = sources.open(source, options)) {
      return write(folder, address, number, Filling.from(object.file().orElseThrow()));
    }
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    UploadFolder folder = find(address, uploadId);
    try {
      return PartPage.of(
          folder.parts(address).tailMap(afterNumber, false).values().stream(), limit);
    } catch (IOException e) {
      throw failure(folder, address, e);
    }
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    UploadCollector page = new UploadCollector(container, prefix, after, limit);
    try {
      collect(page);
      return page.page();
    } catch (IOException e) {
      throw LocalFailures.translate(e, "Uploads could not be listed");
    }
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    LocalFile target = new LocalFile(paths, address);
    UploadFolder folder = find(address, uploadId);
    try {
      LIMITS.requireJoinable(address, folder.parts(address), parts);
      ObjectInfo written = files.write(target, ifAbsent, file -> join(folder, target, parts, file));
      files.dropDirectory(folder.path());
      return written;
    } catch (NoSuchFileException e) {
      throw failure(folder, address, e);
    } catch (IOException e) {
      throw target.unwritable(e);
    }
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    try {
      files.dropDirectory(find(address, uploadId).path());
    } catch (BlockstoreException e) {
      if (e.kind() != NOT_FOUND) {
        throw e;
      }
    } catch (IOException e) {
      throw LocalFailures.translate(e, "The upload of " + address + " could not be dropped");
    }
  }

  private UploadedPart write(
      UploadFolder folder, PhysicalAddress address, int number, Filling filling) {
    LocalFile target = new LocalFile(paths, address, folder.part(number));
    try {
      return UploadFolder.describe(number, files.writeInto(target, filling));
    } catch (IOException e) {
      throw failure(folder, address, e);
    }
  }

  /** The parts one after the other, each opened only when it is its turn: there may be many. */
  private void join(
      UploadFolder folder, LocalFile target, List<UploadedPart> parts, FileChannel file)
      throws IOException {
    for (UploadedPart part : parts) {
      LocalFile source = new LocalFile(paths, target.address(), folder.part(part.number()));
      LocalFile.Opened opened = source.open();
      try (FileChannel channel = opened.channel()) {
        if (!opened.info().etag().equals(part.etag())) {
          throw new BlockstoreException(
              BAD_CONTENT,
              "Part " + part.number() + " of " + target.address() + " was replaced meanwhile");
        }
        Filling.from(new FileSlice(channel, 0, opened.info().size())).fill(file);
      }
    }
  }

  private UploadFolder find(PhysicalAddress address, String id) {
    if (!ID.matcher(id).matches()) {
      throw notFound(address, id);
    }
    UploadFolder folder = new UploadFolder(directory.resolve(id));
    try {
      if (folder.describe().address().equals(address)) {
        return folder;
      }
      throw notFound(address, id);
    } catch (IOException e) {
      throw failure(folder, address, e);
    }
  }

  private void collect(UploadCollector page) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, LocalUploads::isId)) {
      for (Path folder : folders) {
        addIfThere(new UploadFolder(folder), page);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void addIfThere(UploadFolder folder, UploadCollector page) throws IOException {
    OngoingUpload upload;
    try {
      upload = folder.describe();
    } catch (NoSuchFileException e) {
      return; // It ended since the directory was read.
    }
    page.add(upload);
  }

  private static boolean isId(Path folder) {
    return ID.matcher(folder.getFileName().toString()).matches();
  }

  /** An upload that ended under a call takes its files with it. */
  private static BlockstoreException failure(
      UploadFolder folder, PhysicalAddress address, IOException e) {
    return folder.exists()
        ? LocalFailures.translate(e, "The upload of " + address + " could not go on")
        : notFound(address, folder.id());
  }

  /** A file has no place for them. */
  static void requireNone(PhysicalAddress address, ObjectAttributes attributes) {
    if (!attributes.isNone()) {
      throw new BlockstoreException(
          UNSUPPORTED, "A local store keeps no attributes, so none for " + address);
    }
  }

  private static BlockstoreException notFound(PhysicalAddress address, String id) {
    return new BlockstoreException(NOT_FOUND, "There is no upload " + id + " of " + address);
  }
}
