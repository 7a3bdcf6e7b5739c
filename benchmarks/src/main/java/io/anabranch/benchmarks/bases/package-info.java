/** How long a server takes to find the merge base of a branch that is far behind another one. */
@NullMarked
package io.anabranch.benchmarks.bases;

import org.jspecify.annotations.NullMarked;
