package io.anabranch.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriMatchVariable;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No route is reached without somebody having said who may. */
class RouteRulesTest {

  @Test
  void everyRouteSaysWhoMayCallIt() {
    try (var context = ApplicationContext.builder().eagerInitSingletons(false).start()) {
      Set<String> wrong =
          context
              .getBean(Router.class)
              .uriRoutes()
              .flatMap(RouteRulesTest::faults)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(wrong).isEmpty();
    }
  }

  /** A variable that is neither in the path nor a parameter would be empty in every request. */
  private static Stream<String> faults(UriRouteInfo<?, ?> route) {
    String name = route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString();
    RouteRule rule;
    try {
      rule = RouteRule.of(route.getAnnotationMetadata());
    } catch (IllegalStateException e) {
      return Stream.of(name + ": " + e.getMessage());
    }
    Set<String> known = parameters(route);
    return rule.needs().stream()
        .flatMap(need -> need.on().variables().stream())
        .filter(variable -> !known.contains(variable))
        .map(variable -> name + ": has no variable " + variable);
  }

  private static Set<String> parameters(UriRouteInfo<?, ?> route) {
    Stream<String> path =
        route.getUriMatchTemplate().getVariables().stream().map(UriMatchVariable::getName);
    Stream<String> query =
        Arrays.<Argument<?>>stream(route.getTargetMethod().getArguments())
            .filter(argument -> argument.isAnnotationPresent(QueryValue.class))
            .map(
                argument ->
                    argument
                        .getAnnotationMetadata()
                        .stringValue(Bindable.class)
                        .filter(value -> !value.isEmpty())
                        .orElse(argument.getName()));
    return Stream.concat(path, query).collect(Collectors.toSet());
  }
}
