package io.anabranch.blockstore;

import java.util.List;

/**
 * Writing an object in parts that arrive one by one, in any order, from any number of processes.
 * Nothing is visible at the address until the upload is completed, and then all of it is. An upload
 * that was begun outlives this process.
 *
 * <p>Safe for use by many threads; calls block and fail as those of {@link Blockstore} do. An
 * upload that does not exist, because it never did or has ended, fails with NOT_FOUND.
 */
public interface MultipartUploads {

  /** Constant for the life of the instance; no call to the store. */
  PartLimits limits();

  /**
   * Begins an upload.
   *
   * @param attributes to keep with the object; see {@link Capabilities#attributes}
   * @return the upload's id, which holds no slash and at most 1,024 ASCII characters
   */
  String begin(PhysicalAddress address, ObjectAttributes attributes);

  /**
   * Receives a part, replacing one that came before under the same number. Content is read as by
   * {@link Blockstore#put}, whose failures apply; it must know its length.
   *
   * @throws BlockstoreException NOT_FOUND for the upload, INVALID_ADDRESS for a number that is out
   *     of bounds
   */
  UploadedPart putPart(PhysicalAddress address, String uploadId, int number, Content content);

  /**
   * Receives a part from an object of this store.
   *
   * @param options which bytes of the source; see {@link Blockstore#open}
   * @throws BlockstoreException NOT_FOUND for the upload or the source
   */
  UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options);

  /**
   * Lists what has been received.
   *
   * @param afterNumber only parts with higher numbers; 0 for all
   * @param limit 1 to 1,000
   */
  PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit);

  /**
   * Lists uploads under way below a prefix.
   *
   * @param after empty, or {@link UploadPage#next} of the page before
   * @param limit 1 to 1,000
   */
  UploadPage listUploads(String container, String prefix, String after, int limit);

  /**
   * Joins parts into the object, replacing what is at the address unless the options forbid it, and
   * ends the upload. Received parts that are not named are dropped. When it fails with BAD_CONTENT
   * or ALREADY_EXISTS the upload goes on.
   *
   * @param parts those to join, in ascending order of their numbers, each with the etag that {@link
   *     #putPart} gave; at least one. A size that is known serves to tell whether the object is
   *     right, and no store needs it.
   * @param ifAbsent as in {@link PutOptions}
   * @throws BlockstoreException NOT_FOUND for the upload, ALREADY_EXISTS, or BAD_CONTENT for parts
   *     that were not received so, are out of order or too small
   */
  ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent);

  /** Drops an upload and its parts. One that does not exist is success. */
  void abort(PhysicalAddress address, String uploadId);
}
