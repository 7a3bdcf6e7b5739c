package io.anabranch.server.actions;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an action file.
 *
 * @param problem the first fault; null when there is none
 */
@Serdeable
record ActionValidation(boolean valid, @Nullable String problem) {}
