/** A whole server for tests, and plain clients of its API. */
@NullMarked
package io.anabranch.server.testing;

import org.jspecify.annotations.NullMarked;
