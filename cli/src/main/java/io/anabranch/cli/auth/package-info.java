/**
 * {@code anabranch auth …}. There are few shapes of these commands, so they are put together from
 * {@link io.anabranch.cli.auth.IdCommand}, {@link io.anabranch.cli.auth.LinkCommand} and {@link
 * io.anabranch.cli.auth.ListCommand}.
 */
@NullMarked
package io.anabranch.cli.auth;

import org.jspecify.annotations.NullMarked;
