package org.tokentail.price;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tokentail.journal.Journal;
import org.tokentail.journal.PageQuery;
import org.tokentail.journal.PageRequest;
import org.tokentail.log.Cost;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestLog;
import org.tokentail.log.RequestState;
import org.tokentail.log.UnavailableException;
import org.tokentail.write.Recorded;
import org.tokentail.write.RequestLogManager;

/**
 * Prices records anew, page by page through the write path, so that streams and statistics follow.
 * Thread-safe: one at a time, others are refused.
 */
@ApplicationScoped
public class Recalculation {
  /** Records in one transaction: others that write must not wait long for it. */
  private static final int PAGE = 500;

  /** Pages in one call: a text that is rare makes them short. */
  private static final int MAX_PAGES = 400;

  private static final int COMMIT_SECONDS = 30;

  private final Semaphore turn = new Semaphore(1);

  @Inject private Journal journal;
  @Inject private RequestLogManager logs;
  @Inject private Prices prices;
  @Inject private Clock clock;

  /**
   * What to price anew.
   *
   * @param records which, and at most how many are looked at
   * @param all also those whose price the caller gave
   * @param dryRun only compute what would change
   */
  public record Order(PageRequest records, boolean all, boolean dryRun) {}

  /**
   * Goes through the records, the newest first.
   *
   * @throws UnavailableException when another one is under way, or changes cannot be committed now;
   *     what was committed before stays, and the same call may be repeated
   */
  public Repriced run(Order order) {
    if (!turn.tryAcquire()) {
      throw new UnavailableException(
          "Recalculation under way",
          "Prices are being recalculated already. Retry when that is done.",
          5,
          null);
    }
    try {
      return goThrough(order);
    } finally {
      turn.release();
    }
  }

  private Repriced goThrough(Order order) {
    RepricedTally tally = new RepricedTally(order.dryRun());
    Optional<PageRequest.Key> next = order.records().before();
    int left = order.records().limit();
    int pages = 0;
    do {
      int size = Math.min(PAGE, left);
      PageQuery.Found found = journal.newest(page(order.records(), next, size));
      reprice(found.records(), order, tally);
      left -= found.records().size();
      next = following(found, size);
      pages++;
    } while (next.isPresent() && left > 0 && pages < MAX_PAGES);
    return tally.result(next.map(PageRequest.Key::toString).orElse(null));
  }

  private static Optional<PageRequest.Key> following(PageQuery.Found found, int size) {
    List<RequestLog> records = found.records();
    return records.size() == size
        ? Optional.of(PageRequest.Key.of(records.get(size - 1)))
        : found.scannedTo();
  }

  private static PageRequest page(PageRequest records, Optional<PageRequest.Key> before, int size) {
    return new PageRequest(records.filter(), before, records.from(), records.to(), size);
  }

  private void reprice(List<RequestLog> page, Order order, RepricedTally tally) {
    List<LogUpdate> changes = new ArrayList<>();
    for (RequestLog log : page) {
      Cost old = log.state().cost();
      boolean ours = old.equals(Cost.UNKNOWN) || PriceSource.isOurs(old);
      if (hasTokens(log.state()) && (ours || order.all())) {
        Cost cost = prices.cost(log.state()).filter(found -> !sameAmounts(found, old)).orElse(old);
        tally.add(old, cost);
        if (!cost.equals(old)) {
          // Only at this rev: whoever changes the record meanwhile has it priced by that change.
          changes.add(
              new LogUpdate(log.id(), clock.instant(), log.rev(), RequestState.ofCost(cost)));
        }
      }
    }
    if (!order.dryRun() && !changes.isEmpty()) {
      tally.overtaken(changes, commit(changes));
    }
  }

  private Recorded commit(List<LogUpdate> changes) {
    try {
      return logs.add(changes).toCompletableFuture().get(COMMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static UnavailableException unavailable(Exception cause) {
    return new UnavailableException(
        "Recalculation stopped",
        "Changes were not committed in time. Those before are kept; repeat the call.",
        5,
        cause);
  }

  private static boolean hasTokens(RequestState state) {
    Long tokens = state.usage().totalTokens();
    return tokens != null && tokens > 0;
  }

  /** Another table that asks the same is no reason for a change. */
  private static boolean sameAmounts(Cost one, Cost other) {
    return withoutSource(one).equals(withoutSource(other));
  }

  private static Cost withoutSource(Cost cost) {
    return new Cost(
        cost.price(),
        cost.inputCost(),
        cost.outputCost(),
        cost.cacheCreationCost(),
        cost.cacheReadCost(),
        null);
  }
}
