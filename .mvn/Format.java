import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds every Java file of the project to google-java-format: mode {@code check} names those that
 * differ and fails, {@code write} rewrites them. Run by Maven, see CONTRIBUTING.md. What was found
 * as it should be is remembered by its digest below {@code target}, so later runs look at changes.
 */
public final class Format {

  private static final Path KNOWN = Path.of("target", "formatted");

  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    Path known = Path.of(args[1]).resolve(KNOWN);
    Set<String> formatted = ConcurrentHashMap.newKeySet();
    if (Files.exists(known)) {
      formatted.addAll(Files.readAllLines(known));
    }
    int before = formatted.size();
    var differing = Collections.synchronizedList(new ArrayList<Path>());
    try (var files = Files.walk(Path.of(args[1]))) {
      sources(files.toList()).parallelStream()
          .forEach(file -> visit(file, write, differing, formatted));
    }
    if (formatted.size() > before) {
      Files.createDirectories(known.getParent());
      Files.write(known, formatted);
    }
    if (!write && !differing.isEmpty()) {
      differing.stream().sorted().forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("run: mvn -q -N initialize -Dformat.mode=write");
      System.exit(1);
    }
  }

  private static List<Path> sources(List<Path> files) {
    return files.stream()
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> !file.toString().contains("/target/"))
        .toList();
  }

  private static void visit(Path file, boolean write, List<Path> differing, Set<String> known) {
    try {
      String source = Files.readString(file);
      if (known.contains(digest(source))) {
        return;
      }
      String formatted =
          new Formatter(JavaFormatterOptions.builder().build())
              .formatSource(
                  ImportOrderer.reorderImports(
                      RemoveUnusedImports.removeUnusedImports(source),
                      JavaFormatterOptions.Style.GOOGLE));
      if (formatted.equals(source) || write) {
        known.add(digest(formatted));
      }
      if (!formatted.equals(source)) {
        differing.add(file);
        if (write) {
          Files.writeString(file, formatted);
        }
      }
    } catch (IOException
        | NoSuchAlgorithmException
        | com.google.googlejavaformat.java.FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  private static String digest(String text) throws NoSuchAlgorithmException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
