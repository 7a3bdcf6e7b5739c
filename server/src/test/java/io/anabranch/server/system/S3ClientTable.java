package io.anabranch.server.system;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of {@code docs/s3.md}: a row for each operation, a column for each client.
 *
 * @param columns by the client's name, the cells by the operation's title
 */
record S3ClientTable(SequencedMap<String, Map<String, String>> columns) {

  private static final Pattern TABLE =
      Pattern.compile(
          "(?<=^## Client × operation$)(.*?\\n)((?:\\|.*\\n)+)",
          Pattern.DOTALL | Pattern.MULTILINE);

  static S3ClientTable of(String document) {
    List<List<String>> rows = found(document).group(2).lines().map(S3ClientTable::cells).toList();
    SequencedMap<String, Map<String, String>> columns = new LinkedHashMap<>();
    List<String> names = rows.getFirst();
    for (int column = 1; column < names.size(); column++) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (List<String> row : rows.subList(2, rows.size())) {
        cells.put(row.getFirst(), row.get(column));
      }
      columns.put(names.get(column), cells);
    }
    return new S3ClientTable(columns);
  }

  /** With other columns of some clients; of new ones after the others. */
  S3ClientTable with(Map<String, Map<String, String>> others) {
    SequencedMap<String, Map<String, String>> all = new LinkedHashMap<>(columns);
    all.putAll(others);
    return new S3ClientTable(all);
  }

  /** The document with this table in place of its own. */
  String in(String document, List<String> titles) {
    List<String> lines = new ArrayList<>();
    lines.add(line("operation", List.copyOf(columns.keySet())));
    lines.add(line("---", columns.keySet().stream().map(_ -> "---").toList()));
    for (String title : titles) {
      lines.add(
          line(
              title,
              columns.values().stream().map(cells -> cells.getOrDefault(title, "–")).toList()));
    }
    Matcher table = found(document);
    return document.substring(0, table.start(2))
        + String.join("\n", lines)
        + "\n"
        + document.substring(table.end(2));
  }

  private static Matcher found(String document) {
    Matcher table = TABLE.matcher(document);
    if (!table.find()) {
      throw new IllegalArgumentException("docs/s3.md has no table below its last heading");
    }
    return table;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|"))
        .map(String::strip)
        .filter(Predicate.not(String::isEmpty))
        .toList();
  }

  private static String line(String first, List<String> others) {
    return "| " + first + " | " + String.join(" | ", others) + " |";
  }
}
