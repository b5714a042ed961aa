/**
 * The texts of requests and answers, kept apart from the records and for a short time. May use the
 * database of {@code journal}, {@code gateway.record} (masking), {@code log} and {@code config}.
 */
package org.tokentail.gateway.bodies;
