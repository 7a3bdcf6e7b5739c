package io.anabranch.benchmarks.load.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a run found out.
 *
 * @param server its URL
 * @param rounds how often each step was made
 * @param serverMemory null unless the server's process was named
 */
public record Results(
    String server,
    int rounds,
    List<Figure> figures,
    List<Bar> bars,
    @Nullable ProcessMemory serverMemory) {

  /** Sums up readings, in the order in which they were made. */
  public static Results of(
      String server,
      int rounds,
      List<Reading> readings,
      List<Comparison> comparisons,
      @Nullable ProcessMemory serverMemory) {
    var shares = new Shares(readings);
    Map<List<Object>, List<Reading>> cells = new LinkedHashMap<>();
    for (Reading reading : readings) {
      cells
          .computeIfAbsent(List.of(reading.clients(), reading.subject()), _ -> new ArrayList<>())
          .add(reading);
    }
    List<Figure> figures =
        cells.values().stream().map(c -> figure(c, comparisons, shares)).toList();
    var results = new Results(server, rounds, figures, List.of(), serverMemory);
    return new Results(server, rounds, figures, Bars.of(results, shares), serverMemory);
  }

  Optional<Figure> find(String subject, int clients) {
    return figures.stream()
        .filter(figure -> figure.subject().equals(subject) && figure.clients() == clients)
        .findFirst();
  }

  private static Figure figure(List<Reading> cell, List<Comparison> comparisons, Shares shares) {
    Reading first = cell.getFirst();
    List<String> limits =
        comparisons.stream()
            .filter(comparison -> comparison.workload().equals(first.subject()))
            .findFirst()
            .map(Comparison::limits)
            .orElse(List.of());
    var share = shares.rate(first.subject(), limits, first.clients());
    return Figure.of(cell, limits, share.isPresent() ? share.getAsDouble() : null);
  }
}
