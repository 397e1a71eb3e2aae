package dev.muster.cli.transfer;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// How often somebody has pressed Ctrl-C or sent SIGTERM, which end the process only once it is
/// looked at. For one thread that looks, and others that press.
public final class Interrupts {

  private final AtomicInteger pressed = new AtomicInteger();
  private int seen;
  private volatile boolean terminated;

  /// Takes both from now on, if this Java lets it.
  public static Interrupts install() {
    Interrupts interrupts = new Interrupts();
    take("INT", interrupts::press);
    take("TERM", interrupts::terminate);
    return interrupts;
  }

  private static void take(String name, Runnable pressed) {
    try {
      // The only way to see a second one; by reflection, since the compiler warns of this class.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler press =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  pressed.run();
                  yield null;
                }
                case "equals" ->
                    System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                case "hashCode" -> System.identityHashCode(proxy);
                default -> name;
              };
      Object ours =
          Proxy.newProxyInstance(
              ServerClient.class.getClassLoader(), new Class<?>[] {handler}, press);
      Object taken = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, taken, ours);
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // Then it ends the process, and the server goes on with what it has.
      return;
    }
  }

  /// Somebody has pressed it.
  public void press() {
    pressed.incrementAndGet();
  }

  /// Somebody has sent SIGTERM.
  void terminate() {
    terminated = true;
    press();
  }

  /// Whether it was SIGTERM: nobody is there to press again.
  boolean isTerminated() {
    return terminated;
  }

  /// @throws InterruptedException if it was pressed since this was last asked
  void check() throws InterruptedException {
    int now = pressed.get();
    if (now != seen) {
      seen = now;
      throw new InterruptedException("Ctrl-C");
    }
  }

  /// Waits.
  ///
  /// @throws InterruptedException if it is pressed meanwhile
  void pause(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      check();
      Thread.sleep(Math.min(left, 50));
    }
    check();
  }
}
