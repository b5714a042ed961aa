package org.tokentail.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads and validates the settings, and reports everything that is wrong at once. Not thread-safe:
 * used once.
 */
public final class SettingsReader {
  private static final int KIB = 1_024;

  private final Function<String, Optional<String>> lookup;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param lookup value of a property by its dotted name (tokentail.data.dir), empty when it is not
   *     set
   */
  public SettingsReader(Function<String, Optional<String>> lookup) {
    this.lookup = lookup;
  }

  /**
   * @throws InvalidSettingsException listing every setting that is wrong
   */
  public Settings read() {
    Settings settings =
        new Settings(
            dataDir(),
            url(),
            flag("tokentail.demo"),
            access(),
            new Settings.Storage(
                databaseUrl(),
                lookup.apply("tokentail.db.user"),
                lookup.apply("tokentail.db.password"),
                databaseName(),
                number("tokentail.db.pool.size", 8, 2, 100, "connections")),
            new Settings.Writing(
                number("tokentail.queue.capacity", 10_000, 1_000, 1_000_000, "changes"),
                seconds("tokentail.pending.timeout.seconds", 300, 86_400)),
            new Settings.Retention(
                days("tokentail.retention.days", 90),
                rows("tokentail.retention.rows"),
                days("tokentail.retention.stats.days", 730)),
            new Settings.Stream(
                number("tokentail.stream.max.clients", 10_000, 1, 100_000, "clients"),
                Duration.ofMillis(
                    number("tokentail.stream.retry.ms", 2_000, 100, 60_000, "milliseconds")),
                number("tokentail.stream.backlog", 8_192, 256, 1_000_000, "frames"),
                number("tokentail.stream.replay.limit", 5_000, 0, 1_000_000, "records"),
                seconds("tokentail.stream.stall.seconds", 10, 3_600),
                number("tokentail.stream.max.lag", 16_384, 256, 1_000_000, "frames"),
                number("tokentail.stream.max.filters", 256, 1, 10_000, "filters"),
                flag("tokentail.stream.blocking")),
            gateway(),
            bodies(),
            new Settings.Prices(file("tokentail.prices.file")));
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
    return settings;
  }

  private Settings.Access access() {
    return new Settings.Access(
        key(),
        flag("tokentail.print.key"),
        new Settings.Access.WrongKeys(
            number("tokentail.wrong.keys.an.address", 10, 1, 1_000_000, "wrong keys a minute"),
            number("tokentail.wrong.keys.in.all", 200, 1, 1_000_000, "wrong keys a minute")),
        trustedProxies());
  }

  private List<AddressRange> trustedProxies() {
    String value = lookup.apply("tokentail.trusted.proxies").orElse("");
    Optional<List<AddressRange>> ranges = AddressRange.list(value);
    if (ranges.isEmpty()) {
      problem(
          "tokentail.trusted.proxies",
          value,
          "addresses and ranges, like 10.0.0.0/8, with commas between them");
    }
    return ranges.orElse(List.of());
  }

  private Settings.Gateway gateway() {
    return new Settings.Gateway(
        base("tokentail.gateway.anthropic.url", "https://api.anthropic.com"),
        base("tokentail.gateway.openai.url", "https://api.openai.com"),
        base("tokentail.gateway.gemini.url", "https://generativelanguage.googleapis.com"),
        file("tokentail.gateway.file"),
        seconds("tokentail.gateway.connect.seconds", 10, 3_600),
        seconds("tokentail.gateway.first.byte.seconds", 600, 86_400),
        seconds("tokentail.gateway.idle.seconds", 300, 86_400),
        KIB * number("tokentail.gateway.repeatable.kb", 8_192, 0, 65_536, "KiB"));
  }

  private Settings.Bodies bodies() {
    return new Settings.Bodies(
        keep(),
        // What H2 takes as one text.
        KIB * number("tokentail.bodies.max.kb", 256, 1, 1_000, "KiB"),
        Duration.ofHours(number("tokentail.bodies.hours", 24, 1, 8_760, "hours")));
  }

  private Settings.Bodies.Keep keep() {
    String value = lookup.apply("tokentail.bodies").orElse("off");
    for (Settings.Bodies.Keep keep : Settings.Bodies.Keep.values()) {
      if (keep.name().toLowerCase(Locale.ROOT).equals(value)) {
        return keep;
      }
    }
    problem("tokentail.bodies", value, "off, errors or all");
    return Settings.Bodies.Keep.OFF;
  }

  private URI base(String property, String standard) {
    String value = lookup.apply(property).orElse(standard);
    return Settings.baseUrl(value)
        .orElseGet(
            () -> {
              // Not shown: it may carry a password.
              problems.add(
                  variable(property)
                      + " must be an http or https URL without user, query and fragment");
              return URI.create(standard);
            });
  }

  /** The environment variable of a property: TOKENTAIL_DATA_DIR for tokentail.data.dir. */
  static String variable(String property) {
    return property.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private Path dataDir() {
    String value = lookup.apply("tokentail.data.dir").orElse("data");
    try {
      // H2 reads what follows a semicolon in its URL as an option.
      if (!value.contains(";")) {
        return Path.of(value).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      // reported below, like a semicolon
    }
    problem("tokentail.data.dir", value, "a path of a directory, without a semicolon");
    return Path.of("data");
  }

  private Optional<Path> file(String property) {
    Optional<String> value = lookup.apply(property);
    try {
      return value.map(path -> Path.of(path).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      problem(property, value.orElse(""), "a path of a file");
      return Optional.empty();
    }
  }

  private Optional<String> key() {
    Optional<String> key = lookup.apply("tokentail.key");
    // The value is left out: what is nearly the key must not be logged either.
    if (key.isPresent() && !Settings.isAccessKey(key.get())) {
      problems.add("TOKENTAIL_KEY must be 8 to 256 printable ASCII characters without spaces");
    }
    return key;
  }

  private Optional<URI> url() {
    Optional<String> value = lookup.apply("tokentail.url");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(value.get().replaceFirst("/*$", "/"));
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // reported below, like a URL without a host
    }
    problem("tokentail.url", value.get(), "an http or https URL");
    return Optional.empty();
  }

  private Optional<String> databaseUrl() {
    Optional<String> url = lookup.apply("tokentail.db.url");
    // Only the beginning is shown: a JDBC URL may carry a password.
    if (url.isPresent() && !url.get().matches("jdbc:(h2|postgresql):.+")) {
      String scheme = url.get().replaceAll("^((?:\\w+:){0,2}).*", "$1");
      problem(
          "tokentail.db.url", scheme + "…", "a JDBC URL beginning jdbc:postgresql: or jdbc:h2:");
    }
    // The driver would take all of it for the name of a host, and show the password in messages.
    if (url.isPresent() && url.get().matches("jdbc:postgresql://[^/?]*@.*")) {
      problems.add(
          "TOKENTAIL_DB_URL has a user ahead of its host, but must leave that to TOKENTAIL_DB_USER and TOKENTAIL_DB_PASSWORD");
    }
    return url;
  }

  private Optional<String> databaseName() {
    Optional<String> name = lookup.apply("tokentail.db.jndi");
    List<String> others =
        Stream.of("tokentail.db.url", "tokentail.db.user", "tokentail.db.password")
            .filter(property -> lookup.apply(property).isPresent())
            .map(SettingsReader::variable)
            .toList();
    if (name.isPresent() && !name.get().matches("(java:)?[\\w./-]+")) {
      problem("tokentail.db.jndi", name.get(), "the name of a JDBC resource, like jdbc/tokentail");
    }
    if (name.isPresent() && !others.isEmpty()) {
      problems.add(
          "TOKENTAIL_DB_JNDI is '%s' and %s set as well, but the pool that the server has under that name knows its database: leave one of the two out"
              .formatted(
                  name.get(), String.join(", ", others) + (others.size() == 1 ? " is" : " are")));
    }
    return name;
  }

  private boolean flag(String property) {
    String value = lookup.apply(property).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      problem(property, value, "true or false");
    }
    return value.equals("true");
  }

  private Duration seconds(String property, int standard, int max) {
    return Duration.ofSeconds(number(property, standard, 1, max, "seconds"));
  }

  private Duration days(String property, int standard) {
    return Duration.ofDays(number(property, standard, 1, 36_500, "days"));
  }

  private OptionalLong rows(String property) {
    return lookup.apply(property).isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(number(property, 0, 1_000, 2_000_000_000, "records"));
  }

  private int number(String property, int standard, int min, int max, String unit) {
    Optional<String> value = lookup.apply(property);
    if (value.isEmpty()) {
      return standard;
    }
    try {
      int number = Integer.parseInt(value.get().strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of range
    }
    problem(property, value.get(), "a whole number from %d to %d (%s)".formatted(min, max, unit));
    return standard;
  }

  private void problem(String property, String value, String allowed) {
    problems.add("%s is '%s', but must be %s".formatted(variable(property), value, allowed));
  }
}
