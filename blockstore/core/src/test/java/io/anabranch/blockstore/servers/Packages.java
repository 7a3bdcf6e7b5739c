package io.anabranch.blockstore.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Installs a server through the package client of its language, as the user's own settings tell the
 * client to, and only once per version.
 */
final class Packages {

  private Packages() {}

  /** A package of Node's; its modules are below {@code node_modules}. */
  static Path npm(String name, String version) {
    String server = name + " " + version;
    Runtimes.require("node", server, "Install Node.js 20 or newer");
    Runtimes.require("npm", server, "Install npm, which comes with Node.js");
    return CachedFolder.get(
        name + "-" + version,
        folder ->
            run(
                folder,
                Map.of(),
                "npm",
                "install",
                "--prefix",
                folder.toString(),
                "--ignore-scripts",
                "--no-save",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
                name + "@" + version));
  }

  /** A program in Go, below the folder itself. */
  static Path go(String name, String program, String version) {
    Runtimes.require("go", name + " " + version, "Install Go 1.24 or newer");
    return CachedFolder.get(
        name + "-" + version,
        folder ->
            run(
                folder,
                // A vendored or read-only module mode of the user's would refuse the download.
                Map.of("GOBIN", folder.toString(), "GOFLAGS", "-mod=mod"),
                "go",
                "install",
                program + "@" + version));
  }

  /** A package of Python's in an environment of its own; its programs are below {@code bin}. */
  static Path python(String name, String extras, String version) {
    String server = name + " " + version;
    Runtimes.require("python3", server, "Install Python 3.10 or newer");
    Runtimes.requireModules(
        server, "Install Python's venv module; on Debian it is the package python3-venv");
    return CachedFolder.get(
        name + "-" + version,
        folder -> {
          run(folder, Map.of(), "python3", "-m", "venv", folder.toString());
          run(
              folder,
              Map.of(),
              folder.resolve("bin/python").toString(),
              "-m",
              "pip",
              "install",
              "--disable-pip-version-check",
              "--no-input",
              name + extras + "==" + version);
        });
  }

  private static void run(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    Command.run(folder, environment, List.of(command));
  }
}
