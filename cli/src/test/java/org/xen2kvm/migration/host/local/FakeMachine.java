package org.xen2kvm.migration.host.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xen2kvm.migration.host.local.ProgramAnswer.Outcome;

/** A machine of texts: files by their paths, and what programs answer by how their command line begins. */
public final class FakeMachine implements LocalHost {
  private final Map<String, String> files = new HashMap<>();
  private final Map<String, ProgramAnswer> programs = new HashMap<>();
  private final Map<Path, ImageFolder> folders = new HashMap<>();
  private final List<List<String>> ran = new ArrayList<>();
  private boolean root = true;

  /** Gives it a file. */
  public FakeMachine file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Gives it a program that ends with 0. */
  public FakeMachine program(String commandLine, String output) {
    return program(commandLine, new ProgramAnswer(Outcome.ENDED, 0, output));
  }

  /** Gives it a program. */
  public FakeMachine program(String commandLine, ProgramAnswer answer) {
    programs.put(commandLine, answer);
    return this;
  }

  /** Gives it a folder for images. */
  public FakeMachine folder(ImageFolder folder) {
    folders.put(folder.path(), folder);
    return this;
  }

  /** Lets an ordinary user ask. */
  public FakeMachine ordinaryUser() {
    root = false;
    return this;
  }

  /** The command lines that were run. */
  public List<List<String>> ran() {
    return ran;
  }

  @Override
  public Optional<String> read(String file) {
    return Optional.ofNullable(files.get(file));
  }

  @Override
  public boolean exists(String file) {
    return files.keySet().stream().anyMatch(each -> each.equals(file) || each.startsWith(file + "/"));
  }

  @Override
  public boolean isOpen(String file) {
    return files.containsKey(file) && root;
  }

  @Override
  public List<String> names(String folder) {
    Set<String> names = new TreeSet<>();
    for (String file : files.keySet()) {
      if (file.startsWith(folder + "/")) {
        names.add(file.substring(folder.length() + 1).split("/", -1)[0]);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public ImageFolder folder(Path folder) {
    return folders.getOrDefault(folder, new ImageFolder(folder, false, 0, Optional.empty()));
  }

  @Override
  public ProgramAnswer run(List<String> argv, Duration limit, String until) {
    ran.add(argv);
    String commandLine = String.join(" ", argv);
    return programs.entrySet().stream().filter(each -> commandLine.contains(each.getKey())).map(Map.Entry::getValue)
        .findFirst().orElse(ProgramAnswer.absent());
  }

  @Override
  public String user() {
    return root ? "root" : "anna";
  }

  @Override
  public boolean isRoot() {
    return root;
  }

  @Override
  public TrialImage trialImage(byte[] start, int size) {
    return new TrialImage() {
      @Override
      public Path file() {
        return Path.of("/tmp/trial.img");
      }

      @Override
      public void close() {}
    };
  }
}
