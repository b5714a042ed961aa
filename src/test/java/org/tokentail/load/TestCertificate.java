package org.tokentail.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of 127.0.0.1 that it has signed itself, made by the JDK's keytool: no interface of
 * the JDK makes one. Immutable.
 */
public final class TestCertificate {
  /** Of what it is worth: it protects nothing. */
  public static final String PASSWORD = "changeit";

  private static final String NAME = "provider";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path keys;

  private TestCertificate(Path keys) {
    this.keys = keys;
  }

  /**
   * @param directory keeps its files
   */
  public static TestCertificate make(Path directory) {
    Path keys = directory.resolve("keys.p12");
    keytool(
        keys,
        "-genkeypair",
        "-alias",
        NAME,
        "-keyalg",
        "EC",
        "-dname",
        "CN=test",
        "-ext",
        "san=ip:127.0.0.1");
    return new TestCertificate(keys);
  }

  /** A key store of this certificate without its key: who is started with it trusts it. */
  public Path trusted() {
    Path certificate = keys.resolveSibling("certificate.pem");
    Path trust = keys.resolveSibling("trust.p12");
    keytool(keys, "-exportcert", "-alias", NAME, "-rfc", "-file", certificate.toString());
    keytool(trust, "-importcert", "-noprompt", "-alias", NAME, "-file", certificate.toString());
    return trust;
  }

  /** For a server that shows it. */
  SSLContext context() {
    try (InputStream file = Files.newInputStream(keys)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store, String... what) {
    List<String> command = new ArrayList<>();
    command.add(JavaHome.tool("keytool"));
    command.addAll(List.of(what));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      Tool.run(command, PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
