/** {@code anabranch usage …}: one class for each command. */
@NullMarked
package io.anabranch.cli.usage;

import org.jspecify.annotations.NullMarked;
