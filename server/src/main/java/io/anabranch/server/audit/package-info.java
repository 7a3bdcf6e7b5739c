/**
 * Who did what: one event for each request to an operation of the API, refused ones too. Its main
 * noun is the event; {@link io.anabranch.server.audit.AuditFilter} makes them, {@link
 * io.anabranch.server.audit.AuditWriter} has them written, many at once and beside the requests.
 * Knows no feature: what a request was about, it learns of its {@link
 * io.anabranch.server.trail.Trail}.
 */
@NullMarked
package io.anabranch.server.audit;

import org.jspecify.annotations.NullMarked;
