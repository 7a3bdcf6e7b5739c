/**
 * Which server, as whom, and how: {@link io.anabranch.cli.settings.Settings}, from a file and the
 * environment. It must not know of commands.
 */
@NullMarked
package io.anabranch.cli.settings;

import org.jspecify.annotations.NullMarked;
