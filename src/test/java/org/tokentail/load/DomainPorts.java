package org.tokentail.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The ports of a GlassFish domain: free ones, and for this machine only. */
final class DomainPorts {
  private static final Pattern NUMBERED_PORT = Pattern.compile(" port=\"\\d+\"");
  private static final Pattern JMS_PORT =
      Pattern.compile("(name=\"JMS_PROVIDER_PORT\" value=)\"\\d+\"");
  private static final Pattern TELNET_PORT = Pattern.compile("-Dosgi\\.shell\\.telnet\\.port=\\d+");

  private static final String SERVER_CONFIG = "<config name=\"server-config\">";

  // The embedded broker, which is the default, would listen on every address.
  private static final String NO_BROKER =
      "<jms-service type=\"REMOTE\" default-jms-host=\"none\">"
          + "<jms-host name=\"none\" host=\"127.0.0.1\" port=\"1\"/></jms-service>";

  private final int http;
  private final int admin;

  DomainPorts(int http, int admin) {
    this.http = http;
    this.admin = admin;
  }

  void writeTo(Path domainXml) throws IOException {
    String xml =
        NUMBERED_PORT
            .matcher(Files.readString(domainXml).replace("\"0.0.0.0\"", "\"127.0.0.1\""))
            .replaceAll(port -> " port=\"" + LoopbackPort.free() + "\"");
    xml = JMS_PORT.matcher(xml).replaceAll("$1\"" + LoopbackPort.free() + "\"");
    xml = TELNET_PORT.matcher(xml).replaceAll("-Dosgi.shell.telnet.port=" + LoopbackPort.free());
    xml = listener(xml, "http-listener-1", http);
    xml = listener(xml, "http-listener-2", LoopbackPort.free());
    xml = listener(xml, "admin-listener", admin);
    xml = xml.replace(SERVER_CONFIG, SERVER_CONFIG + NO_BROKER);
    Files.writeString(domainXml, xml);
  }

  /** The first listener of this name is the server's; those of templates come later. */
  private static String listener(String xml, String name, int port) {
    return Pattern.compile("<network-listener port=\"\\d+\"([^>]*name=\"" + name + "\")")
        .matcher(xml)
        .replaceFirst("<network-listener address=\"127.0.0.1\" port=\"" + port + "\"$1");
  }
}
