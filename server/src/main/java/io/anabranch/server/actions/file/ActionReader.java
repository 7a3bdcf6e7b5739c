package io.anabranch.server.actions.file;

import io.anabranch.versioning.protection.Glob;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one action file, strictly: what is not understood is an error, not ignored. */
public final class ActionReader {

  private static final Pattern NAME = Pattern.compile("\\w[\\w\\-. ]{1,255}");
  private static final Pattern HOOK_ID = Pattern.compile("[_a-zA-Z][-_a-zA-Z0-9]{1,255}");
  private static final Set<String> FILE_KEYS = Set.of("name", "description", "on", "hooks");
  private static final Set<String> HOOK_KEYS =
      Set.of("id", "type", "description", "if", "properties");
  private static final int MAX_HOOKS = 100;

  private final String file;

  private ActionReader(String file) {
    this.file = file;
  }

  /**
   * @param file its path, which names it in messages; its last part is the name of an action
   *     without one
   * @throws BadActionException the message names file, hook and field
   */
  public static Action read(String file, String text) throws BadActionException {
    try {
      return new ActionReader(file).action(ActionYaml.parse(text));
    } catch (BadActionException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(file) ? e : new BadActionException(file + " " + message);
    }
  }

  private Action action(@Nullable Object root) throws BadActionException {
    Properties fields = fields(file, root, FILE_KEYS);
    String name = fields.findText("name").orElse(file.substring(file.lastIndexOf('/') + 1));
    if (!NAME.matcher(name).matches()) {
      throw fields.bad("name", "is not letters, digits, `-`, `.`, `_` and spaces, two or more");
    }
    var on = events(fields);
    if (!(fields.values().get("hooks") instanceof List<?> items)) {
      throw fields.bad("hooks", "is missing, or no list");
    }
    if (items.size() > MAX_HOOKS) {
      throw fields.bad("hooks", "are more than " + MAX_HOOKS);
    }
    return new Action(name, on, hooks(items));
  }

  private Map<EventType, List<Glob>> events(Properties fields) throws BadActionException {
    Properties on = fields.group("on");
    Map<EventType, List<Glob>> events = new EnumMap<>(EventType.class);
    for (String name : on.values().keySet()) {
      EventType event =
          EventType.find(name)
              .orElseThrow(() -> new BadActionException(file + ", on: no event is " + name));
      Properties limits =
          fields(file + ", on " + name, on.group(name).values(), Set.of("branches"));
      if (event.isOfTag() && limits.values().containsKey("branches")) {
        throw limits.bad("branches", "is not for events of tags");
      }
      events.put(event, globs(limits));
    }
    if (events.isEmpty()) {
      throw fields.bad("on", "is missing: name the events");
    }
    return events;
  }

  private static List<Glob> globs(Properties limits) throws BadActionException {
    List<Glob> globs = new ArrayList<>();
    for (String pattern : limits.texts("branches")) {
      globs.add(
          Glob.parse(pattern)
              .orElseThrow(() -> limits.bad("branches", "has a bad pattern: " + pattern)));
    }
    return List.copyOf(globs);
  }

  private List<HookDefinition> hooks(List<?> items) throws BadActionException {
    List<HookDefinition> hooks = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Object item : items) {
      HookDefinition hook = hook(file + ", hook " + (hooks.size() + 1), item);
      if (!ids.add(hook.id())) {
        throw new BadActionException(file + ": two hooks have the id " + hook.id());
      }
      hooks.add(hook);
    }
    return hooks;
  }

  private HookDefinition hook(String place, @Nullable Object item) throws BadActionException {
    Properties fields = fields(place, item, HOOK_KEYS);
    String id = fields.text("id");
    if (!HOOK_ID.matcher(id).matches()) {
      throw fields.bad("id", "is not letters, digits, `-` and `_`, two or more");
    }
    String named = file + ", hook " + id;
    String type = fields.text("type");
    HookType known =
        HookType.find(type)
            .orElseThrow(
                () -> new BadActionException(named + ", type is none of webhook, airflow, lua"));
    Properties properties = new Properties(named, fields.group("properties").values());
    checkNames(known, properties);
    return new HookDefinition(id, known, fields.findText("if").orElse(""), properties);
  }

  private static void checkNames(HookType type, Properties properties) throws BadActionException {
    for (String name : properties.values().keySet()) {
      if (!type.understands(name)) {
        throw properties.bad(name, "is no property of type " + type.text());
      }
    }
    for (String name : type.required()) {
      if (properties.findText(name).filter(text -> !text.isEmpty()).isEmpty()) {
        throw properties.bad(name, "is missing");
      }
    }
    properties.findDuration("timeout");
    boolean exactlyOne =
        properties.values().containsKey("script") != properties.values().containsKey("script_path");
    if (type == HookType.LUA && !exactlyOne) {
      throw new BadActionException(properties.place() + " needs either script or script_path");
    }
  }

  private static Properties fields(String place, @Nullable Object value, Set<String> known)
      throws BadActionException {
    Properties fields = Properties.of(place, value);
    Optional<String> unknown =
        fields.values().keySet().stream().filter(key -> !known.contains(key)).findFirst();
    if (unknown.isPresent()) {
      throw fields.bad(unknown.get(), "is not understood");
    }
    return fields;
  }
}
