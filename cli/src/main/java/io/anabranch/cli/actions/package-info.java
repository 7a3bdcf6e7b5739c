/** {@code anabranch actions …}: one class for each command. */
@NullMarked
package io.anabranch.cli.actions;

import org.jspecify.annotations.NullMarked;
