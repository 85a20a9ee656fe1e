package dev.tidegate.connector.smtp;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Mustache template. What is missing is empty; there are no partials. */
public final class TemplateText {
    private static final Mustache.Compiler PLAIN = Mustache.compiler()
            .escapeHTML(false)
            .defaultValue("")
            .withFormatter(value -> value instanceof BigDecimal number ? number.toPlainString() : value.toString());
    private static final Mustache.Compiler HTML = PLAIN.escapeHTML(true);

    private static final String OPEN = "{{";
    private static final String OTHER_DELIMITERS = "{{=";
    private static final int MOST_SHOWN = 40;

    private final Template template;

    private TemplateText(Template template) {
        this.template = template;
    }

    /** For text, which takes values as they are. */
    static TemplateText plain(String source) {
        return new TemplateText(PLAIN.compile(source));
    }

    /** For HTML: what values hold of it is shown and not obeyed. */
    static TemplateText html(String source) {
        return new TemplateText(HTML.compile(source));
    }

    String fill(Map<String, Object> variables) {
        return template.execute(variables);
    }

    /** What is wrong with a template, or null. */
    public static @Nullable String fault(String source) {
        try {
            Slips slips = new Slips(!source.contains(OTHER_DELIMITERS));
            PLAIN.compile(source).visit(slips);
            return slips.found;
        } catch (MustacheException e) {
            return e.getMessage();
        }
    }

    /** Looks for what compiles and is not what anybody means: what would be loaded later, and tags that would be shown. */
    private static final class Slips implements Mustache.Visitor {
        private final boolean bracesAreTags;
        private @Nullable String found;

        Slips(boolean bracesAreTags) {
            this.bracesAreTags = bracesAreTags;
        }

        @Override
        public void visitText(String text) {
            int open = bracesAreTags ? text.indexOf(OPEN) : -1;
            if (open >= 0) {
                String shown = text.substring(open, Math.min(text.length(), open + MOST_SHOWN));
                found = "a tag is not closed: " + shown.lines().findFirst().orElse(OPEN);
            }
        }

        @Override
        public void visitVariable(String name) {}

        @Override
        public boolean visitInclude(String name) {
            found = "there are no partials such as " + name;
            return false;
        }

        @Override
        public boolean visitSection(String name) {
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return true;
        }
    }
}
