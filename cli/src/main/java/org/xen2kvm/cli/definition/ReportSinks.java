package org.xen2kvm.cli.definition;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.batch.Batch;
import org.xen2kvm.cli.option.RequestedReport;
import org.xen2kvm.cli.outcome.Rendered;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.progress.BatchLine;
import org.xen2kvm.cli.report.ReportFormat;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.IoReason;

/**
 * Prints a run's outcomes: messages to standard error, data to standard output, reports to standard output or to files.
 * Report files appear when the run ends. For one thread.
 */
public final class ReportSinks implements Batch.Output, AutoCloseable {
  private final Shell shell;
  private final BatchLine progress;
  private final List<Sink> sinks = new ArrayList<>();

  /** One report and where it goes; the file is null for standard output. */
  private static final class Sink {
    private final ReportFormat format;
    private final String label;
    private final OutputStream stream;
    private final @Nullable AtomicFile file;
    private boolean hasResult;
    private long written;

    Sink(ReportFormat format, String label, OutputStream stream, @Nullable AtomicFile file) {
      this.format = format;
      this.label = label;
      this.stream = stream;
      this.file = file;
    }

    void write(String text) throws IOException {
      if (!text.isEmpty()) {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        written += text.length();
      }
    }
  }

  ReportSinks(Shell shell, BatchLine progress) {
    this.shell = shell;
    this.progress = progress;
  }

  /**
   * Adds the reports of a run.
   *
   * @param secret whether only the owner may read their files
   * @param force whether these may replace others
   * @throws UsageException when a file is there already and may not be replaced
   */
  void open(List<RequestedReport> reports, boolean secret, boolean force) throws IOException, UsageException {
    for (RequestedReport report : reports) {
      if (report.file() == null) {
        open(new Sink(report.format(), "Standard output", shell.out(), null));
      } else {
        open(report.format(), report.file(), secret, force);
      }
    }
  }

  private void open(ReportFormat format, String file, boolean secret, boolean force) throws IOException, UsageException {
    try {
      AtomicFile opened = new AtomicFile(shell.directory().resolve(file), secret, force);
      open(new Sink(format, file, new BufferedOutputStream(opened.stream()), opened));
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("The report " + file + " exists; --force replaces it");
    } catch (InvalidPathException e) {
      throw new UsageException("The report " + file + " is no path: " + e.getReason());
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private void open(Sink sink) throws IOException {
    sinks.add(sink);
    write(sink, sink.format.header());
  }

  @Override
  public void print(Rendered outcome, long position) throws IOException {
    if (!outcome.messages().isEmpty()) {
      flush(); // so that a terminal shows both streams in order
      progress.message(outcome.messages());
    }
    if (!outcome.xml().isEmpty()) {
      try {
        shell.print(shell.outIsTerminal() ? Printable.onTerminal(outcome.xml()) : outcome.xml());
      } catch (IOException e) {
        throw failed("Standard output", e);
      }
    }
    for (int i = 0; i < sinks.size(); i++) {
      Sink sink = sinks.get(i);
      String rendered = outcome.reports().get(i);
      String text = rendered.isEmpty() ? "" : sink.format.fitted(sink.format.placed(rendered, position), sink.written);
      if (!text.isEmpty()) {
        if (sink.hasResult) {
          write(sink, sink.format.separator());
        }
        sink.hasResult = true;
        write(sink, text);
      }
    }
    progress.step();
  }

  /** Ends all reports and puts their files in place. */
  void finish(Totals totals) throws IOException {
    for (Sink sink : sinks) {
      write(sink, sink.format.footer(totals));
      try {
        sink.stream.flush();
        if (sink.file != null) {
          sink.file.commit();
        }
      } catch (FileAlreadyExistsException e) {
        throw new IOException("The report " + sink.label + " has appeared meanwhile; --force replaces it", e);
      } catch (IOException e) {
        throw failed(sink.label, e);
      }
    }
    flush();
  }

  private void flush() throws IOException {
    try {
      shell.out().flush();
    } catch (IOException e) {
      throw failed("Standard output", e);
    }
  }

  private static void write(Sink sink, String text) throws IOException {
    try {
      sink.write(text);
    } catch (IOException e) {
      throw failed(sink.label, e);
    }
  }

  private static IOException failed(String label, IOException cause) {
    return new IOException(label + " cannot be written: " + IoReason.of(cause), cause);
  }

  /** Drops the files of reports that were not finished. */
  @Override
  public void close() throws IOException {
    for (Sink sink : sinks) {
      if (sink.file != null) {
        sink.file.close();
      }
    }
  }
}
