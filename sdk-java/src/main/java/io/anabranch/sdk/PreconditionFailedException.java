package io.anabranch.sdk;

/** It is not in the state the request insisted on (412). */
public final class PreconditionFailedException extends AnabranchException {

  private static final long serialVersionUID = 1L;

  PreconditionFailedException(String message) {
    super(412, message);
  }
}
