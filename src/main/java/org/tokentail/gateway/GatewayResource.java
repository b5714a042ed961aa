package org.tokentail.gateway;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.tokentail.gateway.bodies.BodyStore;
import org.tokentail.gateway.channel.Channel;
import org.tokentail.gateway.channel.Channels;
import org.tokentail.gateway.channel.Circuit;
import org.tokentail.gateway.record.Recorder;

/** How the gateway stands (docs/PROTOCOL.md, "Gateway"). */
@Path("gateway")
@Produces(MediaType.APPLICATION_JSON)
public class GatewayResource {
  @Inject private Gateway gateway;
  @Inject private Channels channels;
  @Inject private Recorder recorder;
  @Inject private BodyStore bodies;
  @Inject private Clock clock;

  /**
   * The whole.
   *
   * @param open calls under way
   * @param served calls that have ended since the start
   * @param file of the channels; null: there is none
   * @param fileFault what is wrong with it; null: nothing
   */
  public record View(
      int open,
      long served,
      Recorder.Unrecorded unrecorded,
      BodyStore.View bodies,
      String file,
      String fileFault,
      List<ChannelView> channels) {}

  /**
   * A channel, without its key.
   *
   * @param key whose key is used: the caller's or the channel's
   */
  public record ChannelView(
      String name, String provider, URI url, String key, int priority, Circuit.View circuit) {
    static ChannelView of(Channel channel, Circuit.View circuit) {
      return new ChannelView(
          channel.name(),
          channel.provider().wire(),
          channel.base(),
          channel.suppliesKey() ? "channel" : "caller",
          channel.priority(),
          circuit);
    }
  }

  @GET
  public View view() {
    Instant now = clock.instant();
    return new View(
        gateway.open().size(),
        gateway.served(),
        recorder.unrecorded(),
        bodies.view(),
        channels.file().map(Object::toString).orElse(null),
        channels.fault().orElse(null),
        channels.all().stream()
            .map(channel -> ChannelView.of(channel, channels.circuit(channel).view(now)))
            .toList());
  }
}
