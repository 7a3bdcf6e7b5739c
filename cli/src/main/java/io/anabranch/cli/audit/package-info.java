/** {@code anabranch audit …}: one class for each command. */
@NullMarked
package io.anabranch.cli.audit;

import org.jspecify.annotations.NullMarked;
