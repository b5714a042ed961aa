package org.tokentail.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that can be configured, already validated. docs/CONFIGURATION.md lists name, default,
 * unit and range of each.
 *
 * @param dataDir where the embedded database and the generated key live
 * @param url where the page is reached, for the start line; empty: no start line with a URL
 * @param demo whether demo traffic is made
 */
public record Settings(
    Path dataDir,
    Optional<URI> url,
    boolean demo,
    Access access,
    Storage storage,
    Writing writing,
    Retention retention,
    Stream stream,
    Gateway gateway,
    Bodies bodies,
    Prices prices) {

  /** Whether this text can be an access key: 8 to 256 printable ASCII characters without spaces. */
  public static boolean isAccessKey(String text) {
    return text.matches("[!-~]{8,256}");
  }

  /** A base URL as the gateway takes it, without a slash at its end; empty when it is none. */
  public static Optional<URI> baseUrl(String text) {
    try {
      URI uri = new URI(text.replaceFirst("/+$", ""));
      boolean plain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return plain && List.of("http", "https").contains(uri.getScheme())
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Who may call.
   *
   * @param key the admin access key; empty: one is generated in the data directory
   * @param print whether a generated key may be printed with the start line
   * @param wrongKeys by which wrong keys are throttled
   * @param trustedProxies whose word on the caller's address is taken
   */
  public record Access(
      Optional<String> key, boolean print, WrongKeys wrongKeys, List<AddressRange> trustedProxies) {
    /**
     * Wrong keys a minute that are answered as such; more are asked to wait.
     *
     * @param anAddress from one address
     * @param inAll from all of them
     */
    public record WrongKeys(int anAddress, int inAll) {}

    /** Leaves the key out: a record's own text would carry it into a log. */
    @Override
    public String toString() {
      return "Access[print=" + print + "]";
    }
  }

  /**
   * The database.
   *
   * @param url JDBC URL; empty: H2 in a file in the data directory
   * @param jndi name of a pool that the operator made; empty: Tokentail makes its own
   * @param poolSize connections, 2 to 100
   */
  public record Storage(
      Optional<String> url,
      Optional<String> user,
      Optional<String> password,
      Optional<String> jndi,
      int poolSize) {
    /** Who may use how many of the connections. */
    public ConnectionShares shares() {
      return ConnectionShares.of(poolSize);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Storage[poolSize=" + poolSize + "]";
    }
  }

  /**
   * The write path.
   *
   * @param queueCapacity changes that wait for their commit at most
   * @param pendingTimeout a pending request without news for this long becomes a timeout
   */
  public record Writing(int queueCapacity, Duration pendingTimeout) {}

  /**
   * How long things are kept.
   *
   * @param age of records at most
   * @param rows records at most; empty: any number
   * @param statistics age of the sums of a day at most
   */
  public record Retention(Duration age, OptionalLong rows, Duration statistics) {}

  /**
   * The stream of changes.
   *
   * @param maxClients streams open at once
   * @param retry what a client is told to wait before it reconnects, before jitter
   * @param backlog frames kept in memory for clients that resume
   * @param replayLimit records that are replayed at most to one client that comes back
   * @param stallTimeout a client that takes nothing for this long is closed
   * @param maxLag frames that a client may be behind before it is closed
   * @param maxFilters distinct filters of the streams open at once
   * @param blocking writes through JAX-RS with a thread a write, not without waiting
   */
  public record Stream(
      int maxClients,
      Duration retry,
      int backlog,
      int replayLimit,
      Duration stallTimeout,
      int maxLag,
      int maxFilters,
      boolean blocking) {}

  /**
   * The recording gateway.
   *
   * @param anthropic base URL of the one channel of that provider, like the two that follow
   * @param file channels instead of these; empty: none
   * @param connectTimeout until a connection to the provider stands
   * @param firstByteTimeout until the head of its answer is there
   * @param idleTimeout between two pieces of an answer, and until the caller takes one
   * @param repeatableBytes a request's body up to this size is kept until its answer begins
   */
  public record Gateway(
      URI anthropic,
      URI openai,
      URI gemini,
      Optional<Path> file,
      Duration connectTimeout,
      Duration firstByteTimeout,
      Duration idleTimeout,
      int repeatableBytes) {}

  /**
   * The texts of requests and answers, which are kept apart from the records.
   *
   * @param keep which of them
   * @param maxBytes of each text; what is beyond is cut off
   * @param retention deleted after it
   */
  public record Bodies(Keep keep, int maxBytes, Duration retention) {
    /** Which bodies are kept. */
    public enum Keep {
      OFF,
      ERRORS,
      ALL
    }
  }

  /**
   * Prices of models.
   *
   * @param file the operator's own, which win; empty: none
   */
  public record Prices(Optional<Path> file) {}
}
