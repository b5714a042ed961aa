package org.tokentail.price;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The operator's file of prices, followed as it changes. What cannot be taken leaves the last good
 * prices in force, and is said in the log and in {@link #state}. Thread-safe: read by many,
 * followed by one at a time.
 */
final class PriceFile {
  private static final System.Logger LOG = System.getLogger(PriceFile.class.getName());
  private static final long MAX_BYTES = 4L * 1_024 * 1_024;

  private final Path path;
  private final Clock clock;
  private volatile PriceLines lines = PriceLines.NONE;
  private volatile State state;

  @GuardedBy("this")
  private Stamp stamp;

  /**
   * Where it stands.
   *
   * @param problem why the file as it is now is not in force; null: it is
   * @param version as {@code priceSource} gives it; null while nothing was loaded
   * @param prices entries in force
   * @param loadedAt when they were read; null while nothing was loaded
   */
  public record State(String path, String problem, String version, int prices, Instant loadedAt) {}

  /** What tells one content of the file from another without reading it. */
  private record Stamp(Instant modified, long size, Object key) {}

  PriceFile(Path path, Clock clock) {
    this.path = path;
    this.clock = clock;
    state = new State(path.toString(), null, null, 0, null);
  }

  PriceLines lines() {
    return lines;
  }

  State state() {
    return state;
  }

  /**
   * Reads the file if it has changed since the last time.
   *
   * @return whether other prices are in force now
   */
  synchronized boolean follow() {
    Stamp found = null;
    try {
      found = stamp();
      if (found.equals(stamp)) {
        return false;
      }
      stamp = found;
      load(found);
      return true;
    } catch (InvalidPriceFileException e) {
      report(e.getMessage());
    } catch (CharacterCodingException e) {
      report("it is not UTF-8");
    } catch (IOException e) {
      stamp = null;
      report("it cannot be read: " + e);
    }
    return false;
  }

  private Stamp stamp() throws IOException {
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(file.lastModifiedTime().toInstant(), file.size(), file.fileKey());
  }

  private void load(Stamp found) throws IOException, InvalidPriceFileException {
    if (found.size() > MAX_BYTES) {
      throw new InvalidPriceFileException(1, "the file is larger than 4 MiB");
    }
    String modified = found.modified().truncatedTo(ChronoUnit.SECONDS).toString();
    PriceLines read =
        PriceFileReader.read(Files.readString(path), path.getFileName().toString(), modified);
    lines = read;
    state = new State(path.toString(), null, read.name(), read.lines().size(), clock.instant());
    LOG.log(
        System.Logger.Level.INFO,
        "{0} prices of {1} are in force",
        read.lines().size(),
        read.name());
  }

  /** Once for each problem: it is looked for every few seconds. */
  private void report(String problem) {
    if (!Objects.equals(problem, state.problem())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The price file {0} is not taken, the prices before it stay in force: {1}",
          path,
          problem);
      state =
          new State(path.toString(), problem, state.version(), state.prices(), state.loadedAt());
    }
  }
}
