package io.anabranch.server.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who is told of changes of refs, by unique names. */
public record EventSettings(List<SinkSettings> sinks) {

  public EventSettings {
    sinks = List.copyOf(sinks);
  }

  static EventSettings read(Section events) {
    List<Section> elements = events.optionalSections("sinks");
    List<SinkSettings> sinks = elements.stream().map(SinkSettings::read).toList();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sinks.size(); i++) {
      if (!names.add(sinks.get(i).name())) {
        elements.get(i).fault("name", "is the name of another sink too");
      }
    }
    return new EventSettings(sinks);
  }
}
