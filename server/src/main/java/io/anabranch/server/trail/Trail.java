package io.anabranch.server.trail;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.versioning.model.Repository;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been found out about one request: who makes it, what was asked whether they may, and
 * which repository it is about. Bounded. Safe for use by many threads.
 */
public final class Trail {

  /** More of one request are not kept. */
  public static final int MAX_RESOURCES = 8;

  private static final String ATTRIBUTE = "anabranch.trail";

  private final Set<Action> actions = EnumSet.noneOf(Action.class);
  private final List<String> resources = new ArrayList<>(2);
  private Presented presented = Presented.NONE;
  private @Nullable String user;
  private @Nullable Repository repository;

  /** That of a request, begun if there is none yet. */
  public static Trail of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, Trail.class)
        .orElseGet(
            () -> {
              var begun = new Trail();
              request.setAttribute(ATTRIBUTE, begun);
              return begun;
            });
  }

  /** Notes which repository was found for the request that this thread serves, if it serves one. */
  public static void found(Repository repository) {
    ServerRequestContext.currentRequest().ifPresent(request -> of(request).about(repository));
  }

  /** Notes who signs on by the request that this thread serves. */
  public static void signsOn(String userId) {
    ServerRequestContext.currentRequest().ifPresent(request -> of(request).isOf(userId));
  }

  private synchronized void isOf(String userId) {
    user = userId;
  }

  /** What was presented; nothing of it is proven yet. */
  public synchronized void presented(Presented given) {
    presented = given;
  }

  /** Who it proved to be. */
  public synchronized void signedOn(Presented proven, String userId) {
    presented = proven;
    user = userId;
  }

  /** That it was asked whether the user may do something, to anything at all. */
  public synchronized void judged(Action action) {
    actions.add(action);
  }

  /** That it was asked whether the user may do something to this. */
  public synchronized void judged(Action action, Resource resource) {
    actions.add(action);
    if (resources.size() < MAX_RESOURCES && !resources.contains(resource.toString())) {
      resources.add(resource.toString());
    }
  }

  /** The last one counts: an operation that copies reads of one and writes to the other. */
  synchronized void about(Repository found) {
    repository = found;
  }

  public synchronized Presented presented() {
    return presented;
  }

  /** Empty unless it is proven. */
  public synchronized Optional<String> user() {
    return Optional.ofNullable(user);
  }

  public synchronized Optional<Repository> repository() {
    return Optional.ofNullable(repository);
  }

  /** In the order of their declaration. */
  public synchronized List<Action> actions() {
    return List.copyOf(actions);
  }

  /** As texts, in the order in which they were asked about. */
  public synchronized List<String> resources() {
    return List.copyOf(resources);
  }
}
