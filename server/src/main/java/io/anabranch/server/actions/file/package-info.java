/**
 * What a file below {@code _lakefs_actions/} says. Its main noun is the {@link
 * io.anabranch.server.actions.file.Action}; it reads text and knows neither repositories nor how
 * hooks run.
 */
@NullMarked
package io.anabranch.server.actions.file;

import org.jspecify.annotations.NullMarked;
