/**
 * The settings: read once from MicroProfile Config, validated as a whole, handed out by CDI. Uses
 * nothing else of Tokentail.
 */
package org.tokentail.config;
