/** Klaviyo's system webhooks: what became of e-mails, and who subscribes. */
@NullMarked
package dev.tidegate.source.klaviyo;

import org.jspecify.annotations.NullMarked;
