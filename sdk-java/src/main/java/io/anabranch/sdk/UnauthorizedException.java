package io.anabranch.sdk;

/** The access key is not accepted (401). */
public final class UnauthorizedException extends AnabranchException {

  private static final long serialVersionUID = 1L;

  UnauthorizedException(String message) {
    super(401, message);
  }
}
