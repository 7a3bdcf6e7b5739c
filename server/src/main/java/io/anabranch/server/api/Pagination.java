package io.anabranch.server.api;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * How a page of results ends.
 *
 * @param nextOffset to be sent as {@code after} for the next page; empty at the end
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Pagination(boolean hasMore, String nextOffset, int results, int maxPerPage) {}
