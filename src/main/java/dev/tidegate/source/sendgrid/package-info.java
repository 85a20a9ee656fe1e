/** SendGrid's Event Webhook: what became of e-mails. */
@NullMarked
package dev.tidegate.source.sendgrid;

import org.jspecify.annotations.NullMarked;
