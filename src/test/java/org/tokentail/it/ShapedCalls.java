package org.tokentail.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.tokentail.load.BodyShape;
import org.tokentail.load.WireCaller;
import org.tokentail.load.WireReply;

/** Makes many calls side by side, and says which of them went wrong. */
final class ShapedCalls {
  private static final int CALLERS = 8;
  private static final int LONGEST_SECONDS = 120;

  private final Api api;
  private final boolean keepsConnections;

  /** One call, of that shape. */
  interface Call {
    void send(WireCaller caller, BodyShape shape) throws IOException;
  }

  /** What is wrong with an answer; null: nothing. */
  interface Check {
    String fault(BodyShape shape, WireReply reply);
  }

  /**
   * @param keepsConnections whether each caller stays on its connection; otherwise each call has
   *     one of its own
   */
  ShapedCalls(Api api, boolean keepsConnections) {
    this.api = api;
    this.keepsConnections = keepsConnections;
  }

  /** The faults, each with its shape. */
  List<String> faults(List<BodyShape> shapes, Call call, Check check) {
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int first = i;
        running.add(callers.submit(() -> callAll(every(shapes, first), call, check, faults)));
      }
      for (Future<?> one : running) {
        one.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      }
    } catch (Exception e) {
      faults.add(e.toString());
    } finally {
      callers.shutdownNow();
    }
    return faults;
  }

  private static List<BodyShape> every(List<BodyShape> shapes, int first) {
    List<BodyShape> some = new ArrayList<>();
    for (int i = first; i < shapes.size(); i += CALLERS) {
      some.add(shapes.get(i));
    }
    return some;
  }

  private void callAll(List<BodyShape> shapes, Call call, Check check, List<String> faults) {
    WireCaller caller = null;
    for (BodyShape shape : shapes) {
      try {
        caller = caller == null ? new WireCaller(api.base()) : caller;
        call.send(caller, shape);
        WireReply reply = caller.reply();
        String fault = reply.status() == 200 ? check.fault(shape, reply) : reply + reply.text();
        if (fault != null) {
          faults.add(shape + ": " + fault);
        }
        caller = keepsConnections && !reply.isLast() ? caller : closed(caller);
      } catch (IOException | RuntimeException e) {
        faults.add(shape + ": " + e);
        caller = closed(caller);
      }
    }
    closed(caller);
  }

  private static WireCaller closed(WireCaller caller) {
    if (caller != null) {
      caller.close();
    }
    return null;
  }
}
