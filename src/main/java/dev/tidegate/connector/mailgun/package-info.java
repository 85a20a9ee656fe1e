/** Mailgun's template mails. */
@NullMarked
package dev.tidegate.connector.mailgun;

import org.jspecify.annotations.NullMarked;
