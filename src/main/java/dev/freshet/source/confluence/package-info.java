/** Pages, blog posts, attachments and comments of Confluence, Cloud and Data Center. */
@NullMarked
package dev.freshet.source.confluence;

import org.jspecify.annotations.NullMarked;
