/** {@code anabranch quota …}: one class for each command. */
@NullMarked
package io.anabranch.cli.quotas;

import org.jspecify.annotations.NullMarked;
