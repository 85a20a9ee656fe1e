package dev.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMarksTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(directory.resolve("triggers.yaml"), "triggers: {}\n");
    }

    @Test
    void are_the_same_as_long_as_no_file_changes() throws Exception {
        FileMarks before = FileMarks.of(directory);
        Files.writeString(directory.resolve("notes.txt"), "none of ours");

        assertThat(FileMarks.of(directory)).isEqualTo(before);
    }

    @Test
    void tell_a_change_of_the_same_length() throws Exception {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        FileMarks before = FileMarks.of(directory);

        Files.writeString(file, "triggers: []\n");

        assertThat(FileMarks.of(directory)).isNotEqualTo(before);
    }

    @Test
    void tell_a_template_that_changes() throws Exception {
        Path template = Files.createDirectories(directory.resolve("templates")).resolve("cart.html");
        Files.writeString(template, "<p>");
        FileMarks before = FileMarks.of(directory);
        Files.writeString(template, "<p></p>");

        assertThat(FileMarks.of(directory)).isNotEqualTo(before);
    }

    @Test
    void tell_a_file_that_comes_or_goes() throws Exception {
        FileMarks before = FileMarks.of(directory);

        Files.writeString(directory.resolve("quality.yaml"), "");
        assertThat(FileMarks.of(directory)).isNotEqualTo(before);
        Files.delete(directory.resolve("quality.yaml"));
        assertThat(FileMarks.of(directory)).isEqualTo(before);
        Files.delete(file);
        assertThat(FileMarks.of(directory)).isNotEqualTo(before);
    }

    /** As Kubernetes does it: the files are links into a directory that is a link itself, and is replaced in one step. */
    @Test
    void tell_a_mounted_configuration_map_that_was_replaced() throws Exception {
        Path mounted = Files.createDirectory(directory.resolve("mounted"));
        for (String version : new String[] {"..1", "..2"}) {
            Path data = Files.createDirectory(mounted.resolve(version));
            Path written = Files.writeString(data.resolve("triggers.yaml"), "triggers: {}\n");
            Files.setLastModifiedTime(written, FileTime.fromMillis(1_000));
        }
        Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mounted.resolve("triggers.yaml"), Path.of("..data", "triggers.yaml"));
        FileMarks before = FileMarks.of(mounted);

        Files.createSymbolicLink(mounted.resolve("..new"), Path.of("..2"));
        Files.move(mounted.resolve("..new"), mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(FileMarks.of(mounted)).isNotEqualTo(before);
    }

    @Test
    void are_empty_where_there_is_no_directory() {
        assertThat(FileMarks.of(directory.resolve("gone")).files()).isEmpty();
    }
}
