package org.tokentail.write;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.tokentail.journal.TestJournal;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Updates;

/**
 * The child process of {@link KillTest}: writes as fast as it can and prints each id and rev once
 * acknowledged.
 */
final class KillTestLoad {
  private static final int WRITERS = 8;

  /** Bounded, should nobody kill it. */
  private static final int REQUESTS_PER_WRITER = 20_000;

  private KillTestLoad() {}

  public static void main(String[] args) {
    // Not closed: this process does not live to do so.
    TestJournal opened = new TestJournal(Path.of(args[0]));
    GroupCommit commits =
        new GroupCommit(
            opened.journal(), 10_000, changed -> {}, Thread::new, ForkJoinPool.commonPool());
    for (int writer = 0; writer < WRITERS; writer++) {
      String prefix = "w" + writer + "-";
      new Thread(() -> write(commits, prefix)).start();
    }
  }

  private static void write(GroupCommit commits, String prefix) {
    for (int i = 0; i < REQUESTS_PER_WRITER; i++) {
      String id = prefix + i;
      acknowledge(commits, Updates.of(id, RequestStatus.PENDING));
      acknowledge(commits, Updates.of(id, RequestStatus.COMPLETED));
    }
  }

  private static void acknowledge(GroupCommit commits, LogUpdate update) {
    Recorded recorded = commits.submit(List.of(update)).toCompletableFuture().join();
    PrintStream out = System.out;
    // One write a line: lines of several writers must not mix.
    synchronized (out) {
      out.print(update.id() + " " + recorded.records().get(0).rev() + " .\n");
      out.flush();
    }
  }
}
