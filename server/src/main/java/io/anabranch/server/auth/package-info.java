/**
 * Who is asking: credentials, sessions, first-run setup, and the filter that lets no request reach
 * a feature without a {@link io.anabranch.server.auth.User}. What a user may do is not decided
 * here.
 */
@NullMarked
package io.anabranch.server.auth;

import org.jspecify.annotations.NullMarked;
