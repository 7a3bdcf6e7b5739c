package io.anabranch.server.links;

import java.time.Instant;

/**
 * A link, ready to be handed out.
 *
 * @param url whole; a secret until it expires
 * @param expiry in whole seconds
 */
public record PresignedUrl(String url, Instant expiry) {}
