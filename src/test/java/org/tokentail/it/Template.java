package org.tokentail.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line in which what stands in angle brackets varies, and everything else is literal. */
final class Template {
  private static final Pattern VARIABLE = Pattern.compile("<([a-z]+)>");
  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          entry("cursor", "[a-z0-9]{1,16}-\\d+"),
          entry("time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"),
          entry("number", "\\d+"),
          entry("id", "[A-Za-z0-9._:@+=~-]{1,128}"),
          entry("version", "\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9.]+)?"),
          entry("record", "(\"\\w+\":[^{}]+)"),
          entry("sessions", "(\\{.*\\})?"),
          entry("clients", "(\\{.*\\})?"),
          entry("figures", "\"requests\":[^\\[\\]]+"),
          entry("buckets", "(\\{.*\\})?"),
          entry("crlf", "\r\n"),
          entry("runs", "(,.*)?"));

  private Template() {}

  /** Fails unless the line is as the template says. */
  static void check(String line, String template) {
    assertThat(line).as("against %s", template).matches(pattern(template));
  }

  private static Pattern pattern(String template) {
    StringBuilder regex = new StringBuilder();
    Matcher variable = VARIABLE.matcher(template);
    int from = 0;
    while (variable.find()) {
      String known = CLASSES.get(variable.group(1));
      assertThat(known).as("what <%s> stands for", variable.group(1)).isNotNull();
      regex.append(Pattern.quote(template.substring(from, variable.start()))).append(known);
      from = variable.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(template.substring(from))).toString());
  }
}
