package io.anabranch.server.api;

import io.anabranch.api.ApiDocument;
import io.anabranch.server.auth.Anonymous;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** The OpenAPI document that this server is held to, for clients and tools that read it. */
@Controller("/openapi.json")
final class DocumentController {

  private final byte[] document = ApiDocument.json();

  @Get
  @Produces(MediaType.APPLICATION_JSON)
  @Anonymous
  byte[] getDocument() {
    return document;
  }
}
