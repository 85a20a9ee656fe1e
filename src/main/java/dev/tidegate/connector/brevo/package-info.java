/** Brevo's template mails and events. */
@NullMarked
package dev.tidegate.connector.brevo;

import org.jspecify.annotations.NullMarked;
