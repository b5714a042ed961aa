package org.tokentail.gateway.channel;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tokentail.config.Settings;

/**
 * The channels in force and their circuits: those of the file, or one a provider. The file is read
 * again when it has changed; a broken one changes nothing. Thread-safe.
 */
@ApplicationScoped
public class Channels {
  private static final System.Logger LOG = System.getLogger(Channels.class.getName());
  private static final long LARGEST_FILE = 1 << 20;

  private final Clock clock;
  private final Settings.Gateway settings;
  private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();
  private volatile List<Channel> channels;
  private volatile String fault;

  @GuardedBy("this")
  private Stamp stamp;

  private record Stamp(FileTime changed, long size) {}

  /** For the container's proxy only. */
  protected Channels() {
    clock = null;
    settings = null;
  }

  @Inject
  public Channels(Settings settings, Clock clock) {
    this.settings = settings.gateway();
    this.clock = clock;
    // A file that cannot be read at start leaves none: others would go where nobody wanted them.
    channels = settings.gateway().file().isPresent() ? List.of() : standard();
    reload();
  }

  /** Reads the file if it has changed. To be called now and then, by one thread at a time. */
  public synchronized void reload() {
    settings.file().ifPresent(this::reload);
  }

  @GuardedBy("this")
  private void reload(Path file) {
    try {
      Stamp now = new Stamp(Files.getLastModifiedTime(file), Files.size(file));
      if (now.equals(stamp)) {
        return;
      }
      stamp = now;
      if (now.size() > LARGEST_FILE) {
        throw new ChannelFileException("line 1: larger than 1 MiB");
      }
      channels =
          ChannelFile.read(
              Files.readString(file), name -> Optional.ofNullable(System.getenv(name)), timeouts());
      fault = null;
      LOG.log(System.Logger.Level.INFO, "{0} gateway channels from {1}", channels.size(), file);
    } catch (ChannelFileException e) {
      broken(file + ", " + e.getMessage());
    } catch (IOException e) {
      stamp = null;
      broken(file + " cannot be read");
    }
  }

  private void broken(String words) {
    if (!words.equals(fault)) {
      fault = words;
      LOG.log(
          System.Logger.Level.WARNING,
          "The gateway keeps the channels it has: TOKENTAIL_GATEWAY_FILE {0}",
          words);
    }
  }

  private List<Channel> standard() {
    return List.of(
        new Channel(
            "anthropic",
            Provider.ANTHROPIC,
            settings.anthropic(),
            Optional.empty(),
            0,
            0,
            timeouts()),
        new Channel(
            "openai", Provider.OPENAI, settings.openai(), Optional.empty(), 0, 0, timeouts()),
        new Channel(
            "gemini", Provider.GEMINI, settings.gemini(), Optional.empty(), 0, 0, timeouts()));
  }

  private Channel.Timeouts timeouts() {
    return new Channel.Timeouts(
        settings.connectTimeout(), settings.firstByteTimeout(), settings.idleTimeout());
  }

  /** What is wrong with the file, if it is. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** All of them. */
  public List<Channel> all() {
    return channels;
  }

  /** The file they come from, if they do. */
  public Optional<Path> file() {
    return settings.file();
  }

  /**
   * The channels of a provider in the order in which they are to be tried: by priority, those whose
   * circuit is open last.
   *
   * @param withKey only those that supply the provider's key
   */
  public List<Channel> candidates(Provider provider, boolean withKey) {
    Instant now = clock.instant();
    List<Channel> admitted = new ArrayList<>();
    List<Channel> others = new ArrayList<>();
    channels.stream()
        .filter(channel -> channel.provider() == provider)
        .filter(channel -> !withKey || channel.suppliesKey())
        .sorted(Comparator.comparingInt(Channel::priority))
        .forEach(channel -> (circuit(channel).isOpen(now) ? others : admitted).add(channel));
    admitted.addAll(others);
    return admitted;
  }

  public Circuit circuit(Channel channel) {
    return circuits.computeIfAbsent(channel.name(), name -> new Circuit());
  }
}
