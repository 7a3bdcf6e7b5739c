package io.anabranch.refs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The manifests that a command is about, and where their data lies. */
final class ManifestFiles {

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Manifests that dump wrote.")
  private List<Path> files = List.of();

  @Mixin private final PlaceOptions place = new PlaceOptions();

  /**
   * @throws ParameterException if they are to lie at one place
   */
  List<Path> files() {
    if (place.isOfOne() && files.size() > 1) {
      throw new ParameterException(
          command.commandLine(), "--storage-namespace is for one manifest at a time");
    }
    return files;
  }

  /** What a file says, but for the place if another is wanted. */
  Manifest read(Path file) throws IOException {
    Manifest manifest = ManifestFile.read(file);
    return new Manifest(place.apply(manifest.repository()), manifest.refs());
  }
}
