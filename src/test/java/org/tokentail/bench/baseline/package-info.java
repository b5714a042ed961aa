/**
 * What one gets without Tokentail's own fan-out: the SseBroadcaster of Jakarta REST, sending the
 * same events as objects. No database, no keys, no limits: whatever Tokentail does beyond that is
 * at its own expense.
 */
package org.tokentail.bench.baseline;
