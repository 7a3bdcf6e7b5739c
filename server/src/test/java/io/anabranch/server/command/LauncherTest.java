package io.anabranch.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code anabranch}, in a tree of its own with a JDK and a Maven that only pretend. */
@Timeout(180)
final class LauncherTest {

  private record Run(int status, String out, String err) {}

  @TempDir Path root;
  private Path home;
  private Path tools;

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(root.resolve("a home"));
    tools = Files.createDirectories(root.resolve("tools"));
    // The script's own list of folders, moved below the temporary root.
    String script =
        Files.readString(Path.of("../anabranch"))
            .replace("/usr/l", root + "/usr/l")
            .replace("/usr/java", root + "/usr/java")
            .replace(" /opt/", " " + root + "/opt/")
            .replace(" /Library/", " " + root + "/Library/");
    executable(home.resolve("anabranch"), script);
    // All that the script may need, but neither java nor mvn.
    for (String tool :
        List.of(
            "sh",
            "dirname",
            "readlink",
            "find",
            "head",
            "sed",
            "grep",
            "tail",
            "cat",
            "rm",
            "mkdir",
            "mv",
            "env",
            "ls",
            "touch",
            "sleep")) {
      Files.createSymbolicLink(tools.resolve(tool), tool(tool));
    }
    Files.createDirectories(home.resolve("versioning/src/main"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    age(home.resolve("pom.xml"));
    age(home.resolve("versioning/src/main"));
  }

  @Test
  void takesTheFirstJdkThatIsNewEnoughAndPassesEverythingOn() throws Exception {
    build();
    jdk("usr/lib/jvm/a-17", "17.0.15");
    jdk("usr/lib/jvm/b-25", "25.0.1");
    jdk("opt/jdk-26", "26");
    var run = run("ANABRANCH_JAVA_OPTS=-Done=1 -Dtwo=2", "run", "--config", "a file");
    assertThat(run.out)
        .startsWith("b-25")
        .contains("[-Done=1]\n[-Dtwo=2]\n[-cp]\n")
        .contains("/lib/a.jar:" + home + "/server/target/lib/b.jar]\n")
        .endsWith("[io.anabranch.server.command.Main]\n[run]\n[--config]\n[a file]\n");
    assertThat(run.err).isEmpty();
    assertThat(run.status).as("the JVM's status").isEqualTo(7);
  }

  @Test
  void handsEverythingElseToTheCommandLine() throws Exception {
    build();
    jdk("usr/lib/jvm/b-25", "25.0.1");
    assertThat(run("X=1", "repo", "list").out)
        .contains("[" + home + "/cli/target/cli-1.jar:" + home + "/cli/target/lib/c.jar]\n")
        .endsWith("[io.anabranch.cli.Main]\n[repo]\n[list]\n");
    assertThat(run("X=1").out).endsWith("[io.anabranch.cli.Main]\n");
  }

  @Test
  void aDoctorOfAServerIsAClientAndOneOfAConfigurationIsNot() throws Exception {
    build();
    jdk("usr/lib/jvm/b-25", "25.0.1");
    assertThat(run("X=1", "doctor", "--json", "--config", "a file").out)
        .endsWith("[io.anabranch.server.command.Main]\n[doctor]\n[--json]\n[--config]\n[a file]\n");
    assertThat(run("X=1", "doctor", "--json", "--server").out)
        .endsWith("[io.anabranch.cli.Main]\n[doctor]\n[--json]\n[--server]\n");
    assertThat(run("X=1", "doctor", "--server=http://a", "--json").out)
        .endsWith("[io.anabranch.cli.Main]\n[doctor]\n[--server=http://a]\n[--json]\n");
  }

  @Test
  void prefersTheJdkThatItIsToldToUse() throws Exception {
    build();
    jdk("usr/lib/jvm/b-25", "25.0.1");
    Path mine = jdk("mine", "27-ea");
    assertThat(run("ANABRANCH_JAVA_HOME=" + mine).out).startsWith("mine");
    assertThat(run("JAVA_HOME=" + mine).out).startsWith("mine");
    Path old = jdk("old", "21.0.2");
    assertThat(run("JAVA_HOME=" + old).out)
        .as("an old JAVA_HOME is passed over")
        .startsWith("b-25");
    var refused = run("ANABRANCH_JAVA_HOME=" + old);
    assertThat(refused.status).isEqualTo(1);
    assertThat(refused.err).contains(old + " is not a JDK 25 or later");
  }

  @Test
  void saysWhereItLookedWhenThereIsNoJdk() throws Exception {
    build();
    Path old = jdk("usr/lib/jvm/a-17", "17.0.15");
    var run = run("X=1");
    assertThat(run.status).isEqualTo(1);
    assertThat(run.err)
        .contains("no JDK 25 or later", "ANABRANCH_JAVA_HOME", "  " + old + "\n")
        .contains("/.sdkman/candidates/java/", "/Library/Java/JavaVirtualMachines/");
  }

  @Test
  void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
    jdk("usr/lib/jvm/b-25", "25.0.1");
    maven("3.8.7", 0);
    var first = run("ANABRANCH_SECRET=not for the training run", "run");
    assertThat(first.err).containsOnlyOnce("anabranch: building").hasLineCount(1);
    assertThat(first.out)
        .startsWith("b-25")
        .contains("[-XX:AOTCache=" + home + "/server/target/anabranch.aot]");
    assertThat(run("X=1", "repo").out).contains("[-XX:AOTCache=" + home + "/cli/target/cli.aot]");
    assertThat(home.resolve("server/target/building")).doesNotExist();
    assertThat(mavenRuns()).isEqualTo(1);
    assertThat(run("X=1").err).isEmpty();
    assertThat(mavenRuns()).isEqualTo(1);
    Files.writeString(home.resolve("versioning/src/main/New.java"), "class New {}");
    later(home.resolve("versioning/src/main/New.java"));
    assertThat(run("ANABRANCH_BUILD=never").err).isEmpty();
    assertThat(mavenRuns()).isEqualTo(1);
    assertThat(run("X=1").err).contains("anabranch: building");
    assertThat(mavenRuns()).isEqualTo(2);
  }

  @Test
  void aFailedBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
    jdk("usr/lib/jvm/b-25", "25.0.1");
    maven("3.9.11", 1);
    var failed = run("X=1");
    assertThat(failed.status).isEqualTo(1);
    assertThat(failed.out).isEmpty();
    assertThat(failed.err).contains("[ERROR] no such thing", "the build failed: see ");
    maven("3.9.11", 0);
    assertThat(run("X=1").out).startsWith("b-25");
  }

  @Test
  void asksForAMavenThatIsThereAndNewEnough() throws Exception {
    jdk("usr/lib/jvm/b-25", "25.0.1");
    assertThat(run("X=1").err).contains("not built yet", "Maven 3.8 or later");
    maven("3.6.3", 0);
    var old = run("X=1");
    assertThat(old.status).isEqualTo(1);
    assertThat(old.err).contains("'mvn' on the PATH is 3.6.3");
  }

  @Test
  void worksThroughASymbolicLinkFromAnywhere() throws Exception {
    build();
    jdk("usr/lib/jvm/b-25", "25.0.1");
    Path link = Files.createSymbolicLink(root.resolve("link"), Path.of("a home/anabranch"));
    assertThat(start(link, "X=1", "run").out).contains(home + "/server/target/lib/a.jar");
  }

  private Run run(String variable, String... arguments) throws Exception {
    return start(home.resolve("anabranch"), variable, arguments);
  }

  private Run start(Path script, String variable, String... arguments) throws Exception {
    var builder = new ProcessBuilder(script.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", root.resolve("user").toString());
    int equals = variable.indexOf('=');
    builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    Path out = root.resolve("out");
    Path err = root.resolve("err");
    var process =
        builder
            .directory(root.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Prints its name and each argument in brackets, and ends with status 7. */
  private Path jdk(String path, String version) throws IOException {
    Path jdk = root.resolve(path);
    Files.createDirectories(jdk.resolve("bin"));
    executable(
        jdk.resolve("bin/java"),
        """
        #!/bin/sh
        case "$*" in
          *AOTCacheOutput=*.new*)
            for option; do
              case $option in
                *AOTCacheOutput=*) [ -n "$ANABRANCH_SECRET" ] || touch "${option#*=}" ;;
              esac
            done
            echo Ctrl-C
            exit 0
            ;;
        esac
        echo %s
        printf '[%%s]\\n' "$@"
        exit 7
        """
            .formatted(jdk.getFileName()));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private void maven(String version, int status) throws IOException {
    executable(
        tools.resolve("mvn"),
        """
        #!/bin/sh
        if [ "$1" = --version ]; then echo "Apache Maven %s"; exit 0; fi
        echo run >>"%s/maven-runs"
        [ -n "$JAVA25_HOME" ] || exit 9
        if [ %d != 0 ]; then echo "[INFO] x"; echo "[ERROR] no such thing"; exit %d; fi
        cd "%s"
        mkdir -p server/target/lib cli/target/lib
        touch server/target/lib/a.jar server/target/server-1.jar
        touch cli/target/lib/c.jar cli/target/cli-1.jar
        """
            .formatted(version, root, status, status, home));
  }

  private long mavenRuns() throws IOException {
    return Files.readAllLines(root.resolve("maven-runs")).size();
  }

  private void build() throws IOException {
    Files.createDirectories(home.resolve("server/target/lib"));
    Files.createDirectories(home.resolve("cli/target/lib"));
    for (String file :
        List.of(
            "server/target/server-1.jar",
            "server/target/lib/b.jar",
            "server/target/lib/a.jar",
            "server/target/built",
            "cli/target/cli-1.jar",
            "cli/target/lib/c.jar")) {
      Files.writeString(home.resolve(file), "");
    }
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  private static void later(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofSeconds(5))));
  }

  private static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content, StandardCharsets.UTF_8);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path tool(String name) {
    return List.of("/bin", "/usr/bin").stream()
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
