/**
 * Sums of records by minute, hour and day, kept in the transaction that changes the records, so
 * that statistics cost the same whatever the number of records. May use the value types of {@code
 * log}.
 */
package org.tokentail.rollup;
