/** Postmark's webhooks: what became of e-mails. */
@NullMarked
package dev.tidegate.source.postmark;

import org.jspecify.annotations.NullMarked;
