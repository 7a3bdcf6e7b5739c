/**
 * {@code anabranch fs …} and {@code import}: objects and their bytes. One class for each command.
 */
@NullMarked
package io.anabranch.cli.objects;

import org.jspecify.annotations.NullMarked;
