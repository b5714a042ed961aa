package org.tokentail.stats;

import java.util.List;

/**
 * All records of some sessions, added up as of one position in the feed.
 *
 * @param seq the last change that is in them
 * @param ids the sessions; some may have no records any more
 * @param rows one for each of a session's models
 */
record SessionsFound(long seq, List<String> ids, List<SessionRow> rows) {}
