package org.tokentail.load;

import java.nio.file.Path;

/** The JDK that runs the tests runs the servers, too. */
final class JavaHome {
  static final Path PATH = Path.of(System.getProperty("java.home"));

  private JavaHome() {}

  static String tool(String name) {
    return PATH.resolve("bin").resolve(name).toString();
  }
}
