/**
 * Who is asking: credentials, sessions, first-run setup, and the filter that lets no request reach
 * a feature without a {@link io.anabranch.server.auth.Caller} who may call the operation. What
 * policies mean is not decided here but in {@code access}.
 */
@NullMarked
package io.anabranch.server.auth;

import org.jspecify.annotations.NullMarked;
