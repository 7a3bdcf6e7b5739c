package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.RANGE_NOT_SATISFIABLE;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.Capabilities;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.FileSlice;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Objects as files: {@code container/key} lies at just that path below the root, so other programs
 * can read a store, and write to it when they too put whole files in place with a rename. Keeps
 * neither versions nor attributes.
 *
 * <p>A write goes to a temporary file, which is synced, put in place in one step, and its directory
 * synced. Hence an object is there wholly or not at all, and there after a crash once its put has
 * returned.
 *
 * <p>Limits: a part of a key between slashes has 1 to 255 bytes and is not {@code .} or {@code ..}.
 * A key cannot be both an object and the beginning of another up to a slash, and stays unusable as
 * an object after the last object under it is gone, since directories are never removed. Symbolic
 * links below the root are not followed; a put to the very address of one replaces the link. For
 * file systems with hard links and POSIX paths.
 *
 * <p>Files in the settings' external folders can be opened, examined, listed and copied from, by
 * the same rules; they are not changed.
 */
public final class LocalBlockstore implements Blockstore {

  private final Capabilities capabilities;
  private final LocalPaths paths;
  private final Directories directories;
  private final WholeFiles files;
  private final ExternalFolders external;
  private final MultipartUploads uploads;

  private LocalBlockstore(
      LocalPaths paths,
      Directories directories,
      WholeFiles files,
      ExternalFolders external,
      Path uploads) {
    this.capabilities =
        new Capabilities(
            true, true, true, true, false, false, paths.maximumKeyBytes(), Long.MAX_VALUE);
    this.paths = paths;
    this.directories = directories;
    this.files = files;
    this.external = external;
    this.uploads = new LocalUploads(uploads, paths, files, this::open);
  }

  /**
   * Opens a store, making its directory if need be, and removes unfinished writes of processes that
   * are gone.
   *
   * @throws BlockstoreException FORBIDDEN, NO_SPACE or UNAVAILABLE
   */
  public static LocalBlockstore open(LocalSettings settings) {
    try {
      LocalPaths paths = new LocalPaths(Directories.makeRoot(settings.root()));
      Directories directories = new Directories(paths.root(), settings.syncWrites());
      Path own = paths.root().resolve(LocalPaths.RESERVED);
      Path temporary = own.resolve("unfinished");
      Path uploads = own.resolve("uploads");
      directories.make(temporary);
      directories.make(uploads);
      WholeFiles files =
          new WholeFiles(directories, TemporaryFiles.start(temporary), settings.syncWrites());
      return new LocalBlockstore(
          paths, directories, files, new ExternalFolders(settings.externalFolders()), uploads);
    } catch (IOException e) {
      throw LocalFailures.translate(
          e, "The local store at " + settings.root() + " could not be opened");
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    LocalFile target = new LocalFile(paths, address);
    LocalUploads.requireNone(address, options.attributes());
    try (ContentReader reader = ContentReader.open(address, content)) {
      return write(target, options.ifAbsent(), Filling.from(reader, content));
    }
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    options.requireNoVersion(address);
    LocalFile file = readable(address);
    try {
      return opened(file.open(), options);
    } catch (IOException e) {
      throw file.unreachable(e, "opened");
    }
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    LocalFile file = readable(address);
    try {
      return file.stat();
    } catch (IOException e) {
      throw file.unreachable(e, "examined");
    }
  }

  @Override
  public ObjectPage list(ListRequest request) {
    try {
      return ExternalFolders.isOne(request.container())
          ? external.list(request)
          : LocalListing.list(paths, paths.container(request.container()), request);
    } catch (IOException e) {
      throw LocalFailures.translate(
          e, "Objects of '" + request.container() + "' could not be listed");
    }
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    LocalFile to = new LocalFile(paths, target);
    try (OpenObject from = open(source, ReadOptions.WHOLE)) {
      return write(to, options.ifAbsent(), Filling.from(from.file().orElseThrow()));
    }
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    Set<Path> changed = new LinkedHashSet<>();
    List<BlockstoreException> failures = new ArrayList<>();
    for (PhysicalAddress address : addresses) {
      try {
        delete(new LocalFile(paths, address), changed);
      } catch (BlockstoreException e) {
        failures.add(e);
      }
    }
    for (Path directory : changed) {
      try {
        directories.sync(directory);
      } catch (IOException e) {
        failures.add(LocalFailures.translate(e, "A deletion could not be made durable"));
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return Optional.of(uploads);
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw LocalFailures.translate(e, "The local store could not be closed");
    }
  }

  private LocalFile readable(PhysicalAddress address) {
    return ExternalFolders.isOne(address.container())
        ? external.file(address)
        : new LocalFile(paths, address);
  }

  private static void delete(LocalFile file, Set<Path> changed) {
    try {
      if (file.delete()) {
        changed.add(file.directory());
      }
    } catch (IOException e) {
      throw file.unreachable(e, "deleted");
    }
  }

  private ObjectInfo write(LocalFile target, boolean ifAbsent, Filling filling) {
    try {
      return files.write(target, ifAbsent, filling);
    } catch (IOException e) {
      throw target.unwritable(e);
    }
  }

  private static OpenObject opened(LocalFile.Opened opened, ReadOptions options)
      throws IOException {
    try {
      options.requireSame(opened.info());
      FileSlice slice = slice(opened, options.range());
      return new OpenObject(
          opened.info(), slice.length(), new FileStream(slice), Optional.of(slice));
    } catch (BlockstoreException e) {
      opened.channel().close();
      throw e;
    }
  }

  private static FileSlice slice(LocalFile.Opened opened, Optional<ByteRange> range) {
    ObjectInfo info = opened.info();
    ByteRange wanted = range.orElse(ByteRange.from(0));
    long length = wanted.lengthWithin(info.size());
    if (length == 0 && range.isPresent()) {
      throw new BlockstoreException(
          RANGE_NOT_SATISFIABLE,
          "Object " + info.address() + " has only " + info.size() + " bytes");
    }
    return new FileSlice(opened.channel(), wanted.offset(), length);
  }
}
