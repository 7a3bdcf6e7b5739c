/**
 * Tests of the tests: faults planted in the engine, each of which a contract or property test must
 * catch. The main noun is {@link io.anabranch.versioning.faults.Fault}.
 */
@NullMarked
package io.anabranch.versioning.faults;

import org.jspecify.annotations.NullMarked;
