/**
 * Many files at once between a folder and a branch. Main noun: {@link
 * io.anabranch.cli.transfer.Transfers}. It must not know of commands.
 */
@NullMarked
package io.anabranch.cli.transfer;

import org.jspecify.annotations.NullMarked;
