package io.anabranch.server.collection;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;

/**
 * Retention rules: operations of the tags {@code repositories} and {@code internal}, the latter for
 * older clients.
 */
@Controller("/api/v1/repositories/{repository}")
@ExecuteOn(TaskExecutors.BLOCKING)
class RulesController {

  private final RepositoryLookup repositories;
  private final StoredRules rules;

  RulesController(RepositoryLookup repositories, StoredRules rules) {
    this.repositories = repositories;
    this.rules = rules;
  }

  @Get("/settings/gc_rules")
  @Permission(action = Action.GET_COLLECTION_RULES, on = On.REPOSITORY)
  RulesBody getGCRules(String repository) {
    return RulesBody.of(rules.get(repositories.get(repository)));
  }

  @Put("/settings/gc_rules")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.SET_COLLECTION_RULES, on = On.REPOSITORY)
  void setGCRules(String repository, @Valid @Body RulesBody body) {
    rules.set(repositories.getWritable(repository, false), body.rules());
  }

  @Delete("/settings/gc_rules")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.SET_COLLECTION_RULES, on = On.REPOSITORY)
  void deleteGCRules(String repository) {
    rules.delete(repositories.getWritable(repository, false));
  }

  @Get("/gc/rules/set_allowed")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.SET_COLLECTION_RULES, on = On.REPOSITORY)
  void setGarbageCollectionRulesPreflight(String repository) {
    repositories.getWritable(repository, false);
  }

  @Get("/gc/rules")
  @Permission(action = Action.GET_COLLECTION_RULES, on = On.REPOSITORY)
  RulesBody internalGetGarbageCollectionRules(String repository) {
    return getGCRules(repository);
  }

  @Post("/gc/rules")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.SET_COLLECTION_RULES, on = On.REPOSITORY)
  void internalSetGarbageCollectionRules(String repository, @Valid @Body RulesBody body) {
    setGCRules(repository, body);
  }

  @Delete("/gc/rules")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.SET_COLLECTION_RULES, on = On.REPOSITORY)
  void internalDeleteGarbageCollectionRules(String repository) {
    deleteGCRules(repository);
  }
}
