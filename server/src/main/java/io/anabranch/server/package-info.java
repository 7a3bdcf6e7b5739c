/** The service. Features are packages below this one; {@code wiring} joins them. */
@NullMarked
package io.anabranch.server;

import org.jspecify.annotations.NullMarked;
