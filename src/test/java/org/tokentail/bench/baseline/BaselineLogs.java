package org.tokentail.bench.baseline;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

@Path("logs")
@Singleton
public class BaselineLogs {
  private static final String CREATED = "log:created";

  private final AtomicLong seq = new AtomicLong();
  private final Sse sse;
  private final SseBroadcaster broadcaster;

  public BaselineLogs(@Context Sse sse) {
    this.sse = sse;
    broadcaster = sse.newBroadcaster();
  }

  @GET
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void stream(@Context SseEventSink sink) {
    broadcaster.register(sink);
    // Who is answered gets what comes from then on, and need not wait for it to be answered.
    sink.send(sse.newEventBuilder().name("connected").data("{}").build());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response record(List<BaselineRecord> records) {
    for (BaselineRecord log : records) {
      broadcaster.broadcast(
          sse.newEventBuilder()
              .id(Long.toString(seq.incrementAndGet()))
              .name(CREATED)
              .mediaType(MediaType.APPLICATION_JSON_TYPE)
              .data(BaselineEvent.class, new BaselineEvent(CREATED, log, Instant.now().toString()))
              .build());
    }
    return Response.status(Response.Status.CREATED).build();
  }
}
