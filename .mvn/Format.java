import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Holds every Java file of the project to google-java-format: mode {@code check} names those that
 * differ and fails, {@code write} rewrites them. Run by Maven, see CONTRIBUTING.md.
 */
public final class Format {

  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    var differing = Collections.synchronizedList(new ArrayList<Path>());
    try (var files = Files.walk(Path.of(args[1]))) {
      sources(files.toList()).parallelStream().forEach(file -> visit(file, write, differing));
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

  private static void visit(Path file, boolean write, List<Path> differing) {
    try {
      String source = Files.readString(file);
      String formatted =
          new Formatter(JavaFormatterOptions.builder().build())
              .formatSource(
                  ImportOrderer.reorderImports(
                      RemoveUnusedImports.removeUnusedImports(source),
                      JavaFormatterOptions.Style.GOOGLE));
      if (!formatted.equals(source)) {
        differing.add(file);
        if (write) {
          Files.writeString(file, formatted);
        }
      }
    } catch (IOException | com.google.googlejavaformat.java.FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }
}
