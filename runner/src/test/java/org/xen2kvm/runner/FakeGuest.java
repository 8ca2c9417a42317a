package org.xen2kvm.runner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.LifecycleEvent.Kind;
import org.xen2kvm.runner.network.AddressSource;
import org.xen2kvm.runner.network.GuestAddress;

/** A guest that does what a test says. Without being told anything it writes nothing and ignores its power button. */
public final class FakeGuest {
  private final FakeDomainRunner host;
  private final String domain;
  private final Map<AddressSource, List<GuestAddress>> addresses = new EnumMap<>(AddressSource.class);
  private @Nullable FakeConsole console;
  private @Nullable Consumer<FakeGuest> atRun;
  private boolean agentAnswers;
  private boolean obeysPowerButton;
  private String typed = "";

  FakeGuest(FakeDomainRunner host, String domain) {
    this.host = host;
    this.domain = domain;
  }

  /** What it does each time its processors begin to run: at a start, or at the resume of one that started paused. */
  public FakeGuest atRun(Consumer<FakeGuest> script) {
    synchronized (host) {
      atRun = script;
    }
    return this;
  }

  /** Writes on its serial port; lost when nobody has the console open. */
  public void writes(String text) {
    writes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes on its serial port; lost when nobody has the console open. */
  public void writes(byte[] bytes) {
    synchronized (host) {
      FakeConsole open = console;
      if (open != null) {
        open.guestWrites(bytes);
      }
    }
  }

  /** What was typed on its console since it started. */
  public String typed() {
    synchronized (host) {
      return typed;
    }
  }

  /** Switches itself off. */
  public void switchesOff() {
    host.end(domain, DomainState.SHUT_OFF, Kind.STOPPED, "shutdown");
  }

  /** Switches itself off, and nobody is told yet. */
  public void switchesOffUntold() {
    host.endUntold(domain, DomainState.SHUT_OFF);
  }

  /** That it has switched itself off is told now. */
  public void isToldToBeOff() {
    host.tellLate(domain, Kind.STOPPED, "shutdown");
  }

  /** Panics, and the definition says to keep what is left. */
  public void panics() {
    host.end(domain, DomainState.CRASHED, Kind.CRASHED, "panicked");
  }

  /** Whether its agent is there, from now on. */
  public FakeGuest agentAnswers(boolean answers) {
    synchronized (host) {
      agentAnswers = answers;
    }
    return this;
  }

  /** It switches itself off when asked to, from now on. */
  public FakeGuest obeysPowerButton() {
    synchronized (host) {
      obeysPowerButton = true;
    }
    return this;
  }

  /** It has an address that a source knows, from now on. */
  public FakeGuest hasAddress(AddressSource source, GuestAddress address) {
    synchronized (host) {
      addresses.computeIfAbsent(source, none -> new ArrayList<>()).add(address);
    }
    return this;
  }

  boolean agentAnswers() {
    return agentAnswers;
  }

  List<GuestAddress> addresses(AddressSource source) {
    return List.copyOf(addresses.getOrDefault(source, List.of()));
  }

  void started() {
    typed = "";
  }

  void runs() {
    Consumer<FakeGuest> script = atRun;
    if (script != null) {
      script.accept(this);
    }
  }

  void powerButton() {
    if (obeysPowerButton) {
      switchesOff();
    }
  }

  /** Opens the console, away from whoever had it. */
  Console open() {
    hangUp();
    FakeConsole opened = new FakeConsole(bytes -> {
      synchronized (host) {
        typed += new String(bytes, StandardCharsets.UTF_8);
      }
    });
    console = opened;
    return opened;
  }

  /** Whoever has the console open hears no more. */
  void hangUp() {
    FakeConsole open = console;
    if (open != null) {
      open.end();
      console = null;
    }
  }
}
