/**
 * What a request costs: the bundled price table, the operator's own prices, and the price of a
 * record as it is written. May use the journal, the log and the configuration.
 */
package org.tokentail.price;
