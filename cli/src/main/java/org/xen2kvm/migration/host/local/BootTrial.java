package org.xen2kvm.migration.host.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.xen2kvm.migration.host.local.LocalHost.TrialImage;
import org.xen2kvm.migration.host.local.ProgramAnswer.Outcome;

/**
 * Whether QEMU runs a guest here, seen by letting it run one: a boot sector that goes to 64-bit mode, as every kernel does, and
 * says so on the serial port. /dev/kvm and its permissions do not tell: under another hypervisor a guest may die at once.
 *
 * @param works whether it said so
 * @param told what QEMU said instead, one line; empty when it worked
 */
public record BootTrial(boolean works, String told) {
  private static final String SAYS = "xen2kvm: long mode reached";

  /** KVM takes about a second, emulation two; only a machine that is overloaded takes longer. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** SeaBIOS takes no smaller virtio disk for one. */
  private static final int IMAGE_BYTES = 1 << 20;

  private static final int SECTOR = 512;

  /** Assembled for address 7C00h. The text follows; COM1 is at 3F8h. */
  private static final byte[] CODE = HexFormat.of().parseHex(String.join("",
      "FA",                       // 00      cli
      "EA067C0000",               // 01      ljmp 0:7C06h            ; some BIOSes jump to 07C0:0000
      "FC",                       // 06      cld
      "31C0",                     // 07      xor ax, ax
      "8ED8", "8EC0", "8ED0",     // 09      mov ds, ax; mov es, ax; mov ss, ax
      "BC007C",                   // 0F      mov sp, 7C00h
      "BF0010",                   // 12      mov di, 1000h
      "89FC",                     // 15      mov sp, di
      "B90018",                   // 17      mov cx, 1800h
      "F3AB",                     // 1A      rep stosw               ; three empty page tables
      "C70600100320",             // 1C      mov word [1000h], 2003h
      "C70600200330",             // 22      mov word [2000h], 3003h
      "C70600308300",             // 28      mov word [3000h], 83h   ; one page of 2 MiB, where this is
      "66B800100000", "0F22D8",   // 2E      mov eax, 1000h; mov cr3, eax
      "0F20E0", "0C20", "0F22E0", // 37      cr4 |= PAE
      "66B9800000C0",             // 3F      mov ecx, EFER
      "0F32", "80CC01", "0F30",   // 45      EFER |= LME
      "0F0116987C",               // 4C      lgdt [7C98h]
      "0F20C0", "660D01000080",   // 51      mov eax, cr0; or eax, PG | PE
      "0F22C0",                   // 5A      mov cr0, eax
      "EA627C0800",               // 5D      ljmp 8:7C62h            ; 64-bit code from here
      "BE9E7C0000",               // 62      mov esi, 7C9Eh
      "AC",                       // 67 next: lodsb
      "84C0", "7414",             // 68      test al, al; jz halt
      "88C4",                     // 6C      mov ah, al
      "66BAFD03",                 // 6E      mov dx, 3FDh
      "EC", "A820", "74FB",       // 72 busy: in al, dx; test al, 20h; jz busy
      "66BAF803",                 // 77      mov dx, 3F8h
      "88E0", "EE",               // 7B      mov al, ah; out dx, al
      "EBE7",                     // 7E      jmp next
      "F4", "EBFD",               // 80 halt: hlt; jmp halt
      "0F1F440000",               // 83      nop
      "0000000000000000",         // 88      no segment
      "00000000009A2000",         // 90      a code segment of 64 bits
      "0F00", "887C0000"));       // 98      where these two are; 9E: the text

  /** What runs the guest's instructions. */
  public enum Accelerator {
    KVM("kvm", "host"),
    /** QEMU's own emulation. */
    TCG("tcg", "max");

    private final String qemuName;
    private final String cpu;

    Accelerator(String qemuName, String cpu) {
      this.qemuName = qemuName;
      this.cpu = cpu;
    }
  }

  /**
   * Starts a guest for a moment.
   *
   * @param emulator the path of a QEMU for x86_64
   * @param machine a machine type that it has
   */
  public static BootTrial of(LocalHost host, String emulator, String machine, Accelerator accelerator) {
    try (TrialImage image = host.trialImage(bootSector(), IMAGE_BYTES)) {
      return decide(host.run(List.of(
          emulator, "-no-user-config", "-nodefaults", "-display", "none", "-no-reboot", "-m", "64",
          "-machine", machine + ",accel=" + accelerator.qemuName, "-cpu", accelerator.cpu, "-serial", "stdio",
          "-drive", "format=raw,if=virtio,file=" + image.file().toString().replace(",", ",,")), LIMIT, SAYS));
    }
  }

  /** Returns what QEMU's words and end tell. */
  static BootTrial decide(ProgramAnswer answer) {
    return switch (answer.outcome()) {
      case SAID -> new BootTrial(true, "");
      case ABSENT -> new BootTrial(false, "the emulator cannot be run");
      case TIMED_OUT -> new BootTrial(false, "the guest said nothing within " + LIMIT.toSeconds() + " s" + quoted(answer));
      case ENDED -> new BootTrial(false, "QEMU ended with status " + answer.status() + quoted(answer));
    };
  }

  private static String quoted(ProgramAnswer answer) {
    String said = reason(answer.output());
    return said.isEmpty() ? "" : ": " + said;
  }

  /** The first line that is no warning: an assertion or a hint that follows it says less. */
  private static String reason(String output) {
    String first = output.lines().filter(line -> !line.isBlank() && !line.contains("warning:")).findFirst().orElse("");
    return new ProgramAnswer(Outcome.ENDED, 0, first).lastLine();
  }

  private static byte[] bootSector() {
    byte[] sector = Arrays.copyOf(CODE, SECTOR);
    byte[] text = (SAYS + "\r\n\0").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, sector, CODE.length, text.length);
    sector[SECTOR - 2] = 0x55;
    sector[SECTOR - 1] = (byte) 0xAA;
    return sector;
  }
}
