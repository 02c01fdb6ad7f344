package org.chatboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.testing.contract.OpenApi;
import org.junit.jupiter.api.Test;

/** What the resources say by annotation and what {@code openapi.yaml} says are the same, in both directions. */
class ResourcesTest {

    private static final List<Class<?>> RESOURCES = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.chatboard.rest")
                    .stream()
                    .filter(type -> type.isAnnotatedWith(Path.class))
                    .map(JavaClass::reflect)
                    .toList();

    private static final java.nio.file.Path SCIM =
            java.nio.file.Path.of("src/main/java/org/chatboard/scim/ScimServlet.java");

    @Test
    void everyResourceIsDocumentedAndTheOtherWayRound() {
        assertThat(documented()).isEqualTo(written());
    }

    @Test
    void everyKindOfResourceOfADirectoryIsDocumentedAndTheOtherWayRound() throws IOException {
        Set<String> documented = new TreeSet<>();
        OpenApi.SCIM
                .operations()
                .forEach(operation -> documented.add(operation.path().replaceAll("^/([^/]+).*", "$1")));
        Set<String> written = new TreeSet<>();
        Matcher matcher = Pattern.compile("case \"(\\w+)\" ->").matcher(Files.readString(SCIM));
        while (matcher.find()) {
            written.add(matcher.group(1));
        }
        assertThat(documented).isEqualTo(written);
    }

    /** Each call with its parameters, and {@code body} when it takes one. */
    private static Map<String, Set<String>> documented() {
        Map<String, Set<String>> calls = new TreeMap<>();
        for (OpenApi.Operation operation : OpenApi.DOCUMENT.operations()) {
            Set<String> parameters = new TreeSet<>();
            operation.parameters().stream()
                    // Most headers are read by hand.
                    .filter(parameter -> !parameter.in().equals("header"))
                    // Only there to make an address another one.
                    .filter(parameter -> !parameter.schema().has("x-unread"))
                    .forEach(parameter -> parameters.add(parameter.in() + " " + parameter.name()));
            if (operation.node().has("requestBody")) {
                parameters.add("body");
            }
            calls.put(operation.toString(), parameters);
        }
        return calls;
    }

    private static Map<String, Set<String>> written() {
        Map<String, Set<String>> calls = new TreeMap<>();
        for (Class<?> resource : RESOURCES) {
            for (Method method : resource.getDeclaredMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (verb != null) {
                        calls.put(verb.value().toUpperCase(Locale.ROOT) + " " + path(resource, method), of(method));
                    }
                }
            }
        }
        return calls;
    }

    private static String path(Class<?> resource, Method method) {
        return ("/" + segment(resource) + "/" + segment(method))
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "")
                .replaceAll("\\{\\s*(\\w+)\\s*:[^/]*}", "{$1}");
    }

    private static String segment(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static Set<String> of(Method method) {
        Set<String> parameters = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            Arrays.stream(parameter.getAnnotations())
                    .map(ResourcesTest::name)
                    .filter(name -> !name.isEmpty())
                    .forEach(parameters::add);
            boolean isBody = parameter.getType() == JsonFields.class
                    || Arrays.stream(parameter.getAnnotations())
                            .noneMatch(annotation ->
                                    annotation.annotationType().getPackageName().startsWith("jakarta.ws.rs"));
            if (isBody) {
                parameters.add("body");
            }
        }
        return parameters;
    }

    private static String name(Annotation annotation) {
        if (annotation instanceof PathParam path) {
            return "path " + path.value();
        } else if (annotation instanceof QueryParam query) {
            return "query " + query.value();
        } else if (annotation instanceof CookieParam cookie) {
            return "cookie " + cookie.value();
        }
        return "";
    }
}
