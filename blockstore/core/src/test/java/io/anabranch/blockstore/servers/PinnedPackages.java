package io.anabranch.blockstore.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Installs what a file of a package client names, into a folder of the user's cache that every
 * project with the same file shares. Where the package client is missing, or refuses, the call
 * fails with what it said.
 */
public final class PinnedPackages {

  private PinnedPackages() {}

  /**
   * An environment of Python's; its programs are below {@code bin}.
   *
   * @param requirements as pip reads them
   */
  public static Path python(Path requirements) {
    return install(
        "python",
        requirements,
        folder -> {
          run(folder, "python3", "-m", "venv", folder.toString());
          run(
              folder,
              folder.resolve("bin/python").toString(),
              "-m",
              "pip",
              "install",
              "--disable-pip-version-check",
              "--no-input",
              "--requirement",
              requirements.toString());
        });
  }

  /**
   * Modules of Node's, below {@code node_modules}. Fails where they need a newer one.
   *
   * @param packages a {@code package.json}
   */
  public static Path npm(Path packages) {
    return install(
        "npm",
        packages,
        folder -> {
          Files.copy(packages, folder.resolve("package.json"));
          run(
              folder,
              "npm",
              "install",
              "--engine-strict",
              "--ignore-scripts",
              "--no-package-lock",
              "--no-audit",
              "--no-fund",
              "--no-update-notifier");
        });
  }

  /**
   * Jars, all in the folder itself.
   *
   * @param project a POM whose dependencies they are
   */
  public static Path maven(Path project) {
    return install(
        "maven",
        project,
        folder ->
            run(
                folder,
                "mvn",
                "--batch-mode",
                "--quiet",
                "--file",
                project.toString(),
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
                "-DoutputDirectory=" + folder));
  }

  private static Path install(String client, Path file, CachedFolder.Filling filling) {
    return CachedFolder.get(client + "-" + hash(file), filling);
  }

  private static String hash(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Path folder, String... command) throws IOException {
    Command.run(folder, Map.of(), List.of(command));
  }
}
