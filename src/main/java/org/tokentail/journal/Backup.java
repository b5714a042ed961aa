package org.tokentail.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.tokentail.config.Settings;
import org.tokentail.log.Cursor;

/**
 * Copies of the embedded database, made while it is in use. Thread-safe; one is made at a time.
 *
 * <p>What is restored is older than what clients have seen: it must not go on under the same epoch,
 * or they would take new changes for those that they know. So a copy carries a mark, at which the
 * feed begins anew ({@link Journal#open}).
 */
@ApplicationScoped
public class Backup {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'tokentail-'yyyyMMdd'T'HHmmss.SSS'Z.zip'")
          .withZone(ZoneOffset.UTC);

  private static final String MARK = "restored";

  private static final String MARK_TEXT =
      "This data was restored: with the next start its feed gets a new epoch, and this file goes.\n";

  private final Database database;
  private final Journal journal;
  private final Settings settings;
  private final Clock clock;

  /** For the container's proxy only. */
  protected Backup() {
    this(null, null, null, null);
  }

  @Inject
  public Backup(Database database, Journal journal, Settings settings, Clock clock) {
    this.database = database;
    this.journal = journal;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A copy that was made.
   *
   * @param file on the server
   * @param cursor everything up to this position is in it
   */
  public record Written(Path file, long bytes, Cursor cursor) {}

  /** Whether the database is the embedded one in the data directory. */
  public boolean isPossible() {
    return isEmbedded(settings);
  }

  private static boolean isEmbedded(Settings settings) {
    return settings.storage().url().isEmpty() && settings.storage().jndi().isEmpty();
  }

  /**
   * Copies the database into a zip file in the directory backup of the data directory. Nobody waits
   * for it but the caller.
   */
  public synchronized Written write() {
    Cursor cursor = journal.head();
    Path file = settings.dataDir().resolve("backup").resolve(NAME.format(clock.instant()));
    // Under its name when it is whole.
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.getParent());
      database.onFile(handle -> handle.execute("backup to ?", draft.toString()));
      mark(draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return new Written(file, Files.size(file), cursor);
    } catch (IOException e) {
      throw new UncheckedIOException("The backup cannot be written to " + file, e);
    }
  }

  private static void mark(Path zip) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      Files.writeString(files.getPath(MARK), MARK_TEXT);
    }
  }

  /** Whether the data was restored from a copy, and has not been opened since. */
  static boolean isRestored(Settings settings) {
    return isEmbedded(settings) && Files.exists(settings.dataDir().resolve(MARK));
  }

  /** The feed has begun anew. */
  static void removeMark(Settings settings) {
    try {
      Files.delete(settings.dataDir().resolve(MARK));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
