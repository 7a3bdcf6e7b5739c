/** Tests of the limits that need no database. */
@NullMarked
package io.anabranch.benchmarks.load.limits;

import org.jspecify.annotations.NullMarked;
