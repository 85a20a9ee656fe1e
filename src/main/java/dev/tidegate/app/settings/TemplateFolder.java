package dev.tidegate.app.settings;

import dev.tidegate.app.settings.yaml.SmallFile;
import dev.tidegate.connector.ConnectorSettings.Smtp.Template;
import dev.tidegate.connector.smtp.TemplateText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Templates of mails as files: {@code NAME.txt}, {@code NAME.html} where there is one, and the subject in {@code
 * NAME.subject.txt} or in the first line of the text, {@code Subject: …}, before an empty line.
 */
final class TemplateFolder {
    private static final String SUBJECT = ".subject.txt";
    private static final String TEXT = ".txt";
    private static final String HTML = ".html";
    private static final String FIRST_LINE = "Subject:";

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, Template> templates = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** Reads them all; a folder that is not there has none. */
    TemplateFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            list(folder).forEach(this::read);
        }
        files.keySet().forEach(this::take);
    }

    Map<String, Template> templates() {
        return templates;
    }

    /** What is wrong, each with its file. */
    List<String> problems() {
        return problems;
    }

    private List<Path> list(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> !Files.isDirectory(file)).sorted().toList();
        } catch (IOException e) {
            problem("", "cannot be listed; may this user read it?");
            return List.of();
        }
    }

    private void read(Path file) {
        String name = file.getFileName().toString();
        if (name.startsWith(".")) {
            return; // an editor's
        }
        switch (SmallFile.read(file)) {
            case SmallFile.Content(String text) -> files.put(name, text);
            case SmallFile.Unreadable(String why) -> problem(name, why);
        }
    }

    private void take(String file) {
        String fault = TemplateText.fault(files.getOrDefault(file, ""));
        if (fault != null) {
            problem(file, fault);
        }
        if (file.endsWith(SUBJECT)) {
            needText(file, SUBJECT);
        } else if (file.endsWith(HTML)) {
            needText(file, HTML);
        } else if (file.endsWith(TEXT)) {
            template(without(file, TEXT), files.getOrDefault(file, ""));
        } else {
            problem(file, "is no template; allowed: NAME.txt, NAME.html, NAME.subject.txt");
        }
    }

    private void needText(String file, String ending) {
        String text = without(file, ending) + TEXT;
        if (!files.containsKey(text)) {
            problem(file, "has no " + text + " beside it");
        }
    }

    private void template(String name, String text) {
        String subject = files.get(name + SUBJECT);
        String content = text;
        if (subject == null) {
            int end = text.indexOf('\n');
            if (end < 0 || !text.startsWith(FIRST_LINE)) {
                problem(name + TEXT, "has no subject; allowed: a first line 'Subject: …', or a file " + name + SUBJECT);
                return;
            }
            subject = text.substring(FIRST_LINE.length(), end);
            content = text.substring(end + 1).replaceFirst("^\r?\n", "");
        }
        if (subject.strip().isEmpty() || subject.strip().lines().count() > 1) {
            problem(name + (files.containsKey(name + SUBJECT) ? SUBJECT : TEXT), "has a subject that is not one line");
            return;
        }
        @Nullable String html = files.get(name + HTML);
        templates.put(name, new Template(subject.strip(), content, html));
    }

    private void problem(String file, String what) {
        problems.add(SmtpKeys.TEMPLATES + "/" + file + ": " + what);
    }

    private static String without(String file, String ending) {
        return file.substring(0, file.length() - ending.length());
    }
}
