package io.anabranch.benchmarks.stores;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Moves one large object by every subject in turn, round after round, each time in another order,
 * and prints the medians beside those of the SDK over the HTTP client that the adapter uses.
 */
public final class Main {

  /** What the adapter must reach of the SDK's own throughput. */
  private static final double BAR = 0.7;

  private static final int PIECE = 1 << 20;

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 6) {
      System.err.println("Give: ENDPOINT ACCESS-KEY SECRET BUCKET MEBIBYTES ROUNDS");
      System.exit(2);
    }
    Place place = new Place(URI.create(args[0]), args[1], args[2], args[3]);
    int mebibytes = Integer.parseInt(args[4]);
    Path file = Files.createTempFile("transfer", ".bin");
    try {
      fill(file, mebibytes);
      System.exit(run(place, file, mebibytes, Integer.parseInt(args[5])) ? 0 : 1);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void fill(Path file, int mebibytes) throws IOException {
    byte[] piece = new byte[PIECE];
    Random random = new Random(mebibytes);
    try (OutputStream stream = Files.newOutputStream(file)) {
      for (int i = 0; i < mebibytes; i++) {
        random.nextBytes(piece);
        stream.write(piece);
      }
    }
  }

  private static boolean run(Place place, Path file, int mebibytes, int rounds) throws IOException {
    try (SdkSubject apache = SdkSubject.apache(place);
        SdkSubject urlConnection = SdkSubject.urlConnection(place);
        SdkSubject crt = SdkSubject.crt(place);
        AdapterSubject adapter = new AdapterSubject(place)) {
      apache.createBucket();
      List<Subject> subjects = List.of(apache, adapter, urlConnection, crt);
      Map<Subject, Figures> puts = new LinkedHashMap<>();
      Map<Subject, Figures> gets = new LinkedHashMap<>();
      // The first round, in which everything is compiled and cached, does not count.
      for (int round = 0; round <= rounds; round++) {
        Map<Subject, Figures> intoPuts = round == 0 ? new LinkedHashMap<>() : puts;
        Map<Subject, Figures> intoGets = round == 0 ? new LinkedHashMap<>() : gets;
        for (Subject subject : turned(subjects, round)) {
          figures(intoPuts, subject).measure(() -> subject.put(file));
          figures(intoGets, subject).measure(subject::get);
        }
      }
      Table table = new Table(mebibytes, apache);
      table.print("put", subjects, puts);
      table.print("get", subjects, gets);
      return table.ratio(adapter, puts) >= BAR && table.ratio(adapter, gets) >= BAR;
    }
  }

  private static Figures figures(Map<Subject, Figures> all, Subject subject) {
    return all.computeIfAbsent(subject, _ -> new Figures());
  }

  private static List<Subject> turned(List<Subject> subjects, int by) {
    List<Subject> turned = new ArrayList<>(subjects);
    Collections.rotate(turned, by);
    return turned;
  }
}
