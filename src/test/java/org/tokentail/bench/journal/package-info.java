/**
 * The benchmark of the journal, run by {@code mvn -Pbench-journal verify} (docs/PERFORMANCE.md):
 * the WAR as it is shipped, on databases of different sizes.
 */
package org.tokentail.bench.journal;
