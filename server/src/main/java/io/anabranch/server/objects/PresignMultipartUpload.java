package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * An upload in parts that was begun.
 *
 * @param presignedUrls of the first parts, as many as were asked for
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record PresignMultipartUpload(
    String uploadId, String physicalAddress, List<String> presignedUrls) {}
