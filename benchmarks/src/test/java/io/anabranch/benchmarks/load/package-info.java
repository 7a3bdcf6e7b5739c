/** Tests of the load generator, against a server that only pretends. */
@NullMarked
package io.anabranch.benchmarks.load;

import org.jspecify.annotations.NullMarked;
