package org.chatboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** Everything people read stands in the bundles, in every language. */
class I18nTest {

    private static final Path ENGLISH = Path.of("src/main/resources/i18n/messages.properties");
    private static final Pattern EXPRESSION = Pattern.compile("#\\{[^}]*}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)[^}]*}");
    private static final Pattern KEY_IN_PAGE = Pattern.compile("msg\\[\\s*'([^']+)'\\s*]");
    private static final Pattern KEY_IN_SCRIPT = Pattern.compile("[\"'`](js\\.[\\w.-]+)[\"'`]");
    private static final Set<String> READ_BY_PEOPLE =
            Set.of("title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label");
    private static final Set<String> VALUE_IS_READ =
            Set.of("commandButton", "outputText", "outputLabel", "link", "button", "outputFormat");

    @Test
    void allLanguagesHaveTheSameKeys() {
        for (Path bundle : bundles()) {
            assertThat(keys(bundle)).as("%s", bundle).isEqualTo(keys(ENGLISH));
        }
    }

    @Test
    void englishReadersGetEnglishWhereTheServerSpeaksGerman() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            ResourceBundle.clearCache();
            Properties english = texts(ENGLISH);
            ResourceBundle texts = ResourceBundle.getBundle("i18n.messages", Locale.ENGLISH);
            assertThat(keys(ENGLISH))
                    .allSatisfy(key -> assertThat(texts.getString(key)).isEqualTo(english.getProperty(key)));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void noTextIsEmpty() {
        for (Path bundle : bundles()) {
            Properties texts = texts(bundle);
            assertThat(keys(bundle))
                    .as("%s", bundle)
                    .noneMatch(key -> texts.getProperty(key).isBlank());
        }
    }

    @Test
    void allLanguagesFillInTheSameThings() {
        Properties english = texts(ENGLISH);
        for (Path bundle : bundles()) {
            Properties texts = texts(bundle);
            for (String key : keys(ENGLISH)) {
                assertThat(placeholders(texts.getProperty(key, "")))
                        .as("%s in %s", key, bundle)
                        .isEqualTo(placeholders(english.getProperty(key)));
            }
        }
    }

    @Test
    void pagesHaveNoTextOfTheirOwn() throws XMLStreamException {
        List<String> literals = new ArrayList<>();
        for (Path page : Tree.pages()) {
            collectLiterals(page, literals);
        }
        assertThat(literals).isEmpty();
    }

    @Test
    void everyKeyThatPagesAskForExists() {
        assertThat(used(Tree.pages(), KEY_IN_PAGE)).allMatch(keys(ENGLISH)::contains);
    }

    @Test
    void everyKeyThatScriptsAskForExists() {
        Set<String> keys = keys(ENGLISH);
        assertThat(used(Tree.scripts(), KEY_IN_SCRIPT))
                .allMatch(key -> keys.contains(key) || keys.containsAll(List.of(key + ".one", key + ".other")));
    }

    private static List<Path> bundles() {
        return Tree.files("src/main/resources/i18n", ".properties").stream()
                .filter(bundle -> !bundle.endsWith("messages_en.properties"))
                .toList();
    }

    private static Properties texts(Path bundle) {
        Properties texts = new Properties();
        try (StringReader text = new StringReader(Files.exists(bundle) ? Tree.text(bundle) : "")) {
            texts.load(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return texts;
    }

    private static Set<String> keys(Path bundle) {
        return new TreeSet<>(texts(bundle).stringPropertyNames());
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> used(Collection<Path> files, Pattern key) {
        return files.stream()
                .flatMap(file -> key.matcher(Tree.text(file)).results().map(MatchResult::group))
                .map(found -> key.matcher(found).replaceFirst("$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void collectLiterals(Path page, List<String> literals) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(Tree.text(page)));
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> collectAttributes(page, xml, literals);
                case XMLStreamConstants.CHARACTERS -> collect(page, xml.getText(), literals);
                default -> {
                    // comments, instructions and ends are not read by anybody
                }
            }
        }
    }

    private static void collectAttributes(Path page, XMLStreamReader xml, List<String> literals) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            if (READ_BY_PEOPLE.contains(name) || (name.equals("value") && VALUE_IS_READ.contains(xml.getLocalName()))) {
                collect(page, xml.getAttributeValue(i), literals);
            }
        }
    }

    private static void collect(Path page, String text, List<String> literals) {
        String own = EXPRESSION.matcher(text).replaceAll("").replace("ChatBoard", "");
        if (own.codePoints().anyMatch(Character::isLetter)) {
            literals.add(page + ": " + own.strip());
        }
    }
}
