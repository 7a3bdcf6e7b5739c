/**
 * Imports on a running server, beside the rate at which the store itself lists what is imported.
 */
@NullMarked
package io.anabranch.benchmarks.imports;

import org.jspecify.annotations.NullMarked;
