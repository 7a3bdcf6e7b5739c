package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/** The paths that could not be deleted. */
@Serdeable(naming = SnakeCaseStrategy.class)
record ObjectErrorList(List<ObjectError> errors) {}
