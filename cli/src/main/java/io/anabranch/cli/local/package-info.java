/**
 * {@code anabranch local …}: a folder that follows a path of a branch. Main noun: {@link
 * io.anabranch.cli.local.Checkout}.
 */
@NullMarked
package io.anabranch.cli.local;

import org.jspecify.annotations.NullMarked;
