package io.anabranch.server.sampledata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The Palmer penguins: 344 rows of CSV with a header; see {@code sample-data/LICENSE.md}. */
public final class Penguins {

  private static final int ISLAND = 1;

  private Penguins() {}

  /** {@code penguins/dream.csv} and the like, as published. */
  public static Map<String, byte[]> byIsland() throws IOException {
    return files("penguins.csv", row -> "penguins/" + island(row) + ".csv", _ -> true);
  }

  /** The same files without the rows in which a value is missing. */
  public static Map<String, byte[]> byIslandComplete() throws IOException {
    return files(
        "penguins.csv",
        row -> "penguins/" + island(row) + ".csv",
        row -> !List.of(row.split(",", -1)).contains("NA"));
  }

  /** The field notes, a file for each season: {@code field-notes/PAL0708.csv}. */
  public static Map<String, byte[]> fieldNotesBySeason() throws IOException {
    return files(
        "penguins-raw.csv",
        row -> "field-notes/" + row.substring(0, row.indexOf(',')) + ".csv",
        _ -> true);
  }

  /** {@code README.md} and {@code LICENSE.md}: what the files are and where they come from. */
  public static Map<String, byte[]> documents() throws IOException {
    var documents = new LinkedHashMap<String, byte[]>();
    for (String name : List.of("README.md", "LICENSE.md")) {
      documents.put(name, bytes(name));
    }
    return documents;
  }

  private static String island(String row) {
    return row.split(",", -1)[ISLAND].toLowerCase(Locale.ROOT);
  }

  private static Map<String, byte[]> files(
      String resource, Function<String, String> file, Predicate<String> kept) throws IOException {
    List<String> lines = lines(resource);
    var rows = new LinkedHashMap<String, List<String>>();
    for (String line : lines.subList(1, lines.size())) {
      var rowsOfFile =
          rows.computeIfAbsent(file.apply(line), _ -> new ArrayList<>(lines.subList(0, 1)));
      if (kept.test(line)) {
        rowsOfFile.add(line);
      }
    }
    var contents = new LinkedHashMap<String, byte[]>();
    rows.forEach(
        (name, kepts) -> contents.put(name, (String.join("\n", kepts) + "\n").getBytes(UTF_8)));
    return contents;
  }

  private static List<String> lines(String resource) throws IOException {
    return new String(bytes(resource), UTF_8).lines().toList();
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = Penguins.class.getResourceAsStream("/sample-data/" + resource)) {
      if (in == null) {
        throw new FileNotFoundException("this build lacks its sample data " + resource);
      }
      return in.readAllBytes();
    }
  }
}
