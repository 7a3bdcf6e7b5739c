package io.anabranch.sdk;

/** The user may not do this (403). */
public final class ForbiddenException extends AnabranchException {

  private static final long serialVersionUID = 1L;

  ForbiddenException(String message) {
    super(403, message);
  }
}
