/** {@code anabranch gc …}: one class for each command. */
@NullMarked
package io.anabranch.cli.collection;

import org.jspecify.annotations.NullMarked;
