package io.anabranch.server.api;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Refuses requests that give a parameter twice which has one value. The framework would take the
 * first, and what looks at requests on the way here perhaps the last.
 */
@ServerFilter("/api/**")
final class RepeatedParameters {

  @RequestFilter
  void check(HttpRequest<?> request) {
    for (Map.Entry<String, List<String>> parameter : request.getParameters()) {
      if (parameter.getValue().size() > 1 && hasOneValue(request, parameter.getKey())) {
        throw new FailureException(
            new Failure.Invalid(
                "the parameter '%s' is given %d times and has one value: give it once"
                    .formatted(parameter.getKey(), parameter.getValue().size())));
      }
    }
  }

  /** Of the route's parameters; what a route does not know it ignores anyway. */
  private static boolean hasOneValue(HttpRequest<?> request, String name) {
    return RouteAttributes.getRouteMatch(request).orElse(null)
            instanceof MethodBasedRouteMatch<?, ?> route
        && Arrays.stream(route.getArguments())
            .filter(argument -> nameOf(argument).equals(name))
            .anyMatch(argument -> !Iterable.class.isAssignableFrom(argument.getType()));
  }

  private static String nameOf(Argument<?> argument) {
    return argument
        .getAnnotationMetadata()
        .stringValue(Bindable.class)
        .orElseGet(argument::getName);
  }
}
