package io.anabranch.server.contract;

import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.uri.UriMatchVariable;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The routes of the application, by method and path template. */
final class Routes {

  private final Map<String, List<UriRouteInfo<?, ?>>> byKey = new TreeMap<>();

  Routes(Router router) {
    router
        .uriRoutes()
        .forEach(route -> byKey.computeIfAbsent(key(route), _ -> new ArrayList<>()).add(route));
  }

  /** The shapes of all methods that serve an operation; there should be one. */
  List<RouteShape> of(ApiOperation operation) {
    Map<Method, UriRouteInfo<?, ?>> distinct = new LinkedHashMap<>();
    byKey
        .getOrDefault(operation.route(), List.of())
        .forEach(route -> distinct.putIfAbsent(target(route), route));
    return distinct.values().stream()
        .map(route -> RouteShape.of(target(route), variables(route), defaulted(route)))
        .toList();
  }

  /** The names of the methods that serve an operation. */
  List<String> methods(ApiOperation operation) {
    return byKey.getOrDefault(operation.route(), List.of()).stream()
        .map(route -> target(route).getName())
        .distinct()
        .toList();
  }

  /** Routes below a prefix, each as method and path; the HEAD that every GET brings is left out. */
  Set<String> below(String prefix) {
    return byKey.entrySet().stream()
        .filter(entry -> entry.getKey().contains(" " + prefix))
        .filter(entry -> !entry.getValue().stream().allMatch(this::impliedByGet))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private boolean impliedByGet(UriRouteInfo<?, ?> route) {
    if (route.getHttpMethod() != HttpMethod.HEAD) {
      return false;
    }
    String get = key(route).replaceFirst("HEAD", "GET");
    return byKey.getOrDefault(get, List.of()).stream()
        .anyMatch(other -> target(other).equals(target(route)));
  }

  private static Method target(UriRouteInfo<?, ?> route) {
    return route.getTargetMethod().getTargetMethod();
  }

  private static Set<String> variables(UriRouteInfo<?, ?> route) {
    return route.getUriMatchTemplate().getVariables().stream()
        .map(UriMatchVariable::getName)
        .collect(Collectors.toSet());
  }

  private static Set<String> defaulted(UriRouteInfo<?, ?> route) {
    return Arrays.<Argument<?>>stream(route.getTargetMethod().getArguments())
        .filter(
            argument -> argument.getAnnotationMetadata().isPresent(Bindable.class, "defaultValue"))
        .map(Argument::getName)
        .collect(Collectors.toSet());
  }

  /** Operators and patterns of a template's variables are no part of its identity. */
  private static String key(UriRouteInfo<?, ?> route) {
    String path = route.getUriMatchTemplate().toPathString();
    return route.getHttpMethodName() + " " + path.replaceAll("\\{[+/]?(\\w+)(:[^}]*)?}", "{$1}");
  }
}
