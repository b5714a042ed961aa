/**
 * Admission control of readers: how many questions are asked of the database at once, in which
 * order, and for how long. May use the values of {@code log} and the configuration; knows no
 * database.
 */
package org.tokentail.admission;
