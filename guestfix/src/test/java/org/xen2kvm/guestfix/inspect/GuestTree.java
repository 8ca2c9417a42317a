package org.xen2kvm.guestfix.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.initramfs.archive.CpioArchive;
import org.xen2kvm.guestfix.initramfs.InitramfsException;

/** A guest's files as a value that a test changes and lays out on one or more filesystems. */
public final class GuestTree {
  /** What made an initramfs; each is known by other files. */
  public enum Generator {
    INITRAMFS_TOOLS,
    DRACUT,
    SUSE_MKINITRD,
    NASH
  }

  /** How a kernel has virtio. */
  public enum Virtio {
    MODULES,
    BUILT_IN,
    NONE
  }

  private static final List<String> VIRTIO = List.of("virtio_pci", "virtio_blk", "virtio_net", "virtio_scsi");

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();

  /** Adds or replaces a file. */
  public GuestTree file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds or replaces a file. */
  public GuestTree file(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** Adds or replaces a symbolic link. */
  public GuestTree link(String path, String target) {
    links.put(path, target);
    return this;
  }

  /** Takes a file or link away, and all that is below a directory. */
  public GuestTree without(String path) {
    files.keySet().removeIf(name -> name.equals(path) || name.startsWith(path + "/"));
    links.keySet().removeIf(name -> name.equals(path) || name.startsWith(path + "/"));
    return this;
  }

  /** Adds 64-bit programs under these names. */
  public GuestTree programs(String... paths) {
    for (String path : paths) {
      file(path, elf(2, 0x3e));
    }
    return this;
  }

  /** Adds 32-bit programs under these names. */
  public GuestTree programs32(String... paths) {
    for (String path : paths) {
      file(path, elf(1, 3));
    }
    return this;
  }

  /** The header of a program, of that ELF class for that machine. */
  public static byte[] elf(int width, int machine) {
    byte[] header = new byte[128];
    byte[] start = {0x7f, 'E', 'L', 'F', (byte) width, 1, 1};
    System.arraycopy(start, 0, header, 0, start.length);
    header[16] = 2;
    header[18] = (byte) machine;
    return header;
  }

  // ---- kernels

  /**
   * Adds a kernel with configuration and modules that runs anywhere; modules lie in {@code lib/modules}, or what that leads to.
   */
  public GuestTree kernel(String version, Virtio virtio) {
    String blk = virtio == Virtio.MODULES ? "m" : "y";
    String config = "CONFIG_X86_64=y\nCONFIG_PARAVIRT=y\nCONFIG_XEN=y\nCONFIG_XEN_BLKDEV_FRONTEND=m\n"
        + (virtio == Virtio.NONE ? "# CONFIG_VIRTIO_PCI is not set\n# CONFIG_VIRTIO_BLK is not set\n"
            : "CONFIG_VIRTIO_PCI=" + blk + "\nCONFIG_VIRTIO_BLK=" + blk + "\nCONFIG_VIRTIO_NET=" + blk + "\n");
    file("/boot/vmlinuz-" + version, bzImage(version));
    file("/boot/config-" + version, config);
    return modules(version, virtio);
  }

  /** Adds a kernel that runs under Xen only. */
  public GuestTree xenKernel(String version) {
    file("/boot/vmlinuz-" + version, gzip(elf(2, 0x3e)));
    file("/boot/config-" + version,
        "CONFIG_X86_64=y\nCONFIG_X86_64_XEN=y\nCONFIG_XEN=y\nCONFIG_XEN_UNPRIVILEGED_GUEST=y\n# CONFIG_PARAVIRT is not set\n");
    return modules(version, Virtio.NONE);
  }

  private GuestTree modules(String version, Virtio virtio) {
    String directory = moduleRoot() + version;
    StringBuilder dep = new StringBuilder();
    StringBuilder builtin = new StringBuilder("kernel/fs/ext4/ext4.ko\n");
    module(directory, dep, "kernel/drivers/block/xen-blkfront.ko", "");
    module(directory, dep, "kernel/drivers/net/xen-netfront.ko", "");
    module(directory, dep, "kernel/drivers/scsi/sd_mod.ko", "");
    if (virtio == Virtio.MODULES) {
      module(directory, dep, "kernel/drivers/virtio/virtio.ko", "");
      module(directory, dep, "kernel/drivers/virtio/virtio_ring.ko", "");
      String needs = " kernel/drivers/virtio/virtio_ring.ko kernel/drivers/virtio/virtio.ko";
      module(directory, dep, "kernel/drivers/virtio/virtio_pci.ko", needs);
      module(directory, dep, "kernel/drivers/block/virtio_blk.ko", needs);
      module(directory, dep, "kernel/drivers/net/virtio_net.ko", needs);
      module(directory, dep, "kernel/drivers/scsi/virtio_scsi.ko", needs);
    } else if (virtio == Virtio.BUILT_IN) {
      VIRTIO.forEach(name -> builtin.append("kernel/drivers/virtio/").append(name).append(".ko\n"));
    }
    file(directory + "/modules.dep", dep.toString());
    file(directory + "/modules.alias", "alias virtio:d00000002v* virtio_blk\n");
    return file(directory + "/modules.builtin", builtin.toString());
  }

  private String moduleRoot() {
    return "usr/lib".equals(links.get("/lib")) ? "/usr/lib/modules/" : "/lib/modules/";
  }

  private void module(String directory, StringBuilder dep, String path, String needs) {
    dep.append(path).append(':').append(needs).append('\n');
    file(directory + "/" + path, elf(2, 0x3e));
  }

  /** Adds an initramfs of that generator with these modules. */
  public GuestTree initramfs(String path, String version, Generator generator, String... modules) {
    CpioArchive archive = new CpioArchive();
    try {
      String lib = generator == Generator.DRACUT ? "usr/lib" : "lib";
      for (String name : markers(generator)) {
        archive.file(name, 0755, "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
      }
      for (String module : modules) {
        String place = generator == Generator.NASH ? "lib/" : lib + "/modules/" + version + "/kernel/drivers/";
        archive.file(place + module + ".ko", 0644, elf(2, 0x3e));
      }
    } catch (InitramfsException e) {
      throw new IllegalStateException(e);
    }
    return file(path, gzip(archive.bytes()));
  }

  private static List<String> markers(Generator generator) {
    return switch (generator) {
      case INITRAMFS_TOOLS -> List.of("init", "conf/initramfs.conf", "scripts/functions", "lib/systemd/systemd-udevd",
          "lib/udev/rules.d/80-drivers.rules", "sbin/modprobe");
      case DRACUT -> List.of("init", "usr/lib/dracut/build-parameter.txt", "usr/lib/systemd/systemd-udevd",
          "usr/lib/udev/rules.d/80-drivers.rules", "usr/sbin/modprobe");
      case SUSE_MKINITRD -> List.of("init", "run_all.sh", "config/start.sh", "sbin/udevd",
          "lib/udev/rules.d/80-drivers.rules", "sbin/modprobe");
      case NASH -> List.of("init", "bin/nash", "bin/insmod");
    };
  }

  static byte[] bzImage(String version) {
    byte[] image = new byte[0x1000];
    image[0x1fe] = 0x55;
    image[0x1ff] = (byte) 0xaa;
    put(image, 0x202, "HdrS");
    image[0x206] = 0x0c;
    image[0x207] = 2;
    image[0x20e] = 0;
    image[0x20f] = 4;
    image[0x236] = 1;
    put(image, 0x600, String.format(Locale.ROOT, "%s (builder@build) #1 SMP\0", version));
    return image;
  }

  private static void put(byte[] into, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, into, at, bytes.length);
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  // ---- filesystems

  /** Hands every file and then every link to somebody. */
  public void into(BiConsumer<String, byte[]> file, BiConsumer<String, String> link) {
    files.forEach(file);
    links.forEach(link);
  }

  /** Lays all on one filesystem. */
  public DirectoryFilesystem filesystem() {
    return filesystem("/");
  }

  /**
   * Lays what is below a directory on a filesystem of its own; from the root's, take what lies on others away with empty
   * directories left: {@code filesystem("/", "/boot")}.
   */
  public DirectoryFilesystem filesystem(String at, String... mountPoints) {
    DirectoryFilesystem made = DirectoryFilesystem.inMemory();
    String prefix = at.equals("/") ? "" : at;
    made.with("/lost+found/x", "");
    // Links first: files may lie behind them.
    links.forEach((path, target) -> {
      if (lies(path, prefix, mountPoints)) {
        made.withLink(path.substring(prefix.length()), target);
      }
    });
    files.forEach((path, content) -> {
      if (lies(path, prefix, mountPoints)) {
        made.with(path.substring(prefix.length()), content);
      }
    });
    for (String mountPoint : mountPoints) {
      made.with(mountPoint + "/.hidden-by-the-mount", "");
    }
    return made;
  }

  private static boolean lies(String path, String prefix, String... mountPoints) {
    return path.startsWith(prefix + "/") && List.of(mountPoints).stream().noneMatch(point -> path.startsWith(point + "/"));
  }
}
