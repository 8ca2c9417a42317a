package org.xen2kvm.golden;

import org.xen2kvm.migration.notice.Notice;
import org.xen2kvm.migration.notice.Notice.Author;
import org.xen2kvm.migration.notice.NoticeCatalog;

/** The page of notices, docs/notices.md: what messages mean that come from no rule and no fix. Stateless. */
final class NoticesPage {
  private NoticesPage() {}

  static String text() {
    StringBuilder page = new StringBuilder("""
        # Notices

        Messages and changes end with an id in brackets. Most are of [rules](rules/README.md) and [fixes](fixes/README.md); these are of
        none. No policy switches them. `xen2kvm explain ID` shows the same.
        """);
    for (Author author : Author.values()) {
      page.append("\n## ").append(author.heading()).append('\n');
      if (author == Author.HOST) {
        page.append("\n[host-check.md](host-check.md) has the remedies.\n");
      }
      for (Notice notice : NoticeCatalog.all()) {
        if (notice.author() == author) {
          page.append("\n### ").append(notice.id()).append('\n').append(notice.title()).append(".\n\n")
              .append(notice.description()).append('\n');
        }
      }
    }
    return page.toString();
  }
}
