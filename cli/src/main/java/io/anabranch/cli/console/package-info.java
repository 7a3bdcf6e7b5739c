/**
 * What a command sees of the terminal: {@link io.anabranch.cli.console.Console}, tables, questions
 * and bars. It must not know of servers.
 */
@NullMarked
package io.anabranch.cli.console;

import org.jspecify.annotations.NullMarked;
