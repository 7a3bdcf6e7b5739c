package io.anabranch.versioning.faults;

import io.anabranch.versioning.tree.Trees;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Loads the engine and its tests anew, with the classes of one file replaced. */
final class FaultyClasses extends URLClassLoader {

  private static final String OURS = "io.anabranch.versioning.";

  private FaultyClasses(URL... places) {
    super(places, FaultyClasses.class.getClassLoader());
  }

  /**
   * @param directory for the classes that replace others
   */
  static FaultyClasses compile(Fault fault, String source, Path directory) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options =
        List.of("-proc:none", "-nowarn", "-d", directory.toString(), "-cp", classPath);
    boolean compiled =
        compiler
            .getTask(
                null, null, messages, options, null, List.of(new Source(fault.className(), source)))
            .call();
    if (!compiled) {
      throw new AssertionError(fault + " does not compile: " + messages.getDiagnostics());
    }
    return new FaultyClasses(
        directory.toUri().toURL(), placeOf(Trees.class), placeOf(FaultyClasses.class));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  private static URL placeOf(Class<?> type) {
    return Objects.requireNonNull(type.getProtectionDomain().getCodeSource()).getLocation();
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
