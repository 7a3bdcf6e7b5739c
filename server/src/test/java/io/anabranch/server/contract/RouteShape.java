package io.anabranch.server.contract;

import io.anabranch.server.contract.ApiOperation.Parameter;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.annotation.Status;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the signature of a controller's method says about its route.
 *
 * @param parameters those bound from path, query and headers; of a {@link RequestBean} its
 *     components
 * @param bodyType of the parameter marked {@link Body}
 * @param bodyRequired whether that parameter must be there
 * @param status the one the method declares; empty when it builds its response itself
 * @param responseType without {@link HttpResponse} around it; empty when it is not said
 */
record RouteShape(
    List<Parameter> parameters,
    Optional<Type> bodyType,
    boolean bodyRequired,
    OptionalInt status,
    Optional<Type> responseType) {

  /** OpenAPI has no such parameters: content negotiation and authentication say the same. */
  private static final Set<String> IMPLIED_HEADERS =
      Set.of("accept", "authorization", "content-length", "content-type");

  /**
   * Reads a signature.
   *
   * @param defaulted names of arguments with a default, which may be the empty string: a plain
   *     annotation cannot tell that from none
   */
  static RouteShape of(Method method, Set<String> pathVariables, Set<String> defaulted) {
    List<Parameter> parameters = new ArrayList<>();
    Optional<Type> bodyType = Optional.empty();
    boolean bodyRequired = false;
    for (var parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(Body.class)) {
        bodyType = Optional.of(withoutOptional(parameter.getParameterizedType()));
        bodyRequired = required(parameter, defaulted);
      } else if (parameter.isAnnotationPresent(RequestBean.class)) {
        for (var component : parameter.getType().getRecordComponents()) {
          add(
              parameters,
              constructorParameter(parameter.getType(), component.getName()),
              Set.of(),
              Set.of());
        }
      } else {
        add(parameters, parameter, pathVariables, defaulted);
      }
    }
    return new RouteShape(
        List.copyOf(parameters), bodyType, bodyRequired, status(method), responseType(method));
  }

  private static void add(
      List<Parameter> parameters,
      java.lang.reflect.Parameter from,
      Set<String> pathVariables,
      Set<String> defaulted) {
    QueryValue query = from.getAnnotation(QueryValue.class);
    Header header = from.getAnnotation(Header.class);
    PathVariable variable = from.getAnnotation(PathVariable.class);
    if (query != null) {
      String name = query.value().isEmpty() ? from.getName() : query.value();
      parameters.add(
          new Parameter(
              "query", name, query.defaultValue().isEmpty() && required(from, defaulted)));
    } else if (header != null) {
      String name = header.value().isEmpty() ? header.name() : header.value();
      if (!IMPLIED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        parameters.add(
            new Parameter(
                "header", name, header.defaultValue().isEmpty() && required(from, defaulted)));
      }
    } else if (variable != null) {
      String name = variable.value().isEmpty() ? variable.name() : variable.value();
      parameters.add(new Parameter("path", name.isEmpty() ? from.getName() : name, true));
    } else if (pathVariables.contains(from.getName())) {
      parameters.add(new Parameter("path", from.getName(), true));
    }
  }

  private static java.lang.reflect.Parameter constructorParameter(Class<?> type, String name) {
    for (var parameter : type.getDeclaredConstructors()[0].getParameters()) {
      if (parameter.getName().equals(name)) {
        return parameter;
      }
    }
    throw new IllegalArgumentException(type + " is no plain record: it has no component " + name);
  }

  private static boolean required(java.lang.reflect.Parameter parameter, Set<String> defaulted) {
    return !defaulted.contains(parameter.getName())
        && !nullable(parameter)
        && !parameter.getType().getName().startsWith("java.util.Optional");
  }

  private static boolean nullable(java.lang.reflect.Parameter parameter) {
    AnnotatedElement type = parameter.getAnnotatedType();
    return type.isAnnotationPresent(Nullable.class);
  }

  private static OptionalInt status(Method method) {
    Status status = method.getAnnotation(Status.class);
    if (status != null) {
      return OptionalInt.of(status.value().getCode());
    }
    return HttpResponse.class.isAssignableFrom(method.getReturnType())
        ? OptionalInt.empty()
        : OptionalInt.of(200);
  }

  private static Optional<Type> responseType(Method method) {
    Type type = method.getGenericReturnType();
    if (HttpResponse.class.isAssignableFrom(method.getReturnType())) {
      type = type instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : Object.class;
    }
    return type instanceof WildcardType || type == Object.class
        ? Optional.empty()
        : Optional.of(withoutOptional(type));
  }

  private static Type withoutOptional(Type type) {
    return type instanceof ParameterizedType p && p.getRawType() == Optional.class
        ? p.getActualTypeArguments()[0]
        : type;
  }
}
