package io.anabranch.server.s3gateway.multipart;

import java.util.Optional;

/**
 * A part as the request that completes an upload names it.
 *
 * @param etag without quotes
 * @param checksum as it was answered to the part, if the request says so
 */
public record NamedPart(int number, String etag, Optional<String> checksum) {}
