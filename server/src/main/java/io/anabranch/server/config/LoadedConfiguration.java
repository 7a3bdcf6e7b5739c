package io.anabranch.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A configuration that can be used, with what the operator should be told about it.
 *
 * @param warnings such as keys of the peer that do nothing here
 * @param description every value in force with its source, a line each, secrets masked
 */
public record LoadedConfiguration(
    ServerConfiguration configuration, List<String> warnings, String description) {

  /**
   * Reads the file and the environment.
   *
   * @param file empty when there is none; see {@link ConfigurationFile#find}
   * @param environment such as {@link System#getenv()}
   * @param home what {@code ~} stands for
   * @throws ConfigurationFaults everything that is wrong, at once
   */
  public static LoadedConfiguration load(
      Optional<Path> file, Map<String, String> environment, Preset preset, Path home)
      throws ConfigurationFaults {
    return load(
        file.isPresent() ? parse(file.get()) : Node.Mapping.empty(), environment, preset, home);
  }

  private static LoadedConfiguration load(
      Node.Mapping file, Map<String, String> environment, Preset preset, Path home)
      throws ConfigurationFaults {
    Reading reading = Reading.of(environment, preset, home);
    ServerConfiguration configuration = ServerConfiguration.read(reading.root(file));
    List<ConfigurationFault> faults = reading.faults();
    if (!faults.isEmpty()) {
      throw new ConfigurationFaults(faults);
    }
    reading.warnOfUnknownVariables();
    return new LoadedConfiguration(configuration, reading.warnings(), describe(reading));
  }

  private static String describe(Reading reading) {
    return reading.effective().stream()
        .map(value -> value.key() + " = " + value.value() + "  (" + value.source() + ")")
        .collect(Collectors.joining("\n"));
  }

  private static Node.Mapping parse(Path file) throws ConfigurationFaults {
    String name = file.toString();
    try {
      Node root = YamlTree.parseFile(Files.readString(file), name);
      if (root instanceof Node.Mapping mapping) {
        return mapping;
      }
      throw fault(name, "does not hold keys and values; write `key: value` lines");
    } catch (NoSuchFileException _) {
      throw fault(name, "does not exist");
    } catch (CharacterCodingException _) {
      throw fault(name, "is not UTF-8 text");
    } catch (IOException e) {
      throw fault(name, "cannot be read: " + e.getMessage());
    } catch (BadValueException bad) {
      throw fault(name, bad.problem());
    }
  }

  private static ConfigurationFaults fault(String file, String text) {
    return new ConfigurationFaults(List.of(new ConfigurationFault("", file, text)));
  }
}
