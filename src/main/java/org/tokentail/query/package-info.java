/**
 * Reading the log: pages and single records. May use the journal and the value types of {@code
 * log}.
 */
package org.tokentail.query;
