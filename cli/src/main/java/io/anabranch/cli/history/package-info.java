/** Commits: making, reading, comparing and merging them. One class for each command. */
@NullMarked
package io.anabranch.cli.history;

import org.jspecify.annotations.NullMarked;
