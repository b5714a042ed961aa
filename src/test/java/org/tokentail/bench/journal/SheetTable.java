package org.tokentail.bench.journal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The figures of one kind of database as Markdown, a column a size, and ratios to the first. */
final class SheetTable {
  private SheetTable() {}

  static String of(String kind, List<Sheet> sheets) {
    Sheet first = sheets.get(0);
    List<Sheet> others = sheets.subList(1, sheets.size());
    StringBuilder table = new StringBuilder("| " + kind + " |");
    sheets.forEach(sheet -> table.append(" %s |".formatted(size(sheet))));
    others.forEach(sheet -> table.append(" %s / %s |".formatted(size(sheet), size(first))));
    table.append("\n| --- |");
    table.append(" ---: |".repeat(sheets.size() + others.size())).append('\n');
    for (String name : names(sheets)) {
      table.append("| ").append(name).append(" |");
      sheets.forEach(sheet -> table.append(' ').append(number(value(sheet, name))).append(" |"));
      for (Sheet sheet : others) {
        double ratio = value(sheet, name) / value(first, name);
        table.append(' ').append(Double.isFinite(ratio) ? format("%.2f", ratio) : "-").append(" |");
      }
      table.append('\n');
    }
    return table + remarks(sheets);
  }

  /** In the order of the sheet with most of them: one that broke off has fewer. */
  private static Set<String> names(List<Sheet> sheets) {
    return sheets.stream()
        .map(sheet -> sheet.figures().keySet())
        .reduce((a, b) -> b.size() > a.size() ? b : a)
        .orElse(new TreeSet<>());
  }

  private static double value(Sheet sheet, String name) {
    return sheet.figures().getOrDefault(name, Double.NaN);
  }

  private static String remarks(List<Sheet> sheets) {
    String lines =
        sheets.stream()
            .flatMap(sheet -> sheet.remarks().stream().map(text -> size(sheet) + ": " + text))
            .map(text -> "- " + text + "\n")
            .collect(Collectors.joining());
    return lines.isEmpty() ? "" : "\n" + lines;
  }

  private static String size(Sheet sheet) {
    return format("%,d", sheet.rows());
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return format(value >= 1_000 ? "%,.0f" : "%.1f", value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
