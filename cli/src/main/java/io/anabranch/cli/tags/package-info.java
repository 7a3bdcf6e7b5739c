/** {@code anabranch tag …}: one class for each command. */
@NullMarked
package io.anabranch.cli.tags;

import org.jspecify.annotations.NullMarked;
