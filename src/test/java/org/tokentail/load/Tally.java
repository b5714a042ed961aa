package org.tokentail.load;

/**
 * What a crowd counted at one moment.
 *
 * @param open connections that are open, the stalled ones included
 * @param refused answered with another status than 200, since the crowd began; so are the next two
 * @param failed never open
 * @param ended by the server
 * @param events of the counted names on all connections since the last count began
 * @param fewest events of the open connection that reads and has the fewest, 0 without any
 * @param most events of the open connection that reads and has the most
 * @param lastAt epoch nanoseconds of the last event, 0: none
 */
public record Tally(
    int open,
    int refused,
    int failed,
    int ended,
    long events,
    long fewest,
    long most,
    long lastAt) {}
