/**
 * What the stream says: events, how they look on the wire, and which of them a client asked for.
 */
package org.tokentail.stream.event;
