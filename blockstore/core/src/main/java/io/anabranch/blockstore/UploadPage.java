package io.anabranch.blockstore;

import java.util.List;

/**
 * A page of uploads under way.
 *
 * @param uploads in ascending order of their keys' UTF-8 bytes; those of one key in any order
 * @param next what to pass as {@code after} for the following page, opaque; empty after the last
 *     one
 */
public record UploadPage(List<OngoingUpload> uploads, String next) {

  public UploadPage {
    uploads = List.copyOf(uploads);
  }
}
