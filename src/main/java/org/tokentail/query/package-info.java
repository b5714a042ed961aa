/**
 * Reading the log: pages, single records and exports. May use the journal, the statistics, the
 * value types of {@code log}, and the server's connections.
 */
package org.tokentail.query;
