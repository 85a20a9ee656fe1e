/** Mail from templates, by any SMTP server. */
@NullMarked
package dev.tidegate.connector.smtp;

import org.jspecify.annotations.NullMarked;
