package io.anabranch.server.s3gateway.errors;

/**
 * The errors of the S3 protocol that the gateway answers with: the one table of their codes,
 * statuses and usual texts. Several may share a code; clients see the code, people the text.
 */
public enum S3Error {
  ACCESS_DENIED("AccessDenied", 403, "Access denied"),
  AUTHORIZATION_HEADER_MALFORMED(
      "AuthorizationHeaderMalformed", 400, "The authorization header cannot be read"),
  AUTHORIZATION_QUERY_MALFORMED(
      "AuthorizationQueryParametersError", 400, "The parameters of the signature cannot be read"),
  BAD_DIGEST("BadDigest", 400, "The body is not the one that its checksum was made of"),
  BAD_REQUEST("BadRequest", 400, "400 BadRequest"),
  BUCKET_ALREADY_EXISTS("BucketAlreadyExists", 409, "There is a repository of this name"),
  CONFLICT("OperationAborted", 409, "Something else changed it meanwhile: try again"),
  ENTITY_TOO_LARGE("EntityTooLarge", 400, "The body is larger than it may be"),
  ENTITY_TOO_SMALL("EntityTooSmall", 400, "Every part but the last must have 5 MiB or more"),
  EXPIRED("AccessDenied", 403, "The request has expired"),
  INCOMPLETE_BODY("IncompleteBody", 400, "The body ended before the length that was announced"),
  INTERNAL_ERROR("InternalError", 500, "Internal error; the server's log has the details"),
  INVALID_ACCESS_KEY(
      "InvalidAccessKeyId", 403, "There is no such access key, or it is not to be used any more"),
  INVALID_ARGUMENT("InvalidArgument", 400, "An argument is not valid"),
  INVALID_BUCKET_NAME("InvalidBucketName", 400, "No repository can have such a name"),
  INVALID_COPY_DESTINATION("InvalidRequest", 400, "An object cannot be copied so"),
  INVALID_DIGEST("InvalidDigest", 400, "Content-MD5 must be the base64 of 16 bytes"),
  INVALID_HEADER_VALUE("InvalidHeaderValue", 400, "A header has a value that cannot be read"),
  INVALID_PART(
      "InvalidPart",
      400,
      "A part was not uploaded, or has another ETag than the one that is named"),
  INVALID_PART_ORDER("InvalidPartOrder", 400, "Parts must be named in ascending order, each once"),
  INVALID_RANGE("InvalidRange", 416, "The range lies outside the object"),
  INVALID_REQUEST("InvalidRequest", 400, "The request is not valid"),
  INVALID_TAG("InvalidTag", 400, "A tag is not valid"),
  KEY_TOO_LONG("KeyTooLongError", 400, "The key is longer than it may be"),
  MALFORMED_TRAILER(
      "MalformedTrailerError", 400, "The trailer is not the one that x-amz-trailer announced"),
  MALFORMED_XML("MalformedXML", 400, "The body is not the XML that the operation takes"),
  METADATA_TOO_LARGE("MetadataTooLarge", 400, "User metadata takes more than 2,048 bytes"),
  METHOD_NOT_ALLOWED("MethodNotAllowed", 405, "The method is not allowed here"),
  MISSING_CONTENT_LENGTH("MissingContentLength", 411, "The request needs a Content-Length"),
  MISSING_DATE("AccessDenied", 403, "A signed request needs a date: X-Amz-Date or Date"),
  MISSING_REQUEST_BODY("MissingRequestBodyError", 411, "The request needs a body"),
  NO_SUCH_API_ENDPOINT(
      "ErrNoSuchBucketPossibleAPIEndpoint",
      404,
      "There is no repository 'api': a request to the API must not be signed for S3"),
  NO_SUCH_BUCKET("NoSuchBucket", 404, "There is no such repository"),
  NO_SUCH_CORS("NoSuchCORSConfiguration", 404, "There are no rules for other origins here"),
  NO_SUCH_KEY("NoSuchKey", 404, "There is no such object"),
  NO_SUCH_UPLOAD(
      "NoSuchUpload", 404, "There is no such upload: it was completed, aborted, or has expired"),
  NO_SUCH_VERSION("NoSuchVersion", 404, "There is no such version of the object"),
  NOT_IMPLEMENTED("NotImplemented", 501, "This is not implemented"),
  NOT_SUPPORTED("ERRLakeFSNotSupported", 405, "This operation is not supported"),
  OBJECT_GONE("NoSuchVersion", 404, "The bytes of the object are not in its store any more"),
  OVER_QUOTA("QuotaExceeded", 507, "There is no room for more"),
  PRECONDITION_FAILED("PreconditionFailed", 412, "A condition of the request does not hold"),
  PROTECTED_BRANCH("ErrWriteToProtectedBranch", 403, "The branch is protected"),
  READ_ONLY_REPOSITORY("ErrReadOnlyRepository", 403, "The repository is read-only"),
  REQUEST_TIME_TOO_SKEWED(
      "RequestTimeTooSkewed",
      403,
      "The clocks of client and server are more than 15 minutes apart"),
  SERVICE_UNAVAILABLE("ServiceUnavailable", 503, "The store is not available: try again later"),
  SHA256_MISMATCH(
      "XAmzContentSHA256Mismatch", 400, "The body is not the one that x-amz-content-sha256 names"),
  SIGNATURE_MISMATCH(
      "SignatureDoesNotMatch", 403, "The signature is not that of the request with this key"),
  SLOW_DOWN("SlowDown", 503, "Too much at once: try again later");

  private final String code;
  private final int status;
  private final String text;

  S3Error(String code, int status, String text) {
    this.code = code;
    this.status = status;
    this.text = text;
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  /** What to say when there is nothing better. */
  public String text() {
    return text;
  }

  /** To be thrown, with the usual text. */
  public S3Exception exception() {
    return exception(text);
  }

  /** To be thrown, with a text that the client will see. */
  public S3Exception exception(String message) {
    return new S3Exception(this, message);
  }

  /** What a stream throws that finds this while it is read. */
  public S3BodyException inBody(String message) {
    return new S3BodyException(this, message);
  }
}
