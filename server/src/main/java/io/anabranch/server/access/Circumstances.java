package io.anabranch.server.access;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Under what somebody asks, for the conditions of statements.
 *
 * @param user id
 * @param address from where; null when that is not known, which no condition on addresses of an
 *     allow holds for, and every one of a deny
 * @param client what it calls itself, which proves nothing; empty when it does not
 */
public record Circumstances(String user, @Nullable InetAddress address, String client) {}
