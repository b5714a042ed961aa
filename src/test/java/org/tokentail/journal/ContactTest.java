package org.tokentail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ContactTest {
  private final SQLException broken = new SQLException("broken", "08006");

  private final AtomicLong now = new AtomicLong();
  private final Contact contact = new Contact("jdbc:test", now::get);

  @Test
  void aBrokenConnectionKeepsNobodyFromTryingAnother() {
    contact.lost(broken);

    assertThat(contact.begin()).isPresent();
    assertThat(contact.begin()).isPresent();
  }

  @Test
  void whileTheDatabaseIsAwayOneAtATimeAsksNowAndThen() {
    contact.lost(broken);
    pass(Duration.ofSeconds(2));

    Optional<Contact.Try> first = contact.begin();
    assertThat(first).isPresent();
    assertThat(contact.begin()).isEmpty();
    first.orElseThrow().close();
    assertThat(contact.begin()).isEmpty();
    pass(Duration.ofMillis(501));
    assertThat(contact.begin()).isPresent();
  }

  @Test
  void whenItAnswersEverybodyAsksAgain() {
    contact.lost(broken);
    pass(Duration.ofSeconds(2));
    assertThat(contact.begin()).isPresent();
    contact.held();

    assertThat(contact.begin()).isPresent();
    assertThat(contact.begin()).isPresent();
  }

  @Test
  void aPoolThatIsUsedUpIsToldFromADatabaseThatIsAway() {
    SQLException full =
        new SQLException(
            "Error in allocating a connection. Cause: In-use connections equal max-pool-size and expired max-wait-time. Cannot allocate more connections.");

    assertThat(Contact.isPoolExhausted(full)).isTrue();
    assertThat(Contact.isPoolExhausted(broken)).isFalse();
    assertThat(Contact.isLoss(broken)).isTrue();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
