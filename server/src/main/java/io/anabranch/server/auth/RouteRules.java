package io.anabranch.server.auth;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Holds requests to what their routes declare. Safe for use by many threads. */
@Singleton
final class RouteRules {

  /** There are as many as routes. */
  private final ConcurrentMap<RouteInfo<?>, RouteRule> rules = new ConcurrentHashMap<>();

  /** Where there is no route, there is nothing to answer but that. */
  boolean isAnonymous(HttpRequest<?> request) {
    return RouteAttributes.getRouteInfo(request)
        .map(route -> rule(route).anonymous())
        .orElse(false);
  }

  /**
   * @throws FailureException Forbidden when the caller lacks a permission that the route declares
   */
  void require(HttpRequest<?> request, Caller caller) {
    RouteAttributes.getRouteMatch(request).ifPresent(match -> require(request, match, caller));
  }

  private void require(HttpRequest<?> request, RouteMatch<?> match, Caller caller) {
    List<RouteRule.Need> needs = rule(match.getRouteInfo()).needs();
    if (!needs.isEmpty()) {
      Map<String, Object> variables = match.getVariableValues();
      for (RouteRule.Need need : needs) {
        caller.require(need.action(), need.on().resource(name -> value(request, variables, name)));
      }
    }
  }

  private RouteRule rule(RouteInfo<?> route) {
    RouteRule known = rules.get(route);
    return known != null
        ? known
        : rules.computeIfAbsent(route, info -> RouteRule.of(info.getAnnotationMetadata()));
  }

  /**
   * What the controller will get. One that is missing is refused by the framework later; one that
   * is there twice is refused here, lest one is judged and the other used.
   */
  private static String value(HttpRequest<?> request, Map<String, Object> variables, String name) {
    Object variable = variables.get(name);
    if (variable != null) {
      return variable.toString();
    }
    List<String> values = request.getParameters().getAll(name);
    if (values.size() > 1) {
      throw new FailureException(
          new Failure.Invalid(name + ": is given more than once: send it once"));
    }
    return values.isEmpty() ? "" : values.getFirst();
  }
}
