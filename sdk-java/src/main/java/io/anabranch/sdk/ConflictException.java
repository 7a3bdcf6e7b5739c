package io.anabranch.sdk;

/** It exists already, or somebody else was faster, or a merge has conflicts (409). */
public final class ConflictException extends AnabranchException {

  private static final long serialVersionUID = 1L;

  ConflictException(String message) {
    super(409, message);
  }
}
