package io.anabranch.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The whole OpenAPI 3.0 document as one JSON file, without references to other files. */
public final class ApiDocument {

  private static final String RESOURCE = "openapi.json";

  private ApiDocument() {}

  /** Reads the document: UTF-8, about 300 KiB. */
  public static byte[] json() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing: build the module api-spec");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
