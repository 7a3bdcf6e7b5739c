package io.anabranch.server.api;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Map;

/** What the right side of a difference holds. */
@Serdeable(naming = SnakeCaseStrategy.class)
public record DiffObjectStat(
    String checksum, long mtime, String contentType, Map<String, String> metadata) {}
