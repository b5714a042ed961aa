package org.tokentail.write;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** {@link KillTest} with the moments of twenty kills: a minute and more. */
class JournalKillSoak extends KillTest {
  private static final int OTHER_MOMENTS = 100;

  @Override
  @RepeatedTest(20)
  void whatWasAcknowledgedIsThereAfterAKill(RepetitionInfo repetition) throws Exception {
    assertThatWhatWasAcknowledgedIsThere(OTHER_MOMENTS + repetition.getCurrentRepetition());
  }
}
