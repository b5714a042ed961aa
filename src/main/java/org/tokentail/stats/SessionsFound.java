package org.tokentail.stats;

import java.util.List;

/**
 * All records of some sessions, added up as of one position in the feed.
 *
 * @param seq the last change that is in them
 * @param rows one for each of a session's models
 */
record SessionsFound(long seq, List<SessionRow> rows) {}
