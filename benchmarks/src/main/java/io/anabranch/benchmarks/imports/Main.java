package io.anabranch.benchmarks.imports;

import io.anabranch.benchmarks.server.ServerOptions;
import io.anabranch.blockstore.local.LocalBlockstore;
import io.anabranch.blockstore.local.LocalSettings;
import io.anabranch.blockstore.s3.S3Blockstore;
import io.anabranch.blockstore.s3.S3Credentials;
import io.anabranch.blockstore.s3.S3Settings;
import io.anabranch.sdk.Anabranch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line: the listing and the import of the same objects, in turns. */
@Command(
    name = "benchmarks/run imports",
    description = "Imports objects, and lists them without a server in between, in turns.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Main implements Callable<Integer> {

  /** The least share of the listing's rate that an import may have. */
  private static final double BAR = 0.5;

  private static final int CONNECTIONS = 32;

  @Mixin private ServerOptions options;

  @Option(names = "--objects", defaultValue = "100000")
  private int objects;

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @ArgGroup(multiplicity = "1")
  private Place place;

  /** Where the objects lie. */
  private static final class Place {

    @Option(
        names = "--folder",
        required = true,
        description = "One of the server's allowed_external_prefixes; what is there stays there.")
    private @Nullable Path folder;

    @ArgGroup(exclusive = false)
    private @Nullable Bucket bucket;
  }

  /** A bucket of a store that speaks S3, which is the store of the storage id. */
  private static final class Bucket {

    @Option(names = "--s3-endpoint", required = true)
    private URI endpoint;

    @Option(names = "--s3-bucket", required = true)
    private String name;

    @Option(names = "--s3-access-key", required = true)
    private String accessKey;

    @Option(names = "--s3-secret", required = true)
    private String secret;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    String repository = ServerOptions.freshName("imports");
    try (SourceObjects source = open();
        Anabranch client = options.connect()) {
      source.write();
      client.repositories().createRepository(options.repository(repository), null);
      var imports = new ServerImports(client, repository);
      List<Double> listings = new ArrayList<>();
      List<Double> importRates = new ArrayList<>();
      List<Double> shares = new ArrayList<>();
      // The first of each warms both up.
      for (int round = 0; round <= rounds; round++) {
        double listing = perSecond(source::list);
        double imported = perSecond(() -> imports.importAll(source.uri()));
        if (round > 0) {
          listings.add(listing);
          importRates.add(imported);
          shares.add(imported / listing);
        }
      }
      client.repositories().deleteRepository(repository, null);
      double share = median(shares);
      System.out.printf(
          Locale.ROOT,
          """
          | source | objects | listed per second | imported per second | share |
          |---|--:|--:|--:|--:|
          | %s | %d | %.0f | %.0f | %.2f |
          """,
          source.uri(),
          objects,
          median(listings),
          median(importRates),
          share);
      return share < BAR ? 1 : 0;
    }
  }

  private SourceObjects open() {
    if (place.folder != null) {
      Path folder = place.folder.toAbsolutePath().normalize();
      return new SourceObjects(
          LocalBlockstore.open(new LocalSettings(folder, false, List.of())),
          "",
          "local://" + folder + "/" + SourceObjects.PREFIX,
          objects);
    }
    if (place.bucket == null) {
      throw new IllegalStateException("picocli asks for one of both");
    }
    return new SourceObjects(
        S3Blockstore.open(settings(place.bucket), Clock.systemUTC()),
        place.bucket.name,
        "s3://" + place.bucket.name + "/" + SourceObjects.PREFIX,
        objects);
  }

  private static S3Settings settings(Bucket bucket) {
    return new S3Settings(
        "us-east-1",
        Optional.of(bucket.endpoint),
        Optional.empty(),
        new S3Credentials.Keys(bucket.accessKey, bucket.secret, Optional.empty()),
        true,
        false,
        false,
        true,
        Optional.empty(),
        CONNECTIONS,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        8 << 20);
  }

  private double perSecond(Callable<Integer> work) throws Exception {
    long start = System.nanoTime();
    int done = work.call();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (done != objects) {
      throw new IllegalStateException("there are " + objects + " objects, but it found " + done);
    }
    return done / seconds;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
