package io.anabranch.server.postgres;

import java.time.Instant;
import java.util.List;

/**
 * How a database fares.
 *
 * @param version of PostgreSQL
 * @param time by its clock
 * @param pending migrations that the next start makes; all of them when the database is new
 * @param unknown migrations that a newer server has made
 */
public record DatabaseReport(
    String version, Instant time, List<String> pending, List<String> unknown) {}
