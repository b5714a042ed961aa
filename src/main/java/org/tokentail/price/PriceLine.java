package org.tokentail.price;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One entry of the operator's file. Immutable.
 *
 * @param line where it begins in the file, from 1
 * @param model which models, their names in lower case
 * @param provider which providers; null: any, known or not
 * @param from inclusive; null: always
 * @param until exclusive; null: for ever
 */
record PriceLine(
    int line, Pattern model, Pattern provider, Instant from, Instant until, Rates rates) {

  /**
   * @param providerName in lower case; null when unknown
   */
  boolean matches(String providerName, String modelName, Instant time) {
    return model.matcher(modelName).matches()
        && (provider == null || (providerName != null && provider.matcher(providerName).matches()))
        && (from == null || !time.isBefore(from))
        && (until == null || time.isBefore(until));
  }
}
