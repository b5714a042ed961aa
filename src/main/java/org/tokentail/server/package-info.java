/**
 * What lies below a response and no standard interface reaches: the server's own connection. Uses
 * nothing else of Tokentail.
 */
package org.tokentail.server;
