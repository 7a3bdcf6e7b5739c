/** {@code anabranch branch …}: one class for each command. */
@NullMarked
package io.anabranch.cli.branches;

import org.jspecify.annotations.NullMarked;
