package org.tokentail.write;

import java.util.List;
import org.tokentail.log.Cursor;
import org.tokentail.log.RequestLog;

/**
 * What a call has committed.
 *
 * @param records the committed state for each update of the call, in their order
 * @param cursor a position in the feed at or after them
 */
public record Recorded(List<RequestLog> records, Cursor cursor) {}
