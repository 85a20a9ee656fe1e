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
            Partials partials = new Partials();
            PLAIN.compile(source).visit(partials);
            return partials.found == null ? null : "there are no partials such as " + partials.found;
        } catch (MustacheException e) {
            return e.getMessage();
        }
    }

    /** Looks for what a template would load when it is filled. */
    private static final class Partials implements Mustache.Visitor {
        private @Nullable String found;

        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {}

        @Override
        public boolean visitInclude(String name) {
            found = name;
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
