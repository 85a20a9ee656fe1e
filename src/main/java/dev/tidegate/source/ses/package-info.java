/** What became of e-mails sent through Amazon SES, as Amazon SNS delivers it. */
@NullMarked
package dev.tidegate.source.ses;

import org.jspecify.annotations.NullMarked;
