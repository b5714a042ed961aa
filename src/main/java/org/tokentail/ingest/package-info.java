/**
 * Writing over HTTP: JSON in, changes for the log out. May use the value types and the write path
 * of {@code log}.
 */
package org.tokentail.ingest;
