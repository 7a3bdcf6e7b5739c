/**
 * What a user may do: policies of statements that allow or deny {@link
 * io.anabranch.server.access.Action}s on {@link io.anabranch.server.access.Resource}s, and the
 * {@link io.anabranch.server.access.Rights} that they come to for one user. Pure: the same policies
 * and question give the same {@link io.anabranch.server.access.Decision}. It must not know HTTP,
 * SQL, or where policies are kept.
 */
@NullMarked
package io.anabranch.server.access;

import org.jspecify.annotations.NullMarked;
