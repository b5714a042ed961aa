package org.tokentail.gateway;

import java.util.function.UnaryOperator;
import org.tokentail.gateway.record.CallRecord.End;
import org.tokentail.gateway.usage.Answer;
import org.tokentail.gateway.usage.AnswerReader.Form;
import org.tokentail.log.RequestStatus;

/**
 * How an answer ended, by what it has said: that counts, and not how its connections came to their
 * ends (docs/PROTOCOL.md, "How an answer ends"). Immutable.
 *
 * @param status the provider's
 * @param form null where it was not read: then its bytes are all that is known
 * @param ended whether it said so, in whatever way
 * @param words what an answer that is an error says; its keys are masked by {@link #masked}; null:
 *     nothing, or it is none
 */
record Verdict(int status, Form form, boolean ended, Answer answer, String words) {
  private static final int OK = 200;
  private static final int NOT_SUCCESS = 300;
  private static final int FIRST_ERROR = 400;

  static boolean isError(int status) {
    return status >= FIRST_ERROR;
  }

  Verdict masked(UnaryOperator<String> mask) {
    return new Verdict(status, form, ended, answer, mask.apply(words));
  }

  /** The error that it has said it is; null: none. What is no answer at all says nothing. */
  End reported() {
    if (isError(status)) {
      return error("The provider answered with HTTP %d.".formatted(status));
    }
    if (answer.error() != null && form != Form.OTHER) {
      return error("The provider reported an error in its answer.");
    }
    return answer.endsInFailure()
        ? error("The provider ended its answer with \"%s\".".formatted(answer.finishReason()))
        : null;
  }

  /** How it ended for a caller who left it; null: in the middle. */
  End left() {
    return reportedOr(ended);
  }

  /** How it ended where its connection broke, or fell silent; null: in the middle. */
  End broken() {
    // Not by a reason or by sums: what was still to come may be missed.
    return reportedOr(answer.finished());
  }

  private End reportedOr(boolean over) {
    End reported = reported();
    if (reported == null && form == Form.OTHER && status < NOT_SUCCESS) {
      return error("The provider's answer is neither JSON nor an event stream.");
    }
    return reported == null && over ? completed() : reported;
  }

  /** How it ended that was passed on to its end. */
  End whole() {
    End said = left();
    if (said != null || form == null) {
      return said != null ? said : completed();
    }
    return switch (form) {
      case NOTHING -> status == OK ? error("The provider's answer is empty.") : completed();
      case JSON -> error("The provider's answer ended in the middle of its JSON.");
      case EVENTS -> error("The provider's stream ended without its last event.");
      case OTHER -> completed();
    };
  }

  private End completed() {
    return new End(RequestStatus.COMPLETED, status, answer, null, null);
  }

  private End error(String error) {
    return new End(RequestStatus.ERROR, status, answer, error, words);
  }
}
