package io.anabranch.server.actions;

import io.anabranch.server.actions.file.ActionReader;
import io.anabranch.server.actions.file.BadActionException;
import io.anabranch.server.auth.AnyUser;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;

/** Looks for faults in action files before they are in a repository. */
@Controller("/api/anabranch/v1/actions/validate")
@ExecuteOn(TaskExecutors.BLOCKING)
class ValidationController {

  @Post
  @AnyUser
  ActionValidation validateAction(@Valid @Body ActionFileBody file) {
    try {
      ActionReader.read(file.path(), file.content());
      return new ActionValidation(true, null);
    } catch (BadActionException e) {
      return new ActionValidation(false, e.getMessage());
    }
  }
}
