/** Mailgun's webhooks: what became of e-mails. */
@NullMarked
package dev.tidegate.source.mailgun;

import org.jspecify.annotations.NullMarked;
