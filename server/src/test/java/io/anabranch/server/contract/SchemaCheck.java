package io.anabranch.server.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.IdentityStrategy;
import io.micronaut.serde.config.naming.PropertyNamingStrategy;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares Java types with schemas: a record's components, by their names in JSON, with the
 * properties of an object, and so on downwards.
 *
 * <p>A request must have a component for every property, or what a client sends would be lost
 * unseen. An answer must have one for every required property, never null, and none besides those
 * declared.
 */
final class SchemaCheck {

  enum Direction {
    REQUEST,
    RESPONSE
  }

  private static final Map<String, Set<Class<?>>> SCALARS =
      Map.of(
          "integer", Set.of(int.class, Integer.class, long.class, Long.class),
          "boolean", Set.of(boolean.class, Boolean.class),
          "number", Set.of(double.class, Double.class));

  private final JsonNode document;
  private final Direction direction;
  private final List<String> differences = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();

  private SchemaCheck(JsonNode document, Direction direction) {
    this.document = document;
    this.direction = direction;
  }

  static List<String> differences(
      JsonNode document, String where, Type type, JsonNode schema, Direction direction) {
    var check = new SchemaCheck(document, direction);
    check.compare(where, type, schema, Map.of());
    return List.copyOf(check.differences);
  }

  private void compare(
      String where, Type declared, JsonNode reference, Map<TypeVariable<?>, Type> variables) {
    JsonNode schema = Api.resolve(document, reference);
    Type type = substitute(declared, variables);
    Class<?> raw = raw(type);
    if (schema.has("allOf") || schema.has("properties")) {
      compareObject(where, type, raw, schema);
    } else if (schema.has("additionalProperties")) {
      if (expect(where, Map.class.isAssignableFrom(raw), raw, "a map")) {
        compare(where + ".*", argument(type, 1), schema.get("additionalProperties"), variables);
      }
    } else if (schema.path("type").asText().equals("array")) {
      if (expect(where, Collection.class.isAssignableFrom(raw), raw, "an array")) {
        compare(where + "[]", argument(type, 0), schema.get("items"), variables);
      }
    } else {
      compareScalar(where, raw, schema.path("type").asText());
    }
  }

  private void compareScalar(String where, Class<?> raw, String type) {
    switch (type) {
      case "object" -> expect(where, !raw.isPrimitive() && raw != String.class, raw, "an object");
      case "string" ->
          expect(where, !raw.isPrimitive() && !raw.isRecord() && !container(raw), raw, "a string");
      default ->
          expect(where, SCALARS.getOrDefault(type, Set.of()).contains(raw), raw, "of type " + type);
    }
  }

  private static boolean container(Class<?> raw) {
    return Collection.class.isAssignableFrom(raw)
        || Map.class.isAssignableFrom(raw)
        || Number.class.isAssignableFrom(raw)
        || raw == Boolean.class;
  }

  private void compareObject(String where, Type type, Class<?> raw, JsonNode schema) {
    if (!expect(where, raw.isRecord(), raw, "an object, so use a record")
        || !seen.add(raw + " " + schema)) {
      return;
    }
    Map<String, JsonNode> properties = new TreeMap<>();
    Set<String> required = new TreeSet<>();
    collect(schema, properties, required);
    Map<String, RecordComponent> components = components(raw);
    for (String name : properties.keySet()) {
      boolean needed = direction == Direction.REQUEST || required.contains(name);
      if (needed && !components.containsKey(name)) {
        differences.add(where + ": " + raw.getSimpleName() + " lacks `" + name + "`");
      }
    }
    Map<TypeVariable<?>, Type> variables = variables(type, raw);
    components.forEach(
        (name, component) -> {
          JsonNode property = properties.get(name);
          if (property == null) {
            differences.add(
                where + ": the document does not know `" + name + "` of " + raw.getSimpleName());
            return;
          }
          if (direction == Direction.RESPONSE && required.contains(name) && nullable(component)) {
            differences.add(where + "." + name + " is required and must not be @Nullable");
          }
          compare(where + "." + name, component.getGenericType(), property, variables);
        });
  }

  private void collect(JsonNode node, Map<String, JsonNode> properties, Set<String> required) {
    JsonNode schema = Api.resolve(document, node);
    schema.path("allOf").forEach(part -> collect(part, properties, required));
    schema
        .path("properties")
        .properties()
        .forEach(property -> properties.put(property.getKey(), property.getValue()));
    schema.path("required").forEach(name -> required.add(name.asText()));
  }

  /** The components that travel, by their names in JSON. */
  private static Map<String, RecordComponent> components(Class<?> type) {
    PropertyNamingStrategy strategy = naming(type);
    Map<String, RecordComponent> components = new TreeMap<>();
    var introspection = BeanIntrospection.getIntrospection(type);
    for (RecordComponent component : type.getRecordComponents()) {
      var explicit = component.getAccessor().getAnnotation(JsonProperty.class);
      String name =
          explicit == null
              ? strategy.translate(
                  introspection.getRequiredProperty(component.getName(), Object.class))
              : explicit.value();
      components.put(name, component);
    }
    return components;
  }

  private static PropertyNamingStrategy naming(Class<?> type) {
    var serdeable = type.getAnnotation(Serdeable.class);
    if (serdeable == null || serdeable.naming() == IdentityStrategy.class) {
      return new IdentityStrategy();
    }
    try {
      return serdeable.naming().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + serdeable.naming(), e);
    }
  }

  private static boolean nullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private boolean expect(String where, boolean holds, Class<?> raw, String what) {
    if (!holds) {
      differences.add(where + ": " + raw.getSimpleName() + ", but the document says " + what);
    }
    return holds;
  }

  private static Map<TypeVariable<?>, Type> variables(Type type, Class<?> raw) {
    Map<TypeVariable<?>, Type> variables = new HashMap<>();
    if (type instanceof ParameterizedType parameterized) {
      for (int i = 0; i < raw.getTypeParameters().length; i++) {
        variables.put(raw.getTypeParameters()[i], parameterized.getActualTypeArguments()[i]);
      }
    }
    return variables;
  }

  private static Type substitute(Type type, Map<TypeVariable<?>, Type> variables) {
    return switch (type) {
      case TypeVariable<?> variable -> variables.getOrDefault(variable, Object.class);
      case WildcardType wildcard -> substitute(wildcard.getUpperBounds()[0], variables);
      default -> type;
    };
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
      case GenericArrayType _ -> Object[].class;
      default -> Object.class;
    };
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[index]
        : Object.class;
  }
}
