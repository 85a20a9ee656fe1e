package dev.tidegate.ingest.preferences;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tidegate.ingest.CustomerPages;

/** A small page in the making. All text is escaped; only this class writes marks. */
final class Html {
    /** Dark on white, and buttons white on dark blue: all contrasts are above 7 to 1. */
    private static final String STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;"
            + "max-width:36rem;margin:2rem auto;padding:0 1rem}"
            + "h1{font-size:1.6rem;line-height:1.2}"
            + "fieldset{border:1px solid #595959;border-radius:.4rem;margin:0 0 1.5rem;padding:.5rem 1rem 1rem}"
            + "legend{font-weight:bold;padding:0 .4rem}"
            + "label{display:block;padding:.3rem 0}"
            + "input{width:1.2rem;height:1.2rem;margin-right:.5rem;vertical-align:middle}"
            + "button{font:inherit;color:#fff;background:#0b3d91;border:2px solid #0b3d91;border-radius:.4rem;"
            + "padding:.6rem 1.4rem;min-height:2.75rem}"
            + "button:focus-visible,input:focus-visible{outline:3px solid #b35900;outline-offset:2px}"
            + ".done{border-left:.4rem solid #0a5c2b;padding:.2rem 1rem}";

    private final Language language;
    private final StringBuilder out = new StringBuilder(2_048);

    /** Begins a page whose title is also its heading. */
    Html(Language language, Phrase title) {
        this.language = language;
        String text = escaped(language.say(title));
        out.append("<!DOCTYPE html><html lang=\"").append(language.tag());
        out.append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        out.append("<meta name=\"robots\" content=\"noindex\"><title>")
                .append(text)
                .append("</title><style>");
        out.append(STYLE).append("</style></head><body><main><h1>").append(text).append("</h1>");
    }

    @CanIgnoreReturnValue
    Html paragraph(Phrase phrase) {
        return paragraph(language.say(phrase));
    }

    @CanIgnoreReturnValue
    Html paragraph(String text) {
        out.append("<p>").append(escaped(text)).append("</p>");
        return this;
    }

    /** What has just been done, told to screen readers as well. */
    @CanIgnoreReturnValue
    Html done(Phrase phrase) {
        out.append("<p class=\"done\" role=\"status\">").append(escaped(language.say(phrase)));
        out.append("</p>");
        return this;
    }

    /** Begins a form that is posted to the very address of the page. */
    @CanIgnoreReturnValue
    Html form() {
        out.append("<form method=\"post\">");
        return this;
    }

    @CanIgnoreReturnValue
    Html hidden(String name, String value) {
        out.append("<input type=\"hidden\" name=\"").append(escaped(name));
        out.append("\" value=\"").append(escaped(value)).append("\">");
        return this;
    }

    @CanIgnoreReturnValue
    Html fieldset(String legend) {
        out.append("<fieldset><legend>").append(escaped(legend)).append("</legend>");
        return this;
    }

    @CanIgnoreReturnValue
    Html choice(String name, String value, Phrase label, boolean chosen) {
        out.append("<label><input type=\"radio\" name=\"").append(escaped(name));
        out.append("\" value=\"").append(escaped(value)).append(chosen ? "\" checked>" : "\">");
        out.append(escaped(language.say(label))).append("</label>");
        return this;
    }

    @CanIgnoreReturnValue
    Html endFieldset() {
        out.append("</fieldset>");
        return this;
    }

    @CanIgnoreReturnValue
    Html endForm(Phrase button) {
        out.append("<button type=\"submit\">")
                .append(escaped(language.say(button)))
                .append("</button></form>");
        return this;
    }

    CustomerPages.Page page(int status) {
        out.append("</main></body></html>");
        return new CustomerPages.Page(status, language.tag(), out.toString());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
