/**
 * Plausible traffic for a first look, through the same write path as everything else. Off unless
 * configured.
 */
package org.tokentail.demo;
