package org.tokentail.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.tokentail.config.Settings;

/**
 * The one key that opens everything: the configured one, or one generated once and kept in the data
 * directory.
 */
@ApplicationScoped
public class AccessKey {
  private static final String FILE = "access-key";
  private static final int BYTES = 24;

  @Inject private Settings settings;

  private String key;
  private boolean generated;

  @PostConstruct
  void load() {
    generated = settings.access().key().isEmpty();
    key = settings.access().key().orElseGet(() -> stored(settings.dataDir()));
  }

  /** Whether this is the key, in a time that does not depend on how much of it is right. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(Digests.sha256(candidate), Digests.sha256(key));
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
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The access key cannot be kept in " + file, e);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    try (var channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(file))) {
      channel.write(StandardCharsets.US_ASCII.encode(key + "\n"));
    } catch (FileAlreadyExistsException e) {
      // Another node was faster: its key is the key.
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
