package io.anabranch.server.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload as they arrive: the request's body, or the part named {@code content} of a
 * form. Nothing is buffered beyond what the parser needs to see a boundary.
 *
 * @param length bytes, when the request declares it; a part of a form never does
 * @param contentType empty when the client did not say
 * @param md5 of the bytes in hex, when the client sent it along
 */
public record UploadBody(
    InputStream stream, OptionalLong length, String contentType, @Nullable String md5)
    implements AutoCloseable {

  private static final String PART = "name=\"content\"";
  private static final int HEADERS_MAX_BYTES = 8 << 10;
  private static final int MD5_BYTES = 16;

  /** Takes over the request's body: close it. */
  public static UploadBody of(ServerHttpRequest<?> request) {
    var type = request.getContentType();
    if (type.isPresent() && type.get().matches(MediaType.MULTIPART_FORM_DATA_TYPE)) {
      return part(request.byteBody().move().toInputStream(), type.get());
    }
    return whole(request);
  }

  /** As above; a form is taken as it is, like any other bytes. */
  public static UploadBody whole(ServerHttpRequest<?> request) {
    long declared = request.getContentLength();
    return new UploadBody(
        request.byteBody().move().toInputStream(),
        declared >= 0 ? OptionalLong.of(declared) : OptionalLong.empty(),
        request.getContentType().map(MediaType::toString).orElse(""),
        md5(request.getHeaders().get("Content-MD5")));
  }

  /** The same, read from another stream. */
  public UploadBody with(InputStream other) {
    return new UploadBody(other, length, contentType, md5);
  }

  private static @Nullable String md5(@Nullable String header) {
    if (header == null) {
      return null;
    }
    try {
      byte[] md5 = Base64.getDecoder().decode(header);
      if (md5.length == MD5_BYTES) {
        return HexFormat.of().formatHex(md5);
      }
    } catch (IllegalArgumentException e) {
      throw badMd5(e);
    }
    throw badMd5(null);
  }

  private static FailureException badMd5(@Nullable Throwable cause) {
    return new FailureException(
        new Failure.Invalid("Content-MD5 must be the base64 of the 16 bytes of an MD5"), cause);
  }

  private static UploadBody part(InputStream stream, MediaType type) {
    String boundary =
        type.getParameters().get("boundary").orElseThrow(() -> badForm("it names no boundary"));
    try {
      var form =
          MultipartInput.builder()
              .setInputStream(stream)
              .setBoundary(boundary.getBytes(ISO_8859_1))
              .setMaxPartHeaderSize(HEADERS_MAX_BYTES)
              .get();
      for (boolean more = form.skipPreamble(); more; more = form.readBoundary()) {
        String headers = form.readHeaders();
        if (headers.contains(PART)) {
          return new UploadBody(
              form.newInputStream(), OptionalLong.empty(), contentType(headers), null);
        }
        form.discardBodyData();
      }
    } catch (FileUploadException e) {
      throw badForm("it is malformed");
    } catch (IOException e) {
      throw new FailureException(new Failure.Invalid("the body of the upload was cut off"), e);
    }
    throw badForm("it has no part named content");
  }

  private static String contentType(String headers) {
    return headers
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static FailureException badForm(String why) {
    return new FailureException(new Failure.Invalid("the form of the upload is unusable: " + why));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
