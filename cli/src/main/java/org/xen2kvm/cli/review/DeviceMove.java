package org.xen2kvm.cli.review;

/**
 * A device under Xen and what it is under KVM.
 *
 * @param kind disk, network, console or boot
 * @param before under Xen; {@link Side#NONE} for what is new
 * @param after under KVM; {@link Side#NONE} for what is gone
 */
public record DeviceMove(String kind, Side before, Side after) {

  /**
   * One of its two sides.
   *
   * @param name what it is called: {@code xvda}, {@code vda · virtio}
   * @param detail where its content or its other end is: a path, a bridge
   */
  public record Side(String name, String detail) {
    /** Nothing there. */
    public static final Side NONE = new Side("", "");
  }
}
