package dev.muster.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A journal that lives as long as its test: takes as many deliveries as it has room for, and
/// confirms them when it is told to.
final class MemoryJournal implements Journal {

  private record Waiting(String id, Delivery delivery, Confirmation confirmation) {}

  private final List<Delivery> taken = new ArrayList<>();
  private final List<Optional<Payload>> payloads = new ArrayList<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int room;

  MemoryJournal(int room) {
    this.room = room;
  }

  @Override
  public void submit(Delivery delivery, Optional<Payload> payload, Confirmation confirmation) {
    if (room == 0) {
      confirmation.unavailable("the disk of the server is full");
      return;
    }
    room--;
    taken.add(delivery);
    payloads.add(payload);
    waiting.add(new Waiting("d" + taken.size(), delivery, confirmation));
  }

  void confirm() {
    while (!waiting.isEmpty()) {
      Waiting next = waiting.remove();
      next.confirmation.recorded(next.id, next.delivery);
    }
  }

  /// What was to be kept of each delivery that was taken.
  List<Optional<Payload>> payloads() {
    return payloads;
  }

  List<Delivery> taken() {
    return taken;
  }
}
