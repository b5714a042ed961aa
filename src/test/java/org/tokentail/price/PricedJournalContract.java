package org.tokentail.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokentail.config.Settings;
import org.tokentail.journal.Database;
import org.tokentail.journal.Journal;
import org.tokentail.log.Caller;
import org.tokentail.log.LogUpdate;
import org.tokentail.log.RequestLog;
import org.tokentail.log.Target;
import org.tokentail.log.Updates;
import org.tokentail.log.Usage;

/** Prices within the journal's transaction, on every database. */
abstract class PricedJournalContract {
  private static final Target TARGET =
      new Target(null, "anthropic", null, null, "claude-sonnet-4-5", null, null, null);
  private static final Usage USAGE = new Usage(1_234L, 567L, 89L, 1L, null);

  private Database database;
  private Journal journal;

  abstract Settings settings();

  @BeforeEach
  void open() {
    Settings settings = settings();
    database = new Database(settings);
    database.open();
    Prices prices = new Prices(settings, Clock.systemUTC());
    prices.open();
    journal = new Journal(database, new RecordPricing(prices));
    journal.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void tokensArePricedInTheTransactionThatBringsThem() {
    append(Updates.called("a", TARGET, Caller.UNKNOWN));
    RequestLog priced = append(Updates.used("a", USAGE));

    assertThat(priced.state().cost().price()).isEqualTo("0.01254105");
    assertThat(journal.find("a")).contains(priced);
    assertThat(journal.since(0, 10)).containsExactly(priced);
  }

  @Test
  void changesOfOneBatchSeeEachOther() {
    List<RequestLog> records =
        journal
            .append(
                List.of(
                    Updates.used("a", USAGE),
                    Updates.called("a", TARGET, Caller.UNKNOWN),
                    Updates.used("a", USAGE)))
            .records();

    assertThat(records.get(0).state().cost().price()).isNull();
    assertThat(records.get(1).state().cost().price()).isEqualTo("0.01254105");
    assertThat(records.get(2)).isSameAs(records.get(1));
  }

  @Test
  void whatWasReadBackIsPricedNoOtherWay() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      LogUpdate called = Updates.called("r" + i, TARGET, Caller.UNKNOWN);
      LogUpdate used =
          Updates.used(
              "r" + i,
              new Usage(
                  random.nextLong(1_000_000),
                  random.nextLong(1_000_000),
                  random.nextLong(1_000_000),
                  random.nextLong(1_000_000),
                  null));
      append(called);
      RequestLog priced = append(used);

      assertThat(append(used)).isEqualTo(priced);
      assertThat(append(called)).isEqualTo(priced);
      assertThat(priced.rev()).isEqualTo(2);
    }
  }

  private RequestLog append(LogUpdate update) {
    return journal.append(List.of(update)).records().get(0);
  }
}
