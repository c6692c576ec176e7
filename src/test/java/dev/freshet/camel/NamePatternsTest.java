package dev.freshet.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternsTest {

    @ParameterizedTest(name = "\"{0}\" and {1}: {2}")
    @CsvSource({
        "**/*.md,            a.md,                true",
        "**/*.md,            a/b/C.MD,            true",
        "**/*.md,            a.md.bak,            false",
        "**/*.md,            md,                  false",
        "**/*.md,            a.b/md,              false",
        "'**/*.md,**/*.txt', a/b.txt,             true",
        "'**/*.MD , *.txt',  b.md,                true",
        "*.txt,              b.txt,               true",
        "*.txt,              a/b.txt,             false",
        "**/*.tar.gz,        a/b.tar.gz,          true",
        "drafts/**,          drafts,              true",
        "drafts/**,          drafts/a/b.md,       true",
        "drafts/**,          drafts2/a.md,        false",
        "drafts/**,          a/drafts/b.md,       false",
        "drafts/,            drafts/a.md,         true",
        "/drafts/,           drafts,              true",
        "/notes.md,          notes.md,            true",
        "**/node_modules/**, a/node_modules/x.md, true",
        "**/node_modules/**, node_modules,        true",
        "a?c.md,             abc.md,              true",
        "a?c.md,             a/c.md,              false",
        "'',                 a.md,                false",
        "' , ',              a.md,                false",
    })
    void a_pattern_matches_as_ant_does_whatever_the_case(String patterns, String id, boolean matches) {
        assertThat(new NamePatterns(patterns).test(id)).isEqualTo(matches);
    }
}
