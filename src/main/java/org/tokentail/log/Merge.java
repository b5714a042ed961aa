package org.tokentail.log;

/** The one rule of merging: what is newer and known replaces what is older. */
final class Merge {
  private Merge() {}

  static <T> T newer(T newer, T older) {
    return newer != null ? newer : older;
  }
}
