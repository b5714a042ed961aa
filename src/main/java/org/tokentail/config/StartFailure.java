package org.tokentail.config;

import java.io.PrintStream;

/**
 * What is said when Tokentail cannot start, ahead of the page of stack traces that the server adds.
 */
public final class StartFailure {
  private static final System.Logger LOG = System.getLogger(StartFailure.class.getName());

  private StartFailure() {}

  /**
   * Says it in the log. Where the server runs for Tokentail alone ({@code mvn -Prun} sets
   * tokentail.exit.on.failure), ends the process with 1 instead, the message being the last thing
   * printed: a server that stays up without its only application helps nobody.
   *
   * @param message what stands in the way and what to do
   */
  public static void report(String message) {
    if (!Boolean.getBoolean("tokentail.exit.on.failure")) {
      LOG.log(System.Logger.Level.ERROR, message);
      return;
    }
    print(System.err, message);
    // Not exit: its hooks would wait for the deployment that waits for us. Nothing is open yet.
    Runtime.getRuntime().halt(1);
  }

  private static void print(PrintStream out, String message) {
    out.printf("%n  %s%n%n", message);
    out.flush();
  }
}
