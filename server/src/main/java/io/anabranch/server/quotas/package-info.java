/**
 * How much users, repositories and stores may take: bytes, objects, and requests in a second. Its
 * main noun is the quota; {@link io.anabranch.server.quotas.Quotas} is the one place that is asked,
 * whatever the protocol of the request. Knows no feature and no HTTP but its own filter and
 * operations.
 */
@NullMarked
package io.anabranch.server.quotas;

import org.jspecify.annotations.NullMarked;
