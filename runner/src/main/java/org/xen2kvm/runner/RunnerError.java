package org.xen2kvm.runner;

/**
 * The kind of a {@link RunnerException}: the errors that a caller may treat differently. Numbers are libvirt's
 * {@code virErrorNumber} (include/libvirt/virterror.h); they are part of its ABI and never change.
 */
public enum RunnerError {
  /** Not from libvirt: the native library is not on this machine or does not fit. */
  LIBRARY_MISSING(-1),
  /** Not libvirt's number: the domain has no serial console, or one that is not a {@code pty}. */
  NO_CONSOLE(-2),
  /** Any number that has no name here; see {@link RunnerException#code()}. */
  OTHER(0),
  INTERNAL(1),
  NO_SUPPORT(3),
  NO_CONNECTION(5),
  INVALID_ARGUMENT(8),
  /** For example: the name or the UUID is taken by another domain. */
  OPERATION_FAILED(9),
  /** The definition lacks something or contradicts itself. */
  XML(27),
  DOMAIN_EXISTS(28),
  /** The connection is only for reading. */
  OPERATION_DENIED(29),
  /** The text is not well-formed XML. */
  XML_SYNTAX(35),
  /** The operating system refused, for example a disk image that is not there. */
  SYSTEM(38),
  NO_DOMAIN(42),
  AUTHENTICATION_FAILED(45),
  NO_STORAGE_POOL(49),
  NO_STORAGE_VOLUME(50),
  /** Not in this state: starting what runs, destroying what does not. */
  OPERATION_INVALID(55),
  /** The hypervisor cannot do what the definition asks for. */
  CONFIG_UNSUPPORTED(67),
  OPERATION_TIMEOUT(68),
  /** Whoever asked for it has given it up. */
  OPERATION_ABORTED(78),
  /** The migration could damage the guest's data: its disks are not shared, or the host would cache them. */
  MIGRATE_UNSAFE(81),
  OPERATION_UNSUPPORTED(84),
  /** No agent inside the guest answers. */
  AGENT_UNRESPONSIVE(86),
  RESOURCE_BUSY(87),
  ACCESS_DENIED(88),
  STORAGE_VOLUME_EXISTS(90),
  /** The host's processor cannot be what the definition asks for. */
  CPU_INCOMPATIBLE(91),
  /** The definition does not match libvirt's grammar; only with {@link DefineOption#VALIDATE}. */
  XML_INVALID_SCHEMA(92);

  private final int code;

  RunnerError(int code) {
    this.code = code;
  }

  /** Libvirt's number; negative when the error is not libvirt's. */
  public int code() {
    return code;
  }

  /** The kind with that number, {@link #OTHER} when it has no name here. */
  public static RunnerError ofCode(int code) {
    for (RunnerError error : values()) {
      if (error.code == code) {
        return error;
      }
    }
    return OTHER;
  }
}
