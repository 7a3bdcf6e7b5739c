package io.anabranch.sdk;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Objects;

/** The server did not answer, or the answer broke off. */
public final class UnreachableException extends AnabranchException {

  private static final long serialVersionUID = 1L;

  UnreachableException(URI uri, IOException cause) {
    super(
        "no answer from "
            + uri.getScheme()
            + "://"
            + uri.getRawAuthority()
            + ": "
            + (cause instanceof ConnectException
                ? "nothing listens there"
                : Objects.requireNonNullElse(cause.getMessage(), cause.toString())),
        cause);
  }
}
