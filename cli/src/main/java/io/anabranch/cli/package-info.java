/**
 * The program that talks to a server. Main noun: {@link io.anabranch.cli.Cli}, which lists all
 * commands; each is a class that gets a {@link io.anabranch.cli.command.Context} and speaks through
 * the SDK. Commands do not know each other.
 */
@NullMarked
package io.anabranch.cli;

import org.jspecify.annotations.NullMarked;
