/**
 * The application towards the container: JAX-RS set-up, errors, health, headers of the page, start
 * and stop.
 */
package org.tokentail.web;
