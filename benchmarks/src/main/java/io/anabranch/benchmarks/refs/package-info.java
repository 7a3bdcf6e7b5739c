/** How long a dump and a restore of a long history take, through the command that people use. */
@NullMarked
package io.anabranch.benchmarks.refs;

import org.jspecify.annotations.NullMarked;
