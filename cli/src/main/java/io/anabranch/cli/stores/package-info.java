/** {@code anabranch store …}: the stores of the server. */
@NullMarked
package io.anabranch.cli.stores;

import org.jspecify.annotations.NullMarked;
