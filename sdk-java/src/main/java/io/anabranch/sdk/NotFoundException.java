package io.anabranch.sdk;

/** There is no such thing (404). */
public final class NotFoundException extends AnabranchException {

  private static final long serialVersionUID = 1L;

  NotFoundException(String message) {
    super(404, message);
  }
}
