package io.anabranch.server.repositories;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Branch protection: operations of the tags {@code repositories} and {@code internal}, the latter
 * for older clients.
 */
@Controller("/api/v1/repositories/{repository}")
@ExecuteOn(TaskExecutors.BLOCKING)
class BranchProtectionController {

  private final RepositoryLookup repositories;
  private final BranchProtections protections;

  BranchProtectionController(RepositoryLookup repositories, BranchProtections protections) {
    this.repositories = repositories;
    this.protections = protections;
  }

  /** The ETag is not in quotes: clients of the field send it back as it is. */
  @Get("/settings/branch_protection")
  @Permission(action = Action.GET_BRANCH_PROTECTION, on = On.REPOSITORY)
  HttpResponse<List<BranchProtectionRule>> getBranchProtectionRules(String repository) {
    var protection = protections.get(repository);
    return HttpResponse.ok(BranchProtectionRule.of(protection))
        .header(HttpHeaders.ETAG, BranchProtections.etag(protection));
  }

  @Put("/settings/branch_protection")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.SET_BRANCH_PROTECTION, on = On.REPOSITORY)
  void setBranchProtectionRules(
      String repository,
      @Header("If-Match") @Nullable String ifMatch,
      @Body List<@Valid BranchProtectionRule> rules) {
    requireWritable(repository);
    protections.set(
        repository, rules.stream().map(BranchProtectionRule::pattern).toList(), ifMatch);
  }

  @Get("/branch_protection/set_allowed")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.SET_BRANCH_PROTECTION, on = On.REPOSITORY)
  void createBranchProtectionRulePreflight(String repository) {
    requireWritable(repository);
  }

  @Get("/branch_protection")
  @Permission(action = Action.GET_BRANCH_PROTECTION, on = On.REPOSITORY)
  List<BranchProtectionRule> internalGetBranchProtectionRules(String repository) {
    return BranchProtectionRule.of(protections.get(repository));
  }

  @Post("/branch_protection")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.SET_BRANCH_PROTECTION, on = On.REPOSITORY)
  void internalCreateBranchProtectionRule(
      String repository, @Valid @Body BranchProtectionRule rule) {
    requireWritable(repository);
    protections.add(repository, rule.pattern());
  }

  @Delete("/branch_protection")
  @Status(HttpStatus.NO_CONTENT)
  @Permission(action = Action.SET_BRANCH_PROTECTION, on = On.REPOSITORY)
  void internalDeleteBranchProtectionRule(
      String repository, @Valid @Body BranchProtectionRule rule) {
    requireWritable(repository);
    protections.remove(repository, rule.pattern());
  }

  private void requireWritable(String repository) {
    repositories.getWritable(repository, false);
  }
}
