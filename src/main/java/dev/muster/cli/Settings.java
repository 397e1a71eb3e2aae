package dev.muster.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// What is configured, and where. A setting is taken from the first of these that has it: the
/// command line, the environment, the configuration file, its default. An empty environment
/// variable counts as none.
final class Settings {
  /// What the launcher, other commands, the measurements and the console's tools read.
  private static final Set<String> OTHER_VARIABLES =
      Set.of(
          "MUSTER_CONFIG",
          "MUSTER_JAVA_OPTS",
          "MUSTER_JVM_FLAGS",
          "MUSTER_CHROMIUM",
          "MUSTER_SCREENSHOTS",
          "MUSTER_SERVER",
          "MUSTER_TOKEN",
          "MUSTER_TOKEN_FILE",
          "MUSTER_PATIENCE",
          "MUSTER_URL");

  private static final String FILE = "--config";

  private record Origin(String text, String where) {}

  private final Map<String, String> commandLine;
  private final Map<String, String> environment;
  private final Map<String, String> file;
  private final String fileName;

  private Settings(
      Map<String, String> commandLine,
      Map<String, String> environment,
      Map<String, String> file,
      String fileName) {
    this.commandLine = Map.copyOf(commandLine);
    this.environment = Map.copyOf(environment);
    this.file = Map.copyOf(file);
    this.fileName = fileName;
  }

  /// @param commandLine values by [Setting#name]
  /// @param environment all variables
  /// @param config the configuration file; without one, what `MUSTER_CONFIG` names
  /// @param known the settings that the file may have
  Settings(
      Map<String, String> commandLine,
      Map<String, String> environment,
      Optional<String> config,
      Collection<Setting<?>> known)
      throws BadSettingException {
    this.commandLine = Map.copyOf(commandLine);
    this.environment = Map.copyOf(environment);
    Optional<String> path =
        config.or(
            () -> Optional.ofNullable(environment.get("MUSTER_CONFIG")).filter(s -> !s.isEmpty()));
    this.fileName = path.orElse("");
    this.file = path.isEmpty() ? Map.of() : read(path.get(), known);
  }

  /// The settings of a server that a command was given, on the command line, too.
  ///
  /// @param environment all variables
  static Settings of(CommandLine.ParseResult parsed, Map<String, String> environment)
      throws BadSettingException {
    Map<String, String> given = new HashMap<>();
    for (Setting<?> setting : ServeSettings.ALL) {
      if (!setting.secret() && parsed.hasMatchedOption(setting.option())) {
        given.put(setting.name(), parsed.matchedOptionValue(setting.option(), ""));
      }
    }
    Optional<String> config =
        parsed.hasMatchedOption(FILE)
            ? Optional.of(parsed.matchedOptionValue(FILE, ""))
            : Optional.empty();
    return new Settings(given, environment, config, ServeSettings.ALL);
  }

  /// The option that names the configuration file.
  static OptionSpec fileOption() {
    return OptionSpec.builder(FILE)
        .paramLabel("FILE")
        .type(String.class)
        .description("The configuration file: lines of the form name = value.")
        .build();
  }

  /// Says which variables look as if they were meant for Muster and are read by nothing.
  ///
  /// @param environment all variables
  static void warnOfUnknown(Logger log, Map<String, String> environment) {
    for (String name : unknownVariables(environment, ServeSettings.ALL)) {
      log.warn("the environment variable {} is no setting and is not read; see --help", name);
    }
  }

  private static Map<String, String> read(String name, Collection<Setting<?>> known)
      throws BadSettingException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(name))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      String why =
          e instanceof FileSystemException trouble ? FileTrouble.words(trouble) : e.getMessage();
      throw new BadSettingException("the configuration file " + name + " cannot be read: " + why);
    }
    Map<String, String> values = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>(known.stream().map(Setting::name).toList());
    for (String key : properties.stringPropertyNames()) {
      if (!names.contains(key)) {
        throw new BadSettingException(
            "the configuration file "
                + name
                + " has an unknown key “"
                + key
                + "”; it may have "
                + String.join(", ", names));
      }
      values.put(key, properties.getProperty(key).strip());
    }
    return values;
  }

  /// Environment variables that look as if they were meant for Muster and that nothing reads. Those
  /// that an orchestrator sets for a service called `muster` are not among them.
  ///
  /// @param environment all variables
  static SortedSet<String> unknownVariables(
      Map<String, String> environment, Collection<Setting<?>> known) {
    Set<String> read = new HashSet<>(OTHER_VARIABLES);
    known.forEach(setting -> read.add(setting.variable()));
    return environment.keySet().stream()
        .filter(name -> name.startsWith("MUSTER_") && !read.contains(name))
        .filter(name -> !name.matches("MUSTER_(SERVICE_.*|PORT_.*)"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The same as if nobody had set these.
  Settings without(Collection<Setting<?>> some) {
    Map<String, String> onCommandLine = new HashMap<>(commandLine);
    Map<String, String> inEnvironment = new HashMap<>(environment);
    Map<String, String> inFile = new HashMap<>(file);
    for (Setting<?> setting : some) {
      onCommandLine.remove(setting.name());
      inEnvironment.remove(setting.variable());
      inFile.remove(setting.name());
    }
    return new Settings(onCommandLine, inEnvironment, inFile, fileName);
  }

  /// A setting that has a default.
  <T> T get(Setting<T> setting) throws BadSettingException {
    return find(setting)
        .orElseThrow(() -> new IllegalArgumentException(setting.name() + " has no default"));
  }

  /// A setting that may be absent.
  <T> Optional<T> find(Setting<T> setting) throws BadSettingException {
    Optional<Origin> origin = origin(setting);
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(setting.reader().apply(origin.get().text()));
    } catch (IllegalArgumentException e) {
      String value = setting.secret() ? "" : "“" + origin.get().text() + "” ";
      throw new BadSettingException(
          setting.name() + ": " + value + e.getMessage() + " (from " + origin.get().where() + ")");
    }
  }

  /// Where a setting was set: such as “the environment variable MUSTER_PORT”; empty if nobody did.
  Optional<String> whereSet(Setting<?> setting) {
    return given(setting).map(Origin::where);
  }

  private Optional<Origin> origin(Setting<?> setting) {
    return given(setting).or(() -> setting.standard().map(text -> new Origin(text, "its default")));
  }

  private Optional<Origin> given(Setting<?> setting) {
    String name = setting.name();
    String variable = environment.getOrDefault(setting.variable(), "");
    if (commandLine.containsKey(name)) {
      return Optional.of(new Origin(commandLine.getOrDefault(name, ""), "the command line"));
    } else if (!variable.isEmpty()) {
      return Optional.of(new Origin(variable, "the environment variable " + setting.variable()));
    } else if (file.containsKey(name)) {
      return Optional.of(
          new Origin(file.getOrDefault(name, ""), "the configuration file " + fileName));
    } else {
      return Optional.empty();
    }
  }
}
