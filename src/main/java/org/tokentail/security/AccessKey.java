package org.tokentail.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.tokentail.config.Settings;
import org.tokentail.config.StartFailure;

/**
 * The one key that opens everything: the configured one, or one generated once and kept in the data
 * directory.
 */
@ApplicationScoped
public class AccessKey {
  private static final String FILE = "access-key";
  private static final int BYTES = 24;

  private final Settings settings;
  private String key;
  private byte[] bytes;
  private boolean generated;

  /** For the container's proxy only. */
  protected AccessKey() {
    this(null);
  }

  @Inject
  public AccessKey(Settings settings) {
    this.settings = settings;
  }

  @PostConstruct
  void load() {
    generated = settings.access().key().isEmpty();
    key = settings.access().key().orElseGet(() -> stored(settings.dataDir()));
    bytes = key.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether this is the key, in a time that does not depend on how much of it is right. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(candidate.getBytes(StandardCharsets.UTF_8), bytes);
  }

  /** True when no key was configured. */
  public boolean isGenerated() {
    return generated;
  }

  /** The key itself, for the link that is printed at start; never for a log. */
  public String reveal() {
    return key;
  }

  private static String stored(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      Files.createDirectories(directory);
      if (!Files.exists(file)) {
        create(file);
      }
      String key = Files.readString(file).strip();
      // A disk that was full when it was written would otherwise make the empty key the key.
      if (!Settings.isAccessKey(key)) {
        String damage =
            "Tokentail cannot start: the access key in %s is damaged. Remove the file and a new one is generated, or set TOKENTAIL_KEY."
                .formatted(file);
        StartFailure.report(damage);
        throw new IllegalStateException(damage);
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("The access key cannot be kept in " + file, e);
    }
  }

  /** Written beside and linked into place: whoever finds the file finds the whole key. */
  private static void create(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path draft = Files.createTempFile(file.getParent(), FILE, ".new", ownerOnly(file));
    Files.writeString(draft, key + "\n");
    try {
      Files.createLink(file, draft);
    } catch (IOException | UnsupportedOperationException e) {
      // Another node was faster, and its key is the key; or there are no links on this disk.
      if (!Files.exists(file)) {
        Files.copy(draft, file, StandardCopyOption.COPY_ATTRIBUTES);
      }
    } finally {
      Files.delete(draft);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
