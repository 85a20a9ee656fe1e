/** Customer.io's reporting webhooks: what became of e-mails, and who subscribes. */
@NullMarked
package dev.tidegate.source.customerio;

import org.jspecify.annotations.NullMarked;
