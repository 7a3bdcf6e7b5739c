package io.anabranch.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a server: a transcript for each group of commands. */
@ExtendWith(SharedServer.class)
@Timeout(60)
class CommandLineTest {

  private static final AtomicInteger NEXT = new AtomicInteger();

  @TempDir Path folder;
  private final TestServer server;
  private final String name = "cli-" + NEXT.incrementAndGet();
  private final String repository = "lakefs://" + name;

  CommandLineTest(TestServer server) {
    this.server = server;
  }

  private Terminal terminal() {
    return new Terminal(server, folder);
  }

  private void create() {
    terminal().answer("repo", "create", repository, "local://" + name, "--storage-id", "hot");
  }

  private void upload(String branch, String path, String text) {
    Terminal typing = terminal().input(text);
    typing.answer("fs", "upload", repository + "/" + branch + "/" + path, "--source", "-");
  }

  private String commit(String branch, String message) {
    return idIn(terminal().answer("commit", repository + "/" + branch, "-m", message));
  }

  private static String idIn(String text) {
    return field("ID", text);
  }

  @Test
  void repositoriesAndTheirHistory() {
    var terminal = terminal();
    assertThat(
            terminal.answer(
                "repo", "create", repository, "local://" + name, "--storage-id", "archive"))
        .startsWith("Repository: " + repository + "\nRepository '" + name + "' created:\n")
        .contains("storage namespace: local://" + name + "\ndefault branch: main\ntimestamp: ");
    assertThat(terminal.answer("repo", "list", "--prefix", name))
        .matches(
            name
                + "\t\\d{4}-\\d\\d-\\d\\d [0-9:]{8} \\+0000 UTC\tmain\tarchive\tlocal://"
                + name
                + "\n\n");
    upload("main", "a", "one");
    assertThat(terminal.answer("diff", repository + "/main")).endsWith("\n+ added a\n");
    String first =
        idIn(terminal.answer("commit", repository + "/main", "-m", "first", "--meta", "k=v"));
    assertThat(terminal.answer("branch", "create", repository + "/dev", "-s", repository + "/main"))
        .isEqualTo("Source ref: " + repository + "/main\ncreated branch 'dev' " + first + "\n");
    upload("dev", "a", "two");
    upload("dev", "b", "new");
    String second = commit("dev", "second");
    assertThat(terminal.answer("diff", repository + "/main", repository + "/dev"))
        .endsWith("~ modified a\n+ added b\n");
    assertThat(terminal.answer("merge", repository + "/dev", repository + "/main"))
        .containsPattern("Merged \"dev\" into \"main\" to get \"[0-9a-f]{64}\"\\.");
    assertThat(terminal.answer("log", repository + "/main", "--no-merges", "--amount", "2"))
        .contains("ID:            " + second, "Author:        admin", "\tfirst\n", "\t\tk = v\n");
    assertThat(terminal.answer("annotate", repository + "/main/"))
        .contains("a\tadmin\t" + second.substring(0, 16))
        .endsWith("\tsecond\n");
    assertThat(terminal.answer("tag", "create", repository + "/v1", repository + "/main"))
        .startsWith("Created tag 'v1' (");
    assertThat(
            terminal.answer("branch", "revert", repository + "/main", "main", "-m", "1", "--yes"))
        .endsWith("commit main successfully reverted\n");
    assertThat(terminal.answer("fs", "cat", repository + "/main/a")).isEqualTo("one");
    terminal.answer("branch", "create", repository + "/picked", "-s", repository + "/" + first);
    assertThat(terminal.answer("cherry-pick", repository + "/" + second, repository + "/picked"))
        .contains("Commit for branch \"picked\" completed.");
    assertThat(terminal.answer("fs", "cat", repository + "/picked/b")).isEqualTo("new");
    upload("picked", "c", "thrown away");
    terminal.answer("branch", "reset", repository + "/picked", "--object", "c", "--yes");
    assertThat(terminal.answer("branch", "list", repository, "--json"))
        .contains("\"id\" : \"dev\"", "\"commit_id\" : \"" + second + "\"");
    terminal.answer("branch", "delete", repository + "/dev", "-y");
    assertThat(terminal.answer("branch", "reflog", repository + "/dev", "--amount", "2"))
        .matches(
            "(\\d+\t\\d{4}-\\d\\d-\\d\\d [0-9:]{8} \\+0000 UTC\tdelete\t-\tadmin\t\n)"
                + "(\\d+\t.*\tcommit\t"
                + second
                + "\tadmin\tsecond\n)\n");
    assertThat(terminal.answer("fs", "cat", repository + "/dev@{1}~0/b")).isEqualTo("new");
    assertThat(terminal.answer("repo", "delete", repository, "-y"))
        .isEqualTo("Repository '" + name + "' deleted\n");
  }

  @Test
  void foldersThereAndBack() throws Exception {
    create();
    for (int i = 0; i < 40; i++) {
      Path file = folder.resolve("data/year=%d/%02d.csv".formatted(2020 + i % 3, i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x".repeat(i * 1000));
    }
    var terminal = terminal();
    for (String presign : List.of("true", "false")) {
      String to = repository + "/main/" + presign + "/";
      assertThat(
              terminal.answer(
                  "fs", "upload", "-r", "-s", "data", to, "-p", "8", "--pre-sign=" + presign))
          .isEqualTo("uploaded 40 objects, 780 kB, to " + to + "\n");
      terminal.answer("fs", "download", "-r", to, "back/" + presign, "--pre-sign=" + presign);
      assertThat(files("back/" + presign)).isEqualTo(files("data"));
    }
    assertThat(terminal.answer("fs", "ls", repository + "/main/true/"))
        .contains("common_prefix", "year=2020/", "year=2022/")
        .hasLineCount(3);
    assertThat(terminal.answer("fs", "stat", repository + "/main/true/year=2021/01.csv"))
        .contains("Size: 1000 bytes\nHuman Size: 1.0 kB\n", "Content-Type: text/csv\n");
    String link = terminal.answer("fs", "presign", repository + "/main/true/year=2021/01.csv");
    try (var anybody = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(link.strip())).build();
      assertThat(anybody.send(request, BodyHandlers.ofString()).body()).isEqualTo("x".repeat(1000));
    }

    String other = repository + "-copy";
    terminal.answer(
        "repo", "create", other, "local://" + name + "-copy", "--storage-id", "archive");
    terminal.answer("fs", "cp", "-r", repository + "/main/true/", other + "/main/");
    terminal.answer("fs", "cp", "-r", other + "/main/", other + "/main/again/");
    assertThat(terminal.answer("fs", "stat", other + "/main/again/year=2021/01.csv"))
        .contains("Content-Type: text/csv\n");
    terminal.answer("fs", "download", other + "/main/again/", "back/copy");
    assertThat(files("back/copy")).isEqualTo(files("data"));
    terminal.answer("fs", "rm", "-r", other + "/main/again/");
    assertThat(terminal.answer("fs", "ls", "-r", other + "/main/")).hasLineCount(40);
  }

  @Test
  void aNameThatLeadsOutOfTheFolderIsRefused() {
    create();
    upload("main", "x/../../outside", "bad");
    assertThat(terminal().run("fs", "download", "-r", repository + "/main/x/", "in/here").failure())
        .contains("../../outside has no place below");
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  @Test
  void aFolderThatFollowsABranch() throws IOException {
    create();
    upload("main", "data/keep.txt", "kept");
    upload("main", "data/change.txt", "before");
    upload("main", "data/drop.txt", "dropped");
    commit("main", "data");
    var terminal = terminal();
    terminal.answer("local", "clone", repository + "/main/data/", "mine");
    terminal.answer("local", "clone", repository + "/main/data/", "yours");
    assertThat(files("mine"))
        .containsOnlyKeys(".lakefs_ref.yaml", "keep.txt", "change.txt", "drop.txt");
    assertThat(terminal.answer("local", "status", "mine"))
        .contains("Nothing changed here.\n", "Nothing changed on the branch.\n");

    Files.writeString(folder.resolve("mine/change.txt"), "after it was changed");
    Files.createDirectories(folder.resolve("mine/deep"));
    Files.writeString(folder.resolve("mine/deep/new.txt"), "new");
    Files.delete(folder.resolve("mine/drop.txt"));
    assertThat(terminal.answer("local", "status", "mine"))
        .contains("  ~ modified change.txt\n  + added deep/new.txt\n  - removed drop.txt\n");
    assertThat(terminal.answer("local", "commit", "mine", "-m", "from a folder"))
        .contains("Commit for branch \"main\" completed.");
    assertThat(terminal.answer("local", "status", "mine")).contains("Nothing changed here.\n");
    assertThat(terminal.answer("fs", "cat", repository + "/main/data/deep/new.txt"))
        .isEqualTo("new");

    Files.writeString(folder.resolve("yours/change.txt"), "changed here, too");
    assertThat(terminal.run("local", "commit", "yours", "-m", "late").failure())
        .contains("`anabranch local pull` first");
    assertThat(terminal.run("local", "pull", "yours").failure())
        .contains("changed here and on the branch: change.txt");
    assertThat(terminal.run("local", "checkout", "yours").failure()).contains("pass --yes");
    terminal.answer("local", "checkout", "yours", "--yes");
    assertThat(contents("yours")).isEqualTo(contents("mine"));

    upload("main", "data/keep.txt", "kept, but newer");
    commit("main", "newer");
    assertThat(terminal.answer("local", "pull", "mine")).contains("~ modified keep.txt\n");
    assertThat(folder.resolve("mine/keep.txt")).hasContent("kept, but newer");
    assertThat(terminal.answer("local", "list")).contains("mine\t" + repository + "/main/data/\t");
  }

  @Test
  void refsLeaveAndComeBack() throws IOException {
    create();
    upload("main", "a", "one");
    String commit = commit("main", "kept");
    var terminal = terminal();
    terminal.answer(
        "refs-dump", repository, "-o", folder + "/refs.json", "--poll-interval", "50ms");
    assertThat(folder.resolve("refs.json")).content().contains("commits_meta_range_id");
    terminal.answer("repo", "delete", repository, "--yes");
    terminal.answer("repo", "create-bare", repository, "local://" + name, "--storage-id", "hot");
    terminal.answer(
        "refs-restore", repository, "--manifest", folder + "/refs.json", "--poll-interval", "50ms");
    assertThat(terminal.answer("branch", "show", repository + "/main"))
        .endsWith("Commit ID: " + commit + "\n");
    assertThat(terminal.answer("fs", "cat", repository + "/main/a")).isEqualTo("one");
  }

  @Test
  void theCommitThatBrokeItIsFoundByHalves() throws IOException {
    create();
    String culprit = "";
    for (int i = 0; i < 9; i++) {
      upload("main", "n", Integer.toString(i));
      String made = commit("main", "change " + i);
      culprit = i == 6 ? made : culprit;
      if (i == 1) {
        terminal().answer("tag", "create", repository + "/fine", repository + "/main");
      }
    }
    var terminal = terminal();
    assertThat(terminal.answer("bisect", "start", repository + "/main", repository + "/fine"))
        .startsWith("7 commits left; try " + repository + "/");
    for (int i = 0; i < 3; i++) {
      String next = Files.readString(folder.resolve(".anabranch.bisect.json"));
      assertThat(next).contains(name);
      String tried = terminal.answer("bisect", "view").lines().reduce((_, last) -> last).orElse("");
      if (tried.startsWith("found: ")) {
        break;
      }
      String uri = tried.substring(tried.indexOf("lakefs://"));
      int value = Integer.parseInt(terminal.answer("fs", "cat", uri + "/n"));
      terminal.answer("bisect", value >= 6 ? "bad" : "good");
    }
    assertThat(terminal.answer("bisect", "view")).endsWith("found: " + culprit + "\n");
  }

  @Test
  void aProgramFindsTheCommitThatBrokeIt() throws IOException {
    create();
    List<String> commits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      upload("main", "n", Integer.toString(i));
      commits.add(commit("main", "change " + i));
    }
    Path good = Files.write(folder.resolve("good"), commits.subList(0, 8));
    String program =
        "grep -qx \"$BISECT_REF\" '%s' && [ \"$BISECT_REF_URI\" = '%s/'\"$BISECT_REF\" ]"
            .formatted(good, repository);
    var terminal = terminal();
    terminal.answer("bisect", "start", repository + "/main", repository + "/" + commits.getFirst());
    assertThat(terminal.answer("bisect", "run", "sh", "-c", program))
        .contains(commits.get(8) + " is bad\n", commits.get(7) + " is good\n")
        .endsWith("found: " + commits.get(8) + "\n");
    assertThat(terminal.answer("bisect", "log")).contains(commits.get(8));
    assertThat(terminal.run("bisect", "good").failure()).contains("found already");
    terminal.answer("bisect", "reset");
    assertThat(terminal.run("bisect", "view").failure()).contains("anabranch bisect start");
  }

  @Test
  void runsOfHooksAreListedWithWhatTheyWrote() throws IOException {
    create();
    upload(
        "main",
        "_lakefs_actions/greet.yaml",
        """
        name: greeting
        on:
          pre-commit:
            branches: [main]
        hooks:
          - id: greet
            type: lua
            properties: { script: 'print("hello, " .. username)' }
        """);
    commit("main", "greeted");
    var terminal = terminal();
    assertThat(terminal.answer("actions", "runs", "list", repository, "--branch", "main"))
        .matches("\\w+\tpre-commit\tmain\t\\S+Z\t\\S+Z\t\\w*\tcompleted\n\n");
    String run = terminal.answer("actions", "runs", "list", repository).split("\t", 2)[0];
    assertThat(terminal.answer("actions", "runs", "describe", repository, run))
        .startsWith("Run: " + run + "\nEvent: pre-commit\nBranch: main\n")
        .endsWith("\nHook: greet of action 'greeting'\nStatus: completed\n\thello, admin\n");
    assertThat(terminal.run("actions", "runs", "describe", repository, "none").failure())
        .contains("has no run 'none'");
    assertThat(terminal.answer("actions", "trigger", repository + "/main", "--event", "pre-commit"))
        .matches("Run: \\w+\n");
    Path file = Files.writeString(folder.resolve("a.yaml"), "on: { pre-commit: }\nhooks: []\n");
    assertThat(terminal.answer("actions", "validate", "a.yaml"))
        .isEqualTo("File validated successfully: 'a.yaml'\n");
    Files.writeString(file, "on: { sometimes: }\nhooks: []\n");
    assertThat(terminal.run("actions", "validate", "a.yaml").failure())
        .contains("a.yaml, on: no event is sometimes");
  }

  @Test
  void usersGroupsAndPolicies() {
    create();
    var terminal = terminal();
    String statements =
        """
        {"statement": [{"effect": "allow", "action": ["fs:ReadRepository"],
          "resource": "arn:lakefs:fs:::repository/%s"}]}
        """
            .formatted(name);
    terminal
        .input(statements)
        .answer("auth", "policies", "create", "--id", name, "--statement-document", "-");
    assertThat(terminal.answer("auth", "policies", "show", "--id", name))
        .contains("\"fs:ReadRepository\"");
    assertThat(terminal.answer("auth", "groups", "create", "--id", name))
        .isEqualTo("Group '" + name + "' created\n");
    terminal.answer("auth", "groups", "policies", "attach", "--id", name, "--policy", name);
    assertThat(terminal.answer("auth", "users", "create", "--id", name))
        .isEqualTo("User '" + name + "' created\n");
    terminal.answer("auth", "groups", "members", "add", "--id", name, "--user", name);
    assertThat(terminal.answer("auth", "groups", "members", "list", "--id", name))
        .matches(name + "\t\\d{4}-.* UTC\n\n");
    assertThat(terminal.answer("auth", "users", "policies", "list", "--id", name)).isEqualTo("\n");
    assertThat(terminal.answer("auth", "users", "policies", "list", "--id", name, "--effective"))
        .startsWith(name + "\t");

    String key = terminal.answer("auth", "users", "credentials", "create", "--id", name);
    var theirs =
        terminal()
            .with("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", field("Access Key ID", key))
            .with("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", field("Secret Access Key", key));
    assertThat(theirs.run("branch", "list", repository).failure()).contains("(403)");
    terminal.answer(
        "auth",
        "users",
        "credentials",
        "delete",
        "--id",
        name,
        "--access-key-id",
        field("Access Key ID", key));
    assertThat(theirs.run("branch", "list", repository).failure()).contains("(401)");
    terminal.answer("auth", "users", "delete", "--id", name);
    assertThat(terminal.answer("auth", "users", "list", "--prefix", name)).isEqualTo("\n");
    assertThat(terminal.run("auth", "users", "delete").err()).contains("--id");
  }

  @Test
  void protectedBranchesChangeByMergesOnly() {
    create();
    var terminal = terminal();
    terminal.answer("branch", "create", repository + "/dev", "-s", repository + "/main");
    terminal.answer("branch-protect", "add", repository, "ma*");
    terminal.answer("branch-protect", "add", repository, "stable");
    assertThat(terminal.answer("branch-protect", "list", repository)).isEqualTo("ma*\nstable\n\n");
    assertThat(terminal.input("x").run("fs", "upload", repository + "/main/a", "-s", "-").failure())
        .contains("(403)");
    upload("dev", "a", "one");
    String made = commit("dev", "one");
    String base =
        terminal.answer("find-merge-base", repository + "/dev", repository + "/main").strip();
    assertThat(base)
        .matches("Found base \"[0-9a-f]{64}\" when merging \"dev\" into \"main\"\\.")
        .doesNotContain(made);
    terminal.answer("merge", repository + "/dev", repository + "/main");
    assertThat(terminal.answer("find-merge-base", repository + "/dev", repository + "/main"))
        .contains(made);
    terminal.answer("branch-protect", "delete", repository, "ma*");
    upload("main", "b", "two");
    assertThat(terminal.answer("branch-protect", "list", repository)).isEqualTo("stable\n\n");
    assertThat(terminal.run("branch-protect", "delete", repository, "ma*").failure())
        .contains("no such rule: ma*");
  }

  @Test
  void bytesThatAreInAStoreAlreadyGetAPath() {
    String source = repository + "-source";
    terminal()
        .answer("repo", "create", source, "local://" + name + "-source", "--storage-id", "archive");
    terminal().answer("repo", "create", repository, "local://" + name, "--storage-id", "archive");
    terminal().input("bytes").answer("fs", "upload", source + "/main/a.csv", "--source", "-");
    String address =
        field("Physical Address", terminal().answer("fs", "stat", source + "/main/a.csv"));

    assertThat(
            terminal()
                .answer(
                    "fs",
                    "stage",
                    repository + "/main/staged.csv",
                    "--location=" + address,
                    "--checksum=some-etag",
                    "--size=5",
                    "--mtime=1000000000",
                    "--meta=k=v,l=w",
                    "--content-type=text/csv"))
        .contains(
            "Path: staged.csv\n",
            "Size: 5 bytes\n",
            "Physical Address: " + address + "\n",
            "Checksum: some-etag\n",
            "Content-Type: text/csv\n");
    assertThat(terminal().answer("fs", "cat", repository + "/main/staged.csv")).isEqualTo("bytes");
    terminal()
        .answer("fs", "update-metadata", repository + "/main/staged.csv", "--metadata", "m=x");
    assertThat(terminal().answer("fs", "stat", repository + "/main/staged.csv", "--json"))
        .contains("\"m\" : \"x\"")
        .doesNotContain("\"l\" : ");
    commit("main", "staged");

    assertThat(
            terminal()
                .answer(
                    "import",
                    "--from",
                    address,
                    "--to",
                    repository + "/main/in.csv",
                    "-m",
                    "taken"))
        .startsWith("Import completed: 1 objects\nCommit ID: ");
    assertThat(terminal().answer("fs", "cat", repository + "/main/in.csv")).isEqualTo("bytes");
    assertThat(terminal().answer("log", repository + "/main", "--amount", "1"))
        .contains("\ttaken\n");
    assertThat(
            terminal()
                .run("import", "--from", "s3://elsewhere/", "--to", repository + "/main/x/")
                .failure())
        .contains("s3://elsewhere/");
  }

  private static String field(String label, String text) {
    return text.lines()
        .filter(line -> line.startsWith(label + ": "))
        .map(line -> line.substring(label.length() + 2).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError(text));
  }

  @Test
  void shellsLearnTheCommands() throws Exception {
    String script = terminal().answer("completion", "bash");
    Path file = Files.writeString(folder.resolve("completion"), script);
    // As bash asks when somebody has typed "anabranch branch-protect " and hits the tabulator.
    var bash =
        new ProcessBuilder(
                "bash",
                "-c",
                """
                source '%s'
                COMP_WORDS=(anabranch branch-protect ''); COMP_CWORD=2; COMPREPLY=()
                _complete_anabranch
                echo "${COMPREPLY[@]}"
                """
                    .formatted(file))
            .redirectErrorStream(true)
            .start();
    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8))
        .contains("list", "add", "delete");
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void failuresAreOneLineAndAStatus() {
    create();
    var terminal = terminal();
    assertThat(terminal.run("branch", "show", repository + "/nowhere").failure())
        .contains("nowhere", "(404)");
    assertThat(terminal.run("commit", repository + "/main", "-m", "x").failure()).contains("(400)");
    assertThat(terminal.run("commit", repository + "/main").failure()).contains("-m TEXT");
    assertThat(terminal.run("repo", "list", "--base-uri", "lakefs://x").status()).isZero();
    assertThat(terminal.run("branch", "list", repository + "/main").failure())
        .contains("expected lakefs://REPOSITORY");
    assertThat(terminal.run("repo", "delete", repository).failure()).contains("pass --yes");
    assertThat(terminal.run("fs", "upload", repository + "/main/a", "-s", "absent").failure())
        .contains("no such file: " + folder.resolve("absent"));
    upload("main", "a", "one");
    commit("main", "one");
    terminal.answer("branch", "create", repository + "/dev", "-s", repository + "/main");
    for (String branch : List.of("main", "dev")) {
      upload(branch, "a", "by " + branch);
      commit(branch, "by " + branch);
    }
    assertThat(terminal.run("merge", repository + "/dev", repository + "/main").failure())
        .contains("Conflict found.");
    var usage = terminal.run("repo", "list", "--no-such-flag");
    assertThat(usage.status()).isEqualTo(2);
    assertThat(usage.err())
        .hasLineCount(1)
        .contains("--no-such-flag", "anabranch repo list --help");
    assertThat(
            terminal()
                .with("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "wrong")
                .run("repo", "list")
                .failure())
        .contains("(401)");
    assertThat(
            terminal()
                .with("LAKECTL_SERVER_ENDPOINT_URL", "http://127.0.0.1:1")
                .with("LAKECTL_SERVER_RETRIES_ENABLED", "false")
                .run("repo", "list")
                .failure())
        .contains("no answer from http://127.0.0.1:1: nothing listens there");
  }

  @Test
  void settingsComeFromThePeersFileAndFromOurs() throws IOException {
    Path peers = folder.resolve(".lakectl.yaml");
    Files.writeString(
        peers,
        """
        credentials:
          access_key_id: %s
          secret_access_key: %s
        server:
          endpoint_url: %s/api/v1
        metastore:
          type: hive
        """
            .formatted(TestServer.ACCESS_KEY, TestServer.SECRET, server.uri()));
    assertThat(anonymous().answer("identity")).startsWith("User ID: admin\n");
    Files.writeString(peers, "credentials: {acess_key_id: x}");
    assertThat(anonymous().run("identity").failure())
        .contains("unknown key credentials.acess_key_id in " + peers);
    Files.delete(peers);
    assertThat(anonymous().run("identity").failure()).contains("run `anabranch config`");
    var asked =
        anonymous()
            .watched(TestServer.ACCESS_KEY + "\n" + TestServer.SECRET + "\n" + server.uri() + "\n");
    assertThat(asked.run("config").status()).isZero();
    Path ours = folder.resolve(".anabranch.yaml");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ours)))
        .isEqualTo("rw-------");
    assertThat(anonymous().answer("identity")).startsWith("User ID: admin\n");
  }

  private Terminal anonymous() {
    return terminal()
        .without("LAKECTL_SERVER_ENDPOINT_URL")
        .without("LAKECTL_CREDENTIALS_ACCESS_KEY_ID")
        .without("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY");
  }

  @Test
  void whoeverWatchesIsAskedAndSeesTables() {
    create();
    assertThat(terminal().watched("n\n").run("repo", "delete", repository).err())
        .contains("Are you sure", "[y/N]", "not confirmed");
    String table = terminal().watched("").answer("repo", "list", "--prefix", name);
    assertThat(table).contains("\033[1mREPOSITORY", name);
    assertThat(table.lines().map(line -> line.replaceAll("\033\\[[0-9;]*m", "").length()))
        .allMatch(length -> length <= 60);
    assertThat(terminal().watched("").answer("repo", "list", "--no-color")).doesNotContain("\033");
    assertThat(terminal().answer("store", "list")).startsWith("hot\tlocal\t");
    assertThat(terminal().answer("store", "show", "archive"))
        .contains("Type: local, configured", "State: healthy");
    assertThat(terminal().answer("store", "health", "hot", "--json")).contains("\"storage_id\"");
    assertThat(terminal().watched("y\n").run("repo", "delete", repository).out())
        .isEqualTo("Repository '" + name + "' deleted\n");
  }

  @Test
  void storesAreAttachedAndDetached() {
    String id = name + "-store";
    assertThat(terminal().input("{id: " + id + ", type: mem}").answer("store", "attach", "-"))
        .isEqualTo("Store '" + id + "' attached at mem:\n");
    assertThat(terminal().answer("store", "check", id))
        .containsPattern("(?m)^write +passed")
        .containsPattern("(?m)^delete +passed");
    terminal().input("description: for a while").answer("store", "update", id, "-");
    assertThat(terminal().answer("store", "list"))
        .contains(id + "\tmem\thealthy\tattached\t0\tfor a while\n");
    terminal().input("description: null").answer("store", "update", id, "-");
    assertThat(terminal().answer("store", "list")).contains(id + "\tmem\thealthy\tattached\t0\t\n");
    String repository = "lakefs://" + id;
    terminal().answer("repo", "create", repository, "mem://" + id, "--storage-id", id);
    assertThat(terminal().run("store", "detach", id, "-y").failure()).contains("'" + id + "'");
    terminal().answer("repo", "delete", repository, "-y");
    assertThat(terminal().answer("store", "detach", id, "-y"))
        .isEqualTo("Store '" + id + "' detached\n");
    assertThat(terminal().run("store", "show", id).failure()).contains("'" + id + "'");
    assertThat(terminal().input("[]").run("store", "attach", "-").failure())
        .contains("keys of one store");
    assertThat(terminal().answer("store", "reload", "--dry-run")).startsWith("Would be\n");
  }

  @Test
  void retentionIsSetAndUsageShown() throws IOException {
    create();
    Path rules = folder.resolve("rules.json");
    Files.writeString(rules, "{\"default_retention_days\": 21, \"branches\": []}");
    assertThat(terminal().run("gc", "get-config", repository).failure()).contains(name);
    assertThat(terminal().answer("gc", "set-config", repository, "-f", rules.toString()))
        .isEqualTo("Set the retention rules of " + name + "\n");
    assertThat(terminal().answer("gc", "get-config", repository)).isEqualTo("Default: 21 days\n");
    Files.writeString(rules, terminal().answer("gc", "get-config", repository, "--json"));
    terminal().answer("gc", "delete-config", repository);
    terminal().answer("gc", "set-config", repository, "-f", rules.toString());
    assertThat(terminal().answer("gc", "get-config", repository)).isEqualTo("Default: 21 days\n");
    Files.writeString(rules, "[]");
    assertThat(terminal().run("gc", "set-config", repository, "-f", rules.toString()).failure())
        .contains("no retention rules");
    assertThat(terminal().answer("usage", "summary"))
        .startsWith("Usage report for installation ID: ")
        .containsPattern("\n\\d{4}\t\\d{1,2}\t\\d+\n");
  }

  @Test
  void whoDidWhat() {
    create();
    upload("main", "a/b", "one");
    assertThat(terminal().run("fs", "stat", repository + "/main/none").status()).isEqualTo(1);
    Eventually.succeeds(
        () ->
            assertThat(terminal().answer("audit", "list", "--repository", name, "--ref", "main"))
                .matches(
                    "[-\\d]{10} [0-9:]{8} \\+0000 UTC\tadmin\tstatObject\t%s\tmain\tnone\t404\tfailed\n"
                            .formatted(name)
                        + "[^\t]+\tadmin\tuploadObject\t%s\tmain\ta/b\t201\tallowed\n\n"
                            .formatted(name)));
    assertThat(
            terminal()
                .answer(
                    "audit",
                    "list",
                    "--repository",
                    name,
                    "--outcome",
                    "failed",
                    "--from",
                    "2026-01-31T12:00:00Z",
                    "--json"))
        .contains("\"operation\" : \"statObject\"", "\"storage_id\" : \"hot\"");
    assertThat(terminal().run("audit", "list", "--from", "yesterday").err()).contains("--from");
  }

  @Test
  void quotas() {
    create();
    String whose = "repository/" + name;
    assertThat(terminal().answer("quota", "set", whose, "--bytes", "5", "--objects", "9"))
        .isEqualTo("Set the quota of " + whose + "\n");
    upload("main", "a", "one");
    assertThat(terminal().answer("quota", "list")).contains(whose + "\t3\t5\t1\t9\t-\n");
    assertThat(
            terminal()
                .input("too much")
                .run("fs", "upload", repository + "/main/b", "--source", "-", "--pre-sign=false")
                .failure())
        .contains("has no room for");
    assertThat(terminal().answer("quota", "delete", whose))
        .isEqualTo("Deleted the quota of " + whose + "\n");
    assertThat(terminal().run("quota", "delete", name).failure()).contains("user/ada");
  }

  /** The files below a folder, and what they hold. */
  private Map<String, String> files(String below) throws IOException {
    Path root = folder.resolve(below);
    var files = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file, UTF_8));
      }
    }
    return files;
  }

  private Map<String, String> contents(String below) throws IOException {
    Map<String, String> files = files(below);
    files.remove(".lakefs_ref.yaml");
    return files;
  }
}
