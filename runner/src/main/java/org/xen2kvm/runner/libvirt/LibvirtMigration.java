package org.xen2kvm.runner.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.nativecall.Libvirt;
import org.xen2kvm.runner.libvirt.nativecall.LibvirtLibrary;
import org.xen2kvm.runner.move.MigrationProgress;
import org.xen2kvm.runner.move.MigrationRequest;

/**
 * One migration, peer to peer: the daemon of this host talks to that of the other. The call that migrates returns when all is
 * over and cannot be interrupted, so it gets a thread of its own, and this one asks how far it is. For one thread.
 */
final class LibvirtMigration {
  private static final int LIVE = 1;
  private static final int PEER_TO_PEER = 1 << 1;
  private static final int PERSIST_ON_TARGET = 1 << 3;
  private static final int UNDEFINE_SOURCE = 1 << 4;
  private static final int NON_SHARED_DISK = 1 << 6;
  private static final int UNSAFE = 1 << 9;
  private static final int OFFLINE = 1 << 10;

  /** {@code struct _virDomainJobInfo}: int type, then eleven unsigned long long. */
  private static final int JOB_BYTES = 96;

  private static final int JOB_TOTAL = 24;
  private static final int JOB_PROCESSED = 32;
  private static final int JOB_REMAINING = 40;

  /** {@code VIR_DOMAIN_JOB_NONE}. */
  private static final int NO_JOB = 0;

  private static final long ASK_MILLIS = 250;

  private final Libvirt libvirt;
  private final LibvirtLibrary library;
  private final Pointer domain;
  private final MigrationRequest request;
  private final MigrationProgress progress;

  /**
   * Makes it.
   *
   * @param domain stays valid until {@link #run} returns
   */
  LibvirtMigration(Libvirt libvirt, Pointer domain, MigrationRequest request, MigrationProgress progress) {
    this.libvirt = libvirt;
    this.library = libvirt.library();
    this.domain = domain;
    this.request = request;
    this.progress = progress;
  }

  /** Migrates, and returns or throws when the domain is on one host alone again. */
  void run() {
    if (request.way() == MigrationRequest.Way.OFFLINE && libvirt.check(library.virDomainIsActive(domain)) == 1) {
      // Libvirt 9.0 would move the definition away from under the running guest without a word.
      throw new RunnerException(RunnerError.OPERATION_INVALID, "domain is running: only one that is off moves offline");
    }
    CompletableFuture<Integer> end = new CompletableFuture<>();
    Thread migrating = new Thread(() -> {
      try {
        end.complete(migrate());
      } catch (RuntimeException | Error failure) { // is thrown to whoever waits
        end.completeExceptionally(failure);
      }
    }, "libvirt-migrate");
    migrating.setDaemon(true);
    migrating.start();
    boolean done = false;
    try {
      while (!isOver(end)) {
        tell();
        if (progress.isCancelled()) {
          abort();
        }
      }
      done = true;
    } catch (InterruptedException interrupted) {
      endAndWait(end);
      Thread.currentThread().interrupt();
      done = true;
    } finally {
      if (!done) { // the listener failed; the domain must not be left between the hosts
        endAndWait(end);
      }
    }
    result(end);
  }

  /** Waits a little for the end. */
  private static boolean isOver(CompletableFuture<Integer> end) throws InterruptedException {
    try {
      end.get(ASK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException underWay) {
      return false;
    } catch (ExecutionException failed) {
      return true;
    }
  }

  /** Asks for the end until it has come, whatever it is. */
  private void endAndWait(CompletableFuture<Integer> end) {
    boolean interrupted = false;
    boolean over = false;
    while (!over) {
      abort();
      try {
        over = isOver(end);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void abort() {
    library.virDomainAbortJob(domain); // fails before the job has begun and when it ends: asked again, or over
  }

  private static void result(CompletableFuture<Integer> end) {
    try {
      end.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RunnerException refused) {
        throw refused;
      }
      throw failed;
    }
  }

  private int migrate() {
    PointerByReference parameters = new PointerByReference();
    IntByReference count = new IntByReference();
    IntByReference room = new IntByReference();
    try {
      request.targetName().ifPresent(name -> add(parameters, count, room, "destination_name", name));
      request.dataUri().ifPresent(uri -> add(parameters, count, room, "migrate_uri", uri));
      return libvirt.check(library.virDomainMigrateToURI3(
          domain, request.targetUri(), parameters.getValue(), count.getValue(), flags()));
    } finally {
      library.virTypedParamsFree(parameters.getValue(), count.getValue());
    }
  }

  private void add(PointerByReference parameters, IntByReference count, IntByReference room, String name, String value) {
    libvirt.check(library.virTypedParamsAddString(parameters, count, room, name, value));
  }

  private int flags() {
    return PEER_TO_PEER
        | PERSIST_ON_TARGET
        | (request.way() == MigrationRequest.Way.LIVE ? LIVE : OFFLINE)
        | (request.copyStorage() ? NON_SHARED_DISK : 0)
        | (request.undefineSource() ? UNDEFINE_SOURCE : 0)
        | (request.unsafe() ? UNSAFE : 0);
  }

  private void tell() {
    try (Memory info = new Memory(JOB_BYTES)) {
      try {
        libvirt.check(library.virDomainGetJobInfo(domain, info));
      } catch (RunnerException gone) {
        if (gone.error() == RunnerError.NO_DOMAIN || gone.error() == RunnerError.OPERATION_INVALID) {
          return; // it has just arrived at the other host
        }
        throw gone;
      }
      if (info.getInt(0) != NO_JOB) {
        progress.at(new MigrationProgress.Data(info.getLong(JOB_PROCESSED), info.getLong(JOB_REMAINING),
            info.getLong(JOB_TOTAL)));
      }
    }
  }
}
