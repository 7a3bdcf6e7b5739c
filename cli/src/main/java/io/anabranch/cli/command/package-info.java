/**
 * What all commands are made of. Main nouns: {@link io.anabranch.cli.command.Action}, a command,
 * and {@link io.anabranch.cli.command.Context}, what it works with; beside them the options that
 * several have. It must not know any command.
 */
@NullMarked
package io.anabranch.cli.command;

import org.jspecify.annotations.NullMarked;
