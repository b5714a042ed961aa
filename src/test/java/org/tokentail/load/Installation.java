package org.tokentail.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** How one kind of server is started, as one Java process. */
interface Installation {
  /** A short name for its files. */
  String name();

  /** The command line of the server, the same port and data each time. */
  List<String> command() throws IOException;

  /** Where the application is deployed, ending with a slash. */
  URI uri();

  /**
   * Called while the server runs for the first time, perhaps not listening yet, to deploy and
   * configure what its command line does not.
   *
   * @return whether the server must be started once more for it to take effect
   */
  boolean prepare(ServerProcess process) throws IOException;
}
