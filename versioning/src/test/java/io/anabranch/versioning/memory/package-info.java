/** The ports of the engine, kept in memory, for tests. */
@NullMarked
package io.anabranch.versioning.memory;

import org.jspecify.annotations.NullMarked;
