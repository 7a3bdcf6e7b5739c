package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.NO_SPACE;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;

import io.anabranch.blockstore.BlockstoreException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** The one place that says what a failure of the file system means to the port's callers. */
final class LocalFailures {

  private LocalFailures() {}

  /**
   * @param what names what did not happen, as the first half of a sentence
   */
  static BlockstoreException translate(IOException e, String what) {
    if (e instanceof ClosedByInterruptException) {
      return new BlockstoreException(UNAVAILABLE, false, what + ": the call was interrupted", e);
    }
    if (e instanceof AccessDeniedException || says(e, "Read-only file system")) {
      return new BlockstoreException(
          FORBIDDEN, what + ": the server's user lacks the permission", e);
    }
    if (says(e, "No space left on device") || says(e, "Disk quota exceeded")) {
      return new BlockstoreException(NO_SPACE, what + ": the disk of the store is full", e);
    }
    return new BlockstoreException(UNAVAILABLE, what + ": " + reason(e), e);
  }

  // Java gives only the system's text for an error number, in the language of the process.
  private static boolean says(IOException e, String text) {
    String message = e.getMessage();
    return message != null && message.contains(text);
  }

  /** Without the absolute path of the file, which callers have no business to see. */
  private static String reason(IOException e) {
    @Nullable String text =
        e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return text == null ? inWords(e) : text;
  }

  /** For these the system's text is left out, as the class says as much. */
  private static String inWords(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException _ -> "something else is in the way";
      case NoSuchFileException _ -> "it does not exist";
      case NotDirectoryException _ -> "it is no folder";
      case DirectoryNotEmptyException _ -> "it is not empty";
      default -> "the system does not say why";
    };
  }
}
