package org.tokentail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tokentail.gateway.record.CallRecord.End;
import org.tokentail.gateway.usage.Answer;
import org.tokentail.gateway.usage.AnswerReader.Form;
import org.tokentail.log.RequestStatus;
import org.tokentail.log.Usage;

/** What an answer has said is what happened. */
class VerdictTest {
  private static final Answer FINISHED = said("stop", null, true);
  private static final Answer UNFINISHED = said("stop", null, false);
  private static final Answer FAILED = said("error", null, true);
  private static final Answer ERROR = said(null, "overloaded_error: Overloaded", false);

  @Test
  void anAnswerWithItsLastWordIsCompletedHoweverItsConnectionsEnd() {
    Verdict verdict = new Verdict(200, Form.EVENTS, true, FINISHED, null);

    assertThat(verdict.whole().status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(verdict.left().status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(verdict.broken().status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(verdict.reported()).isNull();
  }

  @Test
  void aReasonEndsItForWhoLeavesButNotWhereTheProviderBreaks() {
    Verdict verdict = new Verdict(200, Form.EVENTS, true, UNFINISHED, null);

    assertThat(verdict.left().status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(verdict.broken()).isNull();
  }

  @Test
  void anErrorIsOneHoweverItsConnectionsEnd() {
    Verdict verdict = new Verdict(200, Form.EVENTS, false, ERROR, ERROR.error());
    for (End end : new End[] {verdict.whole(), verdict.left(), verdict.broken()}) {
      assertThat(end).isEqualTo(verdict.reported());
      assertThat(end.status()).isEqualTo(RequestStatus.ERROR);
      assertThat(end.httpStatus()).isEqualTo(200);
      assertThat(end.error()).contains("reported an error");
      assertThat(end.upstreamError()).isEqualTo("overloaded_error: Overloaded");
    }
    assertThat(new Verdict(500, Form.JSON, false, Answer.UNKNOWN, null).left().error())
        .contains("HTTP 500");
    assertThat(new Verdict(200, Form.EVENTS, true, FAILED, null).whole().error())
        .isEqualTo("The provider ended its answer with \"error\".");
  }

  @Test
  void anAnswerInTheMiddleSaysNothing() {
    Verdict verdict = new Verdict(200, Form.EVENTS, false, Answer.UNKNOWN, null);

    assertThat(verdict.left()).isNull();
    assertThat(verdict.broken()).isNull();
    assertThat(verdict.whole().error()).contains("without its last event");
  }

  @Test
  void whatIsNoAnswerIsAnError() {
    Answer page = said(null, "<html>Blocked</html>", false);

    assertThat(whole(200, Form.OTHER, page).error()).contains("neither JSON nor an event stream");
    assertThat(whole(200, Form.OTHER, page).upstreamError()).isEqualTo("<html>Blocked</html>");
    assertThat(whole(200, Form.NOTHING, Answer.UNKNOWN).error()).contains("empty");
    assertThat(whole(200, Form.JSON, Answer.UNKNOWN).error()).contains("middle of its JSON");
    // Redirects have a page, and not every success a body.
    assertThat(whole(302, Form.OTHER, page).status()).isEqualTo(RequestStatus.COMPLETED);
    assertThat(whole(204, Form.NOTHING, Answer.UNKNOWN).status())
        .isEqualTo(RequestStatus.COMPLETED);
    assertThat(whole(200, null, Answer.UNKNOWN).status()).isEqualTo(RequestStatus.COMPLETED);
    // Whoever takes nothing of it has not heard it either.
    assertThat(new Verdict(200, Form.OTHER, false, page, null).reported()).isNull();
  }

  private static End whole(int status, Form form, Answer answer) {
    return new Verdict(status, form, false, answer, answer.error()).whole();
  }

  private static Answer said(String finishReason, String error, boolean finished) {
    return new Answer(null, Usage.UNKNOWN, null, finishReason, null, error, finished);
  }
}
