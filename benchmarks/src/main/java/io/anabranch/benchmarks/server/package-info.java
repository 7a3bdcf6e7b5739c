/** What benchmarks of a running server have in common: its options, and its client. */
@NullMarked
package io.anabranch.benchmarks.server;

import org.jspecify.annotations.NullMarked;
