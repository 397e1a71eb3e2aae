package dev.muster.cli.transfer;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// How often somebody has pressed Ctrl-C, which ends the process only once it is looked at. For one
/// thread that looks, and others that press.
public final class Interrupts {

  private final AtomicInteger pressed = new AtomicInteger();
  private int seen;

  /// Takes Ctrl-C from now on, if this Java lets it.
  public static Interrupts install() {
    Interrupts interrupts = new Interrupts();
    try {
      // The only way to see a second one; by reflection, since the compiler warns of this class.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler press =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  interrupts.press();
                  yield null;
                }
                case "equals" ->
                    System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "Ctrl-C";
              };
      Object ours =
          Proxy.newProxyInstance(
              ServerClient.class.getClassLoader(), new Class<?>[] {handler}, press);
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, ours);
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // Then Ctrl-C ends the process, and the server goes on with what it has.
      return interrupts;
    }
    return interrupts;
  }

  /// Somebody has pressed it.
  public void press() {
    pressed.incrementAndGet();
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
