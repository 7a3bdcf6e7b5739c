package io.anabranch.blockstore;

import java.net.URI;
import java.time.Duration;

/**
 * Links that let whoever holds one do one thing to one object, straight at the store and without
 * credentials, until they expire. Making one is a computation: at most the first call, or one in
 * hours, asks the store for a key to sign with. That a link could be made says nothing about
 * whether the object is there.
 *
 * <p>Safe for use by many threads. Every method fails with {@link BlockstoreException}: FORBIDDEN
 * when the credentials at hand cannot sign, otherwise as {@link Blockstore} says.
 */
public interface PresignedUrls {

  /** The longest that a link may live; a longer one fails with UNSUPPORTED. */
  Duration longestLife();

  /**
   * A link to read an object, or parts of it by HTTP Range, with GET. Stores that sign the method,
   * as S3's do, refuse HEAD.
   *
   * @param life from now, at least a second
   * @param fileName what a browser should call the file it saves; empty for the store's choice
   */
  URI get(PhysicalAddress address, Duration life, String fileName);

  /**
   * A link to write an object with PUT. Stores may ask for headers of their own: Azure's wants
   * {@code x-ms-blob-type: BlockBlob}.
   */
  URI put(PhysicalAddress address, Duration life);

  /**
   * A link to write one part of an upload with PUT; the answer's {@code ETag} is what completing
   * wants.
   *
   * @param uploadId from {@link MultipartUploads#begin}
   * @throws BlockstoreException UNSUPPORTED when parts cannot be written this way here
   */
  URI putPart(PhysicalAddress address, String uploadId, int number, Duration life);
}
