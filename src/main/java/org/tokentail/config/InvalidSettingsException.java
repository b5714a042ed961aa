package org.tokentail.config;

import java.util.List;

/**
 * The settings cannot be used; the message lists each one that is wrong, with its value and what is
 * allowed.
 */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidSettingsException(List<String> problems) {
    super("Tokentail cannot start: " + String.join("; ", problems) + ".");
  }
}
