/** The benchmark, run by {@code mvn -Pbench verify} (docs/PERFORMANCE.md). */
package org.tokentail.bench;
