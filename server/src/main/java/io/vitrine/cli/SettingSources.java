package io.vitrine.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where the value of an option comes from when its flag is not given: the environment ({@code
 * --max-upload-size} is {@code VITRINE_MAX_UPLOAD_SIZE}), then the config file, a Java properties
 * file with the flags' names as keys ({@code max-upload-size=10GB}).
 */
final class SettingSources implements IDefaultValueProvider {
  private final Map<String, String> environment;
  private final Properties file;

  private SettingSources(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * The sources for a command line.
   *
   * @throws IOException when the config file that the arguments or the environment name cannot be
   *     read
   */
  static SettingSources read(String[] arguments, Map<String, String> environment)
      throws IOException {
    Properties properties = new Properties();
    Optional<String> path =
        configFlag(arguments).or(() -> Optional.ofNullable(environment.get("VITRINE_CONFIG")));
    if (path.isPresent()) {
      try (Reader reader = Files.newBufferedReader(Path.of(path.get()))) {
        properties.load(reader);
      }
    }
    return new SettingSources(environment, properties);
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
      return null;
    }
    String name = option.longestName().substring(2);
    String variable = "VITRINE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    String value = environment.get(variable);
    return value != null ? value : file.getProperty(name);
  }

  private static Optional<String> configFlag(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("--config=")) {
        return Optional.of(arguments[i].substring("--config=".length()));
      }
      if (arguments[i].equals("--config") && i + 1 < arguments.length) {
        return Optional.of(arguments[i + 1]);
      }
    }
    return Optional.empty();
  }
}
