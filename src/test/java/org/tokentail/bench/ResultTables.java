package org.tokentail.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The results as Markdown. */
final class ResultTables {
  // Below this the noise of a heap is more than what the connections take.
  private static final int FEWEST_FOR_HEAP = 100;

  private static final double MOST_STRANGERS = 0.05;

  private ResultTables() {}

  static String of(List<Result> results) {
    return capacity(results) + "\n" + efficiency(results);
  }

  private static String capacity(List<Result> results) {
    StringBuilder table = new StringBuilder();
    table.append(
        "| server | clients | deliveries/s | records/s | server CPU | p50 at 100/s | p99 at 100/s | live heap a connection | remarks |\n");
    table.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
    for (Result result : results) {
      table.append(
          line(
              "| %s | %,d | %,.0f | %,.0f | %.0f%% | %.1f ms | %.1f ms | %s | %s |",
              result.server(),
              result.clients(),
              result.deliveriesPerSecond(),
              result.highest().isSustained() ? result.highest().accepted() : 0,
              100.0 * result.highest().cpu().toNanos() / result.highest().span().toNanos(),
              result.atCommonRate().p50(),
              result.atCommonRate().p99(),
              heap(result),
              remarks(result)));
    }
    return table.toString();
  }

  private static String heap(Result result) {
    return Double.isNaN(result.heapPerConnection()) || result.clients() < FEWEST_FOR_HEAP
        ? "-"
        : line("%.1f KB", result.heapPerConnection() / 1024).strip();
  }

  private static String remarks(Result result) {
    StringBuilder remarks = new StringBuilder();
    if (!result.atCommonRate().isComplete() || !result.atCommonRate().isAtRate()) {
      remarks.append("at 100/s ").append(result.atCommonRate().verdict()).append("; ");
    }
    if (!result.highest().isSustained()) {
      remarks.append("no rate sustained, at the lowest ").append(result.highest().verdict());
      remarks.append("; ");
    }
    if (result.restarts() > 0) {
      remarks.append("died or hung ").append(result.restarts()).append(" times; ");
    }
    if (result.strangers() > MOST_STRANGERS) {
      remarks.append(line("others took %.0f%% of the CPU", 100 * result.strangers()).strip());
      remarks.append("; ");
    }
    return remarks.isEmpty() ? "" : remarks.substring(0, remarks.length() - 2);
  }

  /** Deliveries for a second of the server's CPU, the servers side by side. */
  private static String efficiency(List<Result> results) {
    List<String> servers = results.stream().map(Result::server).distinct().toList();
    Map<Integer, Map<String, Double>> rows =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    Result::clients,
                    TreeMap::new,
                    Collectors.toMap(Result::server, Result::deliveriesPerCpuSecond)));
    StringBuilder table = new StringBuilder("| clients |");
    servers.forEach(server -> table.append(' ').append(server).append(" |"));
    table.append("\n| ---: |").append(" ---: |".repeat(servers.size())).append('\n');
    rows.forEach(
        (clients, row) -> {
          table.append(line("| %,d |", clients).strip());
          servers.forEach(
              server ->
                  table.append(line(" %,.0f |", row.getOrDefault(server, 0.0)).stripTrailing()));
          table.append('\n');
        });
    return "Deliveries a second of server CPU, at the highest sustained rate:\n\n" + table;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + "\n";
  }
}
