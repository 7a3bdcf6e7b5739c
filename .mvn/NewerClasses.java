import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar that are older than Java 6 the format of Java 8: the same code, with
 * the stack maps that newer verifiers want. The JVM verifies older classes slowly, and keeps
 * neither them nor what uses them in its class cache, which a short command notices.
 */
public final class NewerClasses {

  private static final int OLDEST_KEPT = ClassFile.JAVA_6_VERSION;

  private NewerClasses() {}

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path growing = jar.resolveSibling(jar.getFileName() + ".new");
    try (var in = new JarFile(jar.toFile());
        var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        var out = new ZipOutputStream(Files.newOutputStream(growing))) {
      var classes =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (var entries = in.entries(); entries.hasMoreElements(); ) {
        copy(in, entries.nextElement(), out, classes);
      }
    }
    Files.move(growing, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(JarFile in, JarEntry entry, ZipOutputStream out, ClassFile classes)
      throws IOException {
    byte[] bytes = in.getInputStream(entry).readAllBytes();
    var copy = new JarEntry(entry.getName());
    copy.setTime(entry.getTime());
    out.putNextEntry(copy);
    out.write(entry.getName().endsWith(".class") ? newer(bytes, classes) : bytes);
    out.closeEntry();
  }

  private static byte[] newer(byte[] bytes, ClassFile classes) {
    ClassModel old = classes.parse(bytes);
    if (old.majorVersion() >= OLDEST_KEPT) {
      return bytes;
    }
    return classes.transformClass(
        old,
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(
                ClassTransform.endHandler(
                    builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0))));
  }
}
