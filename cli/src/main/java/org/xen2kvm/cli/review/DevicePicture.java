package org.xen2kvm.cli.review;

import java.util.List;
import org.xen2kvm.cli.review.DeviceMove.Side;

/**
 * The picture of a domain's devices before and after: a row for each, Xen on the left, KVM on the right. SVG, whose colours come
 * from the page's style sheet, and whose text is text. Stateless.
 */
final class DevicePicture {
  /** Rows beyond would make the picture longer than a page. */
  private static final int MOST_ROWS = 40;

  private static final int WIDTH = 760;
  private static final int BOX = 330;
  private static final int ROW = 42;
  private static final int HEIGHT = 36;
  private static final int TOP = 22;

  /** Characters of 11 and 13 px that fit into a box. */
  private static final int LONGEST_DETAIL = 46;
  private static final int LONGEST_NAME = 38;

  private DevicePicture() {}

  /** Returns the picture; nothing when there are no devices. */
  static String of(List<DeviceMove> moves) {
    if (moves.isEmpty()) {
      return "";
    }
    List<DeviceMove> shown = moves.subList(0, Math.min(MOST_ROWS, moves.size()));
    StringBuilder out = new StringBuilder();
    out.append("<svg class=\"devices\" role=\"group\" aria-label=\"Devices before and after\" viewBox=\"0 0 ").append(WIDTH)
        .append(' ').append(TOP + ROW * shown.size()).append("\">\n");
    text(out, "side", 0, 12, "Xen");
    text(out, "side", WIDTH - BOX, 12, "KVM");
    int y = TOP;
    for (DeviceMove move : shown) {
      row(out, move, y);
      y += ROW;
    }
    out.append("</svg>\n");
    if (shown.size() < moves.size()) {
      out.append("<p>").append(moves.size() - shown.size()).append(" more devices are not in the picture.</p>\n");
    }
    return out.toString();
  }

  private static void row(StringBuilder out, DeviceMove move, int y) {
    boolean moved = !move.before().equals(move.after());
    out.append("<g class=\"").append(moved ? "moved" : "kept").append("\">");
    box(out, move.before(), 0, y, "new");
    int middle = y + HEIGHT / 2;
    int end = WIDTH - BOX;
    out.append("<path d=\"M").append(BOX + 4).append(' ').append(middle).append('H').append(end - 4)
        .append("m-6 -4l6 4l-6 4\"/>");
    out.append("<text class=\"kind\" text-anchor=\"middle\" x=\"").append(WIDTH / 2).append("\" y=\"").append(middle - 5)
        .append("\">").append(Html.text(move.kind())).append("</text>");
    box(out, move.after(), end, y, "gone");
    out.append("</g>\n");
  }

  private static void box(StringBuilder out, Side side, int x, int y, String otherwise) {
    boolean empty = side.equals(Side.NONE);
    out.append("<g><rect").append(empty ? " class=\"none\"" : "").append(" x=\"").append(x + 1).append("\" y=\"").append(y)
        .append("\" width=\"").append(BOX - 2).append("\" height=\"").append(HEIGHT).append("\" rx=\"3\"/>");
    String name = empty ? otherwise : side.name();
    if (!shortened(name, LONGEST_NAME).equals(name) || !shortened(side.detail(), LONGEST_DETAIL).equals(side.detail())) {
      out.append("<title>").append(Html.text(name + " " + side.detail())).append("</title>");
    }
    text(out, "name", x + 9, y + 15, shortened(name, LONGEST_NAME));
    text(out, "detail", x + 9, y + 29, shortened(side.detail(), LONGEST_DETAIL));
    out.append("</g>");
  }

  private static void text(StringBuilder out, String kind, int x, int y, String text) {
    out.append("<text class=\"").append(kind).append("\" x=\"").append(x).append("\" y=\"").append(y).append("\">")
        .append(Html.text(text)).append("</text>");
  }

  /** The end of a path tells more than its start. */
  private static String shortened(String text, int longest) {
    int length = text.codePointCount(0, text.length());
    return length <= longest ? text : "…" + text.substring(text.offsetByCodePoints(0, length - longest + 1));
  }
}
