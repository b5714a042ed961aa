/**
 * Minutes of load on a real server, to see that nothing is lost and nothing piles up. Run by {@code
 * mvn -Psoak verify} only.
 */
package org.tokentail.soak;
