package dev.muster.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What the figures were measured on.
final class Machine {
  private Machine() {}

  static String words() throws IOException {
    Runtime runtime = Runtime.getRuntime();
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %d GiB, %s %s; JDK %s, heap at most %d MiB, %s; load generator on the same cores",
        runtime.availableProcessors(),
        processor(),
        memoryBytes() >> 30,
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version(),
        runtime.maxMemory() >> 20,
        ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName());
  }

  private static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getTotalMemorySize();
  }

  private static String processor() throws IOException {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpuinfo)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(cpuinfo).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
