/**
 * The stream: each committed change encoded once, kept in memory for a while, and written to every
 * client from where its cursor stands.
 *
 * <p>May use the journal, the statistics, the value types of {@code log}, the sessions of {@code
 * security} and the configuration.
 */
package org.tokentail.stream;
