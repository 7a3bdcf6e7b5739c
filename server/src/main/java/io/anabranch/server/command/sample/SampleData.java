package io.anabranch.server.command.sample;

import io.anabranch.server.sampledata.Penguins;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/**
 * Makes one repository on each store and does the daily work in it before the user's eyes: upload,
 * commit, branch, change, diff, merge, tag. May be repeated after it was cut short.
 */
public final class SampleData {

  private static final String CLEANED = "complete-rows";

  private final RestClient client;
  private final PrintStream out;

  public SampleData(RestClient client, PrintStream out) {
    this.client = client;
    this.out = out;
  }

  /**
   * @throws RestClient.UnexpectedAnswerException when the server refuses a step
   */
  public void make() throws IOException, InterruptedException {
    makeArchive();
    makeHot();
  }

  /** As it came from the field, season by season. */
  private void makeArchive() throws IOException, InterruptedException {
    var archive = new SampleRepository(client, "sample-archive");
    archive.create("archive");
    out.println("sample-archive, on store archive: the field notes of three seasons");
    for (var season : Penguins.fieldNotesBySeason().entrySet()) {
      String file = season.getKey();
      archive.commit("main", file, "Field notes " + file, Map.of(file, season.getValue()));
      print("commit", file + " to main", archive.shortCommit("main"));
    }
    archive.tag("as-collected", "main");
    print("tag", "as-collected", archive.shortCommit("as-collected"));
  }

  /** The working copy: a change is made and looked at beside main before it arrives there. */
  private void makeHot() throws IOException, InterruptedException {
    var hot = new SampleRepository(client, "sample-hot");
    hot.create("hot");
    out.println("sample-hot, on store hot: the measurements, a file for each island");
    var published = Penguins.byIsland();
    hot.commit("main", "published", "Penguins as published", published);
    print("commit", published.size() + " files to main", hot.shortCommit("main"));
    hot.tag("v1", "main");
    print("tag", "v1", hot.shortCommit("v1"));
    hot.branch(CLEANED, "v1");
    print("branch", CLEANED + " from v1", hot.shortCommit(CLEANED));
    hot.commit(CLEANED, CLEANED, "Drop rows with missing values", Penguins.byIslandComplete());
    print("commit", "the files without incomplete rows", hot.shortCommit(CLEANED));
    for (String line : hot.diff("v1", CLEANED)) {
      print("diff", line, "");
    }
    hot.merge(CLEANED, "main", "merge", "Merge the complete rows");
    print("merge", CLEANED + " into main", hot.shortCommit("main"));
    hot.tag("v2", "main");
    print("tag", "v2; v1 still has the files as they were", hot.shortCommit("v2"));
  }

  private void print(String verb, String what, String commit) {
    out.println("  %-8s%-48s%s".formatted(verb, what, commit).stripTrailing());
    out.flush();
  }
}
