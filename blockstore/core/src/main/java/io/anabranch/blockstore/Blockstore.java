package io.anabranch.blockstore;

import java.util.Collection;
import java.util.Optional;

/**
 * One object store: named, immutable-by-habit sequences of bytes, without any notion of versions,
 * branches or users. An adapter speaks to a kind of store; a layer is a blockstore over another
 * blockstore. Both pass the same contract suite.
 *
 * <p>Safe for use by many threads. Calls block: run them on virtual threads. A call that is
 * interrupted fails, leaves the interrupt flag set, and has at most the effects of a failed call.
 *
 * <p>Every method fails with {@link BlockstoreException}; its kind says what the caller can do.
 * Objects become visible wholly or not at all, and a method that changes the store returns only
 * when the change is as durable as the store can make it. After a failure with kind UNAVAILABLE the
 * change may or may not have taken place; after any other failure it has not.
 *
 * <p>Optional behaviour is described by {@link #capabilities()}. Optional operations are sub-ports
 * of their own, so that a layer has to decide what becomes of them: pass them, wrap them or
 * withhold them.
 */
public interface Blockstore extends AutoCloseable {

  /** What this store can do. Constant for the life of the instance; no call to the store. */
  Capabilities capabilities();

  /**
   * Writes an object, replacing the one at the same address unless the options forbid it. Readers
   * that opened the old object keep reading the old bytes.
   *
   * <p>Reads the content to its end, in bounded memory, and closes the stream it opened. Content
   * that fails, ends before its declared length or goes on beyond it leaves nothing behind and
   * fails with BAD_CONTENT. Content is opened at most once here; only a layer that repeats calls
   * opens it again, and only if it is reopenable.
   *
   * @return what was written, as a later {@link #stat} would describe it; only the time may be that
   *     of this process, when the store does not tell its own
   * @throws BlockstoreException ALREADY_EXISTS, INVALID_ADDRESS, BAD_CONTENT, NO_SPACE, FORBIDDEN,
   *     BUSY, UNAVAILABLE, or UNSUPPORTED when the store cannot honour an option
   */
  ObjectInfo put(PhysicalAddress address, Content content, PutOptions options);

  /**
   * Opens an object for one reading from front to back. The result must be closed. Bytes may be
   * fetched while they are read, so reading can fail long after this call returned.
   *
   * @throws BlockstoreException NOT_FOUND, INVALID_ADDRESS, FORBIDDEN, BUSY, UNAVAILABLE, CORRUPT,
   *     or RANGE_NOT_SATISFIABLE when a range begins at or after the end of the object, or CHANGED
   *     when it is another object than the options name
   */
  OpenObject open(PhysicalAddress address, ReadOptions options);

  /**
   * Describes an object without opening it.
   *
   * @throws BlockstoreException NOT_FOUND, INVALID_ADDRESS, FORBIDDEN, BUSY, UNAVAILABLE
   */
  ObjectInfo stat(PhysicalAddress address);

  /**
   * Lists objects in ascending order of their keys' UTF-8 bytes, a page at a time. A container or
   * prefix that holds nothing gives an empty page. Objects written or deleted while pages are
   * fetched may or may not show.
   *
   * @throws BlockstoreException INVALID_ADDRESS, FORBIDDEN, BUSY, UNAVAILABLE, UNSUPPORTED
   */
  ObjectPage list(ListRequest request);

  /**
   * The address at which what is at this one now stays. In most stores that is the same; it differs
   * where keys begin with a name that moves, such as a branch's. There only settled addresses can
   * be read and listed, and what one name stands for is asked for once for all that must agree.
   * Whether there is an object is not looked at, so the beginning of a key will do.
   *
   * <p>A layer passes it on: this default is for adapters.
   *
   * @throws BlockstoreException NOT_FOUND when nothing has that name, INVALID_ADDRESS, FORBIDDEN,
   *     BUSY, UNAVAILABLE
   */
  default PhysicalAddress settle(PhysicalAddress address) {
    return address;
  }

  /**
   * Copies an object within this store, with its attributes. {@link Capabilities#serverSideCopy}
   * tells whether the bytes pass through this process.
   *
   * @return the target, as {@link #put} describes what it wrote
   * @throws BlockstoreException NOT_FOUND for the source; otherwise as for {@link #put}
   */
  ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options);

  /**
   * Deletes objects. A missing object is success. When some cannot be deleted the others still are,
   * and the first failure is thrown afterwards.
   *
   * @throws BlockstoreException INVALID_ADDRESS, FORBIDDEN, BUSY, UNAVAILABLE
   */
  void delete(Collection<PhysicalAddress> addresses);

  /** Writing in parts that arrive one by one; empty where the store or a layer cannot. Constant. */
  Optional<MultipartUploads> multipart();

  /** Links that the store itself honours; empty where it or a layer makes none. Constant. */
  Optional<PresignedUrls> presignedUrls();

  /** Releases what the instance holds. Objects that are open may fail from then on. */
  @Override
  void close();
}
