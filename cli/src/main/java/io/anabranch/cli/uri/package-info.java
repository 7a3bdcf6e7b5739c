/** How repositories, refs and paths are named on the command line. It must not know of servers. */
@NullMarked
package io.anabranch.cli.uri;

import org.jspecify.annotations.NullMarked;
