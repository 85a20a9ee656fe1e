/** Submits mail by SMTP, for whatever connector asks for a mail. */
@NullMarked
package dev.tidegate.connector.mail;

import org.jspecify.annotations.NullMarked;
