package io.anabranch.server.actions.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How a hook does what it does, and the properties that are understood for it. */
public enum HookType {
  WEBHOOK,
  AIRFLOW,
  LUA;

  static Optional<HookType> find(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  Set<String> required() {
    return switch (this) {
      case WEBHOOK -> Set.of("url");
      case AIRFLOW -> Set.of("url", "dag_id", "username", "password");
      case LUA -> Set.of();
    };
  }

  boolean understands(String property) {
    return required().contains(property) || optional().contains(property);
  }

  private Set<String> optional() {
    return switch (this) {
      case WEBHOOK -> Set.of("query_params", "headers", "timeout");
      case AIRFLOW -> Set.of("dag_conf", "wait_for_dag", "timeout");
      case LUA -> Set.of("script", "script_path", "args", "timeout");
    };
  }
}
