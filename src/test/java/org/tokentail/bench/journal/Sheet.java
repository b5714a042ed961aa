package org.tokentail.bench.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The figures of one size, in the order in which they were taken. Not thread-safe. */
final class Sheet {
  private final long rows;
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();

  Sheet(long rows) {
    this.rows = rows;
  }

  long rows() {
    return rows;
  }

  /**
   * @param name with the unit
   */
  void add(String name, double value) {
    figures.put(name, value);
  }

  /**
   * @param micros microseconds
   */
  void addTimes(String name, Histogram micros) {
    add(name + ", p50, ms", micros.getValueAtPercentile(50) / 1e3);
    add(name + ", p99, ms", micros.getValueAtPercentile(99) / 1e3);
  }

  /** Something that a reader of the figures must know. */
  void remark(String remark) {
    remarks.add(remark);
  }

  Map<String, Double> figures() {
    return figures;
  }

  List<String> remarks() {
    return remarks;
  }
}
